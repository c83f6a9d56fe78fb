"""The last line of a quotation that names whom it is from, `— 공자`: no item."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from studyguide.notes.lines.widths import columns
from studyguide.notes.lists.markers import indent_of, read_marker
from studyguide.notes.rows import Row

DASHES = ("—", "–")
QUOTED = ("”", '"', "’", "』", "」", "》")  # how a line ends that quotes
OPENING = ("“", '"', "‘", "『", "「", "《")
LONGEST, MOST = 24, 5  # columns of a name, lines of what is quoted
NEAR = 12  # lines; where words and a hyphen come twice within them, they head lists
# how what is done or said ends, and no name: `느려서`, `꾸준히 하기`, `언제 바뀔지 모름`
SAID = re.compile(r"(?:[다요죠지기고며면함됨름음까]|(?<!에)서|(?<![가-힣])[것때])$")
ASKED = re.compile(r"(?:[?？]|[나까가])[”\"’』」》]$")  # `“캐시는 왜 쓰나”`


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

    Behind a hyphen it must be a name, the only one near.

    >>> lines = ("“느려도 괜찮다”", "- 공자")
    >>> below_words(Row("item", 2, "공자", 2, marker=read_marker(lines[1])), lines, 1).text
    '- 공자'
    """
    if row.kind != "item" or not row.marker or row.marker.kind not in (*DASHES, "-"):
        return row
    is_last = not "".join(lines[at + 1 : at + 2]).strip()
    if not is_last or columns(row.text) > LONGEST or not _is_below_quoted(lines, at):
        return row
    is_name = row.marker.kind in DASHES or _is_lone_name(row.text, lines, at)
    return _said(row, lines[at]) if is_name else row


def _is_below_quoted(lines: Sequence[str], at: int) -> bool:
    """Whether what stands right above is between quotation marks."""
    if not at or not lines[at - 1].rstrip().endswith(QUOTED):
        return False
    words = takewhile(str.strip, reversed(lines[max(at - MOST, 0) : at]))
    return any(line.lstrip().startswith(OPENING) for line in words)


def _is_lone_name(text: str, lines: Sequence[str], at: int) -> bool:
    """Whether a hyphen, which begins lists as well, stands before a name and begins none."""
    if SAID.search(text) or ASKED.search(lines[at - 1].rstrip()):
        return False
    after = next(filter(str.strip, lines[at + 1 : at + NEAR]), "")
    near = range(max(at - NEAR, 0), min(at + NEAR, len(lines)))
    hyphens = (i for i in near if i != at and lines[i].lstrip().startswith("-"))
    return not (after.lstrip().startswith("- ") or any(_is_below_quoted(lines, i) for i in hyphens))


def _said(row: Row, line: str) -> Row:
    """The row as a line of text that begins with its dash."""
    _, start = indent_of(line)
    said = line[start : row.col] + row.text
    return replace(row, kind="text", text=said, col=start, marker=None, info="", starts=True)
