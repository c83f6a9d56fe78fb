"""Finds the questions and answers that an author labelled: `Q. 왜?`, `A. 그래서`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studyguide.ask_labels import ANSWER, QUESTION
from studyguide.study import Chapter, Item
from studyguide.study.bare import said
from studyguide.study.text import Text, plain

TEXTS = ("paragraph", "item")


@dataclass(frozen=True)
class Pair:
    """A labelled question; its answer, if that is labelled too, both without their labels.

    `is_left` says that nothing at all stands behind the question, `is_whole` that the answer
    surely ends where it seems to.
    """

    asked: Text
    answer: tuple[Text, ...]
    item: Item
    is_left: bool
    is_whole: bool


@dataclass(frozen=True)
class _Line:
    """One line of a chapter with the items and lists that it stands in, from the outermost."""

    text: Text
    item: Item
    path: tuple[int, ...]

    @property
    def is_text(self) -> bool:
        return self.item.kind in TEXTS

    def begins(self, label: re.Pattern[str]) -> bool:
        """Whether a label stands before the line."""
        return label.match(plain(self.text)) is not None


def pairs(chapter: Chapter) -> Iterator[Pair]:
    """Every labelled question of a chapter, in reading order."""
    lines = list(_lines(chapter.blocks, ()))
    for at, line in enumerate(lines):
        if not line.begins(QUESTION) or line.item.kind not in (*TEXTS, "heading"):
            continue
        end = _end_of(lines, at)
        behind = lines[at + 1 : end]
        answer = tuple(said(each.text) for each in behind) if _is_answer(behind) else ()
        is_left = all(ANSWER.fullmatch(plain(each.text)) for each in behind)
        yield Pair(said(line.text), answer, line.item, is_left, _is_whole(lines, at, end))


def _lines(blocks: Sequence[Item], path: tuple[int, ...]) -> Iterator[_Line]:
    for at, block in enumerate(blocks):
        here = (*path, at)
        yield from (_Line(text, block, here) for text in block.lines)
        if block.kind in ("table", "other"):
            yield _Line((), block, here)
        else:
            yield from _lines(block.children, here)


def _end_of(lines: Sequence[_Line], at: int) -> int:
    """The line behind those that may answer the question `at`."""
    end = at + 1
    if end == len(lines) or not lines[end].begins(ANSWER):
        return end + 1 if end < len(lines) and not _is_new(lines[end]) else end
    first = lines[end]
    holder = lines[at].path if _is_in(first.path, lines[at].path) else first.path
    while end < len(lines) and _is_in(lines[end].path, holder) and not _is_new(lines[end]):
        end += 1
    return end


def _is_new(line: _Line) -> bool:
    return line.item.kind == "heading" or line.begins(QUESTION)


def _is_in(path: tuple[int, ...], outer: tuple[int, ...]) -> bool:
    return path[: len(outer)] == outer


def _is_answer(behind: Sequence[_Line]) -> bool:
    if not behind or not behind[0].begins(ANSWER):
        return False
    return all(each.is_text and not ANSWER.fullmatch(plain(each.text)) for each in behind)


def _is_whole(lines: Sequence[_Line], at: int, end: int) -> bool:
    """Whether the next line is another question, a heading, none, or off the list or paragraph."""
    if end == len(lines) or _is_new(lines[end]):
        return True
    if lines[at].item.kind == "paragraph" and lines[end - 1].item is lines[at].item:
        return lines[end].item.kind in TEXTS
    return len(lines[at].path) > 1 and not _is_in(lines[end].path, lines[at].path[:-1])
