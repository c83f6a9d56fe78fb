"""Columns of numbers below each other, of which some are empty, as in a ledger."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

from studyguide.notes.lines.widths import columns
from studyguide.notes.lists.markers import read_marker

GAP = re.compile(r"(?<=\S)(?:[ ]{2,}|[ \u3000]*\u3000[ \u3000]*)(?=\S)")
WIDE_GAP = re.compile(r"(?<=\S)[ ]{3,}(?=\S)")
NUMBER = re.compile(
    r"[-+△▲(]?[₩$€]?\d[\d,./]*\)?\s?(?:%p?|℃|[가-힣]|[A-Za-z]{1,3})?$|[-–—×○xXOoVv✓✔]$"
)
FEWEST = 3  # lines
FAR = 40  # lines that show it, or it is none
SLACK = 1  # columns by which cells need not end below each other
Cells = list[str]
Stretch = tuple[int, int, str]  # the columns where it begins and ends, and what it says


def stretches(line: str) -> list[Stretch]:
    """Each stretch between wide gaps.

    >>> stretches("현금   100")
    [(0, 4, '현금'), (7, 10, '100')]
    """
    text = line.rstrip()
    first = len(text) - len(text.lstrip())
    edges = [first, *(edge for met in GAP.finditer(text) for edge in met.span()), len(text)]
    return [
        (columns(text[:start]), columns(text[:end]), text[start:end])
        for start, end in zip(edges[::2], edges[1::2], strict=True)
    ]


@dataclass
class _Column:
    """All columns that cells of it take up, and where the cells below the head begin and end."""

    start: int
    end: int
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    count: int = 0  # of its cells but the head

    def holds(self, cell: Stretch) -> bool:
        return cell[0] < self.end and self.start < cell[1]

    def takes(self, cell: Stretch) -> bool:
        """Whether a cell begins or ends where the others do."""
        edges = ([*self.starts, cell[0]], [*self.ends, cell[1]])
        return any(max(edge) - min(edge) <= SLACK for edge in edges)

    def add(self, cell: Stretch) -> None:
        """Widen the column by a cell below its head."""
        self.start, self.end = min(self.start, cell[0]), max(self.end, cell[1])
        self.starts = [min([*self.starts, cell[0]]), max([*self.starts, cell[0]])]
        self.ends = [min([*self.ends, cell[1]]), max([*self.ends, cell[1]])]
        self.count += 1


def ledger(lines: Iterator[str]) -> list[Cells]:
    """The cells of lines whose numbers stand in columns below their heads; none if they do not.

    >>> ledger(iter(["과목   차변   대변", "현금    100", "예금    200", "자본금          300"]))
    [['과목', '차변', '대변'], ['현금', '100', ''], ['예금', '200', ''], ['자본금', '', '300']]
    """
    rows = [stretches(next(lines))]
    found = [_Column(start, end) for start, end, _ in rows[0]]
    for line in lines:
        row = stretches(line)
        if read_marker(line) or not _fits(row, found):
            break
        for cell in row:
            next(column for column in found if column.holds(cell)).add(cell)
        rows.append(row)
    is_sure = len(found) > 1 and any(column.count > 1 for column in found[1:])
    return [_cells(row, found) for row in rows] if len(rows) >= FEWEST and is_sure else []


def _fits(row: Sequence[Stretch], found: Sequence[_Column]) -> bool:
    """Whether a line has a name and, each below one head, numbers."""
    if row[0][0] or len(row) < 2:
        return False
    held = [[column for column in found if column.holds(cell)] for cell in row]
    if any(len(each) != 1 for each in held) or len({id(each[0]) for each in held}) < len(row):
        return False
    inside = list(zip(row, held, strict=True))[1:]
    return all(NUMBER.match(cell[2]) and each[0].takes(cell) for cell, each in inside)


def _cells(row: Sequence[Stretch], found: Sequence[_Column]) -> Cells:
    said = (next((cell[2] for cell in row if column.holds(cell)), "") for column in found)
    return list(said)


def count_laid_out(lines: Iterable[str]) -> int:
    """How many lines have cells with wide gaps between them, numbers most, and some left empty.

    Where no edges tell the columns, only their places on the line do.

    >>> count_laid_out(["과목     차변    대변", "현금    100", "자본금           30", "글"])
    3
    """
    here = takewhile(is_laid_out, lines)
    few = [stretches(line) for line in islice(here, FAR)]
    cells = [cell[2] for row in few[1:] for cell in row[1:]]
    numbers = sum(bool(NUMBER.match(cell)) for cell in cells)
    counts = [len(row) for row in few]
    is_ragged = len(set(counts)) > 1 and counts[0] == max(counts)
    if len(few) < FEWEST or not is_ragged or numbers * 2 <= len(cells):
        return 0
    return len(few) + sum(1 for _ in here)


def is_laid_out(line: str) -> bool:
    """Whether a line has cells with wide gaps between them."""
    is_item = line[:1].isspace() or read_marker(line) is not None
    return WIDE_GAP.search(line) is not None and not is_item
