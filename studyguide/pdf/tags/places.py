"""Knows where in the notes each piece of the printed page stood."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

from lxml import html

from studyguide.diagnostics import Pos
from studyguide.outputs.forms import unwrap

AT = "data-at"  # attribute of an element: its place, `04.md:12:2`
PLACE = re.compile(rf' {AT}="([^"]*)"')  # ` data-at="04.md:12:2"`
MARK = "span[contains(concat(' ', @class, ' '), ' at ')]"
BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "figcaption")
SIGNS = ("☐", "☒")  # pandoc makes a task of an item that begins with one


@dataclass
class Places:
    """The text that follows each place, and the places of links and pictures by address.

    Of a part of a book, `ahead` and `addresses_ahead` stand before its first place.
    """

    texts: list[tuple[Pos, str]] = field(default_factory=list)
    addresses: dict[str, Pos] = field(default_factory=dict)
    ahead: str = ""
    addresses_ahead: list[str] = field(default_factory=list)

    def of_text(self, text: str) -> Pos | None:
        """The first place whose text holds `text`."""
        return next((pos for pos, found in self.texts if text in found), None)

    def of_address(self, url: str) -> Pos | None:
        """The first place that links to or shows `url`."""
        return self.addresses.get(url)


def to_pos(place: str) -> Pos | None:
    """`04.md:12:2` as a place, None for anything else."""
    file, line, col = ["", "", "", *place.rsplit(":", 2)][-3:]
    return Pos(file, int(line), int(col)) if line.isdigit() and col.isdigit() else None


def of_anchor(name: str, pages: Iterable[str]) -> Pos | None:
    """The first place from the element with this id on, in HTML whose blocks have their places."""
    for page in pages:
        at = page.find(f' id="{escape(name)}"')
        if at >= 0:
            met = PLACE.search(page, at)
            return to_pos(unescape(met[1])) if met else None
    return None


def lift(root: html.HtmlElement) -> Places:
    """Take the marks off; their places go to the blocks they stood in and into the result."""
    places, now = Places(), None
    pieces: list[str] = []
    for element in list(root.iter(html.etree.Element)):
        place = element.attrib.pop("data-pos", None)
        if place is not None:
            if now:
                places.texts.append((now, "".join(pieces)))
            else:
                places.ahead += "".join(pieces)
            now, pieces = to_pos(place) or now, []
            _settle(element, place)
        for url in (str(element.get(name)) for name in ("href", "src") if element.get(name)):
            if now:
                places.addresses.setdefault(url, now)
            else:
                places.addresses_ahead.append(url)
        pieces += [element.text or ""]
        pieces += _tails(element)
    if now:
        places.texts.append((now, "".join(pieces)))
    unwrap(root, root.xpath(f".//{MARK}"))
    return places


def joined(parts: Iterable[Places]) -> Places:
    """The places of parts in their order; what has none of its own has the last one before it."""
    found, now = Places(), None
    for part in parts:
        if now:
            found.texts.append((now, part.ahead))
            for url in part.addresses_ahead:
                found.addresses.setdefault(url, now)
        for url, pos in part.addresses.items():
            found.addresses.setdefault(url, pos)
        found.texts += part.texts
        now = part.texts[-1][0] if part.texts else now
    return found


def _tails(element: html.HtmlElement) -> list[str]:
    """The texts behind this element and behind those that end with it."""
    found = []
    while element is not None and len(element) == 0:
        found.append(element.tail or "")
        while element.getnext() is None and element.getparent() is not None:
            element = element.getparent()
            found.append(element.tail or "")
        break
    return found


def _settle(mark: html.HtmlElement, place: str) -> None:
    """The innermost block around a mark, or the marked block itself, keeps the place."""
    if "at" not in (mark.get("class") or "").split():
        mark.set(AT, place)
        return
    block = next((each for each in mark.iterancestors() if each.tag in BLOCKS), None)
    row = next((each for each in mark.iterancestors("tr")), None)  # its cells have one mark
    for each in (block, row):
        if each is not None and each.get(AT) is None:
            each.set(AT, place)
    if block is not None and mark.get("data-guess"):
        listed = next(mark.iterancestors("ul", "ol"), None)
        if listed is not None:
            listed.set("class", f"{listed.get('class') or ''} guessed".strip())


def steady(root: Any) -> None:
    """Put the box of a task before its mark in a tree of pandoc, where pandoc looks for it."""
    todo: list[Any] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, dict):
            if node.get("t") in ("Plain", "Para"):
                node["c"] = _box_first(node["c"])
            todo.extend(node.values())
        elif isinstance(node, list):
            todo.extend(node)


def _box_first(inlines: list[Any]) -> list[Any]:
    at = next((n for n, inline in enumerate(inlines) if not _is_mark(inline)), 0)
    box = inlines[at : at + 2]
    if at and len(box) == 2 and box[0].get("c") in SIGNS and box[1]["t"] == "Space":
        return [*box, *inlines[:at], *inlines[at + 2 :]]
    return inlines


def _is_mark(inline: Mapping[str, Any]) -> bool:
    return inline.get("t") == "Span" and "at" in inline["c"][0][1]
