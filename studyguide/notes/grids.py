"""Tables and drawings of signs: `+---+---+` and `┌──┬──┐` as tables, all other art as it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from studyguide.notes.tables import cells

BEGINS = re.compile(r"[ \t]*[+┌┏╔]")  # what a drawn table may begin with
BORDER = re.compile(r"[ \t]*\+(?:[-=:]{2,}\+){2,}[ \t]*$")  # `+----+----+`, of two columns and more
BOXED = re.compile(r"[ \t]*[┌┏╔├┣╠╟└┗╚][─━═┬┳╦╤┼╋╬╪┴┻╩╧]+[┐┓╗┤┫╣╢┘┛╝][ \t]*$")  # `├──┼──┤`
CROSSING = re.compile(r"[┬┳╦╤┼╋╬╪┴┻╩╧]")  # of two columns
LINE = re.compile(r"[ \t]*[|│┃║].*[|│┃║][ \t]*$")
BARS = str.maketrans("│┃║", "|||")
DRAWN = re.compile(r"[\u2500-\u257f]|\+-{2,}|-{2,}\+|\+={2,}")  # what art is made of
BRANCH = re.compile(r"[ \t]*[├└]")
HEADED = 3  # borders of a table that a database prints: above, below its head, at its end
CONTINUED = "cell"  # how a row is joined to the one above: its words go on in the same cells


@dataclass(frozen=True)
class GridLine:
    """One line of a drawn table as Markdown; a border says nothing, but for that below the head."""

    text: str
    is_continued: bool = False


def grid(lines: Sequence[str]) -> list[GridLine]:
    """The lines of a table that begins here, down to its last border; none if it is no table."""
    if not lines or not _is_border(lines[0]) or not (BORDER.match(lines[0]) or _is_open(lines[0])):
        return []
    here = list(takewhile(lambda line: _is_border(line) or LINE.match(line), lines))
    borders = [at for at, line in enumerate(here) if _is_border(line)]
    here = here[: borders[-1] + 1] if borders else []
    if len(borders) < 2 or len(borders) == len(here):
        return []
    heads = _end_of_head(here, borders)
    is_row_a_line = len(borders) <= HEADED
    return list(_lines(here, heads, is_row_a_line))


def _is_border(line: str) -> bool:
    return bool(BORDER.match(line) or BOXED.match(line))


def _is_open(line: str) -> bool:
    return CROSSING.search(line) is not None


def _end_of_head(here: Sequence[str], borders: Sequence[int]) -> int:
    """The border below the head: one of `=`, or the second of three; 0 where there is no head."""
    double = (at for at in borders[1:-1] if set(here[at].strip()) & set("=═╪╬"))
    return next(double, borders[1] if len(borders) == HEADED else 0)


def _lines(here: Sequence[str], head: int, is_row_a_line: bool) -> Iterator[GridLine]:
    columns = max(len(_cells(line)) for line in here if not _is_border(line))
    is_first = True  # line of a row
    for at, line in enumerate(here):
        if _is_border(line):
            yield GridLine(f"|{' --- |' * columns}" if at and at == head else "")
            is_first = True
            continue
        found = _cells(line)
        goes_on = not is_first and not (is_row_a_line and found[0])
        yield GridLine(f"| {' | '.join(found)} |", goes_on)
        is_first = False


def _cells(line: str) -> list[str]:
    return cells(line.strip().translate(BARS))


def count_drawn(lines: Sequence[str]) -> int:
    """How many lines a drawing has that begins here; 0 if it is none."""
    drawn = [at for at, line in enumerate(lines) if DRAWN.search(line)]
    is_here = drawn[:1] == [0] or is_root(lines)
    return drawn[-1] + 1 if len(drawn) > 1 and is_here else 0


def is_root(lines: Sequence[str]) -> bool:
    """Whether the first line is the root of a drawn tree: `책/` above `├── 노트.md`."""
    return len(lines) > 1 and bool(BRANCH.match(lines[1])) and len(lines[0].split()) == 1
