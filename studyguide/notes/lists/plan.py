"""Plans a list: which level each item has, and whether its number or its label stays."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from studyguide.notes.lines.ends import is_amid
from studyguide.notes.lines.shapes import NAMED, begins_anew
from studyguide.notes.lines.widths import columns
from studyguide.notes.lines.wraps import JOINED
from studyguide.notes.lists.levels import Shown, keeps_numbers, levels, siblings
from studyguide.notes.lists.markers import Marker
from studyguide.notes.rows import Row, box_step

WRAPPED = 50  # columns; a line of an item as long as that may go on below
FEWEST = 2  # columns by which the text of an item stands in
NOTHING = re.compile(r"\s*(?:\[[ xX]?\]\s*)?")  # the text of `- ` and `- [ ]`


@dataclass(frozen=True)
class Entry:
    """One item with the rows up to the next; `depth` from 0, `bullet` as Markdown has it."""

    rows: tuple[Row, ...]
    depth: int
    bullet: str
    shown: Shown
    label: str
    has_gap: bool


def entries(block: Sequence[Row], is_dump: bool) -> Iterator[Entry]:
    """The items of a list block, in order."""
    parts = _said(list(_parts(block)))
    if not parts:
        return
    markers = _markers([rows[0] for rows in parts])
    gaps = [at > 0 and parts[at - 1][-1].kind == "blank" for at in range(len(parts))]
    shown = levels(markers, gaps)
    numbered = _numbered(markers, [level.depth for level in shown], is_dump)
    for at, rows in enumerate(parts):
        number = numbered.get(at)
        text = rows[0].text if number is not None else _with_number(rows[0])
        yield Entry(
            (replace(rows[0], text=text), *rows[1:]),
            shown[at].depth,
            "-" if number is None else f"{number}.",
            shown[at].shown_by,
            _label(markers[at]) if number is None else "",
            gaps[at],
        )


def _parts(block: Sequence[Row]) -> Iterator[list[Row]]:
    """Each item with the rows up to the next item; the items of a box inside it are its own."""
    part: list[Row] = []
    boxes = 0
    for row in block:
        boxes += box_step(row)
        if row.kind == "item" and part and not boxes:
            yield part
            part = []
        part.append(row)
    yield part


def owned(rows: Sequence[Row], indents: Sequence[int]) -> Iterator[tuple[int, list[Row]]]:
    """The rows of an item, and those below it that an item above holds; each with its depth.

    Behind a blank line what stands in no further than the item's bullet belongs to the one that
    it stands in behind: `- 가⏎    - 나⏎⏎    글`. So does a line right below that stands further
    out than the bullet, where the item goes on over no line; next to the bullet of an item above,
    only if it begins anew. `indents` are those of the open items.
    """
    depth, boxes = len(indents) - 1, 0
    part: list[Row] = []
    for before, row in pairwise([rows[0], *rows]):
        owner = depth
        if before.kind == "blank" and row.kind != "blank" and not boxes:
            owner = _owner(row, indents, depth)
        elif not boxes and _stands_out(before, row, indents[depth]):
            edge = row.indent + (NAMED.match(row.text) is not None or begins_anew(row.text))
            owner = max((at for at in range(depth) if indents[at] < edge), default=depth)
        if owner != depth:
            yield depth, part
            depth, part = owner, []
        boxes += box_step(row)
        part.append(row)
    yield depth, part


def _stands_out(before: Row, row: Row, indent: int) -> bool:
    """Whether a line is no rest of the item above it: further out, and that is done."""
    if row.kind != "text" or not row.text or before.kind not in ("item", "text"):
        return False
    is_done = columns(before.text) < WRAPPED and not is_amid(before.text or "–", row.text)
    return row.indent < indent and row.join not in JOINED and is_done


def _owner(row: Row, indents: Sequence[int], depth: int) -> int:
    if not FEWEST <= row.indent <= indents[depth]:
        return depth
    return max((at for at in range(depth) if indents[at] < row.indent), default=depth)


def _said(parts: list[list[Row]]) -> list[list[Row]]:
    """The items that say something, or hold one that does: a bullet alone prints nothing."""
    below = [part[0].indent for part in parts[1:]] + [0]
    return [
        part
        for part, indent in zip(parts, below, strict=True)
        if indent > part[0].indent or any(not NOTHING.fullmatch(row.text) for row in part)
    ]


def _markers(items: list[Row]) -> list[Marker]:
    """Their markers; an item cut off a line has the bullet of the one before it."""
    before = Marker("-", items[0].indent, items[0].col)
    found: list[Marker] = []
    for row in items:
        before = row.marker or replace(before, number=None, label="")
        found.append(before)
    return found


def _numbered(markers: list[Marker], depths: list[int], is_dump: bool) -> dict[int, int]:
    """The numbers of the items that a numbered list prints as the author meant them."""
    found: dict[int, int] = {}
    groups = list(siblings(depths))
    if not is_dump:  # there all stay one list, whose nesting is still to be found
        groups = [list(run) for group in groups for _, run in groupby(group, _is_number(markers))]
    for group in groups:
        numbers = [markers[at].number for at in group]
        if keeps_numbers(numbers) or (not is_dump and _counts_itself(numbers)):
            first = numbers[0] or 0
            found |= {at: first + i for i, at in enumerate(group)}
    return found


def _is_number(markers: Sequence[Marker]) -> Callable[[int], bool]:
    return lambda at: markers[at].number is not None


def _counts_itself(numbers: list[int | None]) -> bool:
    """`1.` before every item: Markdown counts."""
    return len(numbers) > 1 and set(numbers) == {1}


def _label(marker: Marker) -> str:
    return marker.label or (f"{marker.number}." if marker.number is not None else "")


def _with_number(row: Row) -> str:
    """A number that the list would not count stays in the text."""
    number = row.marker.number if row.marker else None
    return row.text if number is None else f"{number}. {row.text}"
