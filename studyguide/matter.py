"""Parts the HTML of a book into front matter, chapters and back matter, ready for the page.

Works on pandoc's html5 output with `--section-divs`; changes what paper needs otherwise:
notes go to the foot of their page, check boxes become signs, headings are listed for the contents.
"""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import html

from studyguide.blocks import blocks

FRONT = frozenset({"preface", "frontmatter"})
BACK = frozenset({"glossary", "appendix", "index"})
CHECKED, UNCHECKED = "☒", "☐"
OWN_TEXT = "text() | *[not(self::ul or self::ol)]//text()"  # of a list item
SPACES = re.compile(r"\s+")
MARKS = {  # what the legend explains, if the book has it
    "arrow": ("arrow", "consequence"),
    "question": ("question", "doubt"),
    "term": ("term",),
    "equation": ("equation",),
}
NOT_READ = ("footnote", "footnote-ref")  # in a heading, but not part of its text


@dataclass(frozen=True)
class Heading:
    """One line of the contents; `level` 1 is a chapter, `part` tells how it is set."""

    anchor: str
    text: str
    number: str
    level: int
    part: str  # front | chapter | back


@dataclass(frozen=True)
class Bar:
    """One list item as the cover draws it: its depth (from 0) and the length of its text."""

    depth: int
    length: int


@dataclass(frozen=True)
class Matter:
    """The parts of the body as HTML, and what the pages around them are made of."""

    front: str
    chapters: str
    back: str
    headings: tuple[Heading, ...]
    bars: tuple[Bar, ...]
    occurrences: bool
    marks: frozenset[str]
    equation: str  # the first number of a formula, for the legend


def part(body: str) -> Matter:
    """Split `body` (html5 of pandoc) at its level-1 sections."""
    root = html.fragment_fromstring(body, create_parent="div")
    for number, block in enumerate(blocks(root)):
        block.set("data-block", str(number))
    _lay_notes(root)
    _draw_boxes(root)
    _unlink_code_lines(root)
    parts: dict[str, list[html.HtmlElement]] = {"front": [], "chapter": [], "back": []}
    for child in list(root):
        parts[_part_of(child)].append(child)
    headings = [h for name in parts for child in parts[name] for h in _headings(child, name)]
    return Matter(
        front=_serialize(parts["front"]),
        chapters=(root.text or "").strip() + _serialize(parts["chapter"]),
        back=_serialize(parts["back"]),
        headings=tuple(headings),
        bars=tuple(_bars(parts["chapter"])),
        occurrences=bool(root.find_class("occurrence")),
        marks=frozenset(name for name, classes in MARKS.items() if _with(root, classes)),
        equation=_first_number(root),
    )


def _first_number(root: html.HtmlElement) -> str:
    numbers = (str(each.get("data-number")) for each in root.find_class("equation"))
    return next((number for number in numbers if number[:1].isdigit()), "")


def _with(root: html.HtmlElement, classes: Iterable[str]) -> list[html.HtmlElement]:
    return [element for name in classes for element in root.find_class(name)]


def _classes(element: html.HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


def _part_of(element: html.HtmlElement) -> str:
    if _classes(element) & FRONT:
        return "front"
    return "back" if _classes(element) & BACK else "chapter"


def _serialize(elements: Iterable[html.HtmlElement]) -> str:
    return "".join(html.tostring(element, encoding="unicode") for element in elements)


def _headings(element: html.HtmlElement, part_name: str) -> Iterator[Heading]:
    """Sections in reading order; letters of the glossary are no headings of the contents."""
    for section in element.iter("section"):
        level = next((int(c[5:]) for c in _classes(section) if re.fullmatch(r"level\d", c)), 0)
        heading = section.find(f"h{level}") if level else None
        if heading is None or not section.get("id") or "letter" in _classes(section):
            continue
        number = section.get("data-number") or section.get("number") or ""
        yield Heading(section.get("id") or "", plain(heading), number, level, part_name)


def plain(element: html.HtmlElement) -> str:
    """The text a reader sees, in one line; a picture gives its `alt`."""
    twin = deepcopy(element)
    twin.tail = None
    for hidden in _with(twin, NOT_READ):
        hidden.drop_tree()
    for image in twin.iter("img"):
        image.text = image.get("alt")
    return SPACES.sub(" ", "".join(twin.itertext())).strip()


def _bars(elements: Iterable[html.HtmlElement]) -> Iterator[Bar]:
    for element in elements:
        for item in element.iter("li"):
            depth = sum(1 for above in item.iterancestors("ul", "ol")) - 1
            own = "".join(item.xpath(OWN_TEXT))
            yield Bar(depth, len(SPACES.sub(" ", own).strip()))


def _lay_notes(root: html.HtmlElement) -> None:
    """Move each note to its first reference as `span.footnote`, which CSS floats to the foot."""
    sections = root.find_class("footnotes")
    notes = {item.get("id"): item for section in sections for item in section.iterfind("ol/li")}
    for reference in root.find_class("footnote-ref"):
        item = notes.pop((reference.get("href") or "").lstrip("#"), None)
        if item is not None:
            reference.addprevious(_footnote(item, reference.get("id") or ""))
            reference.drop_tree()
    for section in sections:
        section.drop_tree()


def _footnote(item: html.HtmlElement, anchor: str) -> html.HtmlElement:
    """The note's paragraphs as one inline element; later ones begin on a new line."""
    note = html.Element("span", {"class": "footnote", "id": anchor})
    for back in item.find_class("footnote-back"):
        back.drop_tree()
    for number, block in enumerate(list(item)):
        piece = html.Element("span", {"class": "note-part"})
        piece.text = block.text
        piece.extend(list(block))
        if number:
            note.append(html.Element("br"))
        note.append(piece)
    return note


def _draw_boxes(root: html.HtmlElement) -> None:
    """Form fields are no part of a printed book: a check box becomes ☐ or ☒."""
    for field in list(root.iter("input")):
        sign = html.Element("span", {"class": "checkbox"})
        sign.text = UNCHECKED if field.get("checked") is None else CHECKED
        sign.tail = field.tail
        field.getparent().replace(field, sign)
    for label in list(root.iter("label")):
        label.drop_tag()


def _unlink_code_lines(root: html.HtmlElement) -> None:
    """Take off what pandoc wraps each line of code in: anchors, and links of a line to itself.

    In a wrapper WeasyPrint 70 breaks a long line inside a word where a space would do.
    """
    for link in root.xpath(".//pre//a[@aria-hidden]"):
        link.drop_tree()
    for line in root.xpath(".//pre//span[@id and not(@class)]"):
        line.drop_tag()
