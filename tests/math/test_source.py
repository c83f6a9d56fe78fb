"""Labels, tags and macro definitions are taken out of the TeX."""

import pytest

from studyguide.formulas.engine import Engine
from studyguide.formulas.known_macros import Macro
from studyguide.formulas.source import macro_table, strip_definitions, strip_label


@pytest.mark.parametrize(
    ("tex", "bare", "label", "tag"),
    [
        (r"x = 1", "x = 1", None, None),
        (r"\label{eq:a} x = 1", "x = 1", "eq:a", None),
        (r"x = 1 \tag{6.2}", "x = 1", None, "6.2"),
        (r"x = 1 \tag*{\text{손실}}", "x = 1", None, r"\text{손실}"),
        (r"a \\ \label{eq:b} c", r"a \\ c", "eq:b", None),
        (r"a \\label{eq:b}", r"a \\label{eq:b}", None, None),  # a line end and letters
        (r"a \\\label{eq:b} c", r"a \\c", "eq:b", None),
    ],
)
def test_strip_label(tex: str, bare: str, label: str | None, tag: str | None) -> None:
    source = strip_label(tex)
    labels = (label,) if label else ()
    assert (source.tex, source.labels, source.tag) == (bare, labels, tag)


@pytest.mark.parametrize(
    ("tex", "bare", "macros"),
    [
        (r"\newcommand{\RR}{\mathbb{R}}", "", {"RR": Macro(r"\mathbb{R}")}),
        (r"\def\v#1{\vec{#1}} \v{x}", r"\v{x}", {"v": Macro(r"\vec{#1}")}),
        (r"\DeclareMathOperator*{\foo}{foo}", "", {"foo": Macro(r"\operatorname*{foo}")}),
        (r"\newcommand{\a}[1][x]{#1}", "", {"a": Macro("#1", "x")}),
        (r"\newcommand{\a}{b", r"\newcommand{\a}{b", {}),
    ],
)
def test_strip_definitions(tex: str, bare: str, macros: dict[str, Macro]) -> None:
    source = strip_definitions(tex)
    assert (source.tex, source.macros) == (bare, macros)


def test_an_author_s_macro_wins() -> None:
    assert macro_table({r"\R": r"\mathrm{R}_{#2}"})["R"] == [r"\mathrm{R}_{#2}", 2]


def test_an_author_s_macro_is_used(engine: Engine) -> None:
    own = Engine(macros={"loss": r"\mathcal{L}_{#1}"})
    assert own.speech(r"\loss{t}", False) == engine.speech(r"\mathcal{L}_{t}", False) == "L 아래 t"


def test_a_default_argument_is_known_to_all_formulas() -> None:
    own = Engine(macros={"loss": Macro(r"L_{#1}(#2)", "t")})
    assert own.line(r"\loss{x} + \loss[0]{y}", False) == "Lₜ(x) + L₀(y)"
