"""Finds labelled questions that nothing answers: `질문) 왜 붙지?`, `의문: 왜 사인인가`."""

import re
from collections.abc import Iterator, Sequence

from studyguide.ask_labels import QUESTION
from studyguide.study import Chapter, Doubt, DoubtKind
from studyguide.study.bare import DONE
from studyguide.study.later import is_put_off
from studyguide.study.pairs import Line, lines_in, pairs
from studyguide.study.posed import POLITE, asks, is_formal
from studyguide.study.text import Text, cut, flat, plain, words
from studyguide.study.unsure import is_unsure

# The label of what its author wonders; `Q.` and `질문 3:` may be those of an exam
WONDERS = re.compile(r"\W*(?:질문|(?P<own>의문점?))\s?[:：)]\s*(?=\S)")

# Below `퀴즈` or `연습 문제 2` the reader is asked, but `외판원 문제` is a topic
QUIZ = re.compile(
    r"(?:퀴즈|\bquiz|(?:^\W*|(?:연습|확인|기출|예상|시험|복습|단원|점검|실전)\s?)문제)\s?\d{0,3}\W*$",
    re.IGNORECASE,
)
# Below `답` or `정답과 해설` stands what the questions above it ask for
ANSWERS = re.compile(
    r"\W*(?:\d+[.)]?\s)?(?:정답|답변|답안|답|해답|해설)(?:\W|[과와및]|정답|해설|풀이)*"
)


def left_in(chapter: Chapter) -> Iterator[Doubt]:
    """The labelled questions of a chapter that are open."""
    asked = list(pairs(chapter))
    are_answered = any(pair.answer for pair in asked)
    for pair in asked:
        item = pair.item
        if not item.is_struck and (pair.is_open or (pair.is_left and are_answered)):
            pos = item.last or item.pos
            yield Doubt("question", flat(pair.asked), (), chapter.id, pos, item.spot)
    yield from _wondered(chapter)


def _wondered(chapter: Chapter) -> Iterator[Doubt]:
    """Such lines with nothing behind them, or more questions that nothing answers."""
    lines = list(lines_in(chapter.blocks))
    section = words(chapter.title)
    for line, is_answered in zip(lines, _are_answered(lines), strict=True):
        section = line.text if line.item.kind == "heading" else section
        met = WONDERS.match(plain(line.text)) if line.is_text else None
        if not met or _is_settled(line) or is_answered:
            continue
        text = cut(line.text, met.end())
        kind = _kind(plain(text), is_own=bool(met["own"]))
        if kind and (met["own"] or not QUIZ.search(plain(section))):
            item = line.item
            pos = item.pos if line.text is item.lines[0] else item.last or item.pos
            yield Doubt(kind, flat(text), (), chapter.id, pos, item.spot)


def _is_settled(line: Line) -> bool:
    """Whether its author is done with a question: it is ticked, struck out or has a footnote."""
    is_done = plain(line.text).startswith(DONE) or line.item.is_struck
    return is_done or bool(line.item.notes)


def _are_answered(lines: Sequence[Line]) -> list[bool]:
    """Of each line whether one behind it, perhaps after more questions, answers it."""
    found: list[bool] = []
    is_answer = False
    for line in reversed(lines):
        found.append(is_answer)
        if line.item.kind == "heading":
            is_answer = bool(ANSWERS.fullmatch(plain(line.text)))
        elif not _asks(line):
            is_answer = True
    return found[::-1]


def _asks(line: Line) -> bool:
    return line.begins(QUESTION) or line.begins(WONDERS)


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
