"""Messages of an exported chat and lines of a transcript: each ends what stands above it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from studyguide.ask_labels import ANSWER, QUESTION
from studyguide.notes.rows import Row
from studyguide.notes.titles.headings import Note

CLOCK = r"(?:오전|오후|AM|PM)\s\d{1,2}:\d{2}"
MESSAGE = re.compile(
    rf"\\?\[[^\[\]]{{1,40}}\]\s\\?\[{CLOCK}\\?\]\s"  # `[민지] [오후 8:01] 안녕하세요` of a desktop
    rf"|\\?\[{CLOCK}\\?\]\s[^:]{{1,40}}\s?:\s"  # `[오후 8:01] 민지: 안녕하세요`
    rf"|\d{{4}}년\s\d{{1,2}}월\s\d{{1,2}}일\s{CLOCK},\s[^:]{{1,40}}\s:\s"  # of a phone
    rf"|\d{{4}}[.]\s\d{{1,2}}[.]\s\d{{1,2}}[.]\s{CLOCK},\s[^:]{{1,40}}\s:\s"
    r"|\\?[\[(]\d{1,2}:\d{2}(?::\d{2})?\\?[\])]\s"  # `[00:12:30] 교수: …` of a transcript
    r"|\d{1,2}:\d{2}:\d{2}\s"
)
SENDER = re.compile(rf"[^\s:].{{0,30}}?\s{{1,2}}\\?\[?{CLOCK}\\?\]?$")  # `민지  오후 8:01` of Slack
# `민지 : 안녕하세요`, `김 교수: 왜죠?`; not `props: ['a']`
SPEAKER = re.compile(r"(?P<name>[가-힣]{1,6}(?: ?[가-힣]{1,4})?\d?|[A-Z][A-Za-z]{0,11})\s?:\s\S")
SPOKEN = re.compile(
    r"(?:[요죠까네지]|니다|[?!~ㅋㅎㅠ])[.?!~…ㅋㅎㅠ]*$"
)  # how one speaks to another
TAIL = 40  # letters at the end of a line that tell how it is said
FEWEST = 3  # lines of a talk, in which somebody speaks again behind another
DAY = re.compile(  # `--------------- 2024년 5월 2일 목요일 ---------------`, on a phone without `-`
    r"(?:-{5,}\s?(?P<date>\d{4}년\s\d{1,2}월\s\d{1,2}일(?:\s[월화수목금토일]요일)?)\s?-{5,}"
    r"|(?P<bare>\d{4}년\s\d{1,2}월\s\d{1,2}일\s[월화수목금토일]요일))$"
)


def settle(note: Note) -> Note:
    """A message is a paragraph with all its lines, and a day of the chat is a section."""
    rows = list(note.rows)
    messages = _messages(rows)
    if not messages:
        return note
    rows = [_as_section(row) for row in rows]
    is_inside = False  # a message
    for at, (row, after) in enumerate(pairwise([*rows, Row("blank", 0)])):
        is_inside = row.kind == "text" and (is_inside or at in messages)
        goes_on = is_inside and after.kind == "text" and at + 1 not in messages
        starts, breaks = row.starts or at in messages, row.breaks or goes_on
        rows[at] = replace(row, starts=starts, breaks=breaks)
    return replace(note, rows=tuple(rows))


def _messages(rows: Sequence[Row]) -> set[int]:
    """The rows in which messages begin."""
    texts = [row.text if row.kind == "text" else "" for row in rows]
    found = {at for at, text in enumerate(texts) if MESSAGE.match(text)}
    senders = {
        at for at, text in enumerate(texts) if SENDER.match(text) and any(texts[at + 1 : at + 2])
    }
    return found | (senders if len(senders) > 1 else set()) | set(_spoken(rows))


def _spoken(rows: Sequence[Row]) -> Iterator[int]:
    """The lines of talks: one paragraph in which somebody speaks again behind another."""
    for is_talk, run in groupby(enumerate(rows), lambda each: each[1].kind == "text"):
        lines = [(at, met) for at, row in run if (met := _speaker(row))] if is_talk else []
        turns = Counter(name for name, _ in groupby(met["name"] for _, met in lines))
        spoken = sum(bool(SPOKEN.search(met.string[-TAIL:])) for _, met in lines)
        if len(lines) >= FEWEST and max(turns.values()) > 1 and spoken * 2 >= len(lines):
            yield from (at for at, _ in lines)


def _speaker(row: Row) -> re.Match[str] | None:
    is_asked = QUESTION.match(row.text) or ANSWER.match(row.text)
    return None if is_asked or DAY.match(row.text) else SPEAKER.match(row.text)


def _as_section(row: Row) -> Row:
    """`--- 2024년 5월 2일 목요일 ---` as the heading of what was said that day."""
    met = DAY.match(row.text) if row.kind == "text" else None
    if not met:
        return row
    name = "date" if met["date"] else "bare"
    return Row("heading", row.line, met[name], row.col + met.start(name), level=2)
