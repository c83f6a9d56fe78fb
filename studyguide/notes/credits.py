"""The last line of a quotation that names whom it is from, `— 공자`: no item."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from studyguide.notes.markers import indent_of, read_marker
from studyguide.notes.rows import Row
from studyguide.notes.widths import columns

DASHES = ("—", "–")
QUOTED = ("”", '"', "’", "』", "」", "》")  # how a line ends that quotes
OPENING = ("“", '"', "‘", "『", "「", "《")
LONGEST, MOST = 24, 5  # columns of a name, lines of what is quoted


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
    return _said(row, lines[at])


def below_words(row: Row, lines: Sequence[str], at: int) -> Row:
    """The same where words between quotation marks stand right above, and nothing below.

    >>> lines = ("“느려도 괜찮다”", "- 공자")
    >>> below_words(Row("item", 2, "공자", 2, marker=read_marker(lines[1])), lines, 1).text
    '- 공자'
    """
    if row.kind != "item" or not row.marker or row.marker.kind not in (*DASHES, "-"):
        return row
    above = lines[at - 1].rstrip() if at else ""
    is_last = not "".join(lines[at + 1 : at + 2]).strip()
    if not above.endswith(QUOTED) or not is_last or columns(row.text) > LONGEST:
        return row
    words = takewhile(str.strip, reversed(lines[max(at - MOST, 0) : at]))
    is_quoted = any(line.lstrip().startswith(OPENING) for line in words)
    return _said(row, lines[at]) if is_quoted else row


def _said(row: Row, line: str) -> Row:
    """The row as a line of text that begins with its dash."""
    _, start = indent_of(line)
    said = line[start : row.col] + row.text
    return replace(row, kind="text", text=said, col=start, marker=None, info="", starts=True)
