"""The level of each item of a list, by the indents and the marks that stand before them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from studyguide.notes.lists.markers import Marker

Shown = Literal["markup", "indent", ""]

DEEPEST = 24  # levels; what lies deeper is printed at this one
PLAIN = frozenset("-*+")  # Markdown's own bullets: none of them says a level
LEAVES = PLAIN | frozenset("•·ㆍ・‣⁃∙✓✔※⇥")  # nobody's heads: what follows a gap is not theirs


@dataclass(frozen=True)
class Level:
    """Where an item stands: its depth from 0, and what shows it."""

    depth: int
    shown_by: Shown


def levels(markers: Sequence[Marker], gaps: Sequence[bool]) -> list[Level]:
    """Depth of each item of one run, by a stack of indents and of marker classes.

    A deeper indent is a child. At the same indent a class not yet open is a child too, a known
    one goes back to its level (`1.` over `-`, ㅁ over ㅇ over `-`). `gaps` says before which items
    a line is blank: behind one, `*` after `-` stands beside it, as in Markdown, and so does `•`.
    `*` does where indents show the levels, too.

    >>> from studyguide.notes.lists.markers import read_marker
    >>> runs = [read_marker(line) for line in ("ㅁ 가", "ㅇ 나", "- 다", "ㅁ 라", "- 마", "* 바")]
    >>> [level.depth for level in levels(runs, [False] * 5 + [True])]
    [0, 1, 2, 0, 1, 1]
    """
    stack: list[Marker] = []
    found = []
    seen: set[str] = set()
    is_indented = bool(markers) and any(m.indent > markers[0].indent for m in markers)
    for at, (marker, has_gap) in enumerate(zip(markers, gaps, strict=True)):
        while stack and (stack[-1].indent > marker.indent or _is_remark(stack[-1], marker)):
            stack.pop()
        _leave_counted(stack, marker, markers, at)
        beside = (has_gap or is_indented) and is_beside(stack, marker)
        if has_gap and not beside and marker.kind not in seen and is_apart(stack, marker):
            later = zip(markers[at + 1 :], gaps[at + 1 :], strict=True)
            beside = not is_inside([*stack, marker], later)
        seen.add(marker.kind)
        shown = _shown(stack[:-1] if beside else stack, marker)
        _close(stack, stack[-1] if beside else marker)
        stack.append(marker)
        found.append(Level(min(len(stack), DEEPEST) - 1, shown))
    return found


def _leave_counted(stack: list[Marker], marker: Marker, markers: Sequence[Marker], at: int) -> None:
    """Leave the levels of which the counting tells that this item stands in none.

    >>> from studyguide.notes.lists.markers import read_marker
    >>> runs = [read_marker(line) for line in ("1) 가", "  ① 나", "  2) 다", "■ 라", "1) 마")]
    >>> [level.depth for level in levels(runs, [False] * 5)]
    [0, 1, 0, 0, 1]
    """
    same = [m.kind for m in stack if m.indent == marker.indent]
    if marker.kind in same:
        return
    if marker.ordinal > 1:
        for place, open_ in enumerate(stack):
            if open_.kind == marker.kind and open_.ordinal + 1 == marker.ordinal:
                del stack[place:]  # it counts on, however far it stands in
                return
    elif same and _starts_again(stack[-1], islice(markers, at + 1, None)):
        stack.pop()


def _starts_again(last: Marker, later: Iterable[Marker]) -> bool:
    """Whether the next item like `last` counts from 1 again: it is below what comes between."""
    if not last.ordinal or last.number == 1:  # `1.` before every item of Markdown
        return False
    for marker in later:
        if marker.indent < last.indent:
            break
        if marker.indent == last.indent and marker.kind == last.kind:
            return marker.ordinal == 1
    return False


def is_beside(above: Sequence[Marker], marker: Marker) -> bool:
    """Whether an item that may begin another list beside the last one of `above` does.

    It does with another of Markdown's bullets, or a number, that no item as far in has: `* a`
    and `1. a` after `- b`.
    """
    is_plain = marker.kind in PLAIN or marker.number is not None
    return is_plain and bool(above) and above[-1].kind in PLAIN and _is_new(above, marker)


def is_apart(above: Sequence[Marker], marker: Marker) -> bool:
    """Whether an item behind a blank line differs from the last of `above`, which heads nothing.

    `▶ 토글` and `※ 덧붙임` after `- a`; not `- a` after `□ 나`.
    """
    return bool(above) and above[-1].kind in LEAVES and _is_new(above, marker)


def _is_new(above: Sequence[Marker], marker: Marker) -> bool:
    """Whether no item as far in as this one, the last of them, has its class."""
    if above[-1].indent != marker.indent:
        return False
    return all(m.kind != marker.kind for m in above if m.indent == marker.indent)


def is_inside(
    markers: Sequence[Marker], later: Iterable[tuple[Marker, bool]], is_run: bool = False
) -> bool:
    """Whether the last item is of the one before it, for the list of that goes on below.

    `later` has each later item's marker and whether a line is blank before it. A class further
    out comes back in any case; else the two take turns, behind blank lines, if the first is no
    tight run.
    """
    *above, new = markers
    last = above[-1]
    outer = {m.kind for m in above if m.indent == last.indent} - {last.kind}
    goes_on = False if is_run else None
    for marker, has_gap in later:
        if goes_on is False and not outer:
            break
        if marker.indent != last.indent:
            continue
        if marker.kind in outer or (goes_on and marker.kind == new.kind):
            return True
        if goes_on is None and marker.kind == last.kind:
            goes_on = has_gap
    return False


def _close(stack: list[Marker], marker: Marker) -> None:
    """Leave the level of `marker` and those below it, if it is open."""
    for at in range(len(stack) - 1, -1, -1):
        if stack[at].indent != marker.indent:
            return
        if stack[at].kind == marker.kind:
            del stack[at:]
            return


def _is_remark(open_: Marker, marker: Marker) -> bool:
    """`※ 덧붙임` has nothing below it, unless that stands further in."""
    return open_.kind == "※" and open_.indent >= marker.indent


def _shown(stack: list[Marker], marker: Marker) -> Shown:
    if marker.indent > 0:
        return "indent"
    return "markup" if any(m.kind != marker.kind for m in stack) or marker.number else ""


def keeps_numbers(numbers: list[int | None]) -> bool:
    """Whether a list that counts up by one from its first number says the same.

    >>> keeps_numbers([3, 4, 5]), keeps_numbers([1, 1, 2])
    (True, False)
    """
    if not numbers or numbers[0] is None:
        return False
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def siblings(depths: list[int]) -> Iterator[list[int]]:
    """Indexes of the items of each list in a run of depths, list by list."""
    open_: dict[int, list[int]] = {}
    for at, depth in enumerate(depths):
        for deeper in [d for d in open_ if d > depth]:
            yield open_.pop(deeper)
        open_.setdefault(depth, []).append(at)
    yield from open_.values()
