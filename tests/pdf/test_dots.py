"""Rows of dots are strokes, not circles of curves, and look the same."""

import itertools
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from studyguide import pdf
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.pdf.tags import painting

TERM = '<a class="term" href="#ch-1">짐칸에 실린 낱말</a>'
PAGE = f'<section class="chapter" id="ch-1"><h1 class="chapter">점</h1><p>{TERM}</p></section>'


def made(folder: Path, css: str = "") -> Path:
    (folder / "book").mkdir(parents=True)
    (folder / "book" / "local.css").write_text(f"a.term {{ {css} }}", "utf-8")
    book = Book(root=folder / "book", title="점", date="2024-03-02")
    return pdf.write(PAGE, book, folder / "dots.pdf", Report()).path


def strokes(path: Path) -> list[str]:
    """Curves and dashes of the page of the chapter, which stands before the colophon."""
    with pikepdf.open(path) as file:
        found = pikepdf.parse_content_stream(file.pages[-2])
    return [str(each.operator) for each in found if str(each.operator) in ("c", "d")]


def test_the_line_below_a_term_is_one_stroke(tmp_path: Path) -> None:
    found = strokes(made(tmp_path))
    assert found == ["d", "d"]  # and that of the legend


def test_a_dotted_frame_is_left_to_the_typesetter(tmp_path: Path) -> None:
    found = strokes(made(tmp_path, "border: 1px dotted; border-radius: 3px; border-left: 0"))
    assert "c" in found


def test_the_dots_stand_where_the_typesetter_draws_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "border-bottom: 3px dotted #000; color: #fff"
    ours = dots(made(tmp_path / "ours", line))
    monkeypatch.setattr(painting, "is_dotted_below", lambda _: False)
    theirs = dots(made(tmp_path / "theirs", line))
    assert len(ours) == len(theirs) > 10
    assert all(abs(one - other) <= 1 for one, other in zip(ours, theirs, strict=True))


@pytest.mark.parametrize("width", [0, 1, 2, 3])
def test_a_narrow_line_has_no_dash_that_is_none(width: int, tmp_path: Path) -> None:
    css = f"display: inline-block; overflow: hidden; width: {width}px; border-bottom: 2px dotted"
    with pikepdf.open(made(tmp_path, css)) as file:
        found = pikepdf.parse_content_stream(file.pages[-2])
    dashes = [
        [float(one) for one in each.operands[0]] for each in found if str(each.operator) == "d"
    ]
    assert all(min(dash) >= 0 and max(dash) > 0 for dash in dashes if dash)
    assert strokes(tmp_path / "dots.pdf").count("d") == (width > 2)


def dots(path: Path) -> list[int]:
    """Where each dot of the black line begins, in pixels of an eighth of a point."""
    document = pypdfium2.PdfDocument(path)
    sheet = document[len(document) - 2]
    page = sheet.render(scale=8).to_pil().convert("L")
    rows = [page.crop((0, at, page.width, at + 1)).tobytes() for at in range(page.height)]
    darkest = min(rows, key=lambda row: (-changes(row), sum(row)))
    return [at for at in range(1, len(darkest)) if darkest[at] < 128 <= darkest[at - 1]]


def changes(row: bytes) -> int:
    """How often black begins in a row."""
    return sum(after < 128 <= before for before, after in itertools.pairwise(row))
