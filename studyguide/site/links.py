"""Leads the links inside a book from page to page, and names the places where terms stand."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote

from lxml import html

from studyguide.outputs.elements import with_class
from studyguide.site.sections import Section


def places_of(sections: Iterable[Section]) -> dict[str, str]:
    """The file of the page that each anchor stands on; of two alike the first counts."""
    found: dict[str, str] = {}
    for section in sections:
        for anchor in section.anchors():
            found.setdefault(anchor, section.file)
    return found


def lead(section: Section, places: Mapping[str, str]) -> None:
    """Rewrite `#anchor` as `page.html#anchor` where it stands on another page."""
    own = section.anchors()
    for link in section.root.iter("a"):
        href = link.get("href") or ""
        anchor = unquote(href[1:])
        if href.startswith("#") and anchor not in own and anchor in places:
            link.set("href", f"{places[anchor]}{href}")


def name_places(sections: Sequence[Section]) -> None:
    """Name the places of each term by chapter, `2장, 5장 ×3`, while links are plain anchors."""
    owners = {anchor: section for section in reversed(sections) for anchor in section.anchors()}
    for section in sections:
        for holder in with_class(section.root, ("occurrences",)):
            _name_places(holder, owners)


def _name_places(holder: html.HtmlElement, owners: Mapping[str, Section]) -> None:
    found: dict[str, list[html.HtmlElement]] = {}
    for link in holder.find_class("occurrence"):
        place = owners.get((link.get("href") or "").lstrip("#"))
        if place is not None:
            found.setdefault(place.name, []).append(link)
            _name(link, place)
    line = holder.find("p") if holder.tag == "div" else holder
    if line is None or not found:
        return
    _clear(line)
    if holder.tag == "div":
        line.append(_small("label", "나온 곳"))
    for links in found.values():
        if len(links) > 1:
            links[0].append(_small("times", str(len(links)), f"{len(links)}번"))
        links[0].tail = " "
        line.append(links[0])


def _small(kind: str, text: str, title: str = "") -> html.HtmlElement:
    made = html.Element("span", {"class": kind, **({"title": title} if title else {})})
    made.text, made.tail = text, " "
    return made


def _clear(line: html.HtmlElement) -> None:
    line.text = None
    for child in list(line):
        line.remove(child)


def _name(link: html.HtmlElement, place: Section) -> None:
    for child in list(link):
        link.remove(child)
    link.text = f"{place.number}장" if place.number.isdigit() else place.title
    link.set("title", place.title)
