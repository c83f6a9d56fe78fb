"""The sheet that shows a chapter on one page: its outline to the second level, its terms."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

from studyguide.outputs.formats import Format
from studyguide.study.text import Text, cut, plain, words

LONGEST = 34  # letters of a line; what is longer is cut at a blank
MORE, REST = "…", "외 {}"
POINT = 72 / 25.4  # of a millimetre
# As the style sheet of the printed sheet has it: `.summary` in templates/styles/print/aids.css
TYPE, LEADING, GAP = 0.87, 1.5, 7  # of the book's size, of the type's size, millimetres
TITLE = 3  # rows of the title and what a column may lose at its foot
MARGIN = 0.6  # rows above an entry
NUMBER = 3  # ems of the page number behind a head
DASH, LABEL = 0.9, 2.5  # ems before a line of the second level, and before the terms
LATIN, FORMULA = 0.58, 0.5  # ems of a letter that is not as wide as high, and of TeX
FEW = 3  # lines or terms of an entry that are left out last


@dataclass(frozen=True)
class Entry:
    """A line of the first level with what stands below it, and the ids of its terms."""

    text: Text
    anchor: str = ""
    below: tuple[Text, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()  # id in the glossary and the word
    left_out: int = 0
    terms_left_out: int = 0


@dataclass(frozen=True)
class Room:
    """What one page of the book holds: ems of a row of one of two columns, rows of a column."""

    ems: float
    rows: float


def room_of(page: Format) -> Room:
    """The room for a sheet on a page of the book.

    >>> room_of(Format(152, 225, 22, 21, 20, 17, 9.6)).rows > 30
    True
    """
    size = page.size * TYPE
    width = (page.width - page.inner - page.outer - GAP) / 2
    height = page.height - page.top - page.bottom
    return Room(width * POINT / size, height * POINT / (size * LEADING) - TITLE)


def fitted(entries: Sequence[Entry], room: Room) -> list[Entry]:
    """The entries with as many lines and terms each as one page holds, evenly shared.

    Where not even their heads fit, the last line says how many are left out.

    >>> below = tuple(words("항목") for _ in range(90))
    >>> [len(e.below) for e in fitted([Entry((), below=below), Entry((), below=below[:1])],
    ...                               Room(16, 20))]
    [17, 1]
    """
    shortened = [_short(entry, 2 * math.ceil(room.rows)) for entry in entries]
    for lines, terms in _steps(shortened):
        found = [_first(entry, lines, terms) for entry in shortened]
        if fits(found, room):
            return found
    heads = [_first(entry, 0, 0) for entry in shortened]
    count = len(heads) - 1
    while count > 1 and not fits([*heads[:count], _rest(len(heads) - count)], room):
        count -= 1
    return [*heads[:count], _rest(len(heads) - count)]


def _steps(entries: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """How many lines and terms an entry may have, from all down to none."""
    lines = max((len(entry.below) for entry in entries), default=0)
    terms = max((len(entry.terms) for entry in entries), default=0)
    yield from ((at, terms) for at in range(lines, FEW, -1))
    yield from ((min(lines, FEW), at) for at in range(terms, FEW, -1))
    yield from ((at, min(terms, FEW)) for at in range(min(lines, FEW), -1, -1))
    yield from ((0, at) for at in range(min(terms, FEW), -1, -1))


def fits(entries: Sequence[Entry], room: Room) -> bool:
    """Whether entries that do not break go into two columns."""
    heights = [_rows(entry, room.ems) for entry in entries]
    first = 0.0
    for at, height in enumerate(heights):
        if first + height > room.rows:
            return height <= room.rows and sum(heights[at:]) <= room.rows
        first += height
    return True


def _rows(entry: Entry, ems: float) -> float:
    below = [_wrapped(text, ems - DASH) for text in entry.below]
    said = "".join(f"{word}, " for _, word in entry.terms)
    terms = _wrapped(words(said), ems, LABEL + NUMBER) if entry.terms else 0
    return MARGIN + _wrapped(entry.text, ems, NUMBER) + sum(below) + terms + bool(entry.left_out)


def _wrapped(text: Text, ems: float, more: float = 0) -> int:
    """Rows that a text takes; words are not broken, so that a row is seldom full."""
    width = more + sum(_width(p.text) if p.kind == "text" else FORMULA * len(p.text) for p in text)
    return max(1, math.ceil(width * 1.08 / ems))


def _width(shown: str) -> float:
    return sum(1 if east_asian_width(each) in "WF" else LATIN for each in shown)


def _short(entry: Entry, most: int) -> Entry:
    below = tuple(short(text) for text in entry.below[:most])
    left = len(entry.below) - len(below)
    return replace(entry, text=short(entry.text), below=below, left_out=left)


def _first(entry: Entry, lines: int, terms: int) -> Entry:
    below, named = entry.below[:lines], entry.terms[:terms]
    return replace(
        entry,
        below=below,
        terms=named,
        left_out=entry.left_out + len(entry.below) - len(below) if below else 0,
        terms_left_out=len(entry.terms) - len(named),
    )


def _rest(count: int) -> Entry:
    return Entry(words(f"{MORE} {REST.format(count)}"))


def short(text: Text) -> Text:
    """A line no longer than the sheet has room for, cut between two words."""
    shown = plain(text)
    if len(shown) <= LONGEST:
        return text
    at = shown.rfind(" ", 0, LONGEST)
    return (*cut(text, 0, at if at > 0 else LONGEST), *words(MORE))
