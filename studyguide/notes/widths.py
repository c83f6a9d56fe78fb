"""How wide lines are, and what their width tells of where they come from."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

NARROWEST, WIDEST = 50, 160  # columns of a text that was wrapped to a width
NARROW, SHORT = 36, 60  # columns; nobody wraps narrower, and what is longer is prose
FULL_STOP = re.compile(r"[^.]\.[)”’\"']*$")  # `쓴다.`, not `..`: prose
# a line amid a sentence: `값이 바뀌면`, `캐시는`, `먼저 재고,`
UNFINISHED = re.compile(
    r"(?:[,(·/&+=-]|[가-힣](?:을|를|의|에)"
    r"|[가-힣]{2}(?:은|는|이|가|로|와|과|고|며|면|서|데|만|지|게|한|할|된|될|및))$"
)
# `[글](주소)`, `[글]{.kind}`, `**글**`
MARKUP = re.compile(r"\]\([^()]*(?:\([^()]*\)[^()]*)*\)|\]?\{[^{}]*\}|[\[\]*`]")
GOES_ON = re.compile(r"[,.)\\]|\$\$")  # how a line begins that goes on with the one above
LOWER, HANGUL = re.compile(r"[a-z]"), re.compile(r"[가-힣]")
STARTS = re.compile(r"(?:[QA]|문|답|질문|대답)\s?\d*\s*[.:)]\s")  # `Q. 왜?`, `답: 그래서`
LABEL = 20  # columns; a first line as short as `느낀 점` names what stands below it
SENTENCE_END = re.compile(r"[.?!…:~다요음함됨임][)”’\"']*$")


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines end where the next word would not have fitted (a text out of a PDF).

    >>> is_wrapped(["가" * 30 + " 나", "다" * 28 + " 라라라", "마"])
    True
    >>> is_wrapped(["날짜 2022", "장소 송도", "끝"])
    False
    """
    width = max(columns(line) for line in lines)
    if len(lines) < 3 or not NARROWEST <= width <= WIDEST:
        return False
    return all(
        columns(line) + 1 + columns(after.split(maxsplit=1)[0]) >= width - 1
        or SENTENCE_END.search(line)
        for line, after in pairwise(lines)
    )


def own_breaks(lines: Sequence[str]) -> list[bool]:
    """After which lines of a paragraph the author broke it on purpose: each says its own thing.

    >>> own_breaks(["오늘 배운 것", "캐시는 어렵다", "무효화가 특히 어렵다"])
    [True, True, False]
    >>> own_breaks(["캐시는 값이 자주 바뀌면", "이득이 적다."])
    [False, False]
    >>> own_breaks(["느낀 점", "값을 둔다.", "곧 지운다."])
    [True, False, False]
    >>> own_breaks(["Q. 왜?", "A. 값이 자주 바뀌어서."])
    [True, False]
    """
    shown = [MARKUP.sub("", line).strip() or "–" for line in lines]
    if len(shown) > 1 and _are_own(shown):
        return [*(True for _ in shown[1:]), False]
    breaks = [bool(STARTS.match(after)) for after in shown[1:]]
    if breaks and _is_label(shown):
        breaks[0] = True
    return [*breaks, False]


def _are_own(shown: Sequence[str]) -> bool:
    """Whether lines are short and end where the next word would have fitted, none amid a sentence.

    With full stops they are prose.
    """
    width = max(columns(line) for line in shown)
    pairs = list(pairwise(shown))
    is_filled = width > NARROW and all(
        columns(line) + 1 + columns(after.split(maxsplit=1)[0]) > width for line, after in pairs
    )
    is_prose = any(map(FULL_STOP.search, shown))
    is_amid = any(_is_amid(line, after) for line, after in pairs)
    return width <= SHORT and not (is_amid or is_filled or is_prose)


def _is_amid(line: str, after: str) -> bool:
    goes_on = GOES_ON.match(after) or (LOWER.match(after) and not HANGUL.search(line))
    return bool(UNFINISHED.search(line) or goes_on)


def _is_label(shown: Sequence[str]) -> bool:
    first = shown[0]
    is_short = columns(first) <= LABEL and bool(HANGUL.search(first[-1]))
    return is_short and not _is_amid(first, shown[1]) and any(map(FULL_STOP.search, shown[1:]))


def columns(text: str) -> int:
    """Width of a line on a terminal: a Hangul syllable counts as two columns."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
