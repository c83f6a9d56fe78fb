"""Finds labelled questions that nothing answers: `질문) 왜 붙지?`, `의문: 왜 사인인가`."""

import re
from collections.abc import Iterator
from itertools import pairwise

from studyguide.ask_labels import QUESTION
from studyguide.study import Chapter, Doubt, DoubtKind
from studyguide.study.later import is_put_off
from studyguide.study.pairs import Line, lines_in, pairs
from studyguide.study.posed import POLITE, asks, is_formal
from studyguide.study.text import Text, cut, flat, plain
from studyguide.study.unsure import is_unsure

# The label of what its author wonders; `Q.` and `질문 3:` may be those of an exam
WONDERS = re.compile(r"\W*(?:질문|(?P<own>의문점?))\s?[:：)]\s*(?=\S)")


def left_in(chapter: Chapter) -> Iterator[Doubt]:
    """The labelled questions of a chapter that are open."""
    asked = list(pairs(chapter))
    are_answered = any(pair.answer for pair in asked)
    for pair in asked:
        if pair.is_open or (pair.is_left and are_answered):
            item = pair.item
            pos = item.last or item.pos
            yield Doubt("question", flat(pair.asked), (), chapter.id, pos, item.spot)
    yield from _wondered(chapter)


def _wondered(chapter: Chapter) -> Iterator[Doubt]:
    """Such lines with nothing behind them, or the next question."""
    for line, after in pairwise([*lines_in(chapter.blocks), None]):
        met = WONDERS.match(plain(line.text)) if line and line.is_text else None
        if not (line and met) or (after and not _is_new(after)):
            continue
        text = cut(line.text, met.end())
        kind = _kind(plain(text), is_own=bool(met["own"]))
        if kind:
            item = line.item
            pos = item.pos if line.text is item.lines[0] else item.last or item.pos
            yield Doubt(kind, flat(text), (), chapter.id, pos, item.spot)


def _is_new(line: Line) -> bool:
    return line.item.kind == "heading" or line.begins(QUESTION) or line.begins(WONDERS)


def _kind(text: str, *, is_own: bool) -> DoubtKind | None:
    """How it is open; a `질문)` in the voice of a book may be put to the reader."""
    if is_put_off(text):
        return "later"
    if is_unsure(text):
        return "unsure"
    is_posed = not is_own and (is_formal(text) or POLITE.search(text))
    return "question" if asks(text) and not is_posed else None


def without_same(found: list[Doubt], more: Iterator[Doubt]) -> list[Doubt]:
    """All of them in reading order; what is found twice, with its label or without, once."""
    told = list(found)
    for each in more:
        same = (other for other in told if other.spot == each.spot)
        if not any(_bare(other.text).endswith(_bare(each.text)) for other in same):
            told.append(each)
    return sorted(told, key=lambda doubt: doubt.spot)


def _bare(text: Text) -> str:
    return plain(text).strip()
