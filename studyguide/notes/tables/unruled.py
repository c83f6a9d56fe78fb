"""Tables without a rule: cells between tabs, between bars, or in columns of blanks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, takewhile, tee

from studyguide.notes.code.indented import is_code
from studyguide.notes.lines.widths import columns
from studyguide.notes.lists.markers import read_marker
from studyguide.notes.source import clean
from studyguide.notes.tables.cells import cells as barred_cells
from studyguide.notes.tables.ledgers import GAP, Cells, Stretch, ledger, stretches

OWN_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")  # of a cell's own; not of `[[글\|용어]]`
FEWEST = 4  # tabs of a table: two lines of three cells, or four of two
LINES = 3  # of a table whose cells stand between blanks, or of two cells if the first are short
SHORT = 24  # columns of a name
WIDE = 3  # cells; so many in each of some lines need not stand below each other
SLACK = 1  # columns by which a cell may stand beside its head
BAR = re.compile(r"\s\|(?:\s|$)")  # `가 | 나`; not `a||b`
MARGIN = re.compile(r"[ ]{3,}\S")  # of a head whose first cell is empty
MANY = re.compile(r"\t\t")
MAY_PART = re.compile(r"\S(?:\t|[ ]{2,}|[ \u3000]*\u3000)|\A\s*\S.*\|")  # a cell from the next


def table(lines: Iterable[str], margin: str = "") -> list[str]:
    r"""The lines of the table that begins here as Markdown's, none if no table does.

    In an item they all begin with its `margin`.

    >>> table(["이름\t값\t뜻", "가\t\t다", "\t3\t4", "글"])
    ['| 이름 | 값 | 뜻 |', '| 가 |  | 다 |', '|  | 3 | 4 |']
    >>> table(["이름   값", "가     1", "나     20"])
    ['| 이름 | 값 |', '| 가 | 1 |', '| 나 | 20 |']
    """
    here = takewhile(lambda line: line.startswith(margin), lines)
    rest = (line[len(margin) :] for line in here)
    first = next(rest, "")
    if MARGIN.match(first) and GAP.search(first):
        return list(map(_to_bars, _spaced(chain([first], rest))))
    second = next(rest, "")
    if read_marker(first) or not (first[:1].strip() or has_corner([first, second])):
        return []
    below = chain([second], rest)
    if "\t" in first:
        return list(map(_to_bars, _tabbed(first, below)))
    if "|" in first:
        return list(map(_to_bars, _barred(chain([first], below))))
    return list(map(_to_bars, _spaced(chain([first], below)))) if GAP.search(first) else []


def has_corner(lines: Sequence[str], at: int = 0) -> bool:
    r"""Whether a line begins with a tab as the head of a table whose first cell is empty.

    >>> has_corner(["\t참\t거짓", "양성\t3\t4"]), has_corner(["\t하위", "다음"])
    (True, False)
    """
    first, second = [*lines[at : at + 2], "", ""][:2]
    is_head = first.startswith("\t") and "\t" in first.strip() and second[:1].strip()
    is_like = first.rstrip().count("\t") == second.count("\t")
    return bool(is_head and is_like and not read_marker(second))


def _to_bars(cells: Cells) -> str:
    """Cells as the line of a table; no cell is parted by a `|` of its own."""
    found = (OWN_BAR.sub(r"\1\\|", clean(cell).strip()) for cell in cells)
    return f"| {' | '.join(found)} |"


def _tabbed(first: str, lines: Iterator[str]) -> list[Cells]:
    """The cells of lines with as many tabs as the first, or with several tabs for a gap."""
    tabs = first.rstrip().count("\t")
    few = [first, *islice(lines, 1)]
    if not tabs or (MANY.search("\n".join(few)) and not all(_is_tabbed(x, tabs) for x in few)):
        return _gapped(chain(few, lines))
    here = takewhile(lambda line: _is_tabbed(line, tabs), chain(few, lines))
    found = [_filled(line.split("\t"), tabs + 1) for line in here]
    return found if _is_enough(found, tabs) else []


def _gapped(lines: Iterable[str]) -> list[Cells]:
    """The cells of lines in which one tab and more part two cells."""
    found: list[Cells] = []
    for line in lines:
        cells = re.split(r"\t+", line.strip())
        if read_marker(line) or not line[:1].strip() or len(cells) != len((found or [cells])[0]):
            break
        found.append(cells)
    return found if _is_enough(found, len(found[0]) - 1) else []


def _is_tabbed(line: str, tabs: int) -> bool:
    """Whether a line has as many tabs; an empty cell may stand at its beginning or its end."""
    is_set_in = line[:1].strip() == ""
    is_full = line.count("\t") == tabs or line.rstrip().count("\t") == tabs
    return is_full and not (is_set_in and line.count("\t") != tabs) and not read_marker(line)


def _filled(cells: Cells, count: int) -> Cells:
    return [*cells, *[""] * (count - len(cells))][:count]


def _is_enough(found: Sequence[Cells], tabs: int) -> bool:
    """Whether lines are a table: two of three cells, or three of a short name and a value."""
    if len(found) > 1 and len(found) * tabs >= FEWEST:
        return True
    return len(found) >= LINES and all(columns(cells[0]) <= SHORT for cells in found)


def _barred(lines: Iterator[str]) -> list[Cells]:
    """The cells of three lines and more with bars; of two, if each stands between bars."""
    barred = takewhile(_has_bars, lines)  # one for all: a line that ends it is read only once
    few = list(islice(barred, LINES))
    is_framed = all(line.lstrip().startswith("|") for line in few)
    if len(few) < LINES - is_framed or is_code(few):
        return []
    rows = [barred_cells(line.strip()) for line in (*few, *barred)]
    counts = [len(row) for row in rows[:LINES]]
    return rows if min(counts) > 1 and max(counts) - min(counts) <= 1 else []


def _has_bars(line: str) -> bool:
    is_framed = line.lstrip().startswith("|") and line.rstrip().endswith("|")
    return (is_framed or BAR.search(line) is not None) and not read_marker(line)


def _spaced(lines: Iterator[str]) -> list[Cells]:
    """The cells of lines in columns; the first few lines tell whether there are any."""
    few = list(islice(takewhile(GAP.search, lines), LINES))
    if len(few) < LINES or is_code(few):
        return []
    for_edges, for_numbers = tee(chain(few, lines))
    return max(_aligned(for_edges), ledger(for_numbers), key=len)


def _aligned(lines: Iterator[str]) -> list[Cells]:
    """The cells of lines that begin or end where their heads do."""
    first = next(lines)
    heads = stretches(first)
    found: list[Cells] = []
    if MARGIN.match(first):  # the first column has no name
        heads = [(0, 0, ""), *heads]
        found.append([text for _, _, text in heads])
    for line in lines if found else chain([first], lines):
        cells = _placed(stretches(line), heads)
        if not cells or read_marker(line):
            break
        found.append(cells)
    return found if len(found) >= LINES else []


def _placed(found: Sequence[Stretch], heads: Sequence[Stretch]) -> Cells:
    """The cells of a line, each below the head where it begins or ends; none where one is not."""
    if len(found) < 2:
        return []
    cells = [""] * len(heads)
    places = [_column(start, end, heads) for start, end, _ in found]
    if len(set(places)) == len(places) and -1 not in places:
        for place, (_, _, text) in zip(places, found, strict=True):
            cells[place] = text
        return cells if columns(cells[0]) <= SHORT or len(heads) >= WIDE else []
    is_wide = len(found) == len(heads) >= WIDE
    return [text for _, _, text in found] if is_wide else []


def _column(start: int, end: int, heads: Sequence[Stretch]) -> int:
    for at, (first, last, _) in enumerate(heads):
        if abs(start - first) <= SLACK or abs(end - last) <= SLACK:
            return at
    return -1
