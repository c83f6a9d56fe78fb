"""What the author is told about a formula that cannot be set."""

from pathlib import Path

import pytest

from studyguide.formulas.engine import Engine
from studyguide.formulas.faults import Fault

ROWS = [
    row.split(" | ")
    for row in (Path(__file__).parent / "faults.txt").read_text(encoding="utf-8").splitlines()
    if row and not row.startswith("#")
]


@pytest.mark.parametrize(("tex", "message", "hint"), ROWS)
def test_a_fault_names_the_fact_and_the_way_out(
    tex: str, message: str, hint: str, engine: Engine
) -> None:
    assert engine.svg(tex, False) == Fault(message, hint)
    assert engine.mathml(tex, False) == Fault(message, hint)


def test_a_formula_after_a_fault_is_set(engine: Engine) -> None:
    assert isinstance(engine.svg("{" * 3000 + "x" + "}" * 3000, False), Fault)
    assert not isinstance(engine.svg("x + 1 + 2", False), Fault)


@pytest.mark.parametrize("word", ["href", "style", "class", "cssId", "input", "write", "unicode"])
def test_words_that_link_load_or_style_are_unknown(word: str, engine: Engine) -> None:
    fault = engine.svg(rf"\{word}{{a}}{{x}}", False)
    assert isinstance(fault, Fault) and "Undefined" in fault.message


def test_a_token_keeps_no_link_and_no_style(engine: Engine) -> None:
    tex = r"\mmlToken{mi}[href='javascript:x', style='color:red', mathcolor=red]{y}"
    drawing = engine.svg(tex, False)
    assert not isinstance(drawing, Fault)
    assert "javascript" not in drawing.svg
    written = str(engine.mathml(tex, False))
    assert '<mi mathcolor="red">y</mi>' in written


def test_a_macro_of_one_formula_is_unknown_in_the_next(engine: Engine) -> None:
    assert not isinstance(engine.svg(r"\newcommand{\only}{q} \only", False), Fault)
    assert isinstance(engine.svg(r"\only", False), Fault)


BOMBS = {
    "itself": r"\def\a{\a\a}\a",
    "argument": r"\def\a#1{\a{#1#1}}\a{x}",
    "doubling": r"\def\a{xx}"
    + "".join(rf"\def\{chr(98 + at)}{{\{chr(97 + at)}\{chr(97 + at)}}}" for at in range(20))
    + r"\u",
    "deep": "{" * 2000 + "x" + "}" * 2000,
    "roots": r"\sqrt{" * 700 + "x" + "}" * 700,
    "long": "x+" * 20000,
    "text": r"\text{" + "가" * 50000 + "}",
    "percents": "%" * 30000,
    "ends": "\\" * 30000,
    "wide": r"\rule{99999999em}{1em}",
    "high": r"\raise 99999em {x}",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_one_fault(name: str, engine: Engine) -> None:
    assert isinstance(engine.svg(BOMBS[name], True), Fault)
    assert engine.svg(BOMBS[name], True) == engine.mathml(BOMBS[name], True)
    assert engine.speech(BOMBS[name], False)
    assert not isinstance(engine.svg("x + 1 + 2", False), Fault)
