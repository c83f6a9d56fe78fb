"""Styles of the author's that ask for what no page can be are stopped, and named in a line."""

from pathlib import Path

import pypdfium2
import pytest

from studyguide import pdf
from studyguide.config import Book
from studyguide.diagnostics import Report, as_text
from studyguide.faults import one_line
from studyguide.pdf.engine import drawings, sheets

# the time may be over while a hook of the test runner works, which swallows the fault
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
BODY = '<section class="chapter" id="ch-1"><h1 class="chapter">장</h1><p>글</p></section>'
MANY = "".join(f"--a{at + 1}: {f'var(--a{at}) ' * 10};" for at in range(9))
GRID = "display: grid; grid-template-columns: repeat(10000000, 1fr)"
ENDLESS = {
    "tracks of a grid": f"p {{ {GRID} }}",
    "variables of variables": f":root {{ --a0: 1px; {MANY} }} p {{ margin: var(--a9) }}",
}


def told(root: Path) -> str:
    """What is said of a book whose pages cannot be set; that of before stays."""
    out = root.parent / "book.pdf"
    out.write_text("the book of before", "utf-8")
    with pytest.raises(OSError, match=r"\[Errno") as stopped:
        pdf.write(BODY, Book(root=root, title="물결"), out, Report())
    assert out.read_text("utf-8") == "the book of before"
    return one_line(stopped.value, "ko")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sheets, "SECONDS", 1.5)
    (tmp_path / "book").mkdir()
    return tmp_path / "book"


@pytest.mark.parametrize("what", ENDLESS)
def test_styles_without_end(what: str, root: Path) -> None:
    (root / "local.css").write_text(ENDLESS[what], "utf-8")
    assert told(root) == "local.css: 너무 오래 걸려 그만두었다"


def test_a_template_with_styles_without_end(root: Path) -> None:
    own = root / "templates" / "page" / "colophon.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text(f'<section id="colophon"><p style="{GRID}">판권</p></section>', "utf-8")
    assert told(root) == "templates: 너무 오래 걸려 그만두었다"


def test_a_drawing_that_does_not_end(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is left out whole, and told; what stands beside it is drawn."""
    monkeypatch.setattr(drawings, "SECONDS", 0.5)
    stops = '<stop offset="0.5" stop-color="red"/>' * 9
    stripes = f'<linearGradient id="a" spreadMethod="repeat" x2="0.0000001">{stops}'
    (root / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g transform="scale(2)">'
        f'{stripes}</linearGradient><rect fill="url(#a)" width="9" height="9"/></g></svg>',
        "utf-8",
    )
    report, out = Report("en"), root.parent / "book.pdf"
    pdf.write(BODY.replace("글", '글<img src="a.svg" alt="줄"/>'), Book(root=root), out, report)
    assert (
        as_text(report.in_order())
        .splitlines()[0]
        .endswith("warning N009: the picture “a.svg” is not taken: it draws too much")
    )
    with pypdfium2.PdfDocument(out) as made:
        assert "글" in "".join(page.get_textpage().get_text_bounded() for page in made)


def test_styles_nested_without_end(root: Path) -> None:
    (root / "local.css").write_text(f"{':not(' * 3000}p{')' * 3000} {{ color: red }}", "utf-8")
    report = Report("en")
    pdf.write(BODY, Book(root=root), root.parent / "book.pdf", report)
    assert [each.code for each in report.diagnostics] == ["L007"]


def test_styles_that_the_typesetter_was_not_made_for(root: Path) -> None:
    (root / "local.css").write_text("@page { size: 2mm 2mm; margin: 0 }", "utf-8")
    assert told(root).startswith("local.css: 이대로는 쪽을 짤 수 없다")
