"""Draws the cover of a book as SVG from the outline of its own notes: rings, as of a tree.

Every arc is a list item: its colour is the item's depth, its length the item's text. The first
item lies on the outermost ring, the rings end where the corner of the page cuts them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain, count
from math import cos, pi, sin

from studyguide.outputs.formats import UNIT

WIDTH, HEIGHT = UNIT, 225.0  # units: a 152nd of the width, one mm on 신국판
CENTRE = 6.0  # from the right edge, on the lower one
OUTERMOST = 128.0  # radius; the ring ends below the first letter of the title
INNERMOST = 15.0
PITCH, THICK, GAP = 4.6, 2.4, 2.2  # from ring to ring, of a ring, between arcs
SHORTEST, LONGEST = 8.0, 60.0  # arcs
THIN = 1.1  # of a ring on the title page
QUIET = (55.0, 74.0)  # radii of the rings there; they leave the foot of the page free
LEAST = 3.0  # what is left of a ring and too short for an arc of its own
CUT = 0.8  # of a picture's width that is left at least when it is cut to fill the cover
FULL = 46  # characters of text that make the longest arc
FEWEST = 24  # items; with fewer, arcs from the letters of the title fill the rings
DEEPEST = 4
FLAT = 0.5  # of the items are top ones: of these only some keep the colour of the first depth
SHADES, RARE = 3, 6  # colours of the others; where none leads, one in so many keeps the first
BLUES = ("#f2b84b", "#8fb3d1", "#6d96b8", "#4f7a9e", "#3b6284")  # by depth, on deep blue


@dataclass(frozen=True)
class Bar:
    """One list item as the cover draws it: its depth (from 0) and the length of its text."""

    depth: int
    length: int


@dataclass(frozen=True)
class Arc:
    """A piece of a ring: radius in units, angles in radians from the left, clockwise; depth."""

    radius: float
    start: float
    end: float
    depth: int


TITLE_EMS = {"large": 13.4, "middle": 10.6, "small": 8.1, "tiny": 6.3}  # units, as in cover.css
TITLE_SIZES = ((9, "large"), (20, "middle"), (42, "small"))  # characters; longer ones are tiny


def fills(picture: float | None, page: float) -> bool:
    """Whether a picture may be cut to fill a cover; both are told as height by width.

    A landscape would lose most of itself, and has no title.
    """
    return picture is None or picture >= CUT * page


def title_size(title: str) -> str:
    """The class of the title's size on the cover.

    >>> title_size("클라우드 노트")
    'large'
    """
    return next((size for most, size in TITLE_SIZES if len(title) <= most), "tiny")


def centre(height: float = HEIGHT) -> tuple[float, float]:
    """The middle of the rings on a page of this height, in units."""
    return WIDTH - CENTRE, height


def arcs(bars: Sequence[Bar], height: float = HEIGHT, title: str = "") -> Iterator[Arc]:
    """The rings from the outermost in; the items begin anew when they do not fill them."""
    rows = _shaded(bars) if len(bars) >= FEWEST else [*bars, *_of_letters(title)]
    endless = (rows[at % len(rows)] for at in count())
    outermost = OUTERMOST * height / HEIGHT
    for ring in range(int((outermost - INNERMOST) / PITCH) + 1):
        yield from _ring(outermost - ring * PITCH, endless)


def _ring(radius: float, bars: Iterator[Bar]) -> Iterator[Arc]:
    """From the lower edge on the left over the top to the right edge of the page and beyond."""
    at, end = 0.0, (pi / 2 + CENTRE / radius * 1.2) * radius
    while end - at > LEAST:
        bar = next(bars)
        length = SHORTEST + (LONGEST - SHORTEST) * min(bar.length, FULL) / FULL
        upto = min(at + length, end)
        yield Arc(radius, at / radius, upto / radius, min(bar.depth, DEEPEST))
        at = upto + GAP


def _shaded(bars: Sequence[Bar]) -> list[Bar]:
    """In a flat outline what leads to others keeps its colour, else all were of one colour."""
    if sum(not bar.depth for bar in bars) <= FLAT * len(bars):
        return list(bars)
    leads = {at for at, after in enumerate(bars[1:]) if after.depth}
    leads = leads or {at for at, bar in enumerate(bars) if bar.length % RARE == 0}
    return [
        bar if bar.depth or at in leads else replace(bar, depth=1 + bar.length % SHADES)
        for at, bar in enumerate(bars)
    ]


def _of_letters(title: str) -> list[Bar]:
    """As many arcs as a short outline has, always the same ones for a title."""
    rows = chain.from_iterable(sha256(f"{title}{part}".encode()).digest() for part in (0, 1))
    return [Bar((0, 1, 1, 2, 2, 2, 3, 3)[row % 8], 4 + row // 8) for row in rows]


def draw(
    bars: Sequence[Bar],
    ground: str = "#17324d",
    colours: Sequence[str] = BLUES,
    height: float = HEIGHT,
    title: str = "",
) -> str:
    """SVG of the drawing alone, in units of the page.

    `colours` are those of the arcs by depth, `height` that of the page in units; `title` draws
    a book that has hardly a list.
    """
    middle = centre(height)
    shapes = "".join(_path(arc, middle, colours) for arc in arcs(bars, height, title))
    return _svg(
        f'<rect width="{WIDTH:g}" height="{height:g}" fill="{ground}"/>'
        f'<g fill="none" stroke-width="{THICK:g}">{shapes}</g>',
        height,
    )


def ring(bars: Sequence[Bar], colour: str, height: float = HEIGHT, title: str = "") -> str:
    """SVG of some inner rings of the drawing, in one quiet colour, for the title page."""
    shapes = "".join(
        _path(arc, centre(height), [colour] * (DEEPEST + 1))
        for arc in arcs(bars, height, title)
        if QUIET[0] < arc.radius < QUIET[1]
    )
    return _svg(f'<g fill="none" stroke-width="{THIN:g}">{shapes}</g>', height)


def _svg(shapes: str, height: float) -> str:
    view = f'viewBox="0 0 {WIDTH:g} {height:g}" width="{WIDTH:g}mm" height="{height:g}mm"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {view}>{shapes}</svg>'


def _path(arc: Arc, middle: tuple[float, float], colours: Sequence[str]) -> str:
    ends = [
        f"{middle[0] - arc.radius * cos(turn):.2f} {middle[1] - arc.radius * sin(turn):.2f}"
        for turn in (arc.start, arc.end)
    ]
    bow = f"A{arc.radius:g} {arc.radius:g} 0 0 1"
    return f'<path d="M{ends[0]} {bow} {ends[1]}" stroke="{colours[arc.depth]}"/>'
