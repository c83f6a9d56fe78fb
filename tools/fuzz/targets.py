"""What must hold for any text: the text stage and the outline neither crash nor lose a line."""

import html
import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

from filters import CHAIN
from studyguide import audit, notes, pipeline
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.notes.held import AT
from studyguide.notes.printed import printed
from studyguide.notes.source import NEWLINE
from studyguide.outline import Item, Place, recover

ESCAPE = re.compile(r"\\(?=[^\w\s]|_)")  # of `3\*3`, which prints `3*3`
FEW = 16  # one text in so many goes the whole way
MARKUP = re.compile(rb":::|[{]|~~~|```|\]:")  # opens what pandoc reads and does not print
SET = (notes.CODE, notes.FORMULA, notes.TABLE)  # fates of lines that the book prints


def text_stage(content: bytes) -> None:
    """Any bytes give a manuscript that has every letter of them. Raises AssertionError."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "in.md"
        path.write_bytes(content)
        made = notes.read(Book(root=Path(folder), notes=(path,)), Report())
    text = ESCAPE.sub("", html.unescape(AT.sub(" ", made.text)))
    said = Counter(audit.letters(text + made.title))
    told = {fate.pos.line for fate in made.fates if fate.reason not in SET}
    for number, typed in enumerate(made.sources["in.md"], 1):
        line = made.bullets.get(("in.md", number), typed)
        lost = Counter(audit.letters(printed(line))) - said
        is_as_typed = not Counter(audit.letters(line)) - said
        assert number in told or not lost or is_as_typed, f"line {number}: {line!r} lost {lost}"


def whole(content: bytes) -> None:
    """Nothing that pandoc or a filter takes for an attribute, an address or a class is lost."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "in.md"
        path.write_bytes(content)
        report = Report()
        pipeline.edit(Book(root=Path(folder), notes=(path,)), CHAIN, report)
    assert "N011" not in {each.code for each in report.diagnostics}, list(report.in_order())


def outline(content: bytes) -> None:
    """Any items give a tree in their order. Raises AssertionError."""
    lines = NEWLINE.split(content.decode("utf-8", "replace"))[:60]
    items = [Item(text=line) for line in lines if line.strip()]
    path: list[int] = []
    for k, place in enumerate(recover(items)):
        check_place(k, place, path, items)


def check_place(k: int, place: Place, path: list[int], items: list[Item]) -> None:
    """A parent is the row before or one above it; an echo has the text of what it repeats."""
    if place.kind == "echo":
        assert place.of is not None
        assert items[place.of].text.split() == items[k].text.split()  # blanks may differ
        return
    while path and path[-1] != place.parent:
        path.pop()
    assert place.parent is None or path
    path.append(k)


def one(content: bytes) -> None:
    """Both at once; the whole way, which takes pandoc, where something could be markup."""
    text_stage(content)
    outline(content)
    if MARKUP.search(content):
        whole(content)


def often(content: bytes) -> None:
    """The same, but the whole way for few texts: the others take a hundredth of its time."""
    text_stage(content)
    outline(content)
    if crc32(content) % FEW == 0:
        whole(content)
