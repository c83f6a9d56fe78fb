"""Takes from the back of a book what pops up in its text: definitions, meanings of symbols."""

from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import html

from studyguide.outputs.elements import classes_of, with_class
from studyguide.site.sections import Section

SHORT = ("occurrences", "symbol-formulas", "see", "provenance")  # not for a pop-up
SOURCES = frozenset({"glossary", "symbols"})  # classes of the sections that explain


def definitions(sections: Iterable[Section]) -> dict[str, str]:
    """What stands below each term and symbol, as HTML by its anchor."""
    found: dict[str, str] = {}
    for section in sections:
        if SOURCES & classes_of(section.root):
            for head, body in _pairs(section.root):
                for anchor in head.xpath("descendant::*/@id"):
                    found[str(anchor)] = _card(head, body)
    return found


def _pairs(root: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, html.HtmlElement]]:
    for head in root.iter("dt"):
        body = head.getnext()
        if body is not None and body.tag == "dd":
            yield head, body


def _card(head: html.HtmlElement, body: html.HtmlElement) -> str:
    title, text = deepcopy(head), deepcopy(body)
    for part in (title, text):
        part.tail = None
        for each in with_class(part, SHORT):
            each.drop_tree()
        for element in part.xpath("descendant-or-self::*[@id]"):
            del element.attrib["id"]
        for link in list(part.iter("a")):
            link.drop_tag()
    title.tag, text.tag = "p", "div"
    title.set("class", "card-term")
    text.set("class", "card-text")
    return "".join(html.tostring(part, encoding="unicode") for part in (title, text))
