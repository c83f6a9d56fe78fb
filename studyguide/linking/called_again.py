"""A footnote that the notes call twice is printed once: the other calls lead to the first."""

from collections.abc import Iterator, Sequence
from typing import Any

import panflute as pf

from studyguide.chain.chapters import Chapters
from studyguide.chain.tree import children, every, pos_of
from studyguide.diagnostics import Pos, Report
from studyguide.outputs.elements import CALL, CALLED_AGAIN

Calls = dict[Pos, list[Any]]  # the notes that stand in one place of the author's file


def join(chapters: Chapters) -> None:
    """Join the calls of each footnote of a chapter, which prints its notes at its own foot."""
    for chapter in chapters:
        chapter.take(joined, None)


def joined(tree: Any, given: None, report: Report) -> None:  # noqa: ARG001
    """Join those of a tree; notes with labels of their own are in one tree with all chapters."""
    title = ""
    calls: Calls = {}
    for block in tree.content.list:
        if isinstance(block, pf.Header) and block.level == 1:
            _join(calls, title)
            title, calls = block.identifier, {}
        elif not isinstance(block, pf.Header):  # whose notes stand in the contents too
            for each in every(block, children):
                if isinstance(each, pf.Note) and (pos := pos_of(each)):
                    calls.setdefault(pos, []).append(each)
    _join(calls, title)


def _join(calls: Calls, title: str) -> None:
    again = (found for found in calls.values() if len(found) > 1)
    for count, (first, *others) in enumerate(again, 1):
        name = f"n-{title}-{count}"
        _keep_names(first, others)
        for note in others:
            note.container[note.index] = pf.Link(url=f"#{name}", classes=[CALLED_AGAIN])
        first.container[first.index] = pf.Span(first, identifier=name, classes=[CALL])


def _keep_names(first: Any, others: Sequence[Any]) -> None:
    """Set the ids of the copies that go, to which terms may lead, into the one that stays."""
    kept = set(_names(first))
    lost = dict.fromkeys(name for note in others for name in _names(note) if name not in kept)
    block = next((each for each in first.content if isinstance(each, pf.Para | pf.Plain)), None)
    if block is not None:
        block.content = [*(pf.Span(identifier=name) for name in lost), *block.content]


def _names(note: Any) -> Iterator[str]:
    names = (getattr(each, "identifier", "") for each in every(note, children))
    return filter(None, names)
