"""Keywords that stand without bullets below the line that announces them become items."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from studyguide.notes.headings import Note
from studyguide.notes.markers import Marker
from studyguide.notes.rows import Row
from studyguide.terms.keywords import is_named_title, is_title, split_line

LONGEST = 80  # letters of a keyword line; a longer one is prose
FEWEST = 2  # lines below a title that says more than `키워드`


def settle(note: Note) -> Note:
    """`키워드` and the bare lines below it, up to a blank one, as a list."""
    return replace(note, rows=tuple(_listed(note.rows)))


def _listed(rows: Sequence[Row]) -> Iterator[Row]:
    at = 0
    while at < len(rows):
        row = rows[at]
        at += 1
        if not _announces(row):
            yield row
            continue
        gap = list(takewhile(lambda each: each.kind == "blank", rows[at:]))
        at += len(gap)
        below = list(takewhile(lambda each: each.kind == "text", rows[at:]))
        fewest = 1 if is_title(row.text) and row.level != 1 else FEWEST
        if len(below) >= fewest and _are_keywords(below):
            yield from (replace(row, starts=True), *gap, *map(_item, below))
            at += len(below)
        else:
            yield from (row, *gap)


def _announces(row: Row) -> bool:
    is_line = row.kind == "text" and row.indent < 2
    return (is_line or row.kind == "heading") and is_named_title(row.text)


def _are_keywords(rows: Sequence[Row]) -> bool:
    found = [split_line(row.text) for row in rows if len(row.text) <= LONGEST]
    return len(found) == len(rows) and all(
        each.kind == "terms" and each.headwords for each in found
    )


def _item(row: Row) -> Row:
    return replace(row, kind="item", marker=Marker("-", row.indent, row.col), starts=False)
