"""Lists that begin within the line above: `붙임  1. 계획서`, `제2조(신의성실) ① 권리는 …`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from studyguide.notes.headings import Note
from studyguide.notes.markers import ENCLOSED
from studyguide.notes.ordinals import ordinal_of
from studyguide.notes.rows import Row

FIRST = re.compile(r"(?:붙임|별첨|첨부)\s*[:：]?\s*1(?P<sign>[.)])\s+\S")  # of an official letter
ONES = re.compile("[①❶⑴㉠㉮ⓐⒶ⒜]")  # which stand for the first of their kind


def settle(note: Note) -> Note:
    """The note with each later item on a line of its own below the first.

    Markdown would begin a list at 2.
    """
    rows = list(note.rows)
    for at, row in enumerate(rows):
        kind = _begun(row.text) if row.kind == "text" else ""
        count = _count(rows, at, kind) if kind else 0
        for i in range(at + 1, at + 1 + count):
            rows[i - 1] = replace(rows[i - 1], breaks=True)
            rows[i] = _as_text(rows[i])
    return replace(note, rows=tuple(rows))


def _begun(text: str) -> str:
    """The kind of the items of which a line holds the first."""
    if met := FIRST.match(text):
        return f"1{met['sign']}"
    found = ONES.findall(text)
    return found[0] if len(found) == 1 and found[0] in ENCLOSED else ""


def _count(rows: Sequence[Row], at: int, kind: str) -> int:
    """How many rows below the first go on counting."""
    count = 0
    for row in rows[at + 1 :]:
        marker = row.marker
        if not marker or marker.kind != kind or _number(row) != count + 2:
            break
        count += 1
    return count


def _number(row: Row) -> int:
    if not row.marker:
        return 0
    return row.marker.ordinal or ordinal_of(row.marker.label)


def _as_text(row: Row) -> Row:
    """The row of an item as a line of text, its number in it."""
    number = f"{row.marker.number}. " if row.marker and row.marker.number else ""
    col = max(row.col - len(number), 0)
    return replace(row, kind="text", text=number + row.text, col=col, indent=0, marker=None)
