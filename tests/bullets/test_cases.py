"""Each folder is a case: notes go in, the nested Markdown after the filter comes out."""

from pathlib import Path

import panflute as pf
import pytest

from filters import bullets
from studyguide import notes, pipeline
from studyguide.chain.tree import unmark
from studyguide.config import Book
from studyguide.diagnostics import Report, as_text

HERE = Path(__file__).parent
CASES = sorted(path for path in HERE.iterdir() if any(path.glob("in*")))


def filtered(case: Path) -> tuple[pf.Doc, Book, Report]:
    report = Report()
    book = Book(root=case, notes=tuple(sorted(case.glob("in*"))))
    doc = pipeline.parse(notes.read(book, report).text, book)
    return bullets(doc, book, report), book, report


def shown(doc: pf.Doc) -> str:
    unmark(doc)
    return pipeline.to_markdown(doc)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, expect) -> None:
    doc, _, report = filtered(case)
    expect(case / "out.md", shown(doc))
    expect(case / "messages", as_text(report.in_order()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_second_pass_changes_nothing(case: Path) -> None:
    doc, book, _ = filtered(case)
    once = pipeline.dump(doc)
    assert pipeline.dump(bullets(doc, book, Report())) == once


def test_outline_rows_name_the_authors_places() -> None:
    rows = filtered(HERE / "echoes")[2].byproducts["outline"]
    lines = (HERE / "echoes" / "in.txt").read_text("utf-8").splitlines()
    bullets_rows = [row for row in rows if row["kind"] in ("item", "echo")]
    assert [row["line"] for row in bullets_rows] == list(range(1, len(lines) + 1))
    assert all(lines[row["line"] - 1][row["col"] :] == row["text"] for row in bullets_rows)
    echoes = [row["line"] for row in rows if row["kind"] == "echo"]
    assert echoes == [6]
    parents = {row["line"]: row["parent"] for row in bullets_rows}
    assert parents[3] == {"line": 2, "col": 2}
