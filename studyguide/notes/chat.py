"""Messages of an exported chat and lines of a transcript: each ends what stands above it."""

import re
from dataclasses import replace
from itertools import pairwise

from studyguide.notes.headings import Note
from studyguide.notes.rows import Row

CLOCK = r"(?:오전|오후|AM|PM)\s\d{1,2}:\d{2}"
MESSAGE = re.compile(
    rf"\\?\[[^\[\]]{{1,40}}\]\s\\?\[{CLOCK}\\?\]\s"  # `[민지] [오후 8:01] 안녕하세요` of a desktop
    rf"|\d{{4}}년\s\d{{1,2}}월\s\d{{1,2}}일\s{CLOCK},\s[^:]{{1,40}}\s:\s"  # of a phone
    rf"|\d{{4}}[.]\s\d{{1,2}}[.]\s\d{{1,2}}[.]\s{CLOCK},\s[^:]{{1,40}}\s:\s"
    r"|\\?[\[(]\d{1,2}:\d{2}(?::\d{2})?\\?[\])]\s"  # `[00:12:30] 교수: …` of a transcript
    r"|\d{1,2}:\d{2}:\d{2}\s"
)
DAY = re.compile(  # `--------------- 2024년 5월 2일 목요일 ---------------`, on a phone without `-`
    r"(?:-{5,}\s?)?(\d{4}년\s\d{1,2}월\s\d{1,2}일\s[월화수목금토일]요일)(?:\s?-{5,})?$"
)


def settle(note: Note) -> Note:
    """A message is a paragraph with all its lines, and a day of the chat is a section."""
    rows = list(note.rows)
    if not any(row.kind == "text" and MESSAGE.match(row.text) for row in rows):
        return note
    rows = [_as_section(row) for row in rows]
    is_inside = False  # a message
    for at, (row, after) in enumerate(pairwise([*rows, Row("blank", 0)])):
        is_message = row.kind == "text" and MESSAGE.match(row.text) is not None
        is_inside = row.kind == "text" and (is_inside or is_message)
        goes_on = is_inside and after.kind == "text" and not MESSAGE.match(after.text)
        rows[at] = replace(row, starts=row.starts or is_message, breaks=row.breaks or goes_on)
    return replace(note, rows=tuple(rows))


def _as_section(row: Row) -> Row:
    """`--- 2024년 5월 2일 목요일 ---` as the heading of what was said that day."""
    met = DAY.match(row.text) if row.kind == "text" else None
    if not met:
        return row
    return Row("heading", row.line, met[1], row.col + met.start(1), level=2)
