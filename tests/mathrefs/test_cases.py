"""Each folder is a case: notes go in, numbered and referred formulas come out."""

import json
from pathlib import Path

import panflute as pf
import pytest

from filters import mathrefs
from studyguide import chapters, notes, pipeline, settled
from studyguide.config import Book
from studyguide.diagnostics import Report, as_text
from studyguide.tree import unmark
from studyguide.typography import Typography

HERE = Path(__file__).parent
CASES = sorted(path for path in HERE.iterdir() if any(path.glob("in*")))


def filtered(case: Path) -> tuple[pf.Doc, Report]:
    report = Report()
    book = Book(root=case, notes=tuple(sorted(case.glob("in*"))))
    doc = pipeline.parse(notes.read(book, report).text, book)
    book_now = chapters.of_tree(doc, report)
    settled.settle(book_now, book, report)
    doc = book_now.whole()
    return mathrefs(doc, book, report), report


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, expect) -> None:
    doc, report = filtered(case)
    unmark(doc)
    expect(case / "out.md", pipeline.to_markdown(doc))
    expect(case / "messages", as_text(report.in_order()))
    rows = report.byproducts["equations"]
    expect(case / "equations.json", json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


@pytest.mark.parametrize(
    ("particles", "printed"), [(False, "[$x$ 는]{.nobreak}"), (True, "[$x$는]{.nobreak}")]
)
def test_a_particle_typed_apart_is_joined_only_if_the_book_asks(
    particles: bool, printed: str, tmp_path: Path
) -> None:
    (tmp_path / "in.md").write_text("# 장\n\n$x$ 는 입력이다.\n", encoding="utf-8")
    typography = Typography(particles=particles)
    book = Book(root=tmp_path, notes=(tmp_path / "in.md",), typography=typography)
    doc = pipeline.parse(notes.read(book, Report()).text, book)
    mathrefs(doc, book, Report())
    unmark(doc)
    assert printed in pipeline.to_markdown(doc)
