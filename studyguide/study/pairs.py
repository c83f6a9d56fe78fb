"""Finds the questions and answers that an author labelled: `Q. 왜?`, `A. 그래서`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studyguide.ask_labels import ANSWER, QUESTION, TOLD
from studyguide.study import Chapter, Item
from studyguide.study.bare import UNSURE, said
from studyguide.study.choices import Choice, choice_at
from studyguide.study.later import is_put_off
from studyguide.study.posed import ARROW, ASKS
from studyguide.study.text import Text, cut, join, plain
from studyguide.terms.untold import is_untold

HERE = re.compile(r"[?？](?P<from>\s*(?:->|→|⇒|=>)\s*)\S.*(?P<to>$)")  # `어떻게 되는가? → 줄어든다`
# `재료는? (답: 오동나무)`
IN_BRACKETS = re.compile(
    r"[?？](?P<from>\s*[(（]\s*(?:정답|답)\s*[:：]\s*)[^()（）]+(?P<to>[)）]\s*)$"
)
TRAILING_ARROW = re.compile(r"\s*(?:->|→|⇒|=>)\s*$")  # `왜? →`, with nothing behind
TOLD_BELOW = re.compile(rf"\s*(?:{TOLD})\s?[:：]")  # `답: 70년`
ON_ITS_LINE = (HERE, IN_BRACKETS)  # the answer stands behind the question
TEXTS = ("paragraph", "item")
# `세 가지가 있다.`: the list or the table behind it is the answer
ANNOUNCES = re.compile(
    r"가지|다음|아래|같다[.]?$|[:：]$|나뉜다|나눈다|종류|순서|(?:표|그림|식)[와과은는이]\s"
)
NUMBERED = re.compile(r"([1-9])\.\s+(?=\S)")  # `1. 비`, where no list could count it
STOPS = re.compile(r"[가-힣](?:다|요|음|함|임|[것일])[.!]?$")  # an answer that says all it has to


@dataclass(frozen=True)
class Pair:
    """A labelled question; its answer, if that is labelled too, both without their labels.

    `is_left` says that nothing at all stands behind the question, `is_whole` that the answer
    surely ends where it seems to; `options` are the choices of which it is one. `is_open` says
    that what stands behind the question only says that nothing is known: `→ (비워둠)`.
    """

    asked: Text
    answer: tuple[Text, ...]
    item: Item
    is_left: bool
    is_whole: bool
    options: tuple[Text, ...] = ()
    is_open: bool = False


@dataclass(frozen=True)
class Line:
    """One line of a chapter with the items and lists that it stands in, from the outermost."""

    text: Text
    item: Item
    path: tuple[int, ...]
    number: int = 0  # that its list prints before it

    @property
    def numbered(self) -> Text:
        """The line as a choice, where a number stands before it: `1) 비`."""
        if self.number:
            return join(f"{self.number}) ", self.text)
        met = NUMBERED.match(plain(self.text))
        return join(f"{met[1]}) ", cut(self.text, met.end())) if met else self.text

    @property
    def is_text(self) -> bool:
        return self.item.kind in TEXTS

    @property
    def is_empty(self) -> bool:
        """Whether it is the label of an answer and nothing else: `A.`"""
        return ANSWER.fullmatch(plain(self.text)) is not None

    def begins(self, label: re.Pattern[str]) -> bool:
        """Whether a label stands before the line."""
        return label.match(plain(self.text)) is not None


def pairs(chapter: Chapter) -> Iterator[Pair]:
    """Every labelled question of a chapter, and each with choices, in reading order."""
    lines = list(lines_in(chapter.blocks))
    texts = [line.text for line in lines]
    numbered = [line.numbered for line in lines]
    for at, line in enumerate(lines):
        is_labelled = line.begins(QUESTION) and line.item.kind in (*TEXTS, "heading")
        is_labelled = is_labelled or _is_told_below(lines, at)
        if not (is_labelled or (line.is_text and ASKS.search(plain(line.text)))):
            continue
        choice = choice_at(texts, at) or _told(choice_at(numbered, at))
        if choice and (is_labelled or choice.answer):
            asked = said(choice.asked)
            answers = (choice.answer,) if choice.answer else ()
            yield Pair(asked, answers, line.item, False, True, choice.options)
        elif is_labelled:
            yield _pair(lines, at)


def _told(choice: Choice | None) -> Choice | None:
    """Numbered lines are choices where an answer names one: they may answer as well."""
    return choice if choice and choice.answer else None


def _is_told_below(lines: Sequence[Line], at: int) -> bool:
    """Whether a question has no label, and the next line of its item or below it has: `답: …`."""
    line, after = lines[at], lines[at + 1 : at + 2]
    is_asked = line.is_text and ASKS.search(plain(line.text)) is not None
    return bool(is_asked and after and after[0].begins(TOLD_BELOW)) and _is_in(
        after[0].path, line.path
    )


def _pair(lines: Sequence[Line], at: int) -> Pair:
    line = lines[at]
    shown = plain(line.text)
    if met := next(filter(None, (each.search(shown) for each in ON_ITS_LINE)), None):
        asked = said(cut(line.text, 0, met.start("from")))
        answer = cut(line.text, met.end("from"), met.start("to"))
        return Pair(asked, (answer,), line.item, False, _is_whole(lines, at, at + 1))
    end = _end_of(lines, at)
    behind = lines[at + 1 : end]
    if behind and _is_empty(behind):
        return Pair(said(line.text), (), line.item, False, False, is_open=True)
    if behind and (met := ARROW.match(plain(behind[0].text))):
        answer = cut(behind[0].text, met.end())
        return Pair(said(line.text), (answer,), line.item, False, _is_whole(lines, at, at + 2))
    told = [each for each in behind if not each.is_empty]
    answers = tuple(said(each.text) for each in told) if _is_answer(behind, told) else ()
    asked = said(line.text)
    if met := TRAILING_ARROW.search(plain(asked)):
        asked = cut(asked, 0, met.start())
    return Pair(asked, answers, line.item, not told, _is_whole(lines, at, end))


def _is_empty(behind: Sequence[Line]) -> bool:
    """Whether lines behind a question say only that there is no answer, and are no doubt alone."""
    told = [plain(said(line.text)) for line in behind if line.text]
    bare = [ARROW.sub("", text).strip() for text in told]
    is_own = any(UNSURE.search(text) or is_put_off(text) for text in told)  # an open question
    return bool(bare) and all(map(is_untold, bare)) and not is_own


def lines_in(blocks: Sequence[Item], path: tuple[int, ...] = ()) -> Iterator[Line]:
    """Every line of some blocks in reading order; a table or a picture is one without words."""
    for at, block in enumerate(blocks):
        here = (*path, at)
        numbers = [block.number, *[0] * len(block.lines)]  # of the first line alone
        for text, number in zip(block.lines, numbers, strict=False):
            yield Line(text, block, here, number)
        if block.kind in ("table", "other"):
            yield Line((), block, here)
        else:
            yield from lines_in(block.children, here)


def _end_of(lines: Sequence[Line], at: int) -> int:
    """The line behind those that may answer the question `at`."""
    end = at + 1
    if end == len(lines) or not lines[end].begins(ANSWER):
        return end + 1 if end < len(lines) and not _is_new(lines[end]) else end
    first = lines[end]
    holder = lines[at].path if _is_in(first.path, lines[at].path) else first.path
    end = _past(lines, end, holder)
    is_bare = lines[at].item.kind == "paragraph" and all(
        each.is_empty for each in lines[at + 1 : end]
    )
    if is_bare and end < len(lines) and lines[end].path[: len(holder) - 1] == holder[:-1]:
        end = _past(lines, end, lines[end].path[: len(holder)])  # `A.`, and below it `1) 갑`
    return end


def _past(lines: Sequence[Line], end: int, holder: tuple[int, ...]) -> int:
    """The first line from `end` on that stands outside a block, or asks anew."""
    while end < len(lines) and _is_in(lines[end].path, holder) and not _is_new(lines[end]):
        end += 1
    return end


def _is_new(line: Line) -> bool:
    return line.item.kind == "heading" or line.begins(QUESTION)


def _is_in(path: tuple[int, ...], outer: tuple[int, ...]) -> bool:
    return path[: len(outer)] == outer


def _is_answer(behind: Sequence[Line], told: Sequence[Line]) -> bool:
    """Whether labelled lines say the answer: text alone, no paragraph that may go on elsewhere."""
    if not told or not behind[0].begins(ANSWER):
        return False
    is_loose = behind[0].is_empty and told[0].item.kind == "paragraph"
    is_near = not is_loose or told[0].item is behind[0].item
    return is_near and all(each.is_text for each in told)


def _is_whole(lines: Sequence[Line], at: int, end: int) -> bool:
    """Whether the answer surely ends before line `end`."""
    if end == len(lines) or _is_new(lines[end]):
        return True
    here, last, after = lines[at], lines[end - 1], lines[end]
    is_said = not ANNOUNCES.search(plain(last.text))  # nothing that follows is the answer
    if here.item.kind == "item":
        is_sure = all(each.item.is_sure for each in lines[at + 1 : end + 1])
        if is_sure and _is_in(last.path, here.path) and not _is_in(after.path, here.path):
            return True  # it stands in the item of its question
        is_off = not _is_in(after.path, here.path[:-1])
        return is_off or (is_said and bool(STOPS.search(plain(last.text))))
    if here.item.kind == "paragraph" and last.item.kind == "paragraph":
        is_next = after.item is not last.item
        return is_next and (is_said or after.item.kind == "paragraph")
    return here.item.kind == "paragraph" and last.item.kind == "item"  # the list below `A.`
