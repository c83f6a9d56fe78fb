"""Each folder is a case: the notes `in*` go in, the clean Markdown and the messages come out."""

from pathlib import Path

import pytest
from natsort import natsorted

from studyguide import notes
from studyguide.config import Book
from studyguide.diagnostics import Report, as_text

HERE = Path(__file__).parent
CASES = sorted(path for path in HERE.iterdir() if any(path.glob("in*")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, expect) -> None:
    report = Report()
    book = Book(root=case, notes=tuple(natsorted(case.glob("in*"))))
    text = notes.read(book, report).text
    expect(case / "out.md", text)
    expect(case / "messages", as_text(report.in_order()))
