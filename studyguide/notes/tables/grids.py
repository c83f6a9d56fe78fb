"""Tables and drawings of signs: `+---+---+` and `┌──┬──┐` as tables, all other art as it stands."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, takewhile

from studyguide.notes.lists.markers import indent_of, read_marker
from studyguide.notes.tables.cells import cells

BORDER = re.compile(r"[ \t]*\+(?:[-=:]{2,}\+){2,}[ \t]*$")  # `+----+----+`, of two columns and more
BOXED = re.compile(r"[ \t]*[┌┏╔├┣╠╟└┗╚][─━═┬┳╦╤┼╋╬╪┴┻╩╧]+[┐┓╗┤┫╣╢┘┛╝][ \t]*$")  # `├──┼──┤`
CROSSING = re.compile(r"[┬┳╦╤┼╋╬╪┴┻╩╧]")  # of two columns
LINE = re.compile(r"[ \t]*[|│┃║].*[|│┃║][ \t]*$")
BARS = str.maketrans("│┃║", "|||")
# a line of a drawing: `┌──┐`, `├ 노트`, `│ 값`, `+---+`, `A ---+`, `| 값 |`; not `말 ── 그 말`
ART = re.compile(
    r"[ \t|]*(?:[\u2502\u2503\u250c-\u254b\u2551-\u2570]|[+|`\\]--|\+==)|[ \t]*\|[ \t]|[ \t]*\|$"
    r"|.*(?:[\u250c-\u254b\u2552-\u2570][─━═-]|[─━═-][\u250c-\u254b\u2552-\u2570]"
    r"|[│┃║][ \t]*$|[ \t]\|[ \t]*$|\+[-=]{2,}\+|--\+[ \t]*$)"
)
# the same, or lines alone: `A ──▶ B`
DRAWN = re.compile(r"[\u2500-\u257f]|\+--|--\+|\+==|^[ \t|]*[|`\\]--")
LINK = re.compile(r"[ \t|/\\v^:←-⇿▲-◁]+$")  # `  ↓` between two boxes
BRANCH = re.compile(r"[ \t]*(?:[├└]|[|`\\]--)")
FLOW = re.compile(r"\s(?:-+>|=+>|→|⇒)\s")  # `앱 -> 큐`
HEADED = 3  # borders of a table that a database prints: above, below its head, at its end
CONTINUED = "cell"  # how a row is joined to the one above: its words go on in the same cells
HEAD = "head"  # of a row below which the rule belongs, for want of a line of its own


@dataclass(frozen=True)
class GridLine:
    """One line of a drawn table as Markdown; a border says nothing, but for that below the head."""

    text: str
    is_continued: bool = False
    is_head: bool = False

    @property
    def join(self) -> str:
        """How its row is joined to the one above."""
        return CONTINUED if self.is_continued else HEAD if self.is_head else ""


def is_top(line: str) -> bool:
    """Whether a line is the upper border of a drawn table."""
    return bool(BORDER.match(line) or (BOXED.match(line) and CROSSING.search(line)))


def grid(lines: Iterable[str]) -> list[GridLine]:
    """The lines of a table that begins here, down to its last border; none if it is no table."""
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


def _end_of_head(here: Sequence[str], borders: Sequence[int]) -> int:
    """The border below the head: one of `=`, or the second of three; 0 where there is no head."""
    double = (at for at in borders[1:-1] if set(here[at].strip()) & set("=═╪╬"))
    return next(double, borders[1] if len(borders) == HEADED else 0)


def _lines(here: Sequence[str], head: int, is_row_a_line: bool) -> Iterator[GridLine]:
    columns = max(len(_cells(line)) for line in here if not _is_border(line))
    is_first = True  # line of a row
    is_begun = False
    for at, line in enumerate(here):
        if _is_border(line):
            yield GridLine(f"|{' --- |' * columns}" if at and at == head else "")
            is_first = True
            continue
        found = _cells(line)
        is_head = is_begun and at < head  # whose lines are one row, as Markdown has it
        goes_on = is_head or (not is_first and not (is_row_a_line and found[0]))
        yield GridLine(f"| {' | '.join(found)} |", goes_on)
        is_first, is_begun = False, True


def _cells(line: str) -> list[str]:
    return cells(line.strip().translate(BARS))


def count_drawn(lines: Iterable[str]) -> int:
    """How many lines the drawing has that begins here (see `begins`); 0 if it is none.

    It ends before the first line without art, and has two lines of it and more.
    """
    drawn, indent = [0], None
    for at, (line, after) in enumerate(pairwise(chain(lines, [""]))):
        indent = indent_of(line)[0] if indent is None else indent
        if at and (ART.match(line) or begins([line, after])):
            drawn.append(at)
        elif at and not (LINK.match(line) or _is_set_in(line, indent)):
            break
    return drawn[-1] + 1 if len(drawn) > 1 else 0


def _is_set_in(line: str, indent: int) -> bool:
    """Whether words stand below or between what is drawn, further in than where that begins."""
    return indent_of(line)[0] >= indent + 2 and not read_marker(line)


def begins(lines: Sequence[str]) -> bool:
    """Whether a drawing may begin with the first of two lines.

    >>> begins(["┌──┐", ""]), begins(["서버 ──▶ 캐시", "  │"]), begins(["말 ── 그 말", "글"])
    (True, True, False)
    """
    if ART.match(lines[0]) and DRAWN.search(lines[0]):
        return True
    if len(lines) < 2:
        return False
    is_line = DRAWN.search(lines[0]) and ART.match(lines[1])
    return bool(is_line) or _is_root(lines)


def _is_root(lines: Sequence[str]) -> bool:
    """Whether the first line is the root of a drawn tree: `책/` above `├── 노트.md`.

    So is a chain of arrows from which one branches off.
    """
    if not BRANCH.match(lines[1]):
        return False
    is_chain = FLOW.search(lines[0]) is not None and indent_of(lines[1])[0] > indent_of(lines[0])[0]
    return is_chain or len(lines[0].split()) == 1
