"""How wide lines are, and what their width tells of where they come from."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

NARROWEST, WIDEST = 50, 160  # columns of a text that was wrapped to a width
SENTENCE_END = re.compile(r"[.?!…:~다요음함됨임][)”’\"']*$")


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines end where the next word would not have fitted (a text out of a PDF).

    >>> is_wrapped(["가" * 30 + " 나", "다" * 28 + " 라라라", "마"])
    True
    >>> is_wrapped(["날짜 2022", "장소 송도", "끝"]), is_wrapped(["가" * 30 + ".", "나.", "다."])
    (False, False)
    """
    width = max(columns(line) for line in lines)
    if len(lines) < 3 or not NARROWEST <= width <= WIDEST:
        return False
    is_ended = [bool(SENTENCE_END.search(line)) for line in lines[:-1]]
    is_full = [
        columns(line) + 1 + columns("".join(after.split(maxsplit=1)[:1])) >= width - 1
        for line, after in pairwise(lines)
    ]
    return not all(is_ended) and all(map(any, zip(is_ended, is_full, strict=True)))


def count_heads(lines: Sequence[str]) -> int:
    """How many short lines (a title, a date) stand right above a text that was wrapped.

    >>> count_heads(["2024. 5. 3.", "가" * 30 + " 나", "다" * 28 + " 라라라", "마"])
    1
    """
    width = max(map(columns, lines))
    if not NARROWEST <= width <= WIDEST:
        return 0
    count = next((at for at, line in enumerate(lines) if columns(line) * 2 >= width), 0)
    return count if count and is_wrapped(lines[count:]) else 0


@lru_cache(maxsize=4096)  # a line is measured with each of its neighbours
def columns(text: str) -> int:
    """Width of a line on a terminal: a Hangul syllable counts as two columns."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
