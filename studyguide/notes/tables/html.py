"""Reads the tables that exports and blog editors leave in HTML: `<table>`, `<tr>`, `<td>`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from studyguide.notes.tables.grids import GridLine

FIRST = re.compile(r"[ \t]*<table\b[^<>]*>", re.IGNORECASE)
LAST = re.compile(r"</table\s*>[ \t]*$", re.IGNORECASE)
# what parts the cells of a table; all other tags are of a cell's text
PART = re.compile(
    r"<(?P<end>/?)(?P<name>table|thead|tbody|tfoot|colgroup|col|tr|td|th)\b(?P<more>[^<>]*)>",
    re.IGNORECASE,
)
SPAN = re.compile(r"\b(?P<name>col|row)span\s*=\s*[\"']?(?P<count>\d{1,2})", re.IGNORECASE)
WRAPPER = re.compile(r"</?(?:p|div|center)\b[^<>]*>", re.IGNORECASE)  # of a cell's text
BAR = re.compile(r"(?<!\\)\|")
LONGEST = 500  # lines


@dataclass(frozen=True)
class _Words:
    """Words of a cell."""

    row: int
    column: int
    text: str


@dataclass
class _Table:
    """Where the next word stands; `taken` are the places that a cell above reaches down to."""

    row: int = -1
    column: int = -1
    right: int = 0  # the column behind the last cell
    is_open: bool = False  # a cell
    tables: int = 0
    kinds: dict[int, set[str]] = field(default_factory=dict)  # `td`, `th`, row by row
    taken: set[tuple[int, int]] = field(default_factory=set)

    def words(self, line: str) -> Iterator[_Words | None]:
        """The words of a line in their cells; None for words outside of all cells."""
        at = 0
        for part in PART.finditer(line):
            yield from self._said(line[at : part.start()])
            self._pass(part["name"].lower(), bool(part["end"]), part["more"])
            at = part.end()
        yield from self._said(line[at:])

    def _said(self, text: str) -> Iterator[_Words | None]:
        if text := WRAPPER.sub(" ", text).strip():
            words = _Words(self.row, self.column, BAR.sub(r"\\|", text))
            yield words if self.is_open else None

    def _pass(self, name: str, is_end: bool, more: str) -> None:
        self.is_open &= name not in ("td", "th", "tr", "table")
        self.tables += name == "table" and not is_end
        if name == "tr" and not is_end:
            self.row, self.right = self.row + 1, 0
        elif name in ("td", "th") and not is_end:
            self._open(name, more)

    def _open(self, name: str, more: str) -> None:
        while (self.row, self.right) in self.taken:
            self.right += 1
        spans = {met["name"].lower(): int(met["count"]) for met in SPAN.finditer(more)}
        wide = spans.get("col", 1)
        self.column, self.right = self.right, self.right + wide
        self.kinds.setdefault(self.row, set()).add(name)
        self.is_open = True
        below = range(self.row + 1, self.row + spans.get("row", 1))
        self.taken |= {(row, self.column + at) for row in below for at in range(wide)}


def table(lines: Sequence[str], at: int = 0) -> list[GridLine]:
    """The lines of a table that begins at a line as rows of Markdown; none if it is no plain table.

    >>> [line.text for line in table(["<table>", "<tr><td>가</td>", "<td>1</td></tr>", "</table>"])]
    ['', '| 가 |', '|  | 1 |', '']
    """
    if not FIRST.match(lines[at]):
        return []
    here = lines[at : at + LONGEST]
    end = next((i for i, line in enumerate(here) if LAST.search(line)), -1)
    here = here[: end + 1]
    state = _Table()
    found = [list(state.words(line)) for line in here]
    rows = [{each.row if each else -1 for each in line} for line in found]
    if state.tables != 1 or any(len(row) > 1 or -1 in row for row in rows) or not any(found):
        return []
    return list(_lines(found, state.kinds.get(0) == {"th"}))


def untagged(line: str) -> str:
    """What a line of such a table says.

    >>> untagged('<tr><td colspan="2"><p>가</p></td></tr>').strip(), untagged("<b>가</b>")
    ('가', '<b>가</b>')
    """
    return WRAPPER.sub(" ", PART.sub(" ", line)) if PART.search(line) else line


def _lines(found: Sequence[Sequence[_Words | None]], has_head: bool) -> Iterator[GridLine]:
    last = -1
    for line in found:
        said = [words for words in line if words]
        if not said:
            yield GridLine("")
            continue
        cells = [""] * (1 + max(words.column for words in said))
        for words in said:
            cells[words.column] = f"{cells[words.column]} {words.text}".strip()
        row = said[0].row
        yield GridLine(f"| {' | '.join(cells)} |", row == last, has_head and row == 0)
        last = row
