"""Decides how close the lines of the contents stand, so that none go over to another page."""

from collections.abc import Sequence
from math import ceil
from typing import Literal

from studyguide.outputs.formats import Format
from studyguide.outputs.headings import Heading
from studyguide.pdf.html.paper import ems_of

Density = Literal["close", ""]  # a class of styles/print/contents.css
HEAD = 62.0  # points of the heading and the space below it
SIDES = 17.0  # mm for the numbers of chapters and pages
APART = 10.0  # points above a part of the book, or above what closes it
SPILL = 0.3  # of a page; more than that looks meant
# by level: ems of the text that a line takes, and points above it
LINES = {0: (1.68, 13.0), 1: (1.45, 6.0), 2: (0.9 * 1.55, 0.0), 3: (0.9 * 1.55, 0.0)}
CLOSE = {0: (1.68, 13.0), 1: (1.35, 4.0), 2: (0.87 * 1.42, 0.0), 3: (0.87 * 1.42, 0.0)}


def density(headings: Sequence[Heading], page: Format) -> Density:
    """`close` where that saves a page with a few lines on it."""
    usual, close = _pages(headings, page, LINES), _pages(headings, page, CLOSE)
    return "close" if usual % 1 < SPILL and ceil(close) < ceil(usual) else ""


def _pages(
    headings: Sequence[Heading], page: Format, lines: dict[int, tuple[float, float]]
) -> float:
    """How many pages the contents takes, about."""
    room = (page.measure * page.size - SIDES * 72 / 25.4) / page.size  # ems
    points = HEAD + APART
    for heading in headings:
        ems, above = lines[min(heading.level, 3)]
        points += ems * page.size * max(1, ceil(ems_of(heading.text) / room)) + above
    return points / ((page.height - page.top - page.bottom) * 72 / 25.4)
