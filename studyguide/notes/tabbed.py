"""Tables whose cells stand between tabs, as a spreadsheet or a web page gives them."""

from collections.abc import Iterable
from itertools import chain, takewhile

from studyguide.notes.markers import read_marker
from studyguide.notes.source import clean

FEWEST = 4  # tabs of a table: two lines of three cells, or four of two


def count(lines: Iterable[str]) -> int:
    """How many lines have as many tabs as the first; 0 if they are too few for a table.

    >>> count(["가\\t1\\t2", "나\\t3\\t4", "다"]), count(["가\\t1", "나\\t2"])
    (2, 0)
    """
    rest = iter(lines)
    first = next(rest, "")
    tabs = first.strip().count("\t")
    if not tabs:
        return 0
    found = sum(1 for _ in takewhile(lambda line: _is_tabbed(line, tabs), chain([first], rest)))
    return found if found > 1 and found * tabs >= FEWEST else 0


def _is_tabbed(line: str, tabs: int) -> bool:
    return line[:1].strip() != "" and line.rstrip().count("\t") == tabs and not read_marker(line)


def to_bars(line: str) -> str:
    """`가<Tab>나` as the line of a table; no cell is parted by a `|` of its own."""
    found = (cell.strip().replace("|", "\\|") for cell in clean(line).split("\t"))
    return f"| {' | '.join(found)} |"
