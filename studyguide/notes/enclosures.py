"""Enclosures that an official letter lists at its end: `붙임  1. 계획서 1부.`, below it `2. …`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from studyguide.notes.headings import Note
from studyguide.notes.rows import Row

FIRST = re.compile(r"(?:붙임|별첨|첨부)\s*[:：]?\s*1(?P<sign>[.)])\s+\S")


def settle(note: Note) -> Note:
    """The note with each enclosure on a line below the first, which counts from 1 on its line.

    Markdown would begin a list at 2.
    """
    rows = list(note.rows)
    for at, row in enumerate(rows):
        met = FIRST.match(row.text) if row.kind == "text" else None
        count = _count(rows, at, met["sign"]) if met else 0
        for i in range(at + 1, at + 1 + count):
            rows[i - 1] = replace(rows[i - 1], breaks=True)
            rows[i] = _as_text(rows[i])
    return replace(note, rows=tuple(rows))


def _count(rows: Sequence[Row], at: int, sign: str) -> int:
    """How many rows below the first go on counting."""
    count = 0
    for row in rows[at + 1 :]:
        marker = row.marker
        if not marker or marker.kind != f"1{sign}" or marker.ordinal != count + 2:
            break
        count += 1
    return count


def _as_text(row: Row) -> Row:
    """The row of an item as a line of text, its number in it."""
    number = f"{row.marker.number}. " if row.marker and row.marker.number else ""
    col = max(row.col - len(number), 0)
    return replace(row, kind="text", text=number + row.text, col=col, indent=0, marker=None)
