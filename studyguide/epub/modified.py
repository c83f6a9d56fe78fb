"""When the book was last changed, by what is written in it.

`dcterms:modified` wants a time (EPUB 3.3 section 5.5.4). A clock or the times of files would give
other bytes on another machine, so it is the book's date; without one the newest date that the
notes have in their front matter or their names; without any the first day that ZIP knows.
"""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

from studyguide.config import Book

NO_DATE = "1980-01-01"
DAY = r"(\d{4})[-./]\s?(\d{1,2})[-./]\s?(\d{1,2})"  # `2022-11-19`, `2022. 11. 19.`
FRONT_DATE = re.compile(
    rf"""(?:date|created|updated|modified|lastmod|last_modified_at|날짜|작성일|수정일)
    \s*:\s*["']?{DAY}(?!\d)""",
    re.IGNORECASE | re.VERBOSE,
)
NAME_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")  # `2022-11-19-제목.md`
FRONT = "---"
LONGEST_FRONT = 100  # lines


def modified(book: Book) -> str:
    """As `dcterms:modified` wants it: `2022-12-01T00:00:00Z`."""
    date = book.date or max((day for note in book.notes for day in _days(note)), default=NO_DATE)
    return date + NO_DATE[len(date) :] + "T00:00:00Z"


def _days(note: Path) -> Iterator[str]:
    found = [NAME_DATE.match(note.name), *(FRONT_DATE.match(line) for line in _front(note))]
    for met in filter(None, found):
        try:
            yield datetime.date(*map(int, met.groups())).isoformat()
        except ValueError:  # `2022-13-40` names no day
            continue


def _front(note: Path) -> list[str]:
    """The lines of the front matter; none when there is no end of it."""
    with note.open(encoding="utf-8-sig", errors="replace") as text:
        lines = [line.rstrip() for line, _ in zip(text, range(LONGEST_FRONT), strict=False)]
    if lines[:1] != [FRONT] or FRONT not in lines[1:]:
        return []
    return lines[1 : lines.index(FRONT, 1)]
