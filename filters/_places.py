"""Walks the book in reading order and knows the chapter and section of every text."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import panflute as pf

from filters._ast import children, is_mark, plain, raw_plain, to_pos
from studyguide.terms import Line

# Blocks that hold inlines themselves.
TEXTS = (pf.Para, pf.Plain, pf.Header, pf.LineItem)
BOX = "keywords"  # class of the box of keywords


@dataclass(frozen=True)
class Place:
    """Where a text stands: chapter and nearest section, by id, number and title."""

    chapter: str = ""
    number: str = ""
    title: str = ""
    section: str = ""
    section_number: str = ""
    section_title: str = ""
    ordinal: int = 0  # counts headings: two texts with the same ordinal share a section
    is_boxed: bool = False  # in the box of keywords

    @property
    def scope(self) -> int:
        """Texts of the same scope share their first mentions; a keyword box has its own."""
        return -self.ordinal - 1 if self.is_boxed else self.ordinal

    @property
    def anchor(self) -> str:
        """The id of the nearest heading."""
        return self.section or self.chapter


@dataclass(frozen=True)
class Text:
    """One block of running text and its parent item's text (an index, -1 for none)."""

    block: Any
    place: Place
    parent: int


def texts(doc: pf.Doc) -> Iterator[Text]:
    """Every block with inlines, in reading order; no recursion, so any depth will do."""
    place = Place()
    index = -1
    top: list[int] = [-1]
    todo: list[tuple[Any, list[int], list[int], bool]] = [
        (block, top, [-1], False) for block in reversed(doc.content.list)
    ]
    while todo:
        block, own, above, is_boxed = todo.pop()
        if isinstance(block, pf.Header):
            place = entered(place, block)
        if isinstance(block, TEXTS):
            index += 1
            yield Text(block, replace(place, is_boxed=is_boxed), above[0])
            if own[0] < 0 and own is not top:
                own[0] = index
            continue
        if isinstance(block, pf.ListItem):
            own, above = [-1], own
        is_boxed = is_boxed or (isinstance(block, pf.Div) and BOX in block.classes)
        todo.extend((child, own, above, is_boxed) for child in reversed(_inside(block)))


def _inside(block: Any) -> list[Any]:
    """The blocks inside a block; a definition list's terms are no running text."""
    if isinstance(block, pf.DefinitionItem):
        return list(block.definitions)
    return [child for child in children(block) if isinstance(child, pf.Block | pf.Element)]


def entered(place: Place, header: pf.Header) -> Place:
    """The place behind a heading."""
    number = header.attributes.get("number", "")
    ordinal = place.ordinal + 1
    if header.level == 1:
        return Place(header.identifier, number, plain(header), ordinal=ordinal)
    return replace(
        place,
        section=header.identifier,
        section_number=number,
        section_title=plain(header),
        ordinal=ordinal,
    )


def lines_of(block: Any) -> Iterator[Line]:
    """Where the lines of the notes begin in the text of a block, if it has more than one."""
    inlines = block.content.list
    if sum(map(is_mark, inlines)) < 2:
        return
    at = 0
    is_own = False
    for inline in inlines:
        if is_mark(inline):
            yield Line(at, to_pos(inline), is_own)
        elif not isinstance(inline, pf.Space):
            is_own = isinstance(inline, pf.LineBreak)
        at += len(raw_plain(inline))
