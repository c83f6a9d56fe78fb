"""Sorts the pieces of a book into front matter, chapters and back matter, ready for the page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import html

from studyguide.outputs.cover import Bar
from studyguide.outputs.headings import Heading, headings_of
from studyguide.pdf.html import units
from studyguide.pdf.html.dressed import Dressed, Piece
from studyguide.pdf.html.units import Section, stub


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


def matter(dressed: Sequence[Dressed], parts_of_book: Mapping[str, int]) -> Matter:
    """Sort the pieces of the body; `parts_of_book` gives the first chapter of each part."""
    pieces = list(_numbered_on(dressed))
    kinds = {kind: [p for p in pieces if p.kind == kind] for kind in ("front", "chapter", "back")}
    bars = tuple(bar for piece in kinds["chapter"] for bar in piece.bars)
    kinds["chapter"] = list(_with_parts(kinds["chapter"], parts_of_book))
    sections = [*kinds["chapter"], *kinds["back"]]
    stubs = [stub(at, piece.classes) for at, piece in enumerate(sections)]
    equations = (part.equation for part in dressed if part.equation)
    return Matter(
        front="".join(map(_counted_on, kinds["front"])),
        chapters="".join(part.text for part in dressed) + "".join(stubs[: len(kinds["chapter"])]),
        back="".join(stubs[len(kinds["chapter"]) :]),
        sections=tuple(
            Section(piece.html, piece.first_block, piece.kind == "chapter") for piece in sections
        ),
        headings=tuple(h for kind in kinds.values() for piece in kind for h in piece.headings),
        bars=bars,
        occurrences=any(part.has_occurrences for part in dressed),
        marks=frozenset[str]().union(*(part.marks for part in dressed)),
        equation=next(equations, ""),
    )


def _numbered_on(dressed: Iterable[Dressed]) -> Iterator[Piece]:
    """All pieces, their first blocks counted through the book."""
    before = 0
    for part in dressed:
        for piece in part.pieces:
            yield replace(piece, first_block=piece.first_block + before)
        before += part.blocks


def _counted_on(piece: Piece) -> str:
    """The HTML of a piece that is no unit of its own, its blocks counted through the book."""
    return units.counted_on(piece.html, piece.first_block)


def _with_parts(chapters: Iterable[Piece], parts: Mapping[str, int]) -> Iterator[Piece]:
    """The chapters, with a page for each part before its first."""
    titles = {str(first): title for title, first in parts.items()}
    numbers = {title: number for number, title in enumerate(parts, 1)}
    for chapter in chapters:
        if title := titles.get(chapter.number):
            yield _part_page(title, numbers[title])
        yield chapter


def _part_page(title: str, number: int) -> Piece:
    page = html.Element("section", {"class": "book-part", "id": f"part-{number:02}"})
    page.set("data-number", f"{number}부")
    heading = html.Element("h1", {"data-title": f"{number}부. {title}"})
    label = html.Element("span", {"class": "part-number"})
    label.text, label.tail = f"{number}부", f" {title}"
    heading.append(label)
    page.append(heading)
    text = html.tostring(page, encoding="unicode")
    return Piece("chapter", text, "book-part", "", 0, (), tuple(headings_of(page, "chapter")))
