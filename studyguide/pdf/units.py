"""Cuts the page of a book into units that are laid out alone: front matter, chapters, back matter.

Each unit is the whole page with all else taken out of it: what stands around remains as empty
elements that are not displayed, so that selectors for siblings find what they would find.
"""

import hashlib
import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import html

from studyguide.pdf.pagestarts import BLOCK

STUB = "data-section"  # attribute of the element that stands for a section in the filled page
OWNER = "data-unit"  # while the page is being cut
PLACE = re.compile(rf'<section[^>]*? {STUB}="(\d+)"[^>]*></section>')
NUMBERED = re.compile(rf' {BLOCK}="(\d+)"')
HIDDEN = "display: none"
HEAD = '<meta charset="utf-8"><title>–</title>'


@dataclass(frozen=True)
class Section:
    """A chapter or a part of the back matter, and the number of its first block in the book."""

    html: str
    first_block: int = 0


@dataclass(frozen=True)
class Unit:
    """A whole page with one unit in it; `block` is to be added to the numbers of its blocks."""

    html: str
    block: int = 0
    is_first: bool = False
    is_chapter: bool = False

    @property
    def name(self) -> str:
        """A name for just this content."""
        return hashlib.sha256(self.html.encode()).hexdigest()[:16]


def stub(number: int, classes: str) -> str:
    """What the templates see of a section."""
    return f'<section class="{classes}" {STUB}="{number}"></section>'


def whole(page: str, sections: Sequence[Section]) -> Unit:
    """The book as one unit."""

    def put(place: re.Match[str]) -> str:
        section = sections[int(place[1])]
        return counted_on(section.html, section.first_block)

    return Unit(PLACE.sub(put, page), is_first=True)


def counted_on(text: str, first: int) -> str:
    """HTML with the numbers of its blocks counted from `first`."""
    return NUMBERED.sub(lambda found: f' {BLOCK}="{int(found[1]) + first}"', text)


def units(page: str, sections: Sequence[Section]) -> list[Unit]:
    """The units in the order of the page; just one when the page has no sections."""
    root = html.document_fromstring(page)
    count = _share_out(root)
    return [_unit(root, at, sections) for at in range(count)]


def _share_out(root: html.HtmlElement) -> int:
    """Write on each element that is shown or hidden as a whole to which unit it belongs.

    Each section begins a unit, and so does what comes behind the sections.
    """
    unit, is_behind_section = 0, False
    for element in _leaves(root.find("body")):
        is_section = element.get(STUB) is not None
        unit += is_section or is_behind_section
        is_behind_section = is_section
        element.set(OWNER, str(unit))
    return unit + 1


def _leaves(parent: html.HtmlElement) -> list[html.HtmlElement]:
    found = []
    for child in parent.iterchildren(html.etree.Element):
        is_around = child.get(STUB) is None and child.find(f".//*[@{STUB}]") is not None
        found += _leaves(child) if is_around else [child]
    return found


def _unit(root: html.HtmlElement, at: int, sections: Sequence[Section]) -> Unit:
    twin = deepcopy(root)
    section: Section | None = None
    around: set[html.HtmlElement] = set()  # what holds something of the unit
    for element in twin.xpath(f"//*[@{OWNER}]"):
        number = element.get(STUB)
        if element.attrib.pop(OWNER) != str(at):
            _hide(element)
            continue
        around.update(element.iterancestors())
        section = sections[int(number)] if number is not None else section
    for element in twin.xpath(f"//*[@style='{HIDDEN}']"):
        for above in element.iterancestors():
            if above not in around:
                above.attrib.pop("id", None)
                above.set("style", HIDDEN)
    if at:
        _forget(twin)
    text = "<!DOCTYPE html>\n" + html.tostring(twin, encoding="unicode")
    is_chapter = any(element.tag == "main" for element in around)
    if section:
        text = PLACE.sub(lambda _: section.html, text)
    return Unit(text, section.first_block if section else 0, at == 0, is_chapter)


def _hide(element: html.HtmlElement) -> None:
    classes, tail = element.get("class"), element.tail
    element.clear()
    element.tail = "\n" if tail else None
    if classes:
        element.set("class", classes)
    element.set("style", HIDDEN)


def _forget(root: html.HtmlElement) -> None:
    """Take out of the head what speaks of the whole book."""
    head = root.find("head")
    for child in list(head):
        head.remove(child)
    head.extend(html.fragments_fromstring(HEAD))
