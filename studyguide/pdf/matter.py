"""Parts the HTML of a book into front matter, chapters and back matter, ready for the page.

Works on pandoc's html5 output with `--section-divs`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import html

from studyguide.cover import Bar
from studyguide.elements import with_class
from studyguide.headings import Heading, bars_of, headings_of, part_of
from studyguide.pdf.pagestarts import BLOCK
from studyguide.pdf.units import Section, stub

MARKS = {  # what the legend explains, if the book has it
    "arrow": ("arrow", "consequence"),
    "question": ("question", "doubt"),
    "term": ("term",),
    "equation": ("equation",),
}


@dataclass(frozen=True)
class Matter:
    """The parts of the body as HTML, and what the pages around them are made of.

    `chapters` and `back` hold a stub for each of the `sections`, whose text is put in later.
    """

    front: str
    chapters: str
    back: str
    sections: tuple[Section, ...]
    headings: tuple[Heading, ...]
    bars: tuple[Bar, ...]
    occurrences: bool
    marks: frozenset[str]
    equation: str  # the first number of a formula, for the legend


def part(root: html.HtmlElement, parts_of_book: Mapping[str, int]) -> Matter:
    """Split the body at its level-1 sections; `parts_of_book` gives the first chapter of each."""
    parts: dict[str, list[html.HtmlElement]] = {"front": [], "chapter": [], "back": []}
    for child in list(root):
        parts[part_of(child)].append(child)
    bars = tuple(bars_of(parts["chapter"]))
    parts["chapter"] = list(_with_parts(parts["chapter"], parts_of_book))
    headings = [h for name in parts for child in parts[name] for h in headings_of(child, name)]
    text = (root.text or "").strip()
    front = _serialize(parts["front"])
    sections = [*parts["chapter"], *parts["back"]]
    stubs = [stub(at, each.get("class") or "") for at, each in enumerate(sections)]
    return Matter(
        front=front,
        chapters=text + "".join(stubs[: len(parts["chapter"])]),
        back="".join(stubs[len(parts["chapter"]) :]),
        sections=tuple(map(_section, sections)),
        headings=tuple(headings),
        bars=bars,
        occurrences=bool(root.find_class("occurrence")),
        marks=frozenset(name for name, classes in MARKS.items() if with_class(root, classes)),
        equation=_first_number(root),
    )


def _first_number(root: html.HtmlElement) -> str:
    numbers = (str(each.get("data-number")) for each in root.xpath(".//span[@data-number]"))
    return next((number for number in numbers if number[:1].isdigit()), "")


def _with_parts(
    chapters: Iterable[html.HtmlElement], parts: Mapping[str, int]
) -> Iterator[html.HtmlElement]:
    """The chapters, with a page for each part before its first."""
    titles = {str(first): title for title, first in parts.items()}
    numbers = {title: number for number, title in enumerate(parts, 1)}
    for chapter in chapters:
        title = titles.get(chapter.get("data-number") or chapter.get("number") or "")
        if title:
            yield _part_page(title, numbers[title])
        yield chapter


def _part_page(title: str, number: int) -> html.HtmlElement:
    page = html.Element("section", {"class": "book-part", "id": f"part-{number:02}"})
    page.set("data-number", f"{number}부")
    heading = html.Element("h1", {"data-title": f"{number}부. {title}"})
    label = html.Element("span", {"class": "part-number"})
    label.text, label.tail = f"{number}부", f" {title}"
    heading.append(label)
    page.append(heading)
    return page


def _section(element: html.HtmlElement) -> Section:
    """The section with the numbers of its blocks counted from its own first."""
    numbered = [each for each in element.iter() if each.get(BLOCK) is not None]
    first = min((int(each.get(BLOCK)) for each in numbered), default=0)
    for each in numbered:
        each.set(BLOCK, str(int(each.get(BLOCK)) - first))
    return Section(_serialize([element]), first)


def _serialize(elements: Iterable[html.HtmlElement]) -> str:
    return "".join(html.tostring(element, encoding="unicode") for element in elements)
