"""Tells where the keywords of a paragraph end: `키워드: a, b`, and below it other lines."""

import re
from collections.abc import Sequence
from itertools import pairwise

from studyguide.notes.lines.ends import AMID, PAIR, is_amid
from studyguide.notes.lines.widths import NARROWEST, columns
from studyguide.terms.explained import cut
from studyguide.terms.headwords import Headword
from studyguide.terms.keywords import explains, split_line
from studyguide.terms.names import is_name

OPEN_END = re.compile(r"[,，、;；/·ㆍ・]\s*$")  # `a, b,`: the next line goes on
OPEN_START = re.compile(r"\s*[,，、;；/·ㆍ・]")
FEWEST = 2  # names of a line that its author set apart


def count_listed(lines: Sequence[str]) -> int:
    """How many lines of a paragraph name keywords, the first of which does.

    >>> count_listed(["ORM, N+1 문제", "N+1 문제: 줄마다 묻는 것", "차이는 아직..."])
    1
    >>> count_listed(["훈구, 사림", "사화, 조의제문"]), count_listed(["인공지능", "퍼셉트론"])
    (2, 2)
    """
    first, *rest = lines
    if len(split_line(first).headwords) == 1 and rest and all(map(_is_lone, rest)):
        return len(lines)
    count = 1
    while count < len(lines) and _is_more(lines[count - 1], lines[count]):
        count += 1
    return count


def in_one(lines: Sequence[str]) -> str:
    """Lines of keywords as one: a comma stands between two, unless a width broke a name."""
    said = lines[0]
    for before, line in pairwise(lines):
        is_joined = OPEN_END.search(before) or OPEN_START.match(line) or _is_wrapped(before, line)
        said += f" {line}" if is_joined else f", {line}"
    return said


def count_told(lines: Sequence[str], heads: Sequence[Headword]) -> int:
    """How many of the lines explain one of the terms named above, with what they go on in.

    >>> lines = ["캐시: 가까이 두고 다시 쓰는", "것이다", "출처: 책"]
    >>> count_told(lines, split_line("캐시, 색인").headwords)
    2
    """
    if not lines or not explains(split_line(lines[0]), heads):
        return 0
    count = 1
    while count < len(lines) and _is_one(lines[count - 1], lines[count]):
        count += 1
    return count


def _is_one(line: str, after: str) -> bool:
    """Whether an explanation goes on in the next line: `옮겨 가는⏎방식이다`."""
    return is_amid(line, after) or bool(AMID.search(line) and not PAIR.match(after))


def _is_more(before: str, line: str) -> bool:
    read = split_line(line)
    if read.kind != "terms" or cut(line):
        return False
    if OPEN_END.search(before) or OPEN_START.match(line) or _is_wrapped(before, line):
        return True
    return len(read.headwords) >= FEWEST and all(is_name(head.text) for head in read.headwords)


def _is_wrapped(before: str, line: str) -> bool:
    """Whether a list that is as wide as prose goes on below: the width of a page broke it."""
    is_list = OPEN_END.search(line) or len(split_line(before).headwords) >= FEWEST
    return bool(is_list) and columns(before) >= NARROWEST


def _is_lone(line: str) -> bool:
    """Whether a line is one name, as where each has a line of its own."""
    heads = split_line(line).headwords
    return len(heads) == 1 and not cut(line) and is_name(heads[0].text)
