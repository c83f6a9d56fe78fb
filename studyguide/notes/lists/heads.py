"""Knows the lines that stand over lists without blank lines: `서울`, `- 남산`, `부산`, `- 해운대`.

Markdown would take the second such line for the end of the item above it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from studyguide.notes.lines.ends import MAY_GO_ON, is_amid
from studyguide.notes.lines.widths import SENTENCE_END, columns
from studyguide.notes.lists.dumps import is_echoing
from studyguide.notes.rows import Row
from studyguide.notes.titles.headings import Note

TIMED = re.compile(r"\\?\[?\d{1,2}:\d{2}(?:\s?[-–~]\s?\d{1,2}:\d{2})?\\?\]?\s+\S")
FEWEST = 2  # lines with a time
LONGEST = 24  # columns of a line over a list
PROSE = 60  # columns; a longer line may have been wrapped
WRAPPED = 50  # columns; a line of an item as long as that may go on below


def settle(note: Note, is_dump: bool) -> Note:
    """Let each line that stands over a list as the first one does begin anew.

    In a dump that an extractor left, where a line below an item is the item's, only one that has
    its time on a clock.
    """
    rows = _with_times(note.rows)
    if is_dump and is_echoing(note):
        return replace(note, rows=tuple(rows))
    shape: tuple[int, int] | None = None  # indents of the first line of its kind and of its items
    for at in range(len(rows) - 1):
        if rows[at].kind in ("blank", "heading", "rule", "fenced"):
            shape = None
        elif _is_head(rows, at):
            if at and _ends_there(rows[at - 1], rows[at]):
                rows[at - 1] = replace(rows[at - 1], breaks=True)
            here = (rows[at].indent, rows[at + 1].indent)
            if shape == here and _is_done(rows[at - 1]):
                rows[at] = replace(rows[at], starts=True)
            elif shape is None and (at == 0 or rows[at - 1].kind != "item"):
                shape = here
    return replace(note, rows=tuple(rows))


def _with_times(rows: Sequence[Row]) -> list[Row]:
    """`04:30 다음 이야기` of a film or a timetable begins anew, where several lines do so."""
    timed = {at for at, row in enumerate(rows) if row.kind == "text" and TIMED.match(row.text)}
    is_custom = len(timed) >= FEWEST
    return [
        replace(row, starts=True) if is_custom and at in timed and at - 1 not in timed else row
        for at, row in enumerate(rows)
    ]


def _is_head(rows: Sequence[Row], at: int) -> bool:
    row, below = rows[at], rows[at + 1]
    is_short = columns(row.text) <= LONGEST and not SENTENCE_END.search(row.text)
    is_over = row.kind == "text" and below.kind == "item" and below.marker is not None
    return is_over and bool(row.text) and is_short


def _ends_there(above: Row, row: Row) -> bool:
    """Whether a line of text above one that stands over a list does not go on in it."""
    is_line = above.kind == "text" and bool(above.text) and columns(above.text) <= PROSE
    if not is_line or row.join:
        return False
    return not (is_amid(above.text, row.text) or MAY_GO_ON.search(above.text))


def _is_done(row: Row) -> bool:
    """Whether an item says all it has to on its line."""
    return row.kind == "item" and columns(row.text) < WRAPPED
