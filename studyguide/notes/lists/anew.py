"""Knows the lines right below a list that are no part of its last item: `Q2. 왜?`, `**순서**`."""

from dataclasses import replace

from studyguide.ask_labels import QUESTION
from studyguide.notes.rows import Row
from studyguide.notes.titles.headings import WHOLLY_BOLD, Note

SET_IN = 2  # columns; what stands further in is the item's


def settle(note: Note) -> Note:
    """Let each such line begin a paragraph."""
    rows = list(note.rows)
    item: Row | None = None  # the last one above, with nothing but its lines between
    for at, row in enumerate(rows):
        if row.kind == "item":
            item = row
        elif row.kind != "text":
            item = None
        elif item and row.indent < SET_IN and _begins(row, item):
            rows[at], item = replace(row, starts=True), None
    return replace(note, rows=tuple(rows))


def _begins(row: Row, item: Row) -> bool:
    if WHOLLY_BOLD.match(row.text):
        return True
    return bool(QUESTION.match(row.text)) and not QUESTION.match(item.text)
