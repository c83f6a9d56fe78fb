"""Cuts the drawing of a tall display between its rows, so that a page may end in it.

A cut stands where no ink is: within the widest white stripe between two rows. Rows that a bracket
or a brace holds together stay together.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from studyguide.formulas.svg import AXIS, EM, Drawing, spell

TALL = 16.0  # em; what is lower stays whole
FEWEST = 4  # rows: two and two
NARROWEST = 0.04 * EM  # a white stripe
HEIGHTS = {"m": (1,), "l": (1,), "c": (1, 3, 5)}  # operands of a path's operators that are y


@dataclass(frozen=True)
class Slice:
    """A part of a drawing, and where it begins and ends: shares of the whole, from the top."""

    drawing: Drawing
    top: float
    bottom: float


@dataclass(frozen=True)
class _Ink:
    """Operators that belong together, and how far they reach (thousandths of an em, upwards)."""

    operators: str
    low: float
    high: float


def sliced(drawing: Drawing) -> list[Slice]:
    """A tall drawing as slices that stand one below the other; none of any other."""
    tall = drawing.height + drawing.depth
    if tall < TALL:
        return []
    rows = sorted((EM * row for row in drawing.rows), reverse=True)
    if len(rows) < FEWEST:
        return []
    inks = list(_inks(drawing.operators.decode().splitlines()))
    cuts = [_cut(inks, above, below) for above, below in pairwise(rows)]
    bases = [rows[0], *(row for row, cut in zip(rows[1:], cuts, strict=True) if cut is not None)]
    edges = [drawing.height * EM, *(cut for cut in cuts if cut is not None), -drawing.depth * EM]
    if len(bases) < FEWEST:
        return []
    return [
        _slice(drawing, inks, base, top, bottom)
        for base, (top, bottom) in zip(bases, pairwise(edges), strict=True)
    ]


def _slice(drawing: Drawing, inks: Iterable[_Ink], base: float, top: float, bottom: float) -> Slice:
    inside = [ink for ink in inks if bottom < (ink.low + ink.high) / 2 <= top]
    low = min((ink.low for ink in inside), default=base) - base
    high = max((ink.high for ink in inside), default=base) - base
    left, _, right, _ = drawing.bounds
    moved = f"1 0 0 1 0 {spell(-base)} cm"
    part = replace(
        drawing,
        height=(top - base) / EM,
        depth=(base - bottom) / EM,
        operators="\n".join([moved, *(ink.operators for ink in inside)]).encode(),
        bounds=(left, low, right, high),
    )
    start, tall = drawing.height * EM, (drawing.height + drawing.depth) * EM
    return Slice(part, (start - top) / tall, (start - bottom) / tall)


def _cut(inks: Sequence[_Ink], above: float, below: float) -> float | None:
    """The middle of the widest stripe without ink between the middles of two rows."""
    high, low = above + AXIS * EM, below + AXIS * EM
    widest, place, reached = NARROWEST, None, low
    for ink in sorted(inks, key=lambda each: each.low):
        if ink.high <= reached or ink.low >= high:
            continue
        if ink.low - reached > widest:
            widest, place = ink.low - reached, (ink.low + reached) / 2
        reached = max(reached, ink.high)
    return (high + reached) / 2 if high - reached > widest else place


def _inks(lines: Iterable[str]) -> Iterator[_Ink]:
    """What one path draws, or all that one window shows: its edges are the first path's."""
    held: list[str] = []
    depth = 0
    for line in lines:
        held.append(line)
        words = line.split()
        depth += words.count("q") - words.count("Q")
        if depth == 0:
            yield _Ink("\n".join(held), *_reach(held[0]))
            held = []


def _reach(operators: str) -> tuple[float, float]:
    """The lowest and the highest point of a path; of curves, of their handles too."""
    found: list[float] = []
    operands: list[float] = []
    for word in operators.split():
        if word in HEIGHTS:
            found += [operands[at] for at in HEIGHTS[word]]
        if word[-1].isdigit():
            operands.append(float(word))
        else:
            operands = []
    return (min(found), max(found)) if found else (0.0, 0.0)
