"""Puts words together that a page's edge cut: text of a PDF whose lines end at any syllable."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from studyguide.hangul.particles import HANGUL_RUN, follows
from studyguide.notes.lines.widths import columns
from studyguide.notes.rows import Row

CUT = "cut"  # how a row is joined to the line above: nothing stands between them
NARROWEST = 40  # columns of a page
LONGEST_TAIL = 2  # syllables of a particle or an ending that proves a cut
MAY_BEGIN = frozenset("이그나도만인들별간내시상")  # particles that are words as well
SLACK = 2  # columns or characters by which full lines differ: blanks at both ends
LIGHT = re.compile(r"[하되한된할될함됨해돼했됐]")  # verbs that stand alone as well: `안 되게⏎한다`
CLOSING = re.compile(r"[.,!?…)\]’”」』》〉:;%]")
BRACKET = re.compile(r"(?<![\]\\])\]$")  # with a mark it is a link, `[3][]`
CALL = re.compile(r"\[\^[^\[\]]+\]$")  # `[^1]`
# what ends an eojeol: behind it stood a blank
ENDED = re.compile(
    r"[가-힣](?:[은는을를에의와과도만며고서로면게지]|한|할|된|될|하는|다|에서|까지|부터|보다|처럼)$"
)


def mended(rows: Sequence[Row]) -> list[Row]:
    """Text rows of one paragraph, those that go on inside a word marked; none if nothing is cut."""
    if any(row.kind != "text" for row in rows) or not is_cut([row.text for row in rows]):
        return []
    pairs = pairwise(rows)
    return [
        rows[0],
        *(replace(b, join=CUT) if goes_on(a.text, b.text) else b for a, b in pairs),
    ]


def with_tails(rows: Sequence[Row]) -> list[Row]:
    """The rows with those marked that begin with the particle of a long line: `자원⏎을 나눈다`."""
    pairs = pairwise(rows)
    return [*rows[:1], *(replace(b, join=CUT) if _has_tail(a, b) else b for a, b in pairs)]


def _has_tail(row: Row, after: Row) -> bool:
    """Whether a line below a long one begins with what can stand only behind a word."""
    if row.kind != "text" or after.kind != "text" or not (row.text and after.text):
        return False
    is_sure = HANGUL_RUN.match(after.text) is not None
    return columns(row.text) >= NARROWEST and is_sure and has_tail(row.text, after.text)


def before_mark(text: str) -> str:
    r"""A cut line as the mark of the next one may stand right behind it.

    >>> print(before_mark("배열 a[3]"), before_mark("[[캐시]]"), before_mark("글[^1]"))
    배열 a[3\] [[캐시]] 글[^1]
    """
    is_link = BRACKET.search(text) and not CALL.search(text)
    return f"{text[:-1]}\\]" if is_link else text


def is_cut(lines: Sequence[str]) -> bool:
    """Whether the lines but the last are as long as each other, and cut words in two.

    >>> is_cut(["가나 " * 8 + "서버", "가 " + "나다 " * 8 + "라", "마"])
    True
    """
    full = lines[:-1]
    if len(full) < 2 or any(not line for line in lines):
        return False
    widths = [columns(line) for line in full]
    lengths = [len(line) for line in full]
    if max(widths) < NARROWEST:
        return False
    if max(widths) - min(widths) > SLACK and max(lengths) - min(lengths) > SLACK:
        return False
    return any(has_tail(a, b) for a, b in pairwise(lines))


def has_tail(line: str, after: str) -> bool:
    """Whether the line below begins with what can stand only behind a word."""
    is_word = after.split()[0] in MAY_BEGIN or LIGHT.match(after)
    return _is_tail(line, after) and not is_word


def goes_on(line: str, after: str) -> bool:
    """Whether the first word of the line below belongs to the last word of this one.

    >>> goes_on("이렇게 되", "도록 한다"), goes_on("서버를", "재시작")
    (True, False)
    """
    if _is_tail(line, after) and not (LIGHT.match(after) and ENDED.search(line)):
        return True
    if not (_is_hangul(line[-1]) and _is_hangul(after[0])):
        return (
            line[-1].isascii() and line[-1].isalpha() and after[0].islower() and after[0].isascii()
        )
    return not ENDED.search(line)


def _is_tail(line: str, after: str) -> bool:
    """Whether the line below begins with what never begins a word."""
    if CLOSING.match(after):
        return True
    met = HANGUL_RUN.match(after)
    if met is None or len(met.group()) > LONGEST_TAIL or not _is_hangul(line[-1]):
        return False
    return follows(after, 0, line[-1])


def _is_hangul(char: str) -> bool:
    return bool(HANGUL_RUN.match(char))
