"""Takes away the margin of a note that stands in as a whole, as a copy out of a mail does."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from studyguide.notes.code.indented import is_code
from studyguide.notes.lists.markers import BLANKS, indent_of
from studyguide.notes.rows import ATX, Row
from studyguide.notes.source import Source

NARROWEST = 4  # columns; what stands in by less is read as it is


def without(source: Source, scan: Callable[[Source], list[Row]]) -> list[Row]:
    """The rows of a note as `scan` reads it without its margin, their places as the author typed.

    A title may stand before the margin. What reads as code keeps it.
    """
    said = [at for at, line in enumerate(source.lines) if line.strip()]
    if len(said) > 1 and ATX.match(source.lines[said[0]]):
        said = said[1:]
    inside = [source.lines[at] for at in said]
    margin = _margin(inside)
    if not margin or indent_of(margin)[0] < NARROWEST or is_code(inside):
        return scan(source)
    lines = list(source.lines)
    for at in said:
        lines[at] = lines[at][len(margin) :]
    moved = {at + 1 for at in said}
    rows = scan(replace(source, lines=tuple(lines)))
    return [_moved(row, len(margin)) if row.line in moved else row for row in rows]


def _margin(lines: Sequence[str]) -> str:
    """The blanks with which all lines begin."""
    if not lines:
        return ""
    first, last = min(lines), max(lines)
    same = 0
    for char, other in zip(first, last, strict=False):
        if char != other or char not in BLANKS:
            break
        same += 1
    return first[:same]


def _moved(row: Row, by: int) -> Row:
    inner = _moved(row.inner, by) if row.inner else None
    return replace(row, col=row.col + by, inner=inner)
