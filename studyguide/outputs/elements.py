"""What is asked of the elements of a book's HTML, for paper and for the screen."""

import re
from collections.abc import Iterable
from copy import deepcopy

from lxml import html

SPACES = re.compile(r"\s+")
NOT_READ = ("footnote", "footnote-ref")  # in a heading, but not part of its text
CALL, CALLED_AGAIN = "note-call", "note-again"  # around the first call of a note, of others
WEB = re.compile(r"(?:https?|mailto|ftp):")


def classes_of(element: html.HtmlElement) -> set[str]:
    """The classes of an element."""
    return set((element.get("class") or "").split())


def add_class(element: html.HtmlElement, name: str) -> None:
    """Add `name` to the classes of `element`."""
    element.set("class", f"{element.get('class') or ''} {name}".strip())


def with_class(root: html.HtmlElement, classes: Iterable[str]) -> list[html.HtmlElement]:
    """All elements below `root` that have one of `classes`."""
    return [element for name in classes for element in root.find_class(name)]


def plain(element: html.HtmlElement) -> str:
    """The text a reader sees, in one line; a formula as text, of a picture its `alt`."""
    twin = deepcopy(element)
    twin.tail = None
    for hidden in with_class(twin, NOT_READ):
        if hidden is twin:
            return ""
        hidden.drop_tree()
    for image in twin.iter("img"):
        image.text = image.get("data-text") or image.get("alt") or ""
    return SPACES.sub(" ", "".join(twin.itertext())).strip()
