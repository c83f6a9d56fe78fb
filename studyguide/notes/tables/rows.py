"""Writes the rows of a table as Markdown, each with a mark in its first cell."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from studyguide.notes.rows import Row
from studyguide.notes.scanner import GRID
from studyguide.notes.tables.cells import RULE as TYPED_RULE
from studyguide.notes.tables.cells import cells, widened
from studyguide.notes.tables.grids import CONTINUED, HEAD

RULE = ["---"]
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
NAMED = re.compile(r"([^\s:：]+)\s?[:：]\s\S")  # `나이: 20`


@dataclass(frozen=True)
class _Line:
    """The cells of a row, and the mark that stands before them."""

    mark: str
    cells: list[str]


def written(
    block: Sequence[Row], mark: Callable[[Row], str], said: Callable[[str], str]
) -> Iterator[str]:
    """The lines of a table, all as long as the longest."""
    rows = [row for row in block if row.text]  # a border of a drawn table says nothing
    lines = [_Line(mark(row), cells(said(row.text))) for row in rows]
    lines = _drawn(rows, lines) if rows[0].info == GRID else _ruled(rows, lines)
    for line, row in zip(lines, widened([line.cells for line in lines]), strict=True):
        yield f"| {line.mark}{' | '.join(row)} |"


def _ruled(rows: Sequence[Row], lines: list[_Line]) -> list[_Line]:
    """The second line is the rule, which bears no mark; it is missing out of a spreadsheet."""
    if TYPED_RULE.match(rows[1].text):
        return [lines[0], _Line("", lines[1].cells), *lines[2:]]
    if _is_headless(cells(rows[0].text), cells(rows[1].text)):
        return [_Line("", [""]), _Line("", RULE), *lines]
    return [lines[0], _Line("", RULE), *lines[1:]]


def _is_headless(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether the first line has what the second has: `1990년대`, `나이: 20`, not their names."""
    shapes = ((_shape(a), _shape(b)) for a, b in zip(first, second, strict=False))
    return any(a == b for a, b in shapes if a)


def _shape(cell: str) -> str:
    """A cell with numbers, or with a name before its value, as far as others are alike."""
    if met := NAMED.match(cell):
        return met[1]
    return DIGITS.sub("0", cell) if DIGITS.search(cell) else ""


def _drawn(rows: Sequence[Row], lines: Sequence[_Line]) -> list[_Line]:
    """Cells that go on in the next line are joined; a table without a head gets an empty one."""
    is_rule = [bool(TYPED_RULE.match(row.text)) for row in rows]
    is_headed = any(is_rule) or rows[0].join == HEAD
    found = [] if is_headed else [[_Line("", [""])], [_Line("", RULE)]]
    for row, line, is_ruled in zip(rows, lines, is_rule, strict=True):
        if row.join == CONTINUED:
            found[-1].append(line)
        else:
            found.append([replace(line, mark="") if is_ruled else line])
    if rows[0].join == HEAD:
        found.insert(1, [_Line("", RULE)])
    return [_joined(parts) for parts in found]


def _joined(lines: Sequence[_Line]) -> _Line:
    """The lines of one row as one; its words have a mark wherever their line is another one."""
    last = lines[0]
    joined = []
    for column in zip_longest(*(line.cells for line in lines), fillvalue=""):
        words = []
        for line, cell in zip(lines, column, strict=True):
            if cell:
                words.append(cell if line is last else line.mark + cell)
                last = line
        joined.append(" ".join(words))
    return _Line(lines[0].mark, joined)
