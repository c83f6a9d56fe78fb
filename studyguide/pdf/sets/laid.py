"""What a unit is set for, and what is known of it once it is set.

These are records alone: the process that joins the units has no need of a typesetter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studyguide.config import Book
from studyguide.diagnostics import Pos
from studyguide.outputs.blocks import PageStart
from studyguide.pdf.joined.faces import Face
from studyguide.pdf.joined.packed import Pack
from studyguide.pdf.joined.placed import Bookmark
from studyguide.pdf.layout.spots import Ref, Spot
from studyguide.pdf.sets.sides import Extent

# objects of the subsets of typefaces: text, or dictionary and content; the number of each face
Subsets = tuple[list[tuple[bytes, bytes | None]], dict[str, int]]


@dataclass(frozen=True)
class Order:
    """All that the units of one book have in common."""

    book: Book
    own: str  # local.css, cleaned
    drawings: Mapping[str, bytes]  # cover and title page, by address
    below: str  # folder of the pictures, from the book folder
    known_fonts: Mapping[str, Path]  # files by SHA-256 that need not be brought along


@dataclass(frozen=True)
class Told:
    """Something to report, before its place is looked up: a log line, a refusal, a message."""

    kind: str
    words: tuple[str, str]
    pos: Pos | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Laid:
    """A unit that was set."""

    extent: Extent
    is_right: bool  # the side it was drawn for
    numbers: tuple[int, ...]  # of its sheets as they were set, the blank one among them
    pack: Pack
    spots: tuple[Spot, ...]
    drawn: Mapping[Ref, str]
    exact: Mapping[Ref, int]
    tight: frozenset[Ref]
    counts_pages: bool
    anchors: tuple[tuple[str, int, float, float], ...]
    bookmarks: tuple[Bookmark, ...]
    outward: frozenset[str]  # anchors elsewhere that it links to
    missing: frozenset[str]  # anchors that it found nowhere
    starts: tuple[PageStart | None, ...]
    faces: tuple[Face, ...]
    files: Mapping[str, bytes]
    small: Mapping[str, float]
    told: tuple[Told, ...]
