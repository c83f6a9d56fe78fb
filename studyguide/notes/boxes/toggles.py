"""Keeps the lines of a toggle, as a copy out of Notion has them, apart from its title."""

from dataclasses import replace

from studyguide.notes.lines.wraps import JOINED
from studyguide.notes.rows import Row
from studyguide.notes.titles.headings import Note

SIGNS = frozenset("▶▷►▸▹")


def settle(note: Note) -> Note:
    """The note with every line of such a toggle ended where its author ended it."""
    rows = list(note.rows)
    title: Row | None = None  # of the toggle that is open
    for at, row in enumerate(rows):
        if row.kind == "item":
            title = row if row.marker and row.marker.kind in SIGNS else None
        elif title and row.kind == "text" and row.indent > title.indent:
            is_below_title = rows[at - 1] is title
            if is_below_title or (row.join not in JOINED and rows[at - 1].kind == "text"):
                rows[at - 1 : at + 1] = replace(rows[at - 1], breaks=True), replace(row, join="")
        elif row.kind != "blank":
            title = None
    return replace(note, rows=tuple(rows))
