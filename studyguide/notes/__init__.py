"""Raw notes → one clean Markdown text, in which every line still knows its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from studyguide.config import Book
from studyguide.diagnostics import Pos, Report
from studyguide.keeping.facts import Facts
from studyguide.keeping.records import NOWHERE, Records
from studyguide.notes import (
    block_names,
    chat,
    environments,
    footnotes,
    keyword_lines,
    labels,
    manuscript,
    open_comments,
    unclosed,
)
from studyguide.notes.boxes import divs, own_questions, toggles
from studyguide.notes.code.fences import FENCE
from studyguide.notes.lines import margins, open_lines, unglued, wraps
from studyguide.notes.lists import anew, answers, begun, letter_bullets, stairs
from studyguide.notes.lists import heads as list_heads
from studyguide.notes.lists.dumps import is_dump
from studyguide.notes.manuscript import Counter
from studyguide.notes.rows import Row
from studyguide.notes.scanner import scan
from studyguide.notes.source import Source, open_notes
from studyguide.notes.titles import front, hashes, headings, one_chapter
from studyguide.notes.titles.chapters import find_chapters, names_index
from studyguide.notes.titles.headings import Note

INDEX = "list of chapters"
CODE, FORMULA, TABLE = "code", "formula", "table"
TEX_COMMENT = "comment in a formula"
FATES = {
    "comment": ("dropped", "comment"),
    "front": ("dropped", "front matter"),
    "index": ("moved", INDEX),
    "title": ("moved", "title of the book"),
    "rule": ("dropped", "line between parts"),
    "markup": ("kept", "markup"),
    "fenced": ("kept", "markup"),
    "code": ("kept", CODE),
    "math": ("kept", FORMULA),
    "table": ("kept", TABLE),
}


@dataclass(frozen=True)
class Fate:
    """What became of a source line that carries no mark of its own.

    `owner` is the line whose mark covers it, where that is another one (in a formula).
    """

    pos: Pos
    kind: str
    reason: str
    text: str
    is_item: bool
    owner: int


@dataclass(frozen=True)
class Manuscript:
    """The clean Markdown of the book, its title, and what the audit needs to know.

    Each of `parts` can be read without the others. `sources` are the lines as they were typed,
    `bullets` those that begin with a letter for a bullet, as they are read; by file and number.
    """

    parts: tuple[str, ...]
    title: str
    fates: tuple[Fate, ...]
    sources: dict[str, tuple[str, ...]]
    bullets: dict[tuple[str, int], str]

    @property
    def text(self) -> str:
        """The Markdown of the whole book."""
        return "\n\n".join(self.parts) + "\n"


@dataclass(frozen=True)
class _Sorted:
    """A note alone: its sorted lines, whether it lost its nesting, or may list the chapters."""

    note: Note
    is_dump: bool
    has_index: bool


@dataclass(frozen=True)
class _Written:
    """A note as Markdown in parts, and where the counting of headings goes on behind it."""

    parts: tuple[str, ...]
    fates: tuple[Fate, ...]
    counter: Counter


def read(book: Book, report: Report, shelf: Records = NOWHERE) -> Manuscript:
    """Read all notes of the book, in order, into one Markdown text.

    `shelf` knows the notes that did not change.
    """
    facts = Facts(shelf, report)
    paths = {book.note_name(path): path for path in book.notes}
    opened = [open_comments.closed(source) for source in open_notes(paths, report)]
    sources = [letter_bullets.signed(source) for source in opened]
    found = [
        facts.made(facts.name("sorted note", each), _Sorted, partial(_sort, each))
        for each in sources
    ]
    indexed = {each.note.file for each in found if each.has_index}
    notes = find_chapters([each.note for each in found], indexed, report)
    notes = one_chapter.settle(front.titled(notes, book.title))
    notes = headings.levelled(notes)
    title, notes = _book_title(book, notes)
    notes = headings.settle(notes)
    headings.tell_empty(notes, report)
    written = list(_written(notes, [each.is_dump for each in found], facts))
    return Manuscript(
        tuple(part for each in written for part in each.parts),
        title,
        tuple(fate for each in written for fate in each.fates),
        {typed.file: typed.lines for typed in opened},
        {
            (typed.file, number): line
            for typed, source in zip(opened, sources, strict=True)
            for number, line in enumerate(source.lines, 1)
            if typed.lines[number - 1] != line
        },
    )


def _sort(source: Source, report: Report) -> _Sorted:
    rows = margins.without(source, partial(scan, report=report))
    note = stairs.settle(hashes.settle(Note(source.file, tuple(rows))))
    note, hung = footnotes.settle(answers.settle(block_names.settle(begun.settle(note))))
    note = environments.settle(note, report)
    settled = labels.settle(note, hung, report)
    unclosed.tell(settled, report)
    return _Sorted(settled, is_dump(note), names_index(settled))


def _written(notes: Sequence[Note], dumps: Sequence[bool], facts: Facts) -> Iterator[_Written]:
    """The notes as Markdown, the numbers of headings going on from note to note."""
    counter = Counter()
    for at, (note, is_flat) in enumerate(zip(notes, dumps, strict=True), 1):
        prefix = f"{at}-" if len(notes) > 1 else ""
        name = facts.name("written note", note, is_flat, prefix, counter)
        made = facts.made(name, _Written, partial(_write, note, is_flat, prefix, counter))
        counter = made.counter
        yield made


def _write(note: Note, is_flat: bool, prefix: str, before: Counter, report: Report) -> _Written:
    note = own_questions.lift(chat.settle(note), report)
    note = keyword_lines.settle(divs.settle(note, report))
    note = wraps.settle(anew.settle(unglued.settle(note) if is_flat else note))
    note = open_lines.settle(toggles.settle(note))
    note = list_heads.settle(note, is_flat)
    counter = replace(before)
    parts = manuscript.write(note, is_flat, prefix, counter)
    return _Written(tuple(parts), tuple(_fates(note)), counter)


def _book_title(book: Book, notes: list[Note]) -> tuple[str, list[Note]]:
    """The title of the book: its config, else its one top heading, else the folder's name."""
    if len(notes) == 1:
        title, note = headings.promote_title(notes[0])
        if title and headings.key_of(book.title or title) == headings.key_of(title):
            return book.title or headings.without_signs(title), [note]
    if book.title:
        return book.title, notes
    tops = [row for note in notes for row in note.rows if row.kind == "heading" and row.level == 1]
    if len(notes) == 1 and (line := headings.title_line(notes[0])):
        tops = [line]
    is_lone = len(tops) == len(notes) == 1
    return (headings.without_signs(tops[0].text) if is_lone else book.root.name), notes


def _fates(note: Note) -> Iterator[Fate]:
    owner = 0
    for outer in note.rows:
        row = outer
        while row.inner:  # quotations within quotations
            row = row.inner
        owner = owner if row.kind == "math" else row.line
        if row.is_cut:
            pos = Pos(note.file, row.line, row.col)
            yield Fate(pos, "dropped", TEX_COMMENT, row.text, False, owner)
        if row.kind in FATES and row.line:
            kind, reason = FATES[row.kind]
            reason = "markup" if row.kind == "code" and _is_fence(row) else reason
            pos = Pos(note.file, row.line, row.col)
            yield Fate(pos, kind, reason, row.text, row.marker is not None, owner)


def _is_fence(row: Row) -> bool:
    return bool(FENCE.match(row.text.strip()))
