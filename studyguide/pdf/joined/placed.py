"""A unit in its place in the book, ready to be joined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from studyguide.pdf.joined.packed import Pack
from studyguide.pdf.layout.spots import Ref, Spot


@dataclass(frozen=True)
class Bookmark:
    """A line of the outline: its level from 1, the page (from 0) and the place on it in points."""

    level: int
    text: str
    page: int
    x: float
    y: float
    is_closed: bool = False


@dataclass(frozen=True)
class Placed:
    """A unit in the book: its objects, its late numbers as they are, and what the reader finds."""

    pack: Pack
    drops_blank: bool
    spots: Sequence[Spot]
    said: Mapping[Ref, str]
    anchors: Sequence[tuple[str, int, float, float]]  # name, page of the unit, place in points
    bookmarks: Sequence[Bookmark]


@dataclass(frozen=True)
class Based:
    """A unit with the number of its first object, its first page in the book and the pages."""

    unit: Placed
    base: int
    first: int
    pages: tuple[int, ...]
    notes: int  # before it

    def number_of(self, page: int) -> int:
        """The object of a page, counted in the unit with its blank one."""
        return self.base + self.unit.pack.pages[page]
