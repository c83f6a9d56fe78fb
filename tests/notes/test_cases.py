"""Each folder is a case: the notes `in*` go in, the clean Markdown and the messages come out."""

from pathlib import Path

import pytest
from natsort import natsorted

from studyguide import notes
from studyguide.config import Book
from studyguide.diagnostics import Report, as_text
from studyguide.notes import scanner

HERE = Path(__file__).parent
LONG = 100_000  # signs; what takes the square of its time never ends
MANY = 1_000  # lines
CASES = sorted(path for path in HERE.iterdir() if any(path.glob("in*")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, expect) -> None:
    report = Report()
    book = Book(root=case, notes=tuple(natsorted(case.glob("in*"))))
    text = notes.read(book, report).text
    expect(case / "out.md", text)
    expect(case / "messages", as_text(report.in_order()))


@pytest.mark.parametrize("line", [":" * LONG, "::: note a" + " " * LONG + "x", "](" * LONG])
def test_a_long_line_is_read_in_linear_time(line: str, tmp_path: Path) -> None:
    (tmp_path / "in.md").write_text(f"# 장\n\n{line}\n글\n", encoding="utf-8")
    book = Book(root=tmp_path, notes=(tmp_path / "in.md",))
    assert "글" in notes.read(book, Report()).text


@pytest.mark.parametrize("line", ["+ 항목\n", "가\t나\n나\t다\t라\n", "┌─┐\n글이다\n"])
def test_a_long_paragraph_is_looked_at_once(line: str, tmp_path: Path, monkeypatch) -> None:
    seen: list[str] = []
    walk = scanner.Scanner._paragraph
    monkeypatch.setattr(
        scanner.Scanner, "_paragraph", lambda self: (seen.append(x) or x for x in walk(self))
    )
    (tmp_path / "in.md").write_text(line * MANY, encoding="utf-8")
    notes.read(Book(root=tmp_path, notes=(tmp_path / "in.md",)), Report())
    assert len(seen) <= 4 * MANY


def test_footnotes_below_two_others_are_printed_there_up_to_a_bound(tmp_path: Path) -> None:
    calls = "".join(f"[^{at}]" for at in range(10))
    below = "".join(f"[^{at}]: 넷째 주\n" for at in range(10))
    text = f"# 장\n\n글[^가]과 글[^나].\n\n[^가]: {calls}\n[^나]: {calls}\n\n{below}"
    (tmp_path / "in.md").write_text(text, encoding="utf-8")
    report = Report()
    read = notes.read(Book(root=tmp_path, notes=(tmp_path / "in.md",)), report).text
    assert read.count("넷째 주") == 10 + 8
    assert [each.code for each in report.in_order()] == ["N025"] * 2
