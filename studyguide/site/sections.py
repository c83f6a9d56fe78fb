"""Cuts the body of a book into the sections that become its web pages."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import html

from studyguide.outputs.elements import CALL, CALLED_AGAIN, add_class
from studyguide.outputs.headings import Heading, headings_of, part_of

SAFE_NAME = re.compile(r"[a-z][a-z0-9-]*")  # `ch-03`, `glossary`
NOTES = "footnotes"
TAKEN = frozenset({"index"})  # the page of the title and the contents


@dataclass(frozen=True)
class Section:
    """One web page's part of the body; `part` is front, chapter or back."""

    name: str
    part: str
    title: str
    number: str
    headings: tuple[Heading, ...]
    root: html.HtmlElement

    @property
    def file(self) -> str:
        """The name of its page."""
        return f"{self.name}.html"

    def anchors(self) -> set[str]:
        """The ids that links may lead to."""
        return {str(name) for name in self.root.xpath("descendant-or-self::*/@id")}

    def page(self) -> "Page":
        """The section as it is written."""
        text = html.tostring(self.root, encoding="unicode")
        return Page(self.name, self.part, self.title, self.number, self.headings, text)


@dataclass(frozen=True)
class Page:
    """A finished section: `text` is its HTML, the rest as in `Section`."""

    name: str
    part: str
    title: str
    number: str
    headings: tuple[Heading, ...]
    text: str

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.html"


def cut(body: str, title: str) -> list[Section]:
    """The sections of pandoc's html5 body in reading order: front, chapters, back.

    What stands outside any level-1 section becomes one of the book's own title.
    """
    root = html.fragment_fromstring(body, create_parent="div")
    notes = [each for each in root.find_class(NOTES) if each.getparent() is root]
    for each in notes:
        each.drop_tree()
    roots = list(_roots(root))
    for each in roots:
        _bring_notes(each, notes)
    parts = ("front", "chapter", "back")
    found = sorted(roots, key=lambda each: parts.index(part_of(each)))
    names: set[str] = set(TAKEN)
    return [_section(each, title, names) for each in found]


def _roots(body: html.HtmlElement) -> Iterator[html.HtmlElement]:
    loose = html.Element("section")
    loose.text = body.text
    for child in list(body):
        if child.tag == "section":
            if len(loose) or (loose.text or "").strip():
                yield loose
                loose = html.Element("section")
            yield child
        else:
            loose.append(child)
    if len(loose) or (loose.text or "").strip():
        yield loose


def _section(root: html.HtmlElement, title: str, names: set[str]) -> Section:
    part = part_of(root)
    headings = tuple(headings_of(root, part))
    first = headings[0] if headings and headings[0].anchor == root.get("id") else None
    name = root.get("id") or ""
    if not SAFE_NAME.fullmatch(name) or name in names:
        name = f"page-{len(names):02}"
    names.add(name)
    number = first.number if first else ""
    return Section(name, part, first.text if first else title, number, headings, root)


def _bring_notes(section: html.HtmlElement, notes: Iterable[html.HtmlElement]) -> None:
    """Put the notes that a section refers to at its end, numbered from 1."""
    items = {item.get("id"): item for each in notes for item in each.iterfind("ol/li")}
    own = html.Element("ol")
    for number, reference in enumerate(section.find_class("footnote-ref"), 1):
        item = items.get((reference.get("href") or "").lstrip("#"))
        if item is None:
            continue
        own.append(item)
        _number_note(reference, item, number)
    _call_again(section)
    if len(own):
        foot = html.Element("section", {"class": NOTES, "role": "doc-endnotes"})
        foot.set("aria-label", "주석")
        foot.append(own)
        section.append(foot)


def _call_again(section: html.HtmlElement) -> None:
    """Let a second call of a note look as the first one does, and lead where it leads."""
    calls = {call.get("id"): call for call in section.find_class(CALL)}
    for link in section.find_class(CALLED_AGAIN):
        call = calls.get((link.get("href") or "").lstrip("#"))
        for first in call.find_class("footnote-ref") if call is not None else ():
            link.text = first.text
            for name in ("href", "role", "aria-label"):
                link.set(name, first.get(name))
            add_class(link, "footnote-ref")


def _number_note(reference: html.HtmlElement, note: html.HtmlElement, number: int) -> None:
    for child in list(reference):
        reference.remove(child)
    reference.text = str(number)
    reference.set("aria-label", f"주석 {number}")
    reference.set("href", f"#fn{number}")
    reference.set("id", f"fnref{number}")
    note.set("id", f"fn{number}")
    for back in note.find_class("footnote-back"):
        back.set("href", f"#fnref{number}")
