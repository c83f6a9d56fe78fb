"""What the study kit knows of a chapter, while it is read and when it was."""

from dataclasses import dataclass, field
from typing import Any

from filters._study_terms import Placed
from studyguide.diagnostics import Report
from studyguide.study import Chapter, Item, Question
from studyguide.study.choice import Asked


@dataclass(frozen=True)
class Open:
    """What a box of keywords may leave open: a question, or a term if `entry` is not defined."""

    item: Item
    entry: str = ""


@dataclass
class Reading:
    """A chapter while it is read; `spots` are the text blocks that items and doubts number."""

    threshold: float
    report: Report
    chapters: list[Chapter] = field(default_factory=list)
    open: list[tuple[Open, ...]] = field(default_factory=list)  # by chapter
    own: list[Question] = field(default_factory=list)
    spots: list[Any] = field(default_factory=list)
    blocks: list[tuple[list[Any], list[Any]]] = field(default_factory=list)  # of `own`
    taken: list[Any] = field(default_factory=list)  # the divs of the author's questions


@dataclass(frozen=True)
class Read:
    """What the study kit is made of, of a chapter."""

    chapters: tuple[Chapter, ...]
    asked: tuple[Asked, ...]
    open: tuple[tuple[Open, ...], ...]
    own: tuple[Question, ...]
    placed: Placed
