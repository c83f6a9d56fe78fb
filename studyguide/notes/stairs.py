"""Lines without bullets that stand in by tabs or blanks, as an outline typed in a plain editor."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from studyguide.notes.headings import Note
from studyguide.notes.indented import is_code
from studyguide.notes.line_ends import is_amid
from studyguide.notes.markers import Marker
from studyguide.notes.rows import Row

STAIR = "⇥"  # the mark of an item that has none, unlike all others
STEP = 4  # columns of a tab; less may be a slip
FEWEST, INDENTED = 3, 2  # lines of an outline, and those of them that stand in


def settle(note: Note) -> Note:
    """The note with such lines as items of a list."""
    rows: list[Row] = []
    for is_text, run in groupby(note.rows, lambda row: row.kind == "text" and bool(row.text)):
        found = list(run)
        above = rows[-1].kind if rows else "blank"
        rows += _items(found) if is_text and above != "item" and _is_outline(found) else found
    return replace(note, rows=tuple(rows))


def _is_outline(run: Sequence[Row]) -> bool:
    inner = [row for row in run if row.indent >= STEP]
    if len(run) < FEWEST or len(inner) < INDENTED or run[0].indent:
        return False
    if is_code([row.text for row in inner]):
        return False
    return not any(is_amid(row.text, after.text) for row, after in pairwise(run))


def _items(run: Sequence[Row]) -> Iterator[Row]:
    for row in run:
        yield replace(row, kind="item", marker=Marker(STAIR, row.indent, row.col))
