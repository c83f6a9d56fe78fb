"""Displays that are wider than the measure: in lines where that is possible, told where not."""

from pathlib import Path

import pytest

from filters import CHAIN
from studyguide.build import Folders, Press
from studyguide.diagnostics import as_text
from studyguide.formulas.breaking import broken, parted
from studyguide.formulas.drawn import BESIDE, Formulas
from studyguide.formulas.engine import Engine
from studyguide.formulas.svg import Drawing
from studyguide.outputs.formats import FORMATS

MEASURE = FORMATS["신국판"].measure


def letters(tex: str) -> float:
    """A width that can be read off: one em a letter."""
    return sum(char.isalnum() for char in tex)


@pytest.mark.parametrize(
    ("tex", "measure", "lines"),
    [
        ("a = bbb = ccc", 5, r"a&{}= bbb \\[0.35em] &{}= ccc"),
        ("a = bbb + ccc + ddd", 8, r"a&{}= bbb + ccc \\[0.35em] &\quad {}+ ddd"),
        ("aaaa = bbb = cc", 7, r"& aaaa \\[0.35em] &\quad {}= bbb = cc"),
        ("aaa + bbb - ccc", 6, r"&{}aaa + bbb \\[0.35em] &\quad {}- ccc"),
        ("a = bb + (cc + dddd)", 6, r"a&{}= bb + (cc \\[0.35em] &\quad {}+ dddd)"),
        ("a = |bb + cc| + ddd", 6, r"a&{}= |bb + cc| \\[0.35em] &\quad {}+ ddd"),
        (r"P(a | b) + cc", 3, r"&{}P(a | b) \\[0.35em] &\quad {}+ cc"),
        ("a = -b", 1, r"& a \\[0.35em] &\quad {}= -b"),
        (r"x^{a + b}_{c = d}", 2, None),
        (r"\text{a = b} \frac{c + d}{e = f}", 2, None),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", 2, None),
    ],
)
def test_a_formula_breaks_at_its_seams(tex: str, measure: float, lines: str | None) -> None:
    found = broken(tex, measure, letters)
    assert found == (lines and rf"\begin{{aligned}} {lines} \end{{aligned}}")


@pytest.mark.parametrize(
    ("tex", "measure", "pieces"),
    [
        ("a = b + c", 1, ["a ={}", "b +{}", "c"]),
        ("a = (b + c)", 9, ["a ={}", "(b + c)"]),  # inside brackets only where it must be
        ("a = (b + c)", 1, ["a ={}", "(b +{}", "c)"]),
        (r"f = \left( b + c \right)", 1, ["f ={}", r"\left( b + c \right)"]),
        (r"a \xrightarrow{n} b", 1, ["a", r"{}\xrightarrow{n} b"]),
        ("x_1, x_2", 3, ["x_1,", "x_2"]),
        ("abc", 1, ["abc"]),
    ],
)
def test_a_formula_in_the_text_is_parted_as_tex_does(
    tex: str, measure: float, pieces: list[str]
) -> None:
    assert parted(tex, measure, letters) == pieces


def test_a_stretched_bracket_is_opened_once_in_a_line(engine: Engine) -> None:
    lines = engine.in_lines(r"\left| a + b + c + d + e + f \right|", 8)
    assert lines.count(r"\\[") == lines.count(r"\left.") == 1


def test_stretched_brackets_keep_their_size(engine: Engine) -> None:
    tex = r"a = \left( \frac{b}{c} + d \right) + e"
    lines = broken(tex, 3, len)
    assert lines is not None and lines.count(r"\right.") == lines.count(r"\left.")
    assert isinstance(engine.svg(lines, True), Drawing)


@pytest.mark.parametrize("joint", ["+", "=", r"\le"])
def test_a_wide_display_fits_the_measure(joint: str, engine: Engine) -> None:
    formulas = Formulas(engine, MEASURE)
    tex = f" {joint} ".join(f"{chr(97 + at)}_{{{at}}} x^{{{at}}}" for at in range(20))
    wide = engine.svg(tex, True)
    assert isinstance(wide, Drawing) and wide.width > MEASURE - BESIDE
    formulas.img(tex, True)
    (picture,) = formulas.cache.values()
    assert picture.drawing.width <= MEASURE - BESIDE  # type: ignore[attr-defined]


def test_no_formula_leaves_the_page(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    summed = " + ".join(f"x_{{{at}}} y_{{{at}}}" for at in range(24))
    rows = r" \\ ".join(f"a_{{{at}}} & b_{{{at}}}" for at in range(40))
    matrix = rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}"
    text = f"# 큰 식\n\n($|{summed}|$는 길다)\n\n- 항목 ${summed} = 1$을\n\n$${matrix}$$\n"
    (folder / "a.md").write_text(text, encoding="utf-8")
    (folder / "book.yaml").write_text("format: 신국판\n", encoding="utf-8")
    folders = Folders(tmp_path, tmp_path / "build")
    made = Press(folder, CHAIN, lambda _: folders, lambda *_: None).make(["pdf"])
    assert [found.code for found in made.report.diagnostics] == []


def test_a_display_too_small_to_read_is_told(tmp_path: Path, expect) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    wide = "".join(f"x_{{{at}}}" for at in range(80))
    (folder / "a.md").write_text(f"# 넓은 식\n\n$${wide}$$\n", encoding="utf-8")
    folders = Folders(tmp_path, tmp_path / "build")
    made = Press(folder, CHAIN, lambda _: folders, lambda *_: None).make(["pdf"])
    expect(Path(__file__).parent / "too-wide" / "messages", as_text(made.report.in_order()))
