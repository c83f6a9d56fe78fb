"""Knows the headings whose author left no blank behind the signs: `##1. 설치`, `#장고 따라하기`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from studyguide.notes.lines.widths import SENTENCE_END
from studyguide.notes.rows import Row
from studyguide.notes.titles.headings import Note, is_printed

DEEP = re.compile(r"#{2,6}(?=[^\s#!:])")  # `##설치`: no tag begins so
LONE = re.compile(r"#(?=[^\s#!:\d])(?=[^#]*$)")  # `#설치`, beside no other tag
CODE = re.compile(r"#(?:include|define|undef|pragma|if|ifdef|ifndef|endif|else|elif|region)\b")


def settle(note: Note) -> Note:
    """The note with such lines as headings; a lone `#글` is one in a note that writes them so.

    Or on top, if it has several words, as no tag has.
    """
    has_chapter = any(row.kind == "heading" and row.level == 1 for row in note.rows)
    deep = [row for row in note.rows if _is_free(row) and DEEP.match(row.text)]
    lone = [] if has_chapter else list(_lone(note.rows, bool(deep)))
    if not deep and not lone:
        return note
    found = {row.line for row in (*deep, *lone)}
    rows = (_to_heading(row) if row.line in found else row for row in note.rows)
    return replace(note, rows=tuple(rows))


def _lone(rows: Sequence[Row], is_custom: bool) -> Iterator[Row]:
    first = next(filter(is_printed, rows), None)
    for row in rows:
        if _is_free(row) and LONE.match(row.text) and not CODE.match(row.text):
            is_title = row is first and " " in row.text and not SENTENCE_END.search(row.text)
            if is_custom or is_title:
                yield row


def _is_free(row: Row) -> bool:
    return row.kind == "text" and not row.indent


def _to_heading(row: Row) -> Row:
    said = row.text.lstrip("#")
    level = len(row.text) - len(said)
    return Row("heading", row.line, said.rstrip("# \t"), row.col + level, level=level)
