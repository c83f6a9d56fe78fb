"""Messages of an exported chat: each ends what stands above it."""

import re
from dataclasses import replace

from studyguide.notes.headings import Note

CLOCK = r"(?:오전|오후|AM|PM)\s\d{1,2}:\d{2}"
MESSAGE = re.compile(
    rf"\\?\[[^\[\]]{{1,40}}\]\s\\?\[{CLOCK}\\?\]\s"  # `[민지] [오후 8:01] 안녕하세요` of a desktop
    rf"|\d{{4}}년\s\d{{1,2}}월\s\d{{1,2}}일\s{CLOCK},\s[^:]{{1,40}}\s:\s"  # of a phone
    rf"|\d{{4}}[.]\s\d{{1,2}}[.]\s\d{{1,2}}[.]\s{CLOCK},\s[^:]{{1,40}}\s:\s"
)


def settle(note: Note) -> Note:
    """A message ends the line above it, and the list or quotation that stands there."""
    rows = list(note.rows)
    is_below = False  # in a list or quotation
    for at, row in enumerate(rows):
        if row.kind != "text":
            is_below = row.kind in ("item", "quote")
        elif MESSAGE.match(row.text):
            if is_below:
                rows[at] = replace(row, starts=True)
            elif at and rows[at - 1].kind == "text":
                rows[at - 1] = replace(rows[at - 1], breaks=True)
            is_below = False
    return replace(note, rows=tuple(rows))
