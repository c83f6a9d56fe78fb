"""Writes sorted lines as pandoc Markdown: every text begins with a mark that tells its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from studyguide.notes.headings import Note
from studyguide.notes.labels import TARGET, own_labels
from studyguide.notes.markers import Marker, keeps_numbers, levels, siblings
from studyguide.notes.rows import Row

INDENT = 4  # columns by which a nested block stands in, as pandoc reads it
PROPERTY = re.compile(r"[^\s:：|][^:：|]{0,15}[ ]?[:：][ ]+\S")  # `날짜: 2022-11-19` of an export
SENTENCE_END = re.compile(r"[.?!…:~다요음함됨임][)”’\"']*$")
LANGUAGE = re.compile(r"\{?\.?([\w+#-]+)?")  # `python`, `{.python}` after a fence
ARROW_START = re.compile(r"[-=]*>|→")  # a consequence line


@dataclass(frozen=True)
class Place:
    """What the writer knows of the note it writes: its name, whether it lost its nesting."""

    file: str
    is_dump: bool
    labels: str  # put before labels of footnotes and link targets, which are the note's own
    targets: frozenset[str]  # labels of its link targets, in small letters

    def mark(self, row: Row, **more: str) -> str:
        """The empty span that stands before the text of `row`."""
        name = self.file.replace("\\", "\\\\").replace('"', '\\"')
        pairs = "".join(f' {key}="{value}"' for key, value in more.items() if value)
        return f'[]{{.at pos="{name}:{row.line}:{row.col}"{pairs}}}'

    def text(self, row: Row) -> str:
        """The text of `row` with its labels told apart from other notes' labels."""
        return own_labels(row.text, self.labels, self.targets)


def write(notes: Sequence[Note], dumps: frozenset[str]) -> str:
    """One Markdown text of all notes; `dumps` names those that lost their nesting."""
    counter = Counter()
    lines: list[str] = []
    for at, note in enumerate(notes):
        prefix = f"{at + 1}-" if len(notes) > 1 else ""
        found = (TARGET.match(row.text) for row in note.rows if row.kind == "fenced")
        targets = frozenset(met[1].casefold() for met in found if met)
        place = Place(note.file, note.file in dumps, prefix, targets)
        for block in blocks(note.rows, place.is_dump):
            lines += ["", *_block_lines(place, block, counter)]
    return "\n".join(lines).strip("\n") + "\n"


def blocks(rows: Sequence[Row], is_dump: bool) -> Iterator[list[Row]]:
    """Rows that belong together: a paragraph, a list with all it holds, a table, a fence."""
    at = 0
    while at < len(rows):
        end = _end_of(rows, at, is_dump)
        if rows[at].kind != "blank":
            yield list(rows[at:end])
        at = end


def _end_of(rows: Sequence[Row], at: int, is_dump: bool) -> int:
    kind = rows[at].kind
    if kind == "item":
        return _end_of_list(rows, at, is_dump)
    end = at + 1
    goes_on = FOLLOWERS.get(kind, ())
    while end < len(rows) and rows[end].kind in goes_on and not rows[end].starts:
        if kind == "text" and is_dump and _is_whole(rows[end - 1]):
            break
        end += 1
    if kind == "note":
        end = _end_of_indented(rows, end)
    return end


FOLLOWERS = {
    "text": ("text", "math"),
    "quote": ("quote", "text"),
    "code": ("code",),
    "table": ("table",),
    "note": ("text", "math"),
}


def _is_whole(row: Row) -> bool:
    """Whether a line of a dump is a paragraph of its own and not the half of a wrapped one."""
    return bool(SENTENCE_END.search(row.text)) or row.kind != "text"


def _end_of_indented(rows: Sequence[Row], at: int) -> int:
    """Skip blank lines as long as something indented follows them."""
    end = at
    while end < len(rows):
        after = next((i for i in range(end, len(rows)) if rows[i].kind != "blank"), None)
        if after is None or rows[after].indent < 2 or rows[after].kind in OUTER:
            return end
        end = after + 1
    return end


OUTER = ("heading", "rule", "fenced", "note", "comment", "front", "index", "title", "markup")


def _end_of_list(rows: Sequence[Row], at: int, is_dump: bool) -> int:
    end = at + 1
    while end < len(rows):
        after = next((i for i in range(end, len(rows)) if rows[i].kind != "blank"), None)
        if after is None or not _belongs(rows[after], is_near=after == end):
            break
        end = after + 1
    return _without_tail(rows, at, end) if is_dump else end


def _belongs(row: Row, is_near: bool) -> bool:
    if row.kind == "item":
        return True
    if row.kind in OUTER:
        return False
    return row.indent >= 2 or (is_near and row.kind in ("text", "math"))


def _without_tail(rows: Sequence[Row], at: int, end: int) -> int:
    """Before a title or the end, lines without bullet are a paragraph, not the last item's rest."""
    after = next((row for row in rows[end:] if row.kind != "blank"), None)
    if after is not None and after.kind != "heading":
        return end
    last = max(i for i in range(at, end) if rows[i].kind == "item" or _is_rest(rows[i]))
    return last + 1


def _is_rest(row: Row) -> bool:
    return row.indent > 0 or bool(ARROW_START.match(row.text))


@dataclass
class Counter:
    """Numbers of chapters and sections."""

    chapter: int = 0
    section: int = 0
    used: set[str] = field(default_factory=set)

    def ident(self, row: Row) -> str:
        """ASCII id of a heading: `ch-02`, `ch-02-s3`, `preface`."""
        if row.info == "preface":
            self.section = 0
            return "preface"
        if row.level == 1:
            self.chapter, self.section = self.chapter + 1, 0
            return f"ch-{self.chapter:02d}"
        self.section += 1
        return f"ch-{self.chapter:02d}-s{self.section}"


def _block_lines(place: Place, block: list[Row], counter: Counter) -> list[str]:
    kind = block[0].kind
    if kind == "heading":
        return [_heading(place, block[0], counter)]
    if kind == "item":
        return list(_list(place, block))
    if kind in ("code", "table"):
        return list(_verbatim(place, block))
    if kind == "quote":
        return [_quote(place, row) for row in block]
    if kind == "note":
        return list(_note(place, block))
    if kind in ("text", "math"):
        return _paragraph(place, block, place.mark(block[0]))
    return list(_fenced(place, block[0])) if kind == "fenced" else []


def _heading(place: Place, row: Row, counter: Counter) -> str:
    ident = counter.ident(row)
    wanted = next((a[1:] for a in row.attributes if a.startswith("#")), ident)
    ident = ident if wanted in counter.used else wanted
    counter.used.add(ident)
    classes = [a for a in row.attributes if not a.startswith("#")]
    if row.level == 1:
        is_preface = row.info == "preface"
        classes += [".preface"] if is_preface else [".chapter", f'number="{counter.chapter}"']
    if row.info:
        classes.append(".generated")
    attributes = " ".join([f"#{ident}", *classes])
    mark = place.mark(row, kind="heading")
    return f"{'#' * row.level} {mark}{place.text(row)} {{{attributes}}}"


def _paragraph(place: Place, rows: Sequence[Row], first_mark: str) -> list[str]:
    """Text lines, a mark before each where the place is plain text."""
    lines = [first_mark + place.text(rows[0])]
    for at, row in enumerate(rows[1:], 1):
        is_property = all(PROPERTY.match(r.text) for r in rows[at - 1 : at + 1])
        if is_property and not lines[-1].endswith("\\"):
            lines[-1] += "\\"
        mark = "" if row.kind == "math" or _is_open(rows[:at]) else place.mark(row, kind="rest")
        lines.append(mark + place.text(row))
    return lines


def _is_open(rows: Sequence[Row]) -> bool:
    """Whether code or a formula is still open at the end of these lines."""
    text = "\n".join(row.text for row in rows).replace("\\$", "")
    return text.count("`") % 2 == 1 or text.count("$$") % 2 == 1


def _quote(place: Place, row: Row) -> str:
    marker = row.info or "> "
    return f"{marker.rstrip()} {place.mark(row)}{place.text(row)}" if row.text else marker.rstrip()


def _note(place: Place, block: list[Row]) -> Iterator[str]:
    first, *others = block
    yield f"[^{place.labels}{first.info}]: {place.mark(first)}{place.text(first)}"
    for row in others:
        mark = place.mark(row) if row.kind == "text" else ""
        yield " " * INDENT + mark + place.text(row) if row.text else ""


def _fenced(place: Place, row: Row) -> Iterator[str]:
    met = TARGET.match(row.text)
    yield f"[{place.labels}{row.text[met.start(1) :]}" if met else row.text
    if row.info:
        yield from ("", place.mark(row) + row.info)


def _verbatim(place: Place, block: list[Row]) -> Iterator[str]:
    """A fence gets its place as an attribute, a table row a mark in its first cell."""
    first = block[0]
    if first.kind == "table":
        for at, row in enumerate(block):
            mark = "" if at == 1 else place.mark(row)
            cells = row.text if row.text.startswith("|") else f"|{row.text}"
            yield f"| {mark}{cells[1:].lstrip()}" if mark else cells
        return
    fence = first.text.strip()
    run = len(fence) - len(fence.lstrip(fence[0]))
    language = LANGUAGE.match(first.info)
    name = f".{language.group(1)} " if language and language.group(1) else ""
    at_place = place.mark(first)[len("[]{.at ") : -1]
    yield f"{fence[0] * run} {{{name}{at_place}}}"
    inside = [_dedent(row.text, first.indent) for row in block[1:]]
    is_closed = bool(inside) and set(inside[-1].strip()) == {fence[0]}
    yield from inside if is_closed else [*inside, fence[0] * run]


def _dedent(text: str, columns: int) -> str:
    blanks = len(text) - len(text.lstrip(" \t"))
    return (
        text.expandtabs(INDENT)[columns:] if "\t" in text[:blanks] else text[min(blanks, columns) :]
    )


def _list(place: Place, block: list[Row]) -> Iterator[str]:
    """A list with all it holds, nested by the levels that its indents and bullets show."""
    entries = list(_entries(block))
    markers = _markers([rows[0] for rows in entries])
    shown = levels(markers)
    numbered = _numbered(markers, [level.depth for level in shown])
    prefixes: list[int] = []
    for at, rows in enumerate(entries):
        del prefixes[shown[at].depth :]
        bullet = f"{markers[at].number}." if at in numbered else "-"
        margin = prefixes[-1] if prefixes else 0
        prefixes.append(margin + max(INDENT, len(bullet) + 1))
        mark = place.mark(
            rows[0],
            kind="item",
            flat="1" if place.is_dump else "",
            gap="1" if _has_gap(block, rows[0]) else "",
            shown=shown[at].shown_by,
            join=rows[0].join,
            label=_label(markers[at]) if at not in numbered else "",
        )
        yield from _entry(place, rows, bullet, mark, margin, prefixes[-1])


def _entries(block: list[Row]) -> Iterator[list[Row]]:
    """Each item with the rows up to the next item."""
    entry: list[Row] = []
    for row in block:
        if row.kind == "item" and entry:
            yield entry
            entry = []
        entry.append(row)
    yield entry


def _markers(items: list[Row]) -> list[Marker]:
    """Their markers; an item cut off a line has the bullet of the one before it."""
    found: list[Marker] = []
    for row in items:
        found.append(row.marker or replace(found[-1], number=None, label=""))
    return found


def _numbered(markers: list[Marker], depths: list[int]) -> frozenset[int]:
    """Items that a numbered list prints with the same numbers as the author wrote."""
    lists = (group for group in siblings(depths))
    kept = (g for g in lists if keeps_numbers([markers[at].number for at in g]))
    return frozenset(at for group in kept for at in group)


def _label(marker: Marker) -> str:
    return marker.label or (f"{marker.number}." if marker.number is not None else "")


def _has_gap(block: list[Row], row: Row) -> bool:
    at = block.index(row)
    return at > 0 and block[at - 1].kind == "blank"


def _entry(
    place: Place, rows: list[Row], bullet: str, mark: str, margin: int, inner: int
) -> Iterator[str]:
    """One item: its first paragraph, then the blocks inside it, indented."""
    number = rows[0].marker.number if rows[0].marker else None
    head = replace(rows[0], text=_numbered_text(rows[0], number, bullet))
    end = next(
        (i for i, row in enumerate(rows) if i and row.kind not in ("text", "math")), len(rows)
    )
    task = head.info
    lines = _paragraph(place, [head, *rows[1:end]], mark)
    yield " " * margin + bullet.ljust(inner - margin) + task + lines[0]
    yield from (" " * inner + line for line in lines[1:])
    for block in blocks(rows[end:], is_dump=False):
        yield ""
        yield from (" " * inner + line for line in _block_lines(place, block, Counter()))
        yield ""


def _numbered_text(row: Row, number: int | None, bullet: str) -> str:
    """A number that the list would not count stays in the text."""
    return row.text if number is None or bullet != "-" else f"{number}. {row.text}"
