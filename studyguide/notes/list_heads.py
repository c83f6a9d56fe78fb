"""Knows the lines that stand over lists without blank lines: `서울`, `- 남산`, `부산`, `- 해운대`.

Markdown would take the second such line for the end of the item above it.
"""

from collections.abc import Sequence
from dataclasses import replace

from studyguide.notes.headings import Note
from studyguide.notes.rows import Row
from studyguide.notes.widths import SENTENCE_END, columns

LONGEST = 24  # columns of a line over a list
WRAPPED = 50  # columns; a line of an item as long as that may go on below


def settle(note: Note) -> Note:
    """Let each line that stands over a list as the first one does begin anew."""
    rows = list(note.rows)
    shape: tuple[int, int] | None = None  # indents of the first line of its kind and of its items
    for at in range(len(rows) - 1):
        if rows[at].kind in ("blank", "heading", "rule", "fenced"):
            shape = None
        elif _is_head(rows, at):
            here = (rows[at].indent, rows[at + 1].indent)
            if shape == here and _is_done(rows[at - 1]):
                rows[at] = replace(rows[at], starts=True)
            elif shape is None and (at == 0 or rows[at - 1].kind != "item"):
                shape = here
    return replace(note, rows=tuple(rows))


def _is_head(rows: Sequence[Row], at: int) -> bool:
    row, below = rows[at], rows[at + 1]
    is_short = columns(row.text) <= LONGEST and not SENTENCE_END.search(row.text)
    is_over = row.kind == "text" and below.kind == "item" and below.marker is not None
    return is_over and bool(row.text) and is_short


def _is_done(row: Row) -> bool:
    """Whether an item says all it has to on its line."""
    return row.kind == "item" and columns(row.text) < WRAPPED
