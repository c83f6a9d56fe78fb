"""Sets the first item of a list apart from the line it stands on: `붙임 1. 예산안`, `2. 일정표`."""

import re
from dataclasses import replace
from itertools import pairwise

from studyguide.notes.headings import Note
from studyguide.notes.rows import Row

# `붙임  1. 예산안 1부.`, with the `2.` right below
FIRST = re.compile(r"(?P<head>\S.{0,38}?)[ \t\u3000]+(?P<label>1[.)])[ \t]+(?P<said>\S.*)$")


def settle(note: Note) -> Note:
    """A line that ends in the first item of the list right below as two: its head and that item."""
    rows: list[Row] = []
    for row, after in pairwise([*note.rows, Row("blank", 0)]):
        rows += _parted(row, after)
    return replace(note, rows=tuple(rows))


def _parted(row: Row, after: Row) -> tuple[Row, ...]:
    second = after.marker
    met = FIRST.match(row.text) if row.kind == "text" and second else None
    if not met or not second or second.kind != met["label"] or second.ordinal != 2:
        return (row,)
    is_counted = second.number is not None  # `1.`, which the list counts; `1)` stays in the text
    start = met.start("said" if is_counted else "label")
    col = row.col + start
    label = replace(
        second, col=col, number=1 if is_counted else None, label="" if is_counted else met["label"]
    )
    head = replace(row, text=met["head"])
    item = Row("item", row.line, row.text[start:], col, after.indent, label)
    return head, item
