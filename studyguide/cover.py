"""Draws the cover of a book as SVG from the outline of its own notes.

Every bar is a list item: its indentation is the item's depth, its length the item's text.
"""

from collections.abc import Sequence
from itertools import pairwise

from studyguide.matter import Bar

WIDTH, HEIGHT = 152.0, 225.0  # mm
ROWS = 17
LEFT, TOP, PITCH, THICK = 18.0, 117.0, 5.6, 2.9  # mm
STEP = 9.5  # mm to the right for each level
LONGEST = 100.0  # mm
FULL = 46  # characters of text that make the longest bar
STILL = (34, 20, 28, 40, 12, 26, 18, 44, 22, 30, 14, 38, 16, 24, 32, 20, 28)
STILL_DEPTHS = (0, 1, 1, 2, 2, 1, 0, 1, 2, 3, 2, 1, 0, 1, 1, 2, 0)


TITLE_SIZES = ((9, "large"), (20, "middle"))  # characters; anything longer is small


def title_size(title: str) -> str:
    """The class of the title's size on the cover.

    >>> title_size("클라우드 노트")
    'large'
    """
    return next((size for most, size in TITLE_SIZES if len(title) <= most), "small")


def draw(bars: Sequence[Bar]) -> str:
    """SVG of the drawing alone, in millimetres of the page; without lists, a drawing at rest."""
    rows = _sample(bars) if len(bars) >= ROWS else _at_rest()
    shapes = "".join(_row(number, bar) for number, bar in enumerate(rows))
    view = f'viewBox="0 0 {WIDTH:g} {HEIGHT:g}" width="{WIDTH:g}mm" height="{HEIGHT:g}mm"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {view}>'
        f'<rect width="{WIDTH:g}" height="{HEIGHT:g}" fill="#17324d"/>{shapes}</svg>'
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


def _row(number: int, bar: Bar) -> str:
    """One bar with its bullet; deeper ones are quieter."""
    depth = min(bar.depth, 4)
    x, y = LEFT + STEP * depth, TOP + PITCH * number
    length = max(8.0, LONGEST * min(bar.length, FULL) / FULL * (1 - 0.06 * depth))
    colour = ("#f2b84b", "#8fb3d1", "#6d96b8", "#4f7a9e", "#3b6284")[depth]
    bullet = f'<rect x="{x:g}" y="{y:g}" width="{THICK:g}" height="{THICK:g}" fill="{colour}"/>'
    start = x + THICK + 1.6
    end = min(start + length, WIDTH + 5)
    return bullet + (
        f'<rect x="{start:g}" y="{y:g}" width="{end - start:.2f}" height="{THICK:g}"'
        f' fill="{colour}" fill-opacity="{0.92 if depth == 0 else 0.8:g}"/>'
    )
