"""Lists that begin within the line above: `붙임  1. 계획서`, `제2조(신의성실) ① 권리는 …`."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from studyguide.notes.lists.markers import ENCLOSED
from studyguide.notes.lists.ordinals import ordinal_of
from studyguide.notes.rows import Row
from studyguide.notes.titles.headings import Note

FIRST = re.compile(r"(?:붙임|별첨|첨부)\s*[:：]?\s*1(?P<sign>[.)])\s+\S")  # of an official letter
ONES = re.compile("[①❶⑴㉠㉮ⓐⒶ⒜]")  # which stand for the first of their kind


def settle(note: Note) -> Note:
    """The note with each later item on a line of its own below the first.

    Markdown would begin a list at 2. Where the first holds a list, the later ones part theirs.
    """
    rows = list(note.rows)
    parted: set[int] = set()
    for at, row in enumerate(rows):
        kind = _begun(row.text) if row.kind == "text" else ""
        count = _count(rows, at, kind) if kind else 0
        for i in range(at + 1, at + 1 + count):
            rows[i - 1] = replace(rows[i - 1], breaks=True)
            rows[i] = _as_text(rows[i])
        later = [] if count or not kind else _parting(rows, at, kind)
        for i in later:
            rows[i] = _as_text(rows[i])
        parted.update(later)
    return replace(note, rows=tuple(_set_apart(rows, parted)))


def _set_apart(rows: Sequence[Row], parted: Container[int]) -> Iterator[Row]:
    for at, row in enumerate(rows):
        if at in parted:
            yield Row("blank", 0)
        yield row


def _begun(text: str) -> str:
    """The kind of the items of which a line holds the first."""
    if met := FIRST.match(text):
        return f"1{met['sign']}"
    found = ONES.findall(text)
    return found[0] if len(found) == 1 and found[0] in ENCLOSED else ""


def _count(rows: Sequence[Row], at: int, kind: str) -> int:
    """How many rows below the first go on counting.

    None, if one of them holds a list or more text: as items they keep it below them.
    """
    count = 0
    below = takewhile(lambda row: not _is_anew(row, kind), rows[at + 1 :])
    for i, row in enumerate(below):
        if not _is_kind(row, kind, count + 2):
            continue
        if i != count:
            return 0
        count += 1
    after = rows[at + 1 + count : at + 2 + count]
    return 0 if any(row.marker for row in after) else count


def _parting(rows: Sequence[Row], at: int, kind: str) -> list[int]:
    """The later items where the line of the first has a list below it: `① 뜻⏎1. 가⏎② 예`.

    None, if they do not count on one by one.
    """
    below = list(takewhile(lambda row: not _opens_another(row, kind), rows[at + 1 :]))
    first = next((row for row in below if row.kind != "blank"), None)
    if not first or not first.marker or first.marker.kind == kind:
        return []
    same = [i for i, row in enumerate(below) if row.marker and row.marker.kind == kind]
    counted = [_number(below[i]) for i in same]
    return [at + 1 + i for i in same] if counted == list(range(2, len(same) + 2)) else []


def _opens_another(row: Row, kind: str) -> bool:
    is_first = bool(_begun(row.text)) if row.kind == "text" else _is_kind(row, kind, 1)
    return is_first or row.kind == "heading"


def _is_kind(row: Row, kind: str, number: int) -> bool:
    return row.marker is not None and row.marker.kind == kind and _number(row) == number


def _is_anew(row: Row, kind: str) -> bool:
    """Whether a row begins other items, or stands below another heading."""
    is_first = bool(FIRST.match(row.text) or ONES.search(row.text)) or _is_kind(row, kind, 1)
    return is_first or row.kind == "heading"


def _number(row: Row) -> int:
    if not row.marker:
        return 0
    return row.marker.ordinal or ordinal_of(row.marker.label)


def _as_text(row: Row) -> Row:
    """The row of an item as a line of text, its number in it."""
    number = f"{row.marker.number}. " if row.marker and row.marker.number else ""
    col = max(row.col - len(number), 0)
    return replace(row, kind="text", text=number + row.text, col=col, indent=0, marker=None)
