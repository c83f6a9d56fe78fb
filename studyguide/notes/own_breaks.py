"""Where an author ended a line on purpose: in Markdown the lines of a paragraph run together."""

import re
from collections.abc import Sequence
from itertools import pairwise

from studyguide.ask_labels import ANSWER, QUESTION
from studyguide.line_ends import PAIR, is_amid
from studyguide.notes.widths import SENTENCE_END, columns

NARROW, SHORT = 36, 60  # columns; nobody wraps narrower, and what is longer is prose
REFERENCE = re.compile(r"\\?\[\d{1,3}\\?\]\s")  # `[1] Devlin et al.`
MANY = 4  # narrow lines, of which one may be amid a sentence
FEWEST = 3  # short lines of one shape, none of which is a sentence
FULL_STOP = re.compile(r"[^.]\.[)”’\"']*$")  # `쓴다.`, not `..`: prose
# a sentence or its noun: `캐시는 어렵다`, `여기까지예요`, `값이 없음`, `최소 힙임`, `왜?`
SAID = re.compile(
    r"(?:[?!…~]|\.\.|(?<![보마바에])다|[아어해와워여예에네나죠지까래군게세돼봐]요"
    r"|(?<![가-힣])[다하]?(?:있|없|좋|같|많|않)음|[가-힣][었았했됐렸졌였꼈갔왔났봤웠겠있없같좋많않높낮늦깊]음"
    r"|(?<![포결명])함|됨|(?<![책게타레위모네선부])임|[뀜짐킴씀줌옴둠낌]|느림|빠름|다름|모름|올림|내림)[)”’\"']*$"
)
LABEL_END = re.compile(r"[:：]$")
# a line that names what stands below it: `느낀 점`, `오늘 배운 것`, `할 일`, `내일 목표`
LABEL_NOUN = re.compile(
    r"(?:(?<![가-힣])(?:것|점|일|말)|내용|이유|까닭|질문|소감|느낌|회고|메모|정리|요약|결론|목표|계획|숙제|과제|준비물"
    r"|문제점|장점|단점|특징)들?$"
)
LABEL = 20  # columns
# `2024. 5. 3.`, `2024-05-03 (금) 12:30`, `24년 5월 3일 오후 2:10 · 개발`; `23.04.1` is a version
DATE = re.compile(
    r"(?:(?:\d{4}|[’']\d{2})\s?[년./-]|\d{2}\s?년"
    r"|\d{2}\s?[./-](?=[\s\d.,/-]*(?:\(?[월화수목금토일]|오[전후]|[AP]M|:\d)))\s?\d{1,2}\s?[월./-]\s?\d{1,2}(?:\s?일|\.)?(?:\s?\(?[월화수목금토일](?:요일)?\)?)?"
    r"(?:[\s,]*(?:오전|오후|AM|PM)?\s?\d{1,2}:\d{2}(?::\d{2})?)?(?:\s?[·|]\s?.{0,30})?$"
)
DAY = re.compile(r"\d{2}([./-]) ?\d{1,2}\1 ?\d{1,2}\.?$")  # `24.5.3`, the first line of a text
MARKUP = re.compile(r"\]\([^()]*(?:\([^()]*\)[^()]*)*\)|\]?\{[^{}]*\}|[\[\]*`]")  # `[글](주소)`
ARROW = re.compile(r"[-=]*>|[→⇒]")  # how a consequence begins: `-> 느려졌다`


def own_breaks(lines: Sequence[str]) -> list[bool]:
    """After which lines of a paragraph the author broke it on purpose: each says its own thing.

    >>> own_breaks(["오늘 배운 것", "캐시는 어렵다", "무효화가 특히 어렵다"])
    [True, True, False]
    >>> own_breaks(["이 값은 언제나 큰", "수를 쓴다"]), own_breaks(["나는 먹지 않", "는다"])
    ([False, False], [False, False])
    >>> own_breaks(["느낀 점", "값을 둔다.", "곧 지운다."])
    [True, False, False]
    >>> own_breaks(["Q. 왜?", "A. 값이 자주 바뀌어서."])
    [True, False]
    """
    shown = [MARKUP.sub("", line).strip() or "–" for line in lines]
    pairs = list(pairwise(shown))
    if pairs and _are_own(shown):
        return [*(True for _ in pairs), False]
    is_narrow = len(shown) >= MANY and _are_narrow(shown)
    breaks = [_is_new(*pair) or (is_narrow and _is_ended(*pair)) for pair in pairs]
    for at, pair in enumerate(pairwise(lines)):
        breaks[at] |= all(map(REFERENCE.match, pair))
    if pairs and ((_is_label(shown[0]) and not is_amid(*pairs[0])) or DAY.match(shown[0])):
        breaks[0] = True
    return [*breaks, False]


def _is_new(line: str, after: str) -> bool:
    """Whether a line begins what no line before it can go on with."""
    if any(form.match(after) for form in (QUESTION, ANSWER, DATE)) or DATE.match(line):
        return True
    is_pair = PAIR.match(line) is not None and columns(line) <= SHORT
    is_short = columns(line) <= NARROW and _is_ended(line, after)
    return is_pair and (is_short or PAIR.match(after) is not None)


def _is_ended(line: str, after: str) -> bool:
    """Whether a line that no sentence ends says all that it has to say."""
    return not (FULL_STOP.search(line) or is_amid(line, after))


def _are_narrow(shown: Sequence[str]) -> bool:
    """Whether lines are narrower than anybody wraps, and few of them end amid a sentence."""
    pairs = list(pairwise(shown))
    amid = sum(is_amid(line, after) for line, after in pairs)
    return max(map(columns, shown)) <= NARROW and amid * 3 <= len(pairs)


def _are_own(shown: Sequence[str]) -> bool:
    """Whether lines are short and each says its own thing, none amid a sentence.

    With full stops they are prose, and so are lines that end where the next word would not
    have fitted.
    """
    pairs = list(pairwise(shown))
    width = max(columns(line) for line in shown)
    is_filled = width > NARROW and all(
        columns(line) + 1 + columns(after.split(maxsplit=1)[0]) > width for line, after in pairs
    )
    if width > SHORT or is_filled or any(map(FULL_STOP.search, shown)):
        return False
    if any(is_amid(line, after) for line, after in pairs):
        return False
    is_each_finished = all(_is_finished(line) or ARROW.match(after) for line, after in pairs)
    return is_each_finished or _are_alike(shown)


def _is_finished(line: str) -> bool:
    return bool(SAID.search(line)) or _is_label(line)


def _is_label(line: str) -> bool:
    """Whether a line names what stands below it; a picture of a line stands alone as well."""
    is_short = columns(line) <= LABEL
    is_named = LABEL_END.search(line) or LABEL_NOUN.search(line)
    return line[0] == "!" or (is_short and bool(is_named))


def _are_alike(shown: Sequence[str]) -> bool:
    """Whether three and more lines are of one shape: below a label, or none is a sentence."""
    if len(shown) < FEWEST:
        return False
    return _is_label(shown[0]) or not SENTENCE_END.search(shown[-1])
