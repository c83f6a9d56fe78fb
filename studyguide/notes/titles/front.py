"""Takes the title of a note out of its front matter: `title: "캐시 정리"` between two `---`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from studyguide.notes.rows import Row
from studyguide.notes.titles.headings import Note, key_of

TITLE = re.compile(r"(?:title|제목)[ \t]*:[ \t]*(?=\S)", re.IGNORECASE)
QUOTED = re.compile(r"([\"'])(.*)\1$")
NO_TITLE = re.compile(r"[>|][+-]?$|\[(?!\[).*\]$|\{.*\}$")  # `>-` with lines below, `[a]`, `{a: 1}`
DEEPEST = 6  # level of a heading in Markdown
TOP = ("text", "item", "heading")


def count(lines: Sequence[str]) -> int:
    """How many lines the YAML has that begins with the note's first line, its ends as well."""
    ends = (at for at, line in enumerate(lines) if at and line.strip() in ("---", "..."))
    end = next(ends, 0)
    inside = filter(None, lines[1:end])
    is_yaml = all(":" in line or line.startswith((" ", "-", "#")) for line in inside)
    return end + 1 if end and is_yaml else 0


def titled(notes: Sequence[Note], book_title: str) -> list[Note]:
    """Each note below the title that its front matter gives, where its text does not begin so.

    The title of a book's only note is the book's, if that has no other.
    """
    other = key_of(book_title) if len(notes) == 1 else ""
    return [_titled(note, other) for note in notes]


def _title(note: Note) -> Row | None:
    """The line of the title as a heading."""
    for row in note.rows:
        met = TITLE.match(row.text) if row.kind == "front" else None
        if met and (said := _unquoted(row.text[met.end() :].strip())):
            return Row("heading", row.line, said, met.end(), level=1)
    return None


def _unquoted(said: str) -> str:
    met = QUOTED.match(said)
    return "" if NO_TITLE.match(said) else met[2].strip() if met else said


def _titled(note: Note, other: str) -> Note:
    """The note below its title; as it is where it begins so, or where the book has another one."""
    title = _title(note)
    if title is None or other not in ("", key_of(title.text)):
        return note
    first = next((row for row in note.rows if row.kind in TOP), None)
    if first and key_of(first.text) == key_of(title.text):
        return _begun(note, first)
    return replace(note, rows=tuple(_below(note.rows, title)))


def _begun(note: Note, first: Row) -> Note:
    """The note whose text begins with its title, which is then no section's."""
    if first.kind != "heading" or first.level == 1:
        return note
    named = replace(first, level=1)
    return replace(note, rows=tuple(named if row is first else row for row in note.rows))


def _below(rows: Sequence[Row], title: Row) -> Iterator[Row]:
    """The rows with the title in its place and every heading below it."""
    by = any(row.kind == "heading" and row.level == 1 for row in rows)
    for row in rows:
        if row.line == title.line:
            yield title
        elif row.kind == "heading":
            yield replace(row, level=min(row.level + by, DEEPEST))
        else:
            yield row
