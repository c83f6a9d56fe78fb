"""Obsidian's name of a block on a line of its own, `^표-1`, belongs to the block above it."""

import re
from dataclasses import replace

from studyguide.notes.obsidian import BLOCK_ID
from studyguide.notes.rows import Row
from studyguide.notes.titles.headings import Note

ALONE = re.compile(rf"\[\]\{{#{BLOCK_ID}[\w-]+\}}$")
TEXTS = ("text", "item", "note")  # whose last line takes the name; a table or code cannot


def settle(note: Note) -> Note:
    """The note with each such name behind the last words above it."""
    found: list[Row] = []
    for row in note.rows:
        at = _last_said(found) if row.kind == "text" and ALONE.match(row.text) else None
        if at is None:
            found.append(row)
        else:
            found[at] = _with_name(found[at], row.text)
    return replace(note, rows=tuple(found))


def _with_name(row: Row, name: str) -> Row:
    inner = _with_name(row.inner, name) if row.inner else None
    return replace(row, text=row.text + name, inner=inner)


def _last_said(rows: list[Row]) -> int | None:
    at = len(rows) - 1
    while at >= 0 and rows[at].kind == "blank":
        at -= 1
    row = rows[at] if at >= 0 else Row("blank", 0)
    return at if (row.inner or row).kind in TEXTS else None
