"""Finds where each page of the PDF begins in the text, for the page list of the EPUB."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from studyguide.outputs.blocks import PageStart, letters

BLOCK = "data-block"  # attribute that holds a block's number
APART = ("MarginBox", "FootnoteAreaBox")  # what stands around the text of a page
PARTS = ("cover", "cover-picture", "title-page", "contents", "colophon")  # pages without blocks


def page_starts(pages: Sequence[Any]) -> list[PageStart | None]:
    """The beginning of every page, yet without its label, or None where it shows no text.

    `pages` are WeasyPrint's.
    """
    read: Counter[int] = Counter()
    return [_start(page, read) for page in pages]


def _start(page: Any, read: Counter[int]) -> PageStart | None:
    """The first block that goes on or begins on the page; `read` counts what pages before show.

    The text behind a table on its side may fill the page before it: then the table comes late, and
    a page that shows nothing else begins with what is late.
    """
    start = late = None
    part = ""
    before, last = frozenset(read), max(read, default=-1)
    for box, block in _leaves(page._page_box):
        classes = (box.element.get("class") or "").split() if block < 0 else []
        part = part or next((name for name in PARTS if name in classes), "")
        if block < 0 or (block < last and block in before):
            continue  # the head of a table stands again on each page
        if block < last:
            late = late or PageStart("", block)
        else:
            start = start or PageStart("", block, read[block])
        if not box.element_tag.partition("::")[1]:
            read[block] += letters(getattr(box, "text", ""))
    return start or late or (PageStart("", part=part) if part else None)


def _leaves(box: Any, block: int = -1) -> Iterator[tuple[Any, int]]:
    """Every box in the flow with the number of the block around it; children come in order."""
    todo = [(box, block)]
    while todo:
        box, block = todo.pop()
        if type(box).__name__ in APART:
            continue
        number = box.element.get(BLOCK) if box.element is not None else None
        block = int(number) if number else block
        children = getattr(box, "children", ())
        if box.element is not None and (not children or block < 0):
            yield box, block
        todo.extend((child, block) for child in reversed(children))
