"""Reads from the HTML of a book what its contents and its cover are made of: headings, items.

Works on pandoc's html5 output with `--section-divs`.
"""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from html import escape

from lxml import html

from studyguide.outputs.cover import Bar
from studyguide.outputs.elements import NOT_READ, SPACES, classes_of, plain, with_class

FRONT = frozenset({"preface", "frontmatter"})
BACK = frozenset({"glossary", "appendix", "index", "symbols"})
OWN_TEXT = "text() | *[not(self::ul or self::ol)]//text()"  # of a list item
PART = 0  # level of a part among the headings


@dataclass(frozen=True)
class Heading:
    """One line of the contents; `level` 1 is a chapter, `part` tells how it is set."""

    anchor: str
    text: str
    number: str
    level: int
    part: str  # front | chapter | back
    line: str  # the text as HTML, with its formulas drawn


def part_of(element: html.HtmlElement) -> str:
    if classes_of(element) & FRONT:
        return "front"
    return "back" if classes_of(element) & BACK else "chapter"


def headings_of(element: html.HtmlElement, part_name: str) -> Iterator[Heading]:
    """Sections in reading order; letters of the glossary are no headings of the contents."""
    if "book-part" in classes_of(element):
        number = element.get("data-number") or ""
        text = plain(element).removeprefix(number).strip()
        yield Heading(element.get("id") or "", text, number, PART, part_name, escape(text))
    for section in element.iter("section"):
        level = next((int(c[5:]) for c in classes_of(section) if re.fullmatch(r"level\d", c)), 0)
        heading = section.find(f"h{level}") if level else None
        if heading is None or not section.get("id") or "letter" in classes_of(section):
            continue
        number = section.get("data-number") or section.get("number") or ""
        text, line = plain(heading), contents_line(heading)
        yield Heading(section.get("id") or "", text, number, level, part_name, line)


def contents_line(heading: html.HtmlElement) -> str:
    """The text of a heading as HTML for the contents: its formulas drawn, all else plain."""
    twin = deepcopy(heading)
    for hidden in with_class(twin, NOT_READ):
        if hidden is twin:
            return ""
        hidden.drop_tree()
    return SPACES.sub(" ", "".join(_line_pieces(twin))).strip()


def _line_pieces(element: html.HtmlElement) -> Iterator[str]:
    yield escape(element.text or "")
    for child in element:
        if child.tag == "img" and child.get("data-text"):
            yield html.tostring(child, encoding="unicode", with_tail=False)
        elif child.tag == "img":
            yield escape(child.get("alt") or "")
        else:
            yield from _line_pieces(child)
        yield escape(child.tail or "")


def bars_of(elements: Iterable[html.HtmlElement]) -> Iterator[Bar]:
    for element in elements:
        for item in element.iter("li"):
            if "opener-sections" in (item.getparent().get("class") or ""):
                continue
            depth = sum(1 for above in item.iterancestors("ul", "ol")) - 1
            own = "".join(item.xpath(OWN_TEXT))
            yield Bar(depth, len(SPACES.sub(" ", own).strip()))
