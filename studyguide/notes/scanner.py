"""Sorts the lines of one note, block by block; every line gives one row."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, takewhile

from studyguide.diagnostics import Pos, Report
from studyguide.notes import credits, displays, obsidian
from studyguide.notes.boxes import divs
from studyguide.notes.code import fences
from studyguide.notes.code.indented import is_code
from studyguide.notes.code.trees import end_of_tree
from studyguide.notes.code.unfenced import Unfenced
from studyguide.notes.lists.counts import Counts
from studyguide.notes.lists.markers import indent_of, read_marker
from studyguide.notes.rewriting import Rewriter
from studyguide.notes.rows import Kind, Row, inside_item, is_underline, read_line
from studyguide.notes.source import Source, clean
from studyguide.notes.spans import outside_code
from studyguide.notes.tables import grids, unruled
from studyguide.notes.tables import html as html_tables
from studyguide.notes.tables.cells import is_head
from studyguide.notes.tables.ledgers import count_laid_out, is_laid_out
from studyguide.notes.tex import without_ticks
from studyguide.notes.titles import front

QUOTE = re.compile(r">[ \t]?")
SIGNS = frozenset("<\\$!=%^|")  # of what the text stage writes anew
CODE_INDENT = 4  # columns
DEEPEST_QUOTE = 6  # quotations within quotations; deeper `>` are one
BOX = re.compile(r":::|</?aside>", re.IGNORECASE)  # how a box begins or ends
TABS = "tabs"  # info of the rows of a table that has no rule
GRID = "grid"  # info of what is kept as it was typed: drawn with signs, code without a fence


def scan(source: Source, report: Report) -> list[Row]:
    """Sort every line of a note, in order; each line gives one row."""
    return list(Scanner(source, report).rows())


class Scanner:
    """Walks over the lines of one note; `at` is the line that comes next, from 0."""

    def __init__(self, source: Source, report: Report, first: int = 1, depth: int = 0) -> None:
        self.source = source
        self.report = report
        self.first = first  # number of the first line
        self.depth = depth  # of quotation
        self.at = 0
        self.before: Row | None = None
        self.is_inside = False  # an item or a footnote, where what stands in is its text
        self.counts = Counts()
        self.unfenced = Unfenced(source.lines)
        self.rewriter = Rewriter(source, report)
        self.boxes: frozenset[int] = frozenset()  # lines of boxes inside items
        ends = (at for at, line in enumerate(source.lines) if "-->" in line)
        self.last_comment = max(ends, default=-1)
        self.closings = fences.last_closings(source.lines)

    def rows(self) -> Iterator[Row]:
        """Every line as a row; each reader takes the lines it knows."""
        readers: tuple[Callable[[str], list[Row]], ...] = (
            self._front,
            self._comment,
            self._fence,
            self._unfenced,
            self._quote,
            self._grid,
            self._table,
            self._drawn,
            self._unruled,
            self._indented,
            self._boxed,
            self._line,
        )
        while self.at < len(self.source.lines):
            line = self.source.lines[self.at]
            found = next(rows for read in readers if (rows := read(line)))
            self.at += len(found)
            self.before = found[-1]
            self._note_inside(found[0])
            yield from found if self.depth else chain.from_iterable(map(divs.lines_of, found))

    def _note_inside(self, row: Row) -> None:
        if row.kind in ("item", "note"):
            self.is_inside = True
        elif row.kind != "blank" and row.indent < 2:
            self.is_inside = False

    def _pos(self, at: int) -> Pos:
        return Pos(self.source.file, at + self.first)

    def _take(self, kind: Kind, count: int, info: str = "") -> list[Row]:
        lines = self.source.lines[self.at : self.at + count]
        return [
            Row(kind, self.at + i + self.first, text, info=info) for i, text in enumerate(lines)
        ]

    def _count(self, start: int, is_end: Callable[[str], bool]) -> int:
        """How many lines there are from here to the first that ends the block."""
        lines = self.source.lines
        rest = range(self.at + start, len(lines))
        return next((at for at in rest if is_end(lines[at])), len(lines)) - self.at

    def _front(self, line: str) -> list[Row]:
        is_first = not self.at and not self.depth and line.strip() == "---"
        return self._take("front", front.count(self.source.lines) if is_first else 0)

    def _comment(self, line: str) -> list[Row]:
        if count := obsidian.lines_hidden(self.source.lines, self.at):
            self.report.add("N023", self._pos(self.at), text=f"{line.strip()[:20]} …")
            return self._hidden(line, count)
        if self.at > self.last_comment or not line.lstrip().startswith("<!--"):
            return []
        end = self.at + self._count(0, lambda text: "-->" in text)
        is_more = self.source.lines[end].rpartition("-->")[2].strip()
        return [] if is_more else self._hidden(line, end - self.at + 1)

    def _hidden(self, line: str, count: int) -> list[Row]:
        indent = indent_of(line)[0] if self.is_inside else 0
        return [replace(row, indent=indent) for row in self._take("comment", count)]

    def _fence(self, line: str) -> list[Row]:
        indent, start = indent_of(line)
        met = fences.FENCE.match(line, start)
        if not met:
            return []
        end, is_closed = fences.end_of(self.source.lines, self.at, met, self.closings)
        if not is_closed:
            self.report.add("N003", self._pos(self.at), fence=met.group(1))
        elif met.group(2).strip() == "math" and end > self.at + 2:
            return displays.fenced(self.source.lines, self.at, end - 1, self.first)
        rows = self._take("code", end - self.at, met.group(2))
        return [replace(r, indent=indent, starts=r is rows[0]) for r in rows]

    def _unfenced(self, line: str) -> list[Row]:
        """A tree of slashes, or code whose author put no fence around it."""
        if (tree := end_of_tree(self.source.lines, self.at)) > self.at:
            return self._as_typed(tree - self.at, "N022")
        count = self.unfenced.end_of(self.at) - self.at
        return self._as_typed(count, "" if self._stands_in(line) else "N028")

    def _as_typed(self, count: int, code: str) -> list[Row]:
        """The next lines as they stand, set in by as much as the one that stands furthest out."""
        rows = self._take("code", count, GRID)
        if rows and code:
            self.report.add(code, self._pos(self.at))
        indent = min((indent_of(row.text)[0] for row in rows if row.text.strip()), default=0)
        return [replace(row, indent=indent, starts=row is rows[0]) for row in rows]

    def _quote(self, line: str) -> list[Row]:
        """Lines that begin with `>`: what stands behind it is sorted as lines of its own."""
        if not self._is_quoted(line):
            return []
        end = self.at + self._count(1, lambda text: not self._is_quoted(text))
        quoted = self.source.lines[self.at : end]
        cuts = [self._quoted_from(text) for text in quoted]
        lines = tuple(text[cut:] for text, cut in zip(quoted, cuts, strict=True))
        quoted_source = replace(self.source, lines=lines)
        inside = Scanner(quoted_source, self.report, self.at + self.first, self.depth + 1)
        rows = list(inside.rows())
        boxes = frozenset() if self.depth else divs.matched(rows)
        return [
            self._around(replace(row, col=row.col + cut), i, boxes)
            for i, (row, cut) in enumerate(zip(rows, cuts, strict=True))
        ]

    def _around(self, inner: Row, i: int, boxes: frozenset[int]) -> Row:
        """The row of a quoted line; notes, labels and open boxes of a quotation are text."""
        if inner.kind == "note" or (inner.kind == "fenced" and inner.line not in boxes):
            raw = clean(self.source.lines[inner.line - self.first])
            start = self._quoted_from(raw)
            if not self.depth:
                divs.tell_open(inner, raw[start:].strip(), self._pos(self.at + i), self.report)
            inner = Row("text", inner.line, raw[start:].strip(), start)
        indent = indent_of(self.source.lines[self.at + i])[0]
        return Row("quote", inner.line, inner.text, inner.col, indent, inner=inner)

    def _is_quoted(self, line: str) -> bool:
        indent, start = indent_of(line)
        return line.startswith(">", start) and (indent < 4 or self.is_inside)

    def _quoted_from(self, line: str) -> int:
        """Where the text behind `>` begins; in the deepest quotation, behind all of them."""
        start = indent_of(line)[1]
        met = QUOTE.match(line, start)
        while met and self.depth >= DEEPEST_QUOTE and QUOTE.match(line, met.end()):
            met = QUOTE.match(line, met.end())
        return met.end() if met else start

    def _grid(self, line: str) -> list[Row]:
        """A table drawn with `+---+---+` or in HTML; its borders are rows without text."""
        found = html_tables.table(self.source.lines, self.at)
        found = found or (grids.grid(self._paragraph()) if grids.is_top(line) else [])
        rows = self._take("table", len(found), GRID)
        indent = indent_of(line)[0]
        texts = (outside_code(clean(each.text), self._to_markdown) for each in found)
        return [
            replace(r, text=text, indent=indent, join=each.join, starts=r is rows[0])
            for r, each, text in zip(rows, found, texts, strict=True)
        ]

    def _paragraph(self) -> Iterator[str]:
        """The lines from here to the next empty one."""
        lines = self.source.lines
        return takewhile(str.strip, (lines[at] for at in range(self.at, len(lines))))

    def _drawn(self, line: str) -> list[Row]:
        """A picture made of signs stays as its author set it."""
        if not grids.begins(self.source.lines[self.at : self.at + 2]) or read_marker(line):
            return []
        return self._as_typed(grids.count_drawn(self._paragraph()), "N022")

    def _table(self, line: str) -> list[Row]:
        if not is_head(self.source.lines, self.at) or read_marker(line):
            return []
        rows = self._take("table", self._count(2, lambda text: "|" not in text))
        return [
            replace(
                row,
                text=outside_code(clean(row.text), self._to_markdown).strip(),
                indent=indent_of(line)[0],
                starts=row is rows[0],
            )
            for row in rows
        ]

    def _unruled(self, line: str) -> list[Row]:
        """A table out of a spreadsheet, a web page, or a plain editor."""
        is_inner = self.is_inside and not unruled.has_corner(self.source.lines, self.at)
        indent, start = indent_of(line) if is_inner else (0, 0)
        may_be = unruled.MAY_PART.search(line)
        found = unruled.table(self._paragraph(), line[:start]) if may_be else []
        if not found and is_laid_out(line):
            return self._as_typed(count_laid_out(self._paragraph()), "N022")
        rows = self._take("table", len(found), TABS)
        return [
            replace(r, text=text, indent=indent, starts=r is rows[0])
            for r, text in zip(rows, found, strict=True)
        ]

    def _stands_in(self, line: str) -> bool:
        """Whether a line begins code as Markdown has it: four columns in, below an empty line."""
        is_below = not self.before or self.before.kind in ("blank", "heading")
        return indent_of(line)[0] >= CODE_INDENT and is_below and not self.is_inside

    def _indented(self, first: str) -> list[Row]:
        """Code that stands in, if it reads as code."""
        if not self._stands_in(first):
            return []
        count = self._count(1, lambda text: indent_of(text)[0] < CODE_INDENT)
        lines = self.source.lines[self.at : self.at + count]
        return [replace(r, info="") for r in self._as_typed(count if is_code(lines) else 0, "")]

    def _boxed(self, line: str) -> list[Row]:
        """The beginning or the end of a box inside an item."""
        indent, start = indent_of(line)
        if not self.is_inside or indent < 2 or not BOX.match(line, start):
            return []
        if self.at not in self.boxes:
            self.boxes |= divs.in_item(self.source.lines, self.at)
        row = read_line(clean(line).strip(), self.at + self.first, line)
        if self.at in self.boxes:
            return [replace(row, col=row.col + start, indent=indent)]
        divs.tell_open(row, line.strip(), self._pos(self.at), self.report)
        return []

    def _line(self, raw: str) -> list[Row]:
        line = self.at + self.first
        cleaned = clean(raw)
        cleaned = without_ticks(cleaned) if "$`" in cleaned else cleaned
        below = displays.below(self.source.lines, self.at) if "$" in cleaned else ""
        change = partial(self._to_markdown, below=below)
        text = outside_code(cleaned, change) if SIGNS & set(cleaned) else cleaned
        if not text.strip():
            return self._hidden(raw, 1) if raw.strip() else [Row("blank", line)]
        if is_underline(text, self.before):
            return [Row("markup", line, text.strip(), level=1 if "=" in text else 2)]
        row = read_line(text, line, raw)
        indent, start = indent_of(text)
        if self.counts.is_stray(row, self.before):
            row = Row("text", line, text[start:].rstrip(), start, indent)
        if self.is_inside and indent >= 2:
            row = inside_item(row, text, start, indent)
        credit = credits.as_text if self.depth else credits.below_words
        row = credit(row, self.source.lines, self.at)
        found = displays.opened(row, self.source.lines, self.at, self.first)
        if found is None:
            self.report.add("M004", self._pos(self.at), tex=row.text[:40])
        return found or [row]

    def _to_markdown(self, text: str, below: str = "") -> str:
        return self.rewriter.to_markdown(text, self._pos(self.at), below)
