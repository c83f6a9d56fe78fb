"""Where the units of a book stand in it: first sheet, first number, left or right.

A unit is laid out alone. How many sheets the units before it have is known later than that, so
this is reckoned apart, from the facts of each unit.
"""

from collections.abc import Iterable
from dataclasses import dataclass

RELATIVE = 1_000_000  # the page counter with which a unit begins; a smaller one was reset


@dataclass(frozen=True)
class Extent:
    """What a laid-out unit takes: its page counter on each sheet, and how it begins.

    `side` is that of its first page where its style demands one, else empty; then `counters`
    begin with the blank sheet that may have to stand before it.
    """

    counters: tuple[int, ...]
    side: str = ""


@dataclass(frozen=True)
class Stand:
    """Where a unit stands: its first sheet (from 0), that one's side, the number of each sheet."""

    sheet: int
    is_right: bool
    numbers: tuple[int, ...]
    drops_blank: bool

    @property
    def sheets(self) -> tuple[int, ...]:
        """The number of each sheet as the unit was laid out, a blank one that is dropped too."""
        return (self.numbers[0] - 1, *self.numbers) if self.drops_blank else self.numbers


def stands(extents: Iterable[Extent], before: int = 0, number: int = 0) -> list[Stand]:
    """The stand of each unit when `before` sheets stand before the first.

    >>> book = [Extent((RELATIVE + 1,) * 3), Extent((RELATIVE + 1, RELATIVE + 2), "right")]
    >>> [(each.sheet, each.drops_blank) for each in stands(book)]
    [(0, False), (3, False)]
    """
    found: list[Stand] = []
    for extent in extents:
        is_right = before % 2 == 0
        drops = bool(extent.side) and is_right == (extent.side == "right")
        counters = extent.counters[1:] if drops else extent.counters
        shift = number - RELATIVE - (1 if drops else 0)
        numbers = tuple(each + shift if each > RELATIVE else each for each in counters)
        found.append(Stand(before, is_right, numbers, drops))
        before += len(counters)
        number = numbers[-1] if numbers else number
    return found
