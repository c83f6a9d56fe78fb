"""Draws the cover of a book as SVG from the outline of its own notes.

Every bar is a list item: its indentation is the item's depth, its length the item's text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from studyguide.formats import UNIT

WIDTH, HEIGHT = UNIT, 225.0  # units: a 152nd of the width, one mm on 신국판
ROWS = 17
LEFT, TOP, PITCH, THICK = 18.0, 117.0, 5.6, 2.9  # mm
STEP = 9.5  # mm to the right for each level
LONGEST = 100.0  # mm
FULL = 46  # characters of text that make the longest bar
STILL = (34, 20, 28, 40, 12, 26, 18, 44, 22, 30, 14, 38, 16, 24, 32, 20, 28)
STILL_DEPTHS = (0, 1, 1, 2, 2, 1, 0, 1, 2, 3, 2, 1, 0, 1, 1, 2, 0)
BLUES = ("#f2b84b", "#8fb3d1", "#6d96b8", "#4f7a9e", "#3b6284")  # by depth, on deep blue


@dataclass(frozen=True)
class Bar:
    """One list item as the cover draws it: its depth (from 0) and the length of its text."""

    depth: int
    length: int


TITLE_SIZES = ((9, "large"), (20, "middle"))  # characters; anything longer is small


def title_size(title: str) -> str:
    """The class of the title's size on the cover.

    >>> title_size("클라우드 노트")
    'large'
    """
    return next((size for most, size in TITLE_SIZES if len(title) <= most), "small")


def draw(
    bars: Sequence[Bar],
    ground: str = "#17324d",
    colours: Sequence[str] = BLUES,
    height: float = HEIGHT,
) -> str:
    """SVG of the drawing alone, in units of the page; without lists, a drawing at rest.

    `colours` are those of the bars by depth, `height` that of the page in units.
    """
    rows = _sample(bars) if len(bars) >= ROWS else _at_rest()
    top = TOP * height / HEIGHT
    shapes = "".join(_row(number, bar, top, colours) for number, bar in enumerate(rows))
    view = f'viewBox="0 0 {WIDTH:g} {height:g}" width="{WIDTH:g}mm" height="{height:g}mm"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {view}>'
        f'<rect width="{WIDTH:g}" height="{height:g}" fill="{ground}"/>{shapes}</svg>'
    )


def _at_rest() -> list[Bar]:
    return [Bar(depth, length) for depth, length in zip(STILL_DEPTHS, STILL, strict=True)]


def _sample(bars: Sequence[Bar]) -> list[Bar]:
    """A stretch of consecutive items: the one with the most levels, the first of equals."""
    starts = range(len(bars) - ROWS + 1)
    best = max(starts, key=lambda start: (_variety(bars[start : start + ROWS]), -start))
    return list(bars[best : best + ROWS])


def _variety(rows: Sequence[Bar]) -> tuple[bool, int, int]:
    """Begins at the margin, how many levels, how often they turn."""
    depths = [min(bar.depth, 4) for bar in rows]
    turns = sum(1 for above, below in pairwise(depths) if above != below)
    return depths[0] == 0, len(set(depths)), turns


def _row(number: int, bar: Bar, top: float, colours: Sequence[str]) -> str:
    """One bar with its bullet; deeper ones are quieter."""
    depth = min(bar.depth, 4)
    x, y = LEFT + STEP * depth, round(top + PITCH * number, 2)
    length = max(8.0, LONGEST * min(bar.length, FULL) / FULL * (1 - 0.06 * depth))
    colour = colours[depth]
    bullet = f'<rect x="{x:g}" y="{y:g}" width="{THICK:g}" height="{THICK:g}" fill="{colour}"/>'
    start = x + THICK + 1.6
    end = min(start + length, WIDTH + 5)
    return bullet + (
        f'<rect x="{start:g}" y="{y:g}" width="{end - start:.2f}" height="{THICK:g}"'
        f' fill="{colour}" fill-opacity="{0.92 if depth == 0 else 0.8:g}"/>'
    )
