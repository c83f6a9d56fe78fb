"""Where an author ended a line on purpose: in Markdown the lines of a paragraph run together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from studyguide.notes.lines.ends import ANEW, GOES_ON, PAIR, is_amid, may_go_on
from studyguide.notes.lines.shapes import (
    ARROW,
    DATE,
    DAY,
    FULL_STOP,
    NAMED,
    REFERENCE,
    SAID,
    WEIGHED,
    begins_anew,
    counts_on,
    is_finished,
    is_label,
)
from studyguide.notes.lines.widths import SENTENCE_END, columns
from studyguide.notes.typed_formulas import is_formula

NARROW, SHORT = 36, 60  # columns; nobody wraps narrower, and what is longer is prose
EARLY = 3  # one line of so many at least ends early in verse
WRAPPED = 16  # columns; a width to which not even a text on a telephone is wrapped
VERSE = 28  # columns; so narrow are lines that break amid a sentence
FEWEST = 3  # short lines of one shape, none of which is a sentence
# how an amount ends a line: `소금 30g`, `벤치프레스 80kg 5x5`, `두부 반 모 (부침용)`
AMOUNT = re.compile(
    r"(?:\d[\d.,/~×x:-]*\s?(?:[%℃°]|[A-Za-z]{1,4}|[가-힣]{1,2})?"
    r"|(?<![가-힣])(?:반|한|두|세|네)\s[가-힣]{1,3}|(?<![가-힣])(?:조금|약간|적당량))(?:\s?\([^()]*\))?$"
)
DEFINITION = re.compile(r"[:：]\s")  # `: 풀이`, below its term
BOLD = re.compile(r"\*\*[^*]+\*\*:?$")  # a line that heads what stands below it
CODE = re.compile(r"`[^`]+`$")  # a line to be typed
MARKUP = re.compile(r"\]\([^()]*(?:\([^()]*\)[^()]*)*\)|\]?\{[^{}]*\}|[\[\]*`]")  # `[글](주소)`


@dataclass(frozen=True)
class _End:
    """The end of a line, as it was typed and as it is read, with the line below it."""

    line: str
    after: str
    is_full: bool  # the next word would not have fitted where somebody might have wrapped
    is_amid: bool  # a sentence goes on

    @property
    def is_stopped(self) -> bool:
        """Whether a full stop ends it, as in prose."""
        return bool(FULL_STOP.search(self.line))

    @property
    def is_short(self) -> bool:
        """Whether it is shorter than prose."""
        return columns(self.line) <= SHORT


def own_breaks(lines: Sequence[str]) -> list[bool]:
    """After which lines of a paragraph the author broke it on purpose: each says its own thing.

    >>> own_breaks(["오늘 배운 것", "캐시는 어렵다", "무효화가 특히 어렵다"])
    [True, True, False]
    >>> own_breaks(["이 값은 언제나 큰", "수를 쓴다"]), own_breaks(["나는 먹지 않", "는다"])
    ([False, False], [False, False])
    >>> own_breaks(["느낀 점", "값을 둔다.", "곧 지운다."])
    [True, False, False]
    >>> own_breaks(["물을 데운다.", "Q = mc", "A = bh"])
    [True, True, False]
    """
    shown = _shown(lines)
    ends = list(_ends(lines, shown))
    if not ends:
        return [False]
    if _are_own(ends) or _are_verse(ends):
        return [*(True for _ in ends), False]
    is_wrapped = _are_wrapped(ends)
    breaks = [_is_new(end) or _is_broken(end, is_wrapped) for end in ends]
    is_weighing = sum(1 for line in lines if WEIGHED.match(line)) > 1  # `(+) …`, `(-) …`
    for at, pair in enumerate(pairwise(lines)):
        breaks[at] |= all(map(REFERENCE.match, pair)) or begins_anew(pair[1], pair[0])
        breaks[at] |= is_weighing and WEIGHED.match(pair[1]) is not None
        is_apart = any(form.match(line) for form in (BOLD, CODE) for line in pair)
        breaks[at] |= is_apart and not ends[at].is_amid
        if counts_on(*pair):
            breaks[max(at - 1, 0) : at + 1] = [True] * min(at + 1, 2)
    if (is_label(shown[0]) and not ends[0].is_amid) or DAY.match(shown[0]):
        breaks[0] = True
    return [*(breaks if is_wrapped else _beside_stops(ends, breaks)), False]


def is_verse(lines: Sequence[str]) -> bool:
    """Whether lines are narrow, and some end early: no phrase goes on, and one more word had room.

    Then all of them end where their author ended them, amid a sentence as well; but not if most
    end amid one, as where somebody wrapped a text by hand.

    >>> is_verse(["나 보기가 역겨워", "가실 때에는", "말없이 고이 보내 드리우리다"])
    True
    >>> is_verse(["스택은 나중에 넣은", "값이 먼저 나오고", "함수 호출, 괄호", "검사에 쓰인다"])
    False
    """
    may_be = len(lines) >= FEWEST and all(len(line) < VERSE for line in lines)
    return may_be and _are_verse(list(_ends(lines, _shown(lines))))


def _are_verse(ends: Sequence[_End]) -> bool:
    lines = [end.line for end in ends] + [end.after for end in ends[-1:]]
    if len(lines) < FEWEST or max(map(columns, lines)) >= VERSE:
        return False
    if any(map(FULL_STOP.search, lines)):
        return False
    if any(form.match(end.after) for end in ends for form in (GOES_ON, DEFINITION)):
        return False
    width = max(map(columns, lines))
    early = sum(not (end.is_amid or end.is_full or _has_no_room(end, width)) for end in ends)
    return early * EARLY >= len(ends) and sum(end.is_amid for end in ends) * 2 <= len(ends)


def _has_no_room(end: _End, width: int) -> bool:
    """Whether the first word of the next line would not have fitted behind a line."""
    word = end.after.split(maxsplit=1)[0]
    return width > WRAPPED and columns(end.line) + 1 + columns(word) > width


def _shown(lines: Sequence[str]) -> list[str]:
    return [MARKUP.sub("", line).strip() or "–" for line in lines]


def _ends(lines: Sequence[str], shown: Sequence[str]) -> list[_End]:
    width = max(map(columns, lines))
    words = (columns(after.split(maxsplit=1)[0]) for after in lines[1:])
    full = [columns(line) + 1 + word > width for line, word in zip(lines, words, strict=False)]
    amid = [is_amid(*pair) for pair in pairwise(shown)]
    below = zip(shown[1:], [*amid[1:], False], strict=False)
    ends = [shown[-1] if goes_on else line for line, goes_on in below]
    return [
        _End(line, after, is_full and _is_wide(width, line, end), goes_on)
        for (line, after), is_full, goes_on, end in zip(
            pairwise(shown), full, amid, ends, strict=True
        )
    ]


def _is_wide(width: int, line: str, end: str) -> bool:
    """Whether that a line is full tells something: its text is wide, or its sentence may go on.

    `end` is the line that may end the sentence.
    """
    return width >= NARROW or (may_go_on(line, end) and not is_finished(line))


def _is_new(end: _End) -> bool:
    """Whether a line begins what no line before it can go on with."""
    if begins_anew(end.after, end.line) or DATE.match(end.line):
        return True
    if (is_formula(end.line) or is_formula(end.after)) and not end.is_amid:
        return True
    if NAMED.match(end.after) and not (end.is_amid or end.is_full):
        return True
    is_phrase = not (end.is_stopped or end.is_amid)
    if is_phrase and all(map(_is_amount, (end.line, end.after))):
        return True
    is_pair = PAIR.match(end.line) is not None and end.is_short
    is_said = is_phrase and columns(end.line) <= NARROW
    return is_pair and (is_said or PAIR.match(end.after) is not None)


def _is_amount(line: str) -> bool:
    return columns(line) <= SHORT and bool(AMOUNT.search(line))


def _are_wrapped(ends: Sequence[_End]) -> bool:
    """Whether lines end where they are full, or amid sentences: the author thinks in paragraphs."""
    amid = sum(end.is_amid or (end.is_full and not _is_ended(end.line)) for end in ends)
    return amid * 3 > len(ends)


def _is_ended(line: str) -> bool:
    return is_finished(line) or bool(FULL_STOP.search(line))


def _is_broken(end: _End, is_wrapped: bool) -> bool:
    """Whether a line that no full stop ends says all that it has to say."""
    if end.is_stopped or end.is_amid or (is_wrapped and end.is_full):
        return False
    if SAID.search(end.line) or ANEW.match(end.after):
        return True
    return not (is_wrapped or end.is_full or DEFINITION.match(end.after))


def _beside_stops(ends: Sequence[_End], breaks: list[bool]) -> list[bool]:
    """Sentences with full stops stand by themselves where what stands below is none.

    >>> own_breaks(["물을 데운다.", "식히면 언다.", "물의 밀도"])
    [False, True, False]
    """
    found = list(breaks)
    for at, end in enumerate(ends):
        is_last = at + 1 == len(ends)
        is_lone = is_last or breaks[at + 1]
        if end.is_stopped and is_lone and not SENTENCE_END.search(end.after):
            found[at] = True
    return found


def _are_own(ends: Sequence[_End]) -> bool:
    """Whether lines are short and each says its own thing, none amid a sentence.

    With full stops they are prose, and so are lines that end where the next word would not
    have fitted.
    """
    lines = [ends[0].line, *(end.after for end in ends)]
    width = max(map(columns, lines))
    is_filled = width > NARROW and all(end.is_full for end in ends)
    if width > SHORT or is_filled or any(map(FULL_STOP.search, lines)):
        return False
    if any(end.is_amid for end in ends):
        return False
    is_each_finished = all(is_finished(end.line) or ARROW.match(end.after) for end in ends)
    return is_each_finished or _are_alike(lines)


def _are_alike(shown: Sequence[str]) -> bool:
    """Whether three and more lines are of one shape: below a label, or none is a sentence."""
    if len(shown) < FEWEST:
        return False
    return is_label(shown[0]) or not SENTENCE_END.search(shown[-1])
