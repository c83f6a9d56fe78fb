"""Counts the text that passes a table on a page of its own, so that the pages before it are full.

A page on its side parts the text wherever it stands. Like a plate in a book it may therefore go on
over headings; it stays before text that speaks of it, before other tables and pictures.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any

from weasyprint.formatting_structure import boxes

from studyguide.outputs.elements import classes_of
from studyguide.pdf.html.mentions import speaks_of
from studyguide.pdf.html.tables import HEADINGS, TURNED

OUTER = ("html", "body", "main", "section")
CAPTIONS = {"figure": "figcaption", "table": "caption"}
TEXTS = ("p", "ul", "ol", "pre", "blockquote")  # may pass
CODE = "sourceCode"  # class of the box around code
FARTHEST = 3  # pages
FULL = 0.15  # of a page's height that may stay empty
GAIN = 0.05  # that is worth going farther
SAFE = 0.04  # less room may prove too little


def is_turned(sheet: Any) -> bool:
    """Whether a page lies on its side."""
    return bool(sheet.page_type.name == TURNED)  # as styles/print/tables.css names it


def passing(shown: Any, room: float, overleaf: Sequence[Any]) -> int:
    """How many blocks (items of a list are counted alone) are to pass the table `shown`.

    `room` is left on the page before it (CSS pixels); `overleaf` are the pages behind it.
    """
    upright = list(takewhile(lambda sheet: not is_turned(sheet), overleaf[:FARTHEST]))
    best, least, used = 0, room, 0.0
    for count, (block, tall) in enumerate(_heights(shown, upright), 1):
        height = float(upright[0].height)
        used += tall
        gap = (room - used) % height
        if not leads_on(block) and SAFE * height < gap < least - GAIN * height:
            best, least = count, gap
            if least < FULL * height:
                break
    return best


def leads_on(block: Any) -> bool:
    """Whether a block stays with what follows it."""
    return block.element_tag in HEADINGS or "leads" in classes_of(block.element)


def may_pass(block: Any, shown: Any) -> bool:
    """Whether a block of text says nothing of `shown` and shows nothing itself."""
    element = block.element
    if element is None:
        return False
    is_text = block.element_tag in TEXTS or CODE in classes_of(element)
    if not is_text or any(each.tag in CAPTIONS for each in element.iter()):
        return False
    caption = "".join(shown.find(CAPTIONS[shown.tag]).itertext())
    return not speaks_of(element, shown, caption)


def items_of(block: Any) -> Sequence[Any]:
    """What passes one by one: the items of a list, or the block itself."""
    is_list = block.element_tag == "ul" and len(block.element) > 1
    return list(block.children) if is_list else [block]


def _heights(shown: Any, sheets: Iterable[Any]) -> list[tuple[Any, float]]:
    """The blocks and items behind a table, and how tall each is on all its pages together."""
    found: dict[Any, tuple[Any, float]] = {}
    for block in _blocks(sheets):
        if not (block.element_tag in HEADINGS or may_pass(block, shown)):
            break
        for item in items_of(block):
            _, before = found.get(item.element, (item, 0.0))
            found[item.element] = (item, before + float(item.margin_height()))
    return list(found.values())


def _blocks(sheets: Iterable[Any]) -> Iterator[Any]:
    """The blocks of the text in their order, section after section."""
    for sheet in sheets:
        todo = [child for child in sheet.children if child.element_tag == "html"]
        while todo:
            box = todo.pop()
            if box.element_tag in OUTER:
                todo += [child for child in reversed(box.children) if child.is_in_normal_flow()]
            elif not isinstance(box, boxes.LineBox):
                yield box
