"""Texts of the book in reading order for the formulas: where each stands, and its inlines."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import panflute as pf

from filters._ast import branches, children, every, is_mark, is_taken, pos_of, to_pos
from studyguide.diagnostics import Pos

BLOCKS = (pf.Para, pf.Plain, pf.Header)
BLANKS = (pf.Space, pf.SoftBreak)
HOLDERS = (pf.Block, pf.Inline)
OUT_OF_LINE = (pf.Table, pf.Caption, pf.Figure)  # a formula in one of these is no display
NUMBERED = frozenset({"equation"})
COPIES = frozenset({"context", "quoted"})  # quotations of the glossary, which stand in the text


@dataclass(frozen=True)
class Text:
    """A block of text with the number of its chapter; `is_flow` where a display can stand.

    `is_copy` says that the glossary quotes it: what it explains is explained where it stands.
    """

    block: Any
    chapter: str
    is_flow: bool
    is_copy: bool = False


def texts(doc: pf.Doc) -> Iterator[Text]:
    """Every text block of the book in reading order."""
    chapter = ""
    todo: list[tuple[Any, bool, bool]] = [(doc, True, False)]
    while todo:
        found, is_flow, is_copy = todo.pop()
        if isinstance(found, pf.Header) and found.level == 1:
            chapter = found.attributes.get("number", "")
        if isinstance(found, BLOCKS):
            yield Text(found, chapter, is_flow and not isinstance(found, pf.Header), is_copy)
        inside = is_flow and not isinstance(found, OUT_OF_LINE)
        copied = is_copy or (isinstance(found, pf.Div) and bool(COPIES & set(found.classes)))
        todo.extend((child, inside, copied) for child in reversed(branches(found)))


def holders(block: Any) -> Iterator[Any]:
    """The block and every inline in it that holds inlines; not its notes, no numbered formula."""
    todo = [block]
    while todo:
        found = todo.pop()
        if isinstance(found, pf.Note) or NUMBERED.intersection(getattr(found, "classes", ())):
            continue
        if isinstance(found, HOLDERS) and isinstance(
            getattr(found, "content", None), pf.ListContainer
        ):
            yield found
        todo.extend(reversed(branches(found)))


def formulas(block: Any) -> Iterator[tuple[Any, Any]]:
    """Each formula of a block with the element that holds it."""
    for holder in list(holders(block)):
        for inline in list(holder.content):
            if isinstance(inline, pf.Math):
                yield inline, holder


def has(block: Any, *kinds: type) -> bool:
    """Whether an element of one of the kinds stands anywhere in a block."""
    return any(type(each) in kinds for each in every(block))


def replace(holder: Any, old: Any, new: Any) -> None:
    """Put `new` where `old` stands."""
    holder.content[place_in(holder, old)] = new


def place_in(holder: Any, element: Any) -> int:
    """Where an element stands among its siblings (panflute's own search compares by value)."""
    siblings = holder.content.list
    at = element.index
    if isinstance(at, int) and at < len(siblings) and siblings[at] is element:
        return at
    return next(at for at, each in enumerate(siblings) if each is element)


def said(block: Any) -> list[Any]:
    """The inlines of a block that say something."""
    return [i for i in block.content if not (is_mark(i) or is_taken(i) or isinstance(i, BLANKS))]


class Places:
    """The place in the notes of each inline of a block: the last mark in front of it."""

    def __init__(self, block: Any) -> None:
        self.block = block
        self.known: dict[int, tuple[Any, Pos | None]] = {}  # by `id`, which the element keeps

    def of(self, element: Any) -> Pos | None:
        """The place of an inline that stood in the block when the first was asked for."""
        if not self.known:
            self._read()
        _, pos = self.known.get(id(element), (element, None))
        return pos or pos_of(self.block)

    def put(self, new: Any, old: Any) -> None:
        """Remember that `new` stands where `old` stood."""
        self.known[id(new)] = new, self.of(old)

    def _read(self) -> None:
        last = None
        todo = [self.block]
        while todo:
            found = todo.pop()
            last = to_pos(found) if is_mark(found) else last
            self.known[id(found)] = found, last
            todo.extend(reversed(children(found)))
