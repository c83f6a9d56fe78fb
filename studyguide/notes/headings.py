"""Finds the chapters: `#` headings, the titles that a list of chapters names, numbered titles."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from studyguide.diagnostics import Pos, Report
from studyguide.notes.markers import keeps_numbers
from studyguide.notes.rows import Row

INDEX_WORDS = frozenset({"index", "목차", "차례", "순서", "contents", "tableofcontents", "toc"})
NUMBERED = re.compile(r"(\d{1,2})[.)][ \t]+(?=\S)")  # `3. 제목`
HEADING_ATTRIBUTES = re.compile(r"[ \t]*\{([^{}]*)\}$")  # `제목 {#id .class}`
FILE_NUMBER = re.compile(r"^[\d\s._-]+(?=\D)")  # the `03-` of 03-diffusion.md
LONGEST_TITLE = 80  # characters; a longer numbered line is a sentence
PREFACE = "머리말"
OWN_CLASSES = (".preface", ".generated")  # written by `outline --write`


@dataclass(frozen=True)
class Note:
    """One note with its sorted lines."""

    file: str
    rows: tuple[Row, ...]


def key_of(text: str) -> str:
    """A title reduced to its letters and digits, to compare spellings.

    >>> key_of("1. What’s New: GCP") == key_of("1. what's new - GCP")
    True
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in text if unicodedata.category(char)[0] in "LN")


def find_chapters(notes: Sequence[Note], report: Report) -> list[Note]:
    """Turn the lines that are titles into heading rows, file by file."""
    titles = _index_titles(notes)
    if titles:
        return _by_index(notes, titles, report)
    return [_by_numbers(note) for note in notes]


def settle(notes: Sequence[Note]) -> list[Note]:
    """Levels from 1 without gaps, a heading for every file, a preface before the first chapter."""
    single = len(notes) == 1
    return [
        _with_top_heading(_levelled(_underlined(note)), is_first=at == 0, is_only=single)
        for at, note in enumerate(notes)
    ]


def _said(row: Row) -> str:
    """The line with its number, as the author wrote it."""
    number = row.marker.number if row.marker else None
    return f"{number}. {row.text}" if number is not None else row.text


def _index_titles(notes: Sequence[Note]) -> dict[str, tuple[str, Row]]:
    """Keys of the titles that a list of chapters names → its file and row."""
    for note in notes:
        for at, row in enumerate(note.rows):
            if row.kind in ("text", "heading", "item") and key_of(row.text) in INDEX_WORDS:
                rows = _index_rows(note.rows[at + 1 :])
                found = {key_of(_bare(_said(r))): (note.file, r) for r in rows}
                if len(found) >= 2 and _count_titles(notes, found) * 2 >= len(found):
                    return found | {key_of(row.text): (note.file, row)}
    return {}


def _index_rows(rows: Sequence[Row]) -> list[Row]:
    found: list[Row] = []
    for row in rows:
        if row.kind == "blank":
            continue
        if row.kind not in ("item", "text") or not NUMBERED.match(_said(row)):
            break
        found.append(row)
    return found


def _bare(title: str) -> str:
    return NUMBERED.sub("", title.strip(), count=1)


def _count_titles(notes: Sequence[Note], named: dict[str, tuple[str, Row]]) -> int:
    own = {(file, row.line) for file, row in named.values()}
    met = {
        key
        for note in notes
        for row in note.rows
        if (note.file, row.line) not in own and (key := _title_key(row)) in named
    }
    return len(met)


def _title_key(row: Row) -> str:
    """Key of a line that could be a title: no bullet before it, not long."""
    is_plain = row.kind in ("text", "heading") or (row.kind == "item" and _is_numbered(row))
    return key_of(_bare(_said(row))) if is_plain and len(row.text) <= LONGEST_TITLE else ""


def _is_numbered(row: Row) -> bool:
    return bool(row.marker and row.marker.number is not None and row.indent == 0)


def _by_index(
    notes: Sequence[Note], named: dict[str, tuple[str, Row]], report: Report
) -> list[Note]:
    own = {(file, row.line): key for key, (file, row) in named.items()}
    used: set[str] = set()
    found = []
    for note in notes:
        rows = []
        for row in note.rows:
            key = _title_key(row)
            if (note.file, row.line) not in own and key in named and key not in used:
                used.add(key)
                row = _to_heading(row)
            rows.append(row)
        found.append(replace(note, rows=tuple(rows)))
    return [_without_index(note, own, used, report) for note in found]


def _without_index(
    note: Note, own: dict[tuple[str, int], str], used: set[str], report: Report
) -> Note:
    """The list of chapters leaves the text; a title that was not met stays and is reported."""
    rows = []
    for row in note.rows:
        key = own.get((note.file, row.line))
        if key is not None and (key in used or key in INDEX_WORDS):
            row = replace(row, kind="index")
        elif key is not None:
            report.add("N004", Pos(note.file, row.line, row.col), title=_bare(_said(row)))
        rows.append(row)
    return replace(note, rows=tuple(rows))


def _to_heading(row: Row, level: int = 1) -> Row:
    said = _said(row)
    text = _bare(said)
    return replace(row, kind="heading", text=text, level=row.level or level, marker=None)


def _by_numbers(note: Note) -> Note:
    """`1. 제목` lines that count up and stand alone are titles, if the note has no `#` heading."""
    if any(row.kind == "heading" for row in note.rows):
        return note
    at = [i for i, row in enumerate(note.rows) if _is_numbered(row) and _is_short(row)]
    numbers = [row.marker.number for i in at if (row := note.rows[i]).marker]
    if not keeps_numbers(numbers) or not all(_stands_alone(note.rows, i) for i in at):
        return note
    if len(at) < 2 and _first_line(note.rows) != at[0]:
        return note
    rows = [_to_heading(row) if i in set(at) else row for i, row in enumerate(note.rows)]
    return replace(note, rows=tuple(rows))


def _is_short(row: Row) -> bool:
    return len(row.text) <= LONGEST_TITLE


def _first_line(rows: Sequence[Row]) -> int:
    return next((i for i, row in enumerate(rows) if row.kind != "blank"), -1)


def _stands_alone(rows: Sequence[Row], at: int) -> bool:
    """Whether something that is no numbered line follows: a title has content."""
    after = next((row for row in rows[at + 1 :] if row.kind != "blank"), None)
    return after is not None and not _is_numbered(after) and after.indent == 0


def _underlined(note: Note) -> Note:
    """`제목` over `====`: the upper line is the heading, the lower its markup."""
    rows = list(note.rows)
    for at, row in enumerate(rows):
        if row.kind == "markup" and row.level and at and rows[at - 1].kind == "text":
            rows[at - 1] = replace(rows[at - 1], kind="heading", level=row.level)
    return replace(note, rows=tuple(rows))


def _levelled(note: Note) -> Note:
    """Headings from level 1 down, no level left out (PDF/UA-1, 7.4.2)."""
    top = min((row.level for row in note.rows if row.kind == "heading"), default=1)
    depth = 0
    rows = []
    for row in note.rows:
        if row.kind == "heading":
            depth = min(row.level - top + 1, depth + 1)
            row = replace(_with_attributes(row), level=depth)
        rows.append(row)
    return replace(note, rows=tuple(rows))


def _with_attributes(row: Row) -> Row:
    """Take `{#id .class}` off a heading's text."""
    met = HEADING_ATTRIBUTES.search(row.text)
    if not met or not met.group(1).startswith(("#", ".")):
        return row
    named = [name for name in met.group(1).split() if name not in OWN_CLASSES]
    info = next((name[1:] for name in met.group(1).split() if name in OWN_CLASSES), row.info)
    return replace(row, text=row.text[: met.start()], attributes=tuple(named), info=info)


def _with_top_heading(note: Note, is_first: bool, is_only: bool) -> Note:
    """Text before the first heading: the preface of the book, or a chapter named by its file."""
    first = next((row for row in note.rows if _is_printed(row)), None)
    if first is None or first.kind == "heading":
        return note
    has_heading = any(row.kind == "heading" for row in note.rows)
    is_preface = is_first and (has_heading or (not is_only and _has_index(note)))
    title = PREFACE if is_preface else title_of(note.file)
    info = "preface" if is_preface else "generated"
    heading = Row("heading", first.line, title, first.col, level=1, info=info)
    at = note.rows.index(first)
    return replace(note, rows=(*note.rows[:at], heading, *note.rows[at:]))


def _is_printed(row: Row) -> bool:
    return row.kind not in ("blank", "comment", "front", "index")


def _has_index(note: Note) -> bool:
    return any(row.kind == "index" for row in note.rows)


def title_of(file: str) -> str:
    """A file's name as a title.

    >>> title_of("notes/03-diffusion_맛보기.md")
    'diffusion 맛보기'
    """
    stem = unicodedata.normalize("NFC", PurePosixPath(file).stem)
    return FILE_NUMBER.sub("", stem).replace("_", " ").strip(" -") or stem


def promote_title(note: Note) -> tuple[str, Note]:
    """A note with one `#` on top and `##` below: the first is the book's title."""
    heads = [row for row in note.rows if row.kind == "heading"]
    ones = [row for row in heads if row.level == 1]
    is_title = len(ones) == 1 and heads[0] is ones[0] and _count(heads, 2) >= 2
    if not is_title or next(row for row in note.rows if _is_printed(row)) is not ones[0]:
        return "", note
    rows = (_promoted(row, ones[0]) for row in note.rows)
    return ones[0].text, replace(note, rows=tuple(rows))


def _promoted(row: Row, title: Row) -> Row:
    if row is title:
        return replace(row, kind="title")
    return replace(row, level=row.level - 1) if row.kind == "heading" else row


def _count(rows: Iterable[Row], level: int) -> int:
    return sum(row.level == level for row in rows)
