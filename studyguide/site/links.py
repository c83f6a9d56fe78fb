"""Leads the links inside a book from page to page, and names the places where terms stand."""

from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from lxml import html

from studyguide.pdf.paper import with_class
from studyguide.site.sections import Section

Pages = Mapping[str, Section]  # the section that each anchor stands in


def pages_of(sections: Iterable[Section]) -> dict[str, Section]:
    """The section of every anchor; of two alike the first counts."""
    found: dict[str, Section] = {}
    for section in sections:
        for anchor in section.anchors():
            found.setdefault(anchor, section)
    return found


def lead(section: Section, pages: Pages) -> None:
    """Rewrite `#anchor` as `page.html#anchor` where it stands on another page."""
    own = section.anchors()
    for link in section.root.iter("a"):
        href = link.get("href") or ""
        anchor = unquote(href[1:])
        if href.startswith("#") and anchor not in own and anchor in pages:
            link.set("href", f"{pages[anchor].file}{href}")


def name_places(section: Section, pages: Pages) -> None:
    """Name the places of a term by chapter: `2장, 5장 (3)` instead of pages.

    Call it while links are still plain anchors.
    """
    for holder in with_class(section.root, ("occurrences",)):
        links = holder.find_class("occurrence")
        places = [pages.get((link.get("href") or "").lstrip("#")) for link in links]
        line = holder.find("p") if holder.tag == "div" else holder
        if line is None or not links:
            continue
        _clear(line)
        if holder.tag == "div":
            label = html.Element("span", {"class": "label"})
            label.text, label.tail = "나온 곳", " "
            line.append(label)
        seen: dict[str, html.HtmlElement] = {}
        counts: dict[str, int] = {}
        for link, place in zip(links, places, strict=True):
            if place is None:
                continue
            counts[place.name] = counts.get(place.name, 0) + 1
            if place.name not in seen:
                seen[place.name] = _named(link, place)
        for name, link in seen.items():
            if counts[name] > 1:
                times = html.Element("span", {"class": "times"})
                times.text = str(counts[name])
                times.set("title", f"{counts[name]}번")
                link.append(times)
            link.tail = " "
            line.append(link)


def _clear(line: html.HtmlElement) -> None:
    line.text = None
    for child in list(line):
        line.remove(child)


def _named(link: html.HtmlElement, place: Section) -> html.HtmlElement:
    for child in list(link):
        link.remove(child)
    link.text = f"{place.number}장" if place.number.isdigit() else place.title
    link.set("title", place.title)
    return link
