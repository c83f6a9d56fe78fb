"""Lists the text of a book for the search in the browser, block by block."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import html

from studyguide.outputs.blocks import HEADINGS, LISTING, TEXTS
from studyguide.outputs.elements import SPACES, classes_of
from studyguide.site.sections import Section

TEXT, HEADING, TERM = 0, 1, 2  # kinds of rows; headings and terms are shown first
NOT_FOUND = frozenset(  # repeats, and what is no text of the book
    {LISTING, "to-text", "to-answer", "to-answers", "to-question", "footnote-ref",
     "footnote-back", "see", "hung-on", "checkbox"}
)  # fmt: skip
REPEATS = frozenset({"open-questions", "index"})  # sections that say again what the text says


@dataclass(frozen=True)
class Row:
    """One block of text: the page it stands on, its anchor, its kind, its words (NFC)."""

    page: int
    anchor: str
    kind: int
    text: str


def rows(sections: Iterable[Section]) -> Iterator[Row]:
    """Every block of text once, in reading order."""
    for page, section in enumerate(sections):
        if not REPEATS & classes_of(section.root):
            yield from rows_of(section, page)


def rows_of(section: Section, page: int) -> Iterator[Row]:
    """The rows of one section; a block's text is its own, not that of the blocks inside it."""
    todo = [section.root]
    while todo:
        node = todo.pop()
        if not _is_text(node):
            continue
        todo.extend(reversed(list(node)))
        if node.tag in TEXTS and (text := own_text(node)):
            yield Row(page, _anchor(node), _kind(node), text)


def own_text(block: html.HtmlElement) -> str:
    """The words of a block without those of blocks inside it, in one line."""
    text = unicodedata.normalize("NFC", "".join(_pieces(block)))
    return SPACES.sub(" ", text).strip()


def _pieces(node: html.HtmlElement) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if _is_text(child) and child.tag not in TEXTS:
            yield " " if child.tag in ("br", "div", "details") else ""
            yield from _pieces(child)
        yield child.tail or ""


def _is_text(node: html.HtmlElement) -> bool:
    """Whether the search looks into an element; open questions stand in the text already."""
    if not isinstance(node.tag, str) or node.tag in ("svg", "summary"):
        return False
    classes = classes_of(node)
    is_repeat = node.tag == "div" and "open" in classes
    is_letter = node.tag in HEADINGS and "letter" in classes
    return not (is_repeat or is_letter or NOT_FOUND & classes)


def _anchor(node: html.HtmlElement) -> str:
    above: html.HtmlElement | None = node
    while above is not None:
        if above.get("id"):
            return str(above.get("id"))
        above = above.getparent()
    return ""


def _kind(node: html.HtmlElement) -> int:
    if node.tag in HEADINGS:
        return HEADING
    return TERM if node.tag == "dt" else TEXT
