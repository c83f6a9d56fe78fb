"""Lines without bullets that stand in by tabs or blanks, as an outline typed in a plain editor."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from studyguide.notes.code.indented import is_code
from studyguide.notes.lines.ends import is_amid
from studyguide.notes.lists.markers import Marker
from studyguide.notes.rows import Row
from studyguide.notes.titles.headings import Note

STAIR = "⇥"  # the mark of an item that has none, unlike all others
STEP = 4  # columns of a tab; less may be a slip
OWNERS = ("item", "note")
FEWEST, INDENTED = 3, 2  # lines of an outline, and those of them that stand in


def settle(note: Note) -> Note:
    """The note with such lines as items of a list."""
    rows: list[Row] = []
    is_owned = False  # by an item or a footnote above, whose text is what stands in
    for is_text, run in groupby(note.rows, lambda row: row.kind == "text" and bool(row.text)):
        found = list(run)
        above = rows[-1].kind if rows else "blank"
        is_owned = is_owned and not (is_text and not found[0].indent)
        is_free = is_text and above != "item" and not is_owned
        rows += _items(found) if is_free and _is_outline(found) else found
        last = next((row for row in reversed(found) if row.kind != "blank"), None)
        if last and not is_text:
            is_owned = last.kind in OWNERS or (is_owned and last.indent > 0)
    return replace(note, rows=tuple(rows))


def _is_outline(run: Sequence[Row]) -> bool:
    base = run[0].indent
    inner = [row for row in run if row.indent >= base + STEP]
    if len(run) < FEWEST or len(inner) < INDENTED or any(row.indent < base for row in run):
        return False
    if is_code([row.text for row in inner]):
        return False
    return not any(is_amid(row.text, after.text) for row, after in pairwise(run))


def _items(run: Sequence[Row]) -> Iterator[Row]:
    for row in run:
        yield replace(row, kind="item", marker=Marker(STAIR, row.indent, row.col))
