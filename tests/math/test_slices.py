"""A tall display is cut between its rows: the same ink, one formula to read, its numbers."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from weasyprint import HTML

from filters import CHAIN
from studyguide.build import Folders, Press
from studyguide.formulas.drawn import Formulas
from studyguide.formulas.engine import Engine
from studyguide.formulas.slices import Slice, sliced
from studyguide.formulas.svg import Drawing
from studyguide.outputs.formats import FORMATS
from studyguide.pdf.tags.tagging import richer
from tests.pdf.loose_ends import loose_ends

NUMBER = re.compile(r"\(1\.\d+\)")
ROWS = 20
ROW = r"x_{%d} &= \sum_{k=0}^{n} \frac{a_k}{b_k}"
SPLIT = r" \\ ".join(ROW % at for at in range(ROWS))
TALL = rf"\begin{{aligned}} {SPLIT} \end{{aligned}}"
HELD = rf"\left\{{ {TALL} \right."
PAGE = """<html lang="ko"><title>t</title><style>
@page { size: 300pt 300pt; margin: 20pt }
.slice { display: block; line-height: 0 } p { margin: 0 }
</style>"""


def slices_of(engine: Engine, tex: str) -> list[Slice]:
    drawing = engine.svg(tex, True)
    assert isinstance(drawing, Drawing)
    return sliced(drawing)


def test_a_slice_holds_a_row_and_all_slices_the_whole(engine: Engine) -> None:
    slices = slices_of(engine, TALL)
    assert len(slices) == ROWS
    assert (slices[0].top, slices[-1].bottom) == (0, 1)
    assert [each.bottom for each in slices[:-1]] == [each.top for each in slices[1:]]
    whole = engine.svg(TALL, True)
    assert isinstance(whole, Drawing)
    paths = [each.drawing.operators.decode().splitlines()[1:] for each in slices]
    drawn = [line for path in paths for line in path]
    assert sorted(drawn) == sorted(whole.operators.decode().splitlines())
    tall = sum(each.drawing.height + each.drawing.depth for each in slices)
    assert tall == pytest.approx(whole.height + whole.depth, abs=0.01)


@pytest.mark.parametrize("tex", [HELD, r"\begin{aligned} a &= b \\ &= c \end{aligned}"])
def test_what_a_brace_holds_and_what_is_low_stays_whole(engine: Engine, tex: str) -> None:
    assert slices_of(engine, tex) == []


def test_it_is_one_formula_however_many_pages_it_fills(engine: Engine) -> None:
    formulas = Formulas(engine, FORMATS["신국판"].measure)
    body = f"{PAGE}<p>{formulas.img(TALL, True)}"
    with richer("ko"):
        written = HTML(string=body).write_pdf(cache=formulas.cache, pdf_variant="pdf/ua-1")
    with pikepdf.open(BytesIO(written)) as pdf:
        assert len(pdf.pages) > 1
        found = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        (formula,) = [each for each in found if each.get("/S") == "/Formula"]
        assert len(formula.K) == ROWS
        assert "/A" not in formula  # a rectangle, which could hold a part of it only


def numbers(path: Path) -> Iterator[tuple[int, str, float]]:
    """The page, the text and the right edge (points) of each number of a formula."""
    with pypdfium2.PdfDocument(path) as document:
        for at, page in enumerate(document):
            if not document.get_page_label(at).isdigit():
                continue
            text = page.get_textpage()
            for found in NUMBER.finditer(text.get_text_range()):
                yield at, found[0], text.get_charbox(found.end() - 1)[2]


@pytest.mark.parametrize("name", ["align", "aligned"])
def test_its_numbers_stand_at_the_edge_of_the_page_of_their_row(name: str, tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.mkdir()
    (book / "1.md").write_text(f"# 긴 식\n\n$$\\begin{{{name}}} {SPLIT} \\end{{{name}}}$$\n")
    out = tmp_path / "out"
    Press(book, CHAIN, lambda _: Folders(out, out / "build"), print).make(["pdf"])
    found = list(numbers(out / "book.pdf"))
    told = [text for _, text, _ in found]
    if name == "align":
        assert told == [f"(1.{at + 1})" for at in range(ROWS)]
        assert len({page for page, _, _ in found}) == 2
    else:
        assert told == ["(1.1)"]
    assert loose_ends(out / "book.pdf") == []
    shape = FORMATS["신국판"]
    for page, _, right in found:
        side = shape.outer if page % 2 == 0 else shape.inner
        assert right == pytest.approx((shape.width - side) * 72 / 25.4, abs=2)
