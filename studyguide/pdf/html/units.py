"""Cuts the page of a book into units that are laid out alone: front matter, chapters, back matter.

Each unit is the whole page with all else taken out of it: what stands around remains as empty
elements that are not displayed, so that selectors for siblings find what they would find. Of many
siblings a multiple of twelve goes, unless the author's own styles count them.
"""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import html

from studyguide.pdf.joined.pagestarts import BLOCK

STUB = "data-section"  # attribute of the element that stands for a section in the filled page
PLACE = re.compile(rf'<section[^>]*? {STUB}="(\d+)"[^>]*></section>')
NUMBERED = re.compile(rf' {BLOCK}="(\d+)"')
HIDDEN = "display: none"
CYCLE = 12
COUNTING = "nth-"  # `:nth-child(25)`
HEAD = '<meta charset="utf-8"><title>–</title>'


class Unjoinable(Exception):
    """The unit cannot be laid out alone; the text is the reason."""


@dataclass(frozen=True)
class Section:
    """A chapter or a part of the back matter, and the number of its first block in the book."""

    html: str
    first_block: int = 0
    is_chapter: bool = False


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


def units(page: str, sections: Sequence[Section], own: str = "") -> list[Unit]:
    """The units in the order of the page; just one when the page has no sections.

    `own` are the author's styles.
    """
    cutter = _Cutter(html.document_fromstring(page), COUNTING in own.lower())
    return [cutter.unit(at, sections) for at in range(len(cutter.leaves))]


def _leaves(parent: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The elements that are shown or hidden as a whole."""
    for child in parent.iterchildren(html.etree.Element):
        is_around = child.get(STUB) is None and child.find(f".//*[@{STUB}]") is not None
        yield from _leaves(child) if is_around else [child]


def _shared_out(root: html.HtmlElement) -> list[list[html.HtmlElement]]:
    """The leaves of each unit: a section begins one, and so does what comes behind sections."""
    found: list[list[html.HtmlElement]] = [[]]
    is_behind_section = False
    for leaf in _leaves(root.find("body")):
        is_section = leaf.get(STUB) is not None
        if is_section or is_behind_section:
            found.append([])
        is_behind_section = is_section
        found[-1].append(leaf)
    return found


class _Cutter:
    """Writes the units of a page; what is hidden is written once for all of them."""

    def __init__(self, root: html.HtmlElement, keeps_all: bool) -> None:
        self._keeps_all = keeps_all
        self.leaves = _shared_out(root)
        self._root = root
        self._first: dict[html.HtmlElement, int] = {}  # the first unit in each element
        self._last: dict[html.HtmlElement, int] = {}
        self._whole: set[html.HtmlElement] = set()
        for at, leaves in enumerate(self.leaves):
            self._whole.update(leaves)
            for element in (each for leaf in leaves for each in (leaf, *leaf.iterancestors())):
                self._first.setdefault(element, at)
                self._last[element] = at
        self._inside = {
            element: [child for child in element if child in self._first]
            for element in self._first.keys() - self._whole
        }
        self._unseen: dict[html.HtmlElement, str] = {}

    def unit(self, at: int, sections: Sequence[Section]) -> Unit:
        """The unit with that number."""
        leaves = self.leaves[at]
        number = next(filter(None, (leaf.get(STUB) for leaf in leaves)), None)
        section = sections[int(number)] if number is not None else Section("")
        is_chapter = any(above.tag == "main" for leaf in leaves for above in leaf.iterancestors())
        head = self._root.find("head")
        own = _html(head) if at == 0 and head is not None else f"<head>{HEAD}</head>"
        start, end = _tags(self._root)
        text = f"<!DOCTYPE html>\n{start}{own}{self._shown(self._root.find('body'), at)}{end}"
        text = PLACE.sub(lambda _: section.html, text) if number is not None else text
        return Unit(text, section.first_block, at == 0, is_chapter)

    def _shown(self, element: html.HtmlElement, at: int) -> str:
        """An element that has something of a unit in it."""
        if element in self._whole:
            return _html(element)
        inside = self._inside[element]
        first = bisect_left(inside, at, key=self._last.__getitem__)
        end = bisect_right(inside, at, key=self._first.__getitem__)
        before = inside[first - self._few(first) : first]
        after = inside[end : end + self._few(len(inside) - end)]
        seen = (self._shown(child, at) for child in inside[first:end])
        start, close = _tags(element)
        return "".join(
            [start, *map(self._not_shown, before), *seen, *map(self._not_shown, after), close]
        )

    def _not_shown(self, element: html.HtmlElement) -> str:
        if element not in self._unseen:
            inside = self._inside.get(element, [])
            hidden = html.Element(element.tag, dict(element.attrib) if inside else {})
            hidden.attrib.pop("id", None)
            if classes := element.get("class"):
                hidden.set("class", classes)
            hidden.set("style", HIDDEN)
            start, end = _tags(hidden, "\n" if element.tail else "")
            few = map(self._not_shown, inside[: self._few(len(inside))])
            self._unseen[element] = "".join([start, *few, end])
        return self._unseen[element]

    def _few(self, count: int) -> int:
        """How many of so many siblings stay: a multiple of 12 goes, and at least 12 remain."""
        return count if self._keeps_all or count < 2 * CYCLE else CYCLE + count % CYCLE


def _html(element: html.HtmlElement) -> str:
    return str(html.tostring(element, encoding="unicode"))


def _tags(element: html.HtmlElement, tail: str | None = None) -> tuple[str, str]:
    """What stands before and behind the children of an element."""
    shell = html.Element(element.tag, element.attrib)
    shell.text, shell.tail = element.text, element.tail if tail is None else tail
    shell.append(html.Element("i"))
    start, _, end = _html(shell).rpartition("<i></i>")
    return start, end
