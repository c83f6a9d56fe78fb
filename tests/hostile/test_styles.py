"""Styles of the author's that ask for what no page can be are stopped, and named in a line."""

from pathlib import Path

import pytest

from studyguide import pdf
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.faults import one_line
from studyguide.pdf import sheets

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


def test_styles_that_the_typesetter_was_not_made_for(root: Path) -> None:
    (root / "local.css").write_text("@page { size: 2mm 2mm; margin: 0 }", "utf-8")
    assert told(root).startswith("local.css: 이대로는 쪽을 짤 수 없다")
