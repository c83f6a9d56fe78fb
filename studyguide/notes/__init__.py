"""Raw notes → one clean Markdown text, in which every line still knows its place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from studyguide.config import Book
from studyguide.diagnostics import Pos, Report
from studyguide.notes import headings, manuscript, rows
from studyguide.notes.headings import Note
from studyguide.notes.labels import FOOTNOTE_USE
from studyguide.notes.rows import CODE_SPAN, Row
from studyguide.notes.source import open_note
from studyguide.outline.echoes import find_echoes
from studyguide.outline.flatlist import Item
from studyguide.outline.joins import split_joins

LONGEST_LABEL = 12  # characters of `pseudo code`; a longer line that stands twice is an echo
INDEX = "list of chapters"
MARKDOWN = frozenset({"code", "table", "quote", "fenced", "note"})
FATES = {
    "comment": ("dropped", "comment"),
    "front": ("dropped", "front matter"),
    "index": ("moved", INDEX),
    "title": ("moved", "title of the book"),
    "rule": ("dropped", "line between parts"),
    "markup": ("kept", "markup"),
    "fenced": ("kept", "markup"),
    "code": ("kept", "code"),
    "math": ("kept", "formula"),
    "table": ("kept", "table"),
}


@dataclass(frozen=True)
class Fate:
    """What became of a source line that carries no mark of its own."""

    pos: Pos
    kind: str
    reason: str
    text: str
    is_item: bool


@dataclass(frozen=True)
class Manuscript:
    """The clean Markdown of the whole book, its title, and what the audit needs to know."""

    text: str
    title: str
    fates: tuple[Fate, ...]
    sources: dict[str, tuple[str, ...]]


def read(book: Book, report: Report) -> Manuscript:
    """Read all notes of the book, in order, into one Markdown text."""
    sources = [open_note(path, book.name_of(path), report) for path in book.notes]
    scanned = [Note(s.file, tuple(rows.scan(s, report))) for s in sources]
    for note in scanned:
        _tell_lost_footnotes(note, report)
    scanned = [_with_all_notes(note) for note in scanned]
    dumps = frozenset(note.file for note in scanned if is_dump(note))
    notes = headings.settle(headings.find_chapters(scanned, report))
    title, notes = _book_title(book, notes)
    notes = [_unglued(note) if note.file in dumps else note for note in notes]
    return Manuscript(
        manuscript.write(notes, dumps),
        title,
        tuple(fate for note in notes for fate in _fates(note)),
        {s.file: s.lines for s in sources},
    )


def _with_all_notes(note: Note) -> Note:
    """A footnote that nothing calls, or that stands twice, is a paragraph: pandoc would drop it."""
    lines = [row for row in note.rows if row.kind != "note"]
    open_ = {met[1] for row in lines for met in FOOTNOTE_USE.finditer(_outside_code(row))}
    found = []
    for row in note.rows:
        if row.kind == "note" and row.info not in open_:
            label = f"[^{row.info}]: "
            row = replace(row, kind="text", text=label + row.text, col=max(0, row.col - len(label)))
        elif row.kind == "note":
            open_.discard(row.info)
        found.append(row)
    return replace(note, rows=tuple(found))


def _tell_lost_footnotes(note: Note, report: Report) -> None:
    """A footnote that is used but has no text would be printed as `[^1]`."""
    defined = {row.info for row in note.rows if row.kind == "note"}
    for row in note.rows:
        for met in FOOTNOTE_USE.finditer(_outside_code(row)):
            if met.group(1) not in defined:
                report.add("N010", Pos(note.file, row.line, row.col), label=met.group(1))


def _outside_code(row: Row) -> str:
    return "" if row.kind == "code" else CODE_SPAN.sub("", row.text)


def is_dump(note: Note) -> bool:
    """Whether the note lost its nesting: no Markdown, no indented item.

    Headings alone prove nothing: where lists echo, somebody put them into a flattened text.
    """
    kinds = {row.kind for row in note.rows}
    if kinds & MARKDOWN or any(row.kind == "item" and row.indent for row in note.rows):
        return False
    return "heading" not in kinds or _is_echoing(note)


def _is_echoing(note: Note) -> bool:
    """Two echoes, or one too long to be a label that stands twice."""
    runs = groupby(note.rows, key=lambda row: row.kind in ("item", "text", "blank"))
    lists = [[row.text for row in run if row.kind == "item"] for is_list, run in runs if is_list]
    echoed = [
        texts[of]
        for texts in lists
        for of in find_echoes([Item(text) for text in texts])
        if of is not None
    ]
    return len(echoed) > 1 or any(len(text) > LONGEST_LABEL for text in echoed)


def _book_title(book: Book, notes: list[Note]) -> tuple[str, list[Note]]:
    """The title of the book: its config, else its one top heading, else the folder's name."""
    if book.title:
        return book.title, notes
    if len(notes) == 1:
        title, note = headings.promote_title(notes[0])
        if title:
            return title, [note]
    tops = [row for note in notes for row in note.rows if row.kind == "heading" and row.level == 1]
    is_told = len(tops) == 1 and not tops[0].info
    return (tops[0].text if is_told else book.root.name), notes


def _unglued(note: Note) -> Note:
    """Undo the extractor's glue: `rest - Y` and `rest- Y` are two lines."""
    found: list[Row] = []
    in_list = False
    for row in note.rows:
        in_list = row.kind == "item" or (in_list and row.kind == "text")
        found += _split(row) if in_list and row.kind == "text" else [row]
    return replace(note, rows=tuple(found))


def _split(row: Row) -> list[Row]:
    return [
        replace(row, kind="item", text=piece.text, col=row.col + piece.col, join=piece.join.value)
        if piece.join
        else replace(row, text=piece.text, col=row.col + piece.col)
        for piece in split_joins(row.text)
    ]


def _fates(note: Note) -> Iterator[Fate]:
    for row in note.rows:
        if row.kind in FATES:
            kind, reason = FATES[row.kind]
            yield Fate(
                Pos(note.file, row.line, row.col), kind, reason, row.text, row.marker is not None
            )
