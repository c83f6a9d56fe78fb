"""Finds the author's keyword lists and puts a box 핵심 용어 in their place."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import panflute as pf

from filters._ast import mark, marks, pos_of, to_pos
from filters._keyword_heads import Announced, announced, kept_above, parted
from filters._keyword_items import LISTS, Item, item_of
from filters._keyword_lifting import lifted
from filters._places import BOX
from studyguide.diagnostics import Report

TITLE, QUESTIONS, SAID = "핵심 용어", "남은 질문", "노트의 말"
HOLDERS = (pf.Div, pf.BlockQuote)


@dataclass
class Block:
    """One keyword list and the empty box that stands for it in the book.

    `told` are the paragraphs behind it that explain its terms.
    """

    box: pf.Div
    items: list[Item]
    title_marks: list[Any]  # of the line `키워드` itself, should it be two, for the audit
    told: list[tuple[Item, Any]] = field(default_factory=list)

    def lines(self) -> Iterator[Item]:
        """All its keyword lines, those below another one behind that."""
        for item in self.items:
            yield from (item, *item.subs)

    def sources(self) -> Iterator[tuple[Item, Any]]:
        """Everything that may explain a term, with the block to quote where that is in the text."""
        yield from ((item, None) for item in self.lines())
        yield from self.told


def take(doc: pf.Doc, report: Report) -> list[Block]:
    """Replace every keyword list by an empty box; the caller fills the boxes."""
    found: list[Block] = []
    todo: list[Any] = [doc]
    while todo:
        holder = todo.pop()
        if isinstance(holder.content, pf.ListContainer) and not _is_box(holder):
            _take_from(holder, found, report)
            todo.extend(each for each in holder.content.list if isinstance(each, HOLDERS))
    return found


def _is_box(holder: Any) -> bool:
    return isinstance(holder, pf.Div) and BOX in holder.classes


def _take_from(holder: Any, found: list[Block], report: Report) -> None:
    """Look at the blocks of one holder; a list's own keyword items leave it for a box behind it."""
    blocks = list(holder.content.list)
    kept: list[Any] = []
    while blocks:
        block, *below = parted(blocks.pop(0))
        blocks = [*below, *blocks] if below else blocks
        line = announced(block, blocks)
        names = None if line and line.items else kept_above(block, blocks)
        if names:
            kept += [block, _boxed(names, block, found, is_kept=True)]
            blocks = names.behind
        elif line is None:
            kept += _with_lifted(block, found, report)
        elif not line.items:
            report.add("G017", pos_of(block))
            kept.append(block)
        else:
            kept.append(_boxed(line, block, found))
            blocks = line.behind
    if len(kept) != len(holder.content.list) or any(a is not b for a, b in _pairs(kept, holder)):
        holder.content = kept


def _pairs(kept: list[Any], holder: Any) -> Any:
    return zip(kept, holder.content.list, strict=True)


def _with_lifted(block: Any, found: list[Block], report: Report) -> list[Any]:
    """One block, followed by boxes for the keyword items that stood in it."""
    if not isinstance(block, LISTS):
        return [block]
    boxes: list[Any] = []
    for title, line in lifted(block):
        if line.items:
            boxes.append(_boxed(line, title, found))
        else:
            report.add("G017", pos_of(title))
    return [block, *boxes] if block.content.list else boxes


def _boxed(line: Announced, title: Any, found: list[Block], is_kept: bool = False) -> pf.Div:
    """The box of a list; a title that is kept above it has its own mark."""
    box = pf.Div(classes=[BOX])
    place = pos_of(title)
    is_alone = place and not is_kept and all(item.pos != place for item in line.items)
    places = filter(None, map(to_pos, marks(title))) if is_alone else ()  # none of `키워드: a`
    told = [(item_of(each, []), each) for each in line.told]
    found.append(Block(box, line.items, [mark(each) for each in places], told))
    return box
