"""Counts the blocks of text alike in both outputs, so that a page of one is found in the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TEXTS = frozenset({*HEADINGS, "p", "li", "dt", "dd", "td", "th", "pre", "figcaption", "caption"})
LISTING = "occurrences"  # one block: print fills it with pages, the EPUB with chapters
NOTES = "footnotes"  # at the foot of the page in print, at the end of the chapter in the EPUB


@dataclass(frozen=True)
class PageStart:
    """Where a printed page begins: after so many letters of a block, or with a part by its name."""

    label: str
    block: int = -1
    letters: int = 0
    part: str = ""


def blocks(root: Any) -> Iterator[Any]:
    """The blocks of an lxml tree in document order, of HTML and of XHTML."""
    todo = [root]
    while todo:
        node = todo.pop()
        classes = (node.get("class") or "").split() if isinstance(node.tag, str) else [NOTES]
        if NOTES in classes:
            continue
        is_listing = LISTING in classes
        if is_listing or node.tag.rpartition("}")[2] in TEXTS:
            yield node
        if not is_listing:
            todo.extend(reversed(list(node)))


def letters(text: str | None) -> int:
    """How many characters of a text are no blanks: these both outputs share."""
    return sum(not char.isspace() for char in text or "")
