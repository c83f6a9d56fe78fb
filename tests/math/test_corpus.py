"""Every formula of corpus.txt is set, in print and in MathML, and can be spoken."""

import re
from xml.etree import ElementTree

import pytest

from studyguide.formulas.engine import Engine
from studyguide.formulas.spelling import bare
from studyguide.formulas.svg import Drawing
from tests.math.conftest import corpus

MATH = "{http://www.w3.org/1998/Math/MathML}"
PRIVATE = re.compile("[\ue000-\uf8ff]")  # characters no font outside MathJax has
WORDLESS = re.compile(r"[\\{}^]")  # TeX that leaked into speech


def test_the_corpus_is_large_and_has_no_doubles() -> None:
    assert len(corpus()) >= 300
    assert len(set(corpus())) == len(corpus())


@pytest.mark.parametrize("tex", corpus())
def test_a_formula_is_drawn_written_and_spoken(tex: str, engine: Engine) -> None:
    for display in (True, False):
        drawing = engine.svg(tex, display)
        assert isinstance(drawing, Drawing), drawing
        assert drawing.has_ink
        left, bottom, right, top = drawing.bounds
        assert left > -150 and right < drawing.width * 1000 + 150
        assert bottom > -drawing.depth * 1000 - 150 and top < drawing.height * 1000 + 150
    root = ElementTree.fromstring(str(engine.mathml(tex, True)))
    assert root.tag == f"{MATH}math"
    assert root.findtext(f".//{MATH}annotation") == bare(tex)
    assert not PRIVATE.search("".join(root.itertext()))
    assert not WORDLESS.search(root.get("alttext", "\\"))


def test_mathml_has_letters_instead_of_mathvariant(engine: Engine) -> None:
    written = str(engine.mathml(r"\mathbf{x} \in \mathbb{R}, \mathcal{L}(\bm{\theta})", False))
    assert "𝐱" in written and "ℝ" in written and "ℒ" in written and "𝜽" in written
    assert "mathvariant" not in written.replace('mathvariant="normal"', "")


def test_mathml_has_no_empty_attribute(engine: Engine) -> None:
    """Pandoc would write it without a value, which is no XML."""
    assert '=""' not in str(engine.mathml(r"\begin{aligned} a \end{aligned}", True))
