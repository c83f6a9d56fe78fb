"""Writes sorted lines as pandoc Markdown: every text begins with a mark that tells its place."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from studyguide.notes import held, signs, stars
from studyguide.notes.blocks import blocks, with_all_breaks, with_breaks
from studyguide.notes.boxes import alerts
from studyguide.notes.code.fences import FENCE
from studyguide.notes.code.languages import language, name_of
from studyguide.notes.labels import TARGET, own_labels
from studyguide.notes.lines import cuts
from studyguide.notes.lists.plan import Entry, entries, owned
from studyguide.notes.rows import PROPERTY, Row
from studyguide.notes.tables import rows as table_rows
from studyguide.notes.titles.headings import Note
from studyguide.notes.titles.own_numbers import OWN_NUMBER, UNNUMBERED

APART = ("", "::: {.apart}", ":::")  # between two lists, which pandoc would take for one
NAMED = "named"  # attribute of a heading: the id that its author gave
INDENT = 4  # columns by which a nested block stands in, as pandoc reads it
CODE_INFO = re.compile(r"\{?\.?([\w+#-]*)[,:]?\s*(.*?)\}?$")  # `python`, `{.python}`, `js a.js`


@dataclass(frozen=True)
class Place:
    """What the writer knows of the note it writes: its name, whether it lost its nesting."""

    file: str
    is_dump: bool
    labels: str  # put before labels of footnotes and link targets, which are the note's own
    targets: frozenset[str]  # labels of its link targets in small letters, and `^1` of footnotes

    def mark(self, row: Row, **more: str) -> str:
        """The empty span that stands before the text of `row`."""
        return f"[]{{.at {self.pos(row, **more)}}}"

    def pos(self, row: Row, **more: str) -> str:
        """The place of `row` as attributes."""
        name = _in_quotes(self.file)
        pairs = "".join(f' {key}="{value}"' for key, value in more.items() if value)
        return f'pos="{name}:{row.line}:{row.col}"{pairs}'

    def text(self, row: Row) -> str:
        """The text of `row`, its labels told apart from other notes', its signs kept."""
        return self.said(row.text)

    def said(self, text: str) -> str:
        """The same of a whole paragraph; its marks, code and formulas stay as they are."""
        owned = own_labels(text, self.labels, self.targets)
        return held.freed(stars.kept(held.outside(owned, signs.kept)))


def _in_quotes(text: str) -> str:
    """Text as pandoc reads it between the quotes of an attribute."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")


def write(note: Note, is_dump: bool, prefix: str, counter: "Counter") -> list[str]:
    """The Markdown of a note in parts, each of which can be read without the others.

    That is the note, or a chapter of it where no label and no box can hold two together. A dump
    lost its nesting; `prefix` tells its labels from those of other notes.
    """
    found = (TARGET.match(row.text) for row in note.rows if row.kind == "fenced")
    footnotes = (f"^{row.info}" for row in note.rows if row.kind == "note")
    targets = frozenset([*(met[1].casefold() for met in found if met), *footnotes])
    place = Place(note.file, is_dump, prefix, targets)
    before = ""
    is_one = any(row.kind in ("fenced", "note") for row in note.rows)
    parts: list[list[str]] = [[]]
    for block in blocks(note.rows, place.is_dump):
        if not is_one and block[0].kind == "heading" and block[0].level == 1:
            parts.append([])
        written = _block_lines(place, block, counter)
        is_beside = before == block[0].kind == "item" and written
        parts[-1] += [*(APART if is_beside else ()), "", *written]
        before = block[0].kind if written else before
    return [text for lines in parts if (text := "\n".join(lines).strip("\n"))]


@dataclass
class Counter:
    """Numbers of chapters and sections."""

    chapter: int = 0
    section: int = 0
    unnumbered: int = 0  # chapters behind that chapter, whose sections go on counting

    def ident(self, row: Row) -> str:
        """ASCII id of a heading: `ch-02`, `ch-02-s3`, `preface`; `ch-02-2` has no number."""
        if row.level == 1 and row.info == "preface":
            self.section = 0
            return "preface"
        if row.level == 1:
            own = next(filter(None, map(OWN_NUMBER.fullmatch, row.attributes)), None)
            if UNNUMBERED in row.attributes:
                self.unnumbered += 1
                return f"ch-{self.chapter:02d}-{self.unnumbered + 1}"
            self.chapter, self.section = int(own[1]) if own else self.chapter + 1, 0
            self.unnumbered = 0
            return f"ch-{self.chapter:02d}"
        self.section += 1
        return f"ch-{self.chapter:02d}-s{self.section}"


def _block_lines(place: Place, block: list[Row], counter: Counter) -> list[str]:
    kind = block[0].kind
    if kind == "heading":
        return [_heading(place, block[0], counter)]
    if kind == "item":
        return list(_list(place, block))
    if kind == "code":
        return list(_code(place, block))
    if kind == "table":
        return list(table_rows.written(block, place.mark, place.said))
    if kind == "quote":
        return list(_quote(place, block))
    if kind == "note":
        return list(_note(place, block))
    if kind in ("text", "math"):
        return _paragraph(place, block, place.mark(block[0]))
    return list(_fenced(place, block[0])) if kind == "fenced" else []


def _heading(place: Place, row: Row, counter: Counter) -> str:
    ident = counter.ident(row)
    named = next((a[1:] for a in row.attributes if a.startswith("#")), "")
    classes = [a for a in row.attributes if not (a.startswith("#") or OWN_NUMBER.fullmatch(a))]
    if row.level == 1:
        classes.append(".preface" if row.info == "preface" else ".chapter")
        if not {".preface", UNNUMBERED} & {*classes}:
            classes.append(f'number="{counter.chapter}"')
    if row.info == "generated" or ".preface" in classes:
        classes.append(".generated")
    if named:
        classes.append(f'{NAMED}="{_in_quotes(named)}"')
    attributes = " ".join([f"#{ident}", *classes])
    mark = place.mark(row, kind="heading")
    return f"{'#' * row.level} {mark}{place.text(row)} {{{attributes}}}"


def _paragraph(place: Place, rows: Sequence[Row], first_mark: str) -> list[str]:
    """Text lines, a mark before each that begins in no formula or code."""
    parts = [first_mark + rows[0].text]
    for before, row in pairwise(rows):
        is_open = row.kind == "math"
        is_property = bool(PROPERTY.match(before.text) and PROPERTY.match(row.text))
        is_broken = (is_property or before.breaks) and not is_open
        if is_broken and not parts[-1].endswith("\\"):
            parts.append("\\")
        if row.text:
            mark = "" if is_open else place.mark(row, kind="rest")
            is_cut = row.join == cuts.CUT and not is_broken
            parts[-1] = cuts.before_mark(parts[-1]) if is_cut else parts[-1]
            parts.append(("" if is_cut else "\n") + mark + row.text)
    return place.said("".join(parts)).split("\n")


def _quote(place: Place, block: list[Row]) -> Iterator[str]:
    """A quotation with the blocks inside it, each written as it would be outside."""
    inside = [row.inner or row for row in block]
    met = alerts.ALERT.match(inside[0].text) if inside[0].kind == "text" else None
    if met:
        title = inside[0].text[met.end() :] or alerts.title(met[1])
        look = f" .{found}" if (found := alerts.look(met[1])) else ""
        yield f"::: {{.callout{look}}}"
        yield from ("", f"{place.mark(inside[0])}**{title}**")
    for part in blocks(inside[1:] if met else inside, is_dump=False):
        if met:
            yield from ("", *_block_lines(place, part, Counter()))
            continue
        lines = [_bold(place, part[0])] if part[0].kind == "heading" else []
        for line in lines or _block_lines(place, part, Counter()):
            yield f"> {line}".rstrip() if line.strip() else ">"
        yield ">"
    if met:
        yield from ("", ":::")


def _bold(place: Place, row: Row) -> str:
    """A heading inside a quotation opens no chapter."""
    text = place.text(row)
    return place.mark(row) + (text if "*" in text else f"**{text}**")


def _note(place: Place, block: list[Row]) -> Iterator[str]:
    first = block[0]
    lines = list(_with_inside(place, block, place.mark(first), INDENT))
    yield f"[^{place.labels}{first.info}]: {lines[0].lstrip()}"
    yield from lines[1:]


def _with_inside(place: Place, rows: Sequence[Row], mark: str, inner: int) -> Iterator[str]:
    """A first paragraph and the blocks below it, all indented by `inner` columns."""
    end = next(
        (i for i, row in enumerate(rows) if i and row.kind not in ("text", "math")), len(rows)
    )
    first = with_all_breaks(rows[:end]) if place.is_dump else with_breaks(rows[:end])
    yield from (" " * inner + line for line in _paragraph(place, first, mark))
    yield from _inside(place, rows[end:], inner)


def _inside(place: Place, rows: Sequence[Row], inner: int) -> Iterator[str]:
    """The blocks below the first paragraph of an item or a footnote, indented by `inner`."""
    for block in blocks(rows, is_dump=False):
        yield ""
        yield from (
            " " * inner + line if line else "" for line in _block_lines(place, block, Counter())
        )
        yield ""


def _fenced(place: Place, row: Row) -> Iterator[str]:
    met = TARGET.match(row.text)
    yield f"[{place.labels}{row.text[met.start(1) :]}" if met else row.text
    if row.info:
        yield from ("", place.mark(row) + row.info)


def _code(place: Place, block: list[Row]) -> Iterator[str]:
    """A fenced block; its place, the line above the code, is an attribute."""
    first = block[0]
    met = FENCE.match(first.text.strip())
    inside = [_dedent(row.text, first.indent) for row in (block[1:] if met else block)]
    if met and inside and len(set(inside[-1].strip())) == 1:
        inside = inside[:-1] if FENCE.match(inside[-1].strip()) else inside
    fence = "~" * max(3, 1 + max((_tildes(line) for line in inside), default=0))
    info = CODE_INFO.match(first.info.strip()) if met else None
    named = language(info[1]) if info else ""
    name = name_of(info[2]) if info else ""
    if name:
        yield from (f"{place.mark(first)}[{name}]{{.code-name}}", "")
    above = first if met else replace(first, line=first.line - 1)
    yield f"{fence} {{{f'.{named} ' if named else ''}{place.pos(above)}}}"
    yield from inside
    yield fence


def _tildes(line: str) -> int:
    return len(line.strip()) if set(line.strip()) == {"~"} else 0


def _dedent(text: str, columns: int) -> str:
    blanks = text[: len(text) - len(text.lstrip(" \t"))].expandtabs(INDENT)
    return blanks[columns:] + text.lstrip(" \t")


def _list(place: Place, block: list[Row]) -> Iterator[str]:
    """A list with all it holds, nested by the levels that its indents and bullets show.

    Below what an outer item holds, an item stands in that one, however deep it was meant.
    """
    depths, prefixes, indents = list[int](), list[int](), list[int]()  # of the open items
    for entry in entries(block, place.is_dump):
        _close(bisect_left(depths, entry.depth), depths, prefixes, indents)
        margin = prefixes[-1] if prefixes else 0
        depths.append(entry.depth)
        prefixes.append(margin + max(INDENT, len(entry.bullet) + 1))
        indents.append(entry.rows[0].indent)
        (_, own), *others = owned(entry.rows, indents)
        lines = list(_with_inside(place, own, _item_mark(place, entry), prefixes[-1]))
        task = entry.rows[0].info
        bullet = " " * margin + entry.bullet.ljust(prefixes[-1] - margin)
        yield bullet + task + lines[0][prefixes[-1] :]
        yield from lines[1:]
        for depth, rows in others:
            yield from _inside(place, rows, prefixes[depth])
        for depth, _ in others[-1:]:
            _close(depth + 1, depths, prefixes, indents)


def _close(count: int, *opened: list[int]) -> None:
    """Leave so many items open."""
    for each in opened:
        del each[count:]


def _item_mark(place: Place, entry: Entry) -> str:
    return place.mark(
        entry.rows[0],
        kind="item",
        flat="1" if place.is_dump else "",
        gap="1" if entry.has_gap else "",
        shown=entry.shown,
        join=entry.rows[0].join,
        label=entry.label,
    )
