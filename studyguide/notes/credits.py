"""The last line of a quotation that names whom it is from, `— 공자`: no item."""

from collections.abc import Sequence
from dataclasses import replace

from studyguide.notes.markers import indent_of, read_marker
from studyguide.notes.rows import Row

DASHES = ("—", "–")


def as_text(row: Row, lines: Sequence[str], at: int) -> Row:
    """The row of the line `at` of a quotation; with its dash, if that is the only one there.

    >>> lines = ("배우고 익힌다.", "— 공자")
    >>> as_text(Row("item", 2, "공자", 2, marker=read_marker(lines[1])), lines, 1).text
    '— 공자'
    """
    if row.kind != "item" or not row.marker or row.marker.kind not in DASHES:
        return row
    above = [line for line in lines[:at] if line.strip()]
    is_last = not any(map(str.strip, lines[at + 1 :]))
    if not above or not is_last or any(read_marker(line) for line in above[-1:]):
        return row
    _, start = indent_of(lines[at])
    said = lines[at][start : row.col] + row.text
    return replace(row, kind="text", text=said, col=start, marker=None, info="", starts=True)
