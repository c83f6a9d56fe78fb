"""What the exact evidence says about one item's depth, before anything is guessed.

Echoes are taken out first; what remains are the rows of the outline. For each row the bounds
name the item it must stay below (`floor`), the item whose subtree is over (`closed`), and what
joins, continuation lines and the author's blank lines prove.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from studyguide.outline.echoes import Echoes, find_echoes, is_broken_off
from studyguide.outline.flatlist import Item, Join
from studyguide.outline.keyword_runs import find_owners, is_label

MIN_HINTS = 2  # blank lines inside a list that make a habit


class Bound(NamedTuple):
    """The exact evidence about one row; indices count the items given."""

    item: int
    echoed: bool  # an echo repeats it: it is the first child of the row before
    floor: int | None  # it lies somewhere below this item
    closed: int | None  # an echo ended this item's subtree just before the row
    cut: bool  # the row before was the last of its list
    top: bool  # the author marked it as top level
    bears: bool  # certainly has something below it or a `<br>` in it
    deep: bool  # broken off inside a bracket: not directly below the floor
    join: Join | None
    hinted: bool  # the floor comes from the author's blank lines alone
    owner: int | None  # the keyword label right above it
    label: bool  # it is a keyword label: as high as the evidence allows


@dataclass(frozen=True)
class Exact:
    """All exact evidence about one flat list."""

    echoes: Echoes
    bounds: tuple[Bound, ...]


def read_evidence(items: Sequence[Item]) -> Exact:
    """Find echoes, joins and hints, and say what they prove for each remaining row."""
    echoes, tops, strict = _read_hints(items)
    bears = _bearers(items, echoes)
    owners = _owners(items, echoes, tops)
    ends = {of for of in echoes if of is not None}
    floors: list[int] = []  # the R of each open bracket
    bounds: list[Bound] = []
    closed: int | None = None
    last_top = 0
    for k, of in enumerate(echoes):
        if of is not None:
            closed = floors.pop()
            continue
        if k in ends:
            floors.append(k - 1)
        last_top = k if tops[k] else last_top
        hint = last_top if strict and last_top != k else None
        bounds.append(
            Bound(
                item=k,
                echoed=k in ends,
                floor=floors[-1] if floors else hint,
                closed=closed,
                cut=closed is None and k > 0 and is_broken_off(items, k - 1),
                top=tops[k],
                bears=bears[k],
                deep=bool(floors) and k not in ends and _is_followed(items, echoes, k),
                join=items[k].join,
                hinted=hint is not None and not floors,
                owner=owners[k],
                label=is_label(items[k]),
            )
        )
        closed = None
    return Exact(echoes, tuple(bounds))


def _owners(items: Sequence[Item], echoes: Echoes, tops: Sequence[bool]) -> list[int | None]:
    """The label of each keyword; none in a list of which an echo or a mark tells otherwise."""
    owners = find_owners(items)
    echoed = {k for k, of in enumerate(echoes) if of is not None}
    echoed |= {of for of in echoes if of is not None}
    broken = {owners[k] for k in range(len(items)) if tops[k] or k in echoed}
    return [None if owner in broken else owner for owner in owners]


def _is_followed(items: Sequence[Item], echoes: Echoes, k: int) -> bool:
    """Is item k the last of its list, and yet no echo closes that list's parent?"""
    return is_broken_off(items, k) and k + 1 < len(items) and echoes[k + 1] is None


def _bearers(items: Sequence[Item], echoes: Echoes) -> list[bool]:
    """For each item: is it certain that it has a list below it or a `<br>` in it?"""
    bears = [item.nested for item in items]
    for of in echoes:
        if of is not None:
            bears[of] = bears[of - 1] = True
    for k, item in enumerate(items):
        if item.join is not None and k:
            bears[k - 1] = True
    return bears


def _read_hints(items: Sequence[Item]) -> tuple[Echoes, list[bool], bool]:
    """Echoes, the items marked as top by a blank line, and whether the marks are complete.

    Marks that most brackets contradict are no marks. One single blank line marks its own
    item, but does not say that every other item lies deeper.
    """
    free = find_echoes(items)
    gaps = [item.gap and item.join is None for item in items]
    if not any(gaps[1:]):
        return free, [False] * len(items), False
    gaps[0] = True
    barred = find_echoes(items, gaps)
    lost = sum(of is not None for of in free) - sum(of is not None for of in barred)
    if 2 * lost > sum(of is not None for of in free):
        return free, [False] * len(items), False
    return barred, gaps, sum(gaps[1:]) >= MIN_HINTS
