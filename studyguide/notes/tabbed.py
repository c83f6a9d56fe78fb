"""Tables whose cells stand between tabs, as a spreadsheet or a web page gives them."""

from collections.abc import Iterable, Sequence
from itertools import chain, takewhile

from studyguide.notes.markers import read_marker
from studyguide.notes.source import clean
from studyguide.notes.widths import columns

FEWEST = 4  # tabs of a table: two lines of three cells, or four of two
PAIRS = 3  # lines of two cells that are a table if the first cells are short
SHORT = 24  # columns


def count(lines: Iterable[str]) -> int:
    """How many lines have as many tabs as the first; 0 if they are too few for a table.

    >>> count(["가\\t1\\t2", "나\\t3\\t4", "다"]), count(["가\\t1", "나\\t2"])
    (2, 0)
    >>> count(["구분\\t값", "가\\t1", "나\\t2", "다"])
    3
    """
    rest = iter(lines)
    first = next(rest, "")
    tabs = first.strip().count("\t")
    if not tabs:
        return 0
    found = list(takewhile(lambda line: _is_tabbed(line, tabs), chain([first], rest)))
    is_table = len(found) > 1 and len(found) * tabs >= FEWEST
    return len(found) if is_table or _are_pairs(found) else 0


def _are_pairs(lines: Sequence[str]) -> bool:
    """Whether three lines and more have a short name before their only tab."""
    return len(lines) >= PAIRS and all(columns(line.split("\t")[0]) <= SHORT for line in lines)


def _is_tabbed(line: str, tabs: int) -> bool:
    return line[:1].strip() != "" and line.rstrip().count("\t") == tabs and not read_marker(line)


def to_bars(line: str) -> str:
    """`가<Tab>나` as the line of a table; no cell is parted by a `|` of its own."""
    found = (cell.strip().replace("|", "\\|") for cell in clean(line).split("\t"))
    return f"| {' | '.join(found)} |"
