"""Dresses a part of a book for paper (a chapter, the glossary): its HTML, and what is known of it.

A part is dressed without a look at the others, so that one that did not change is not dressed
again.
"""

from dataclasses import dataclass

from lxml import html

from studyguide import ask_marks
from studyguide.config import Book
from studyguide.outputs.blocks import blocks
from studyguide.outputs.cover import Bar
from studyguide.outputs.elements import with_class
from studyguide.outputs.headings import Heading, bars_of, headings_of, part_of
from studyguide.pdf.html import opener, pairs, paper, tables
from studyguide.pdf.joined.pagestarts import BLOCK
from studyguide.pdf.layout import slice_numbers
from studyguide.pdf.lines import headlines
from studyguide.pdf.tags import places
from studyguide.pdf.tags.places import Places

RUNNING_HEAD = 1.2  # ems of the text that one em of the head and its number leave room for
MARKS = {  # what the legend explains, if the book has it
    "arrow": ("arrow", "consequence"),
    "question": ("question", "doubt"),
    "term": ("term",),
}


@dataclass(frozen=True)
class Piece:
    """What stands at the first level of the body; its blocks are numbered from its own first.

    `kind` is front, chapter or back; `number` that of a chapter.
    """

    kind: str
    html: str
    classes: str
    number: str
    first_block: int
    bars: tuple[Bar, ...]
    headings: tuple[Heading, ...]


@dataclass(frozen=True)
class Dressed:
    """A part of the body: the text before its first piece, its pieces, how many blocks it has.

    `equation` is the first number of a formula, `marks` what the legend explains.
    """

    text: str
    pieces: tuple[Piece, ...]
    blocks: int
    places: Places
    has_occurrences: bool
    marks: frozenset[str]
    equation: str


def dress(body: str, book: Book) -> Dressed:
    """Dress the html5 that pandoc makes of a part, or of all parts at once."""
    root = html.fragment_fromstring(body, create_parent="div")
    count = 0
    for block in blocks(root):
        block.set(BLOCK, str(count))
        count += 1
    found = places.lift(root)
    paper.dress(root, book.page_format.measure * RUNNING_HEAD - 3, book.link_notes)
    slice_numbers.number(root)
    pairs.pair(root, book.page_format)
    tables.fit(root, book.page_format)
    ask_marks.lift_marks(root)
    opener.open_chapters(root)
    headlines.narrow(root, book)
    headlines.narrow_captions(root, book)
    return Dressed(
        text=(root.text or "").strip(),
        pieces=tuple(map(_piece, root)),
        blocks=count,
        places=found,
        has_occurrences=bool(root.find_class("occurrence")),
        marks=frozenset(name for name, classes in MARKS.items() if with_class(root, classes)),
        equation=_first_number(root),
    )


def _piece(element: html.HtmlElement) -> Piece:
    kind = part_of(element)
    numbered = [each for each in element.iter() if each.get(BLOCK) is not None]
    first = min((int(each.get(BLOCK)) for each in numbered), default=0)
    for each in numbered:
        each.set(BLOCK, str(int(each.get(BLOCK)) - first))
    return Piece(
        kind,
        html.tostring(element, encoding="unicode"),
        element.get("class") or "",
        element.get("data-number") or element.get("number") or "",
        first,
        tuple(bars_of([element])) if kind == "chapter" else (),
        tuple(headings_of(element, kind)),
    )


def _first_number(root: html.HtmlElement) -> str:
    numbers = (str(each.get("data-number")) for each in root.xpath(".//span[@data-number]"))
    return next((number for number in numbers if number[:1].isdigit()), "")
