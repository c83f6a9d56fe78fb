"""Finds the chapters: `#` headings, the titles that a list of chapters names, numbered titles."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from studyguide.diagnostics import Pos, Report
from studyguide.notes.lines.widths import SENTENCE_END
from studyguide.notes.lists.levels import keeps_numbers
from studyguide.notes.rows import Row
from studyguide.notes.titles.headings import Note, is_printed, key_of
from studyguide.notes.titles.own_numbers import NUMBERED, number_of

INDEX_WORDS = frozenset({"index", "목차", "차례", "순서", "contents", "tableofcontents", "toc"})
OFFICIAL = frozenset({"가.", "1)"})  # below `1.` in an official document, which has no chapters
CHAPTER = re.compile(r"제?\s?(\d{1,2})\s?장[.:]?\s+\S")  # `제1장 통칙`, `1장. 통칙`
LONGEST_TITLE = 80  # characters; a longer numbered line is a sentence


def find_chapters(notes: Sequence[Note], indexed: Collection[str], report: Report) -> list[Note]:
    """Turn the lines that are titles into heading rows, file by file.

    `indexed` names the notes in which a list of chapters may stand.
    """
    titles = _index_titles(notes, indexed)
    if titles:
        return _by_index(notes, titles, report)
    found = [_by_romans(note) or _by_words(note) or _by_numbers(note) for note in notes]
    return _below_files(notes, found)


def _said(row: Row) -> str:
    """The line with its number, as the author wrote it."""
    number = row.marker.number if row.marker else None
    return f"{number}. {row.text}" if number is not None else row.text


def names_index(note: Note) -> bool:
    """Whether a line of a note may stand above a list of chapters: `목차`."""
    return any(map(_heads_index, note.rows))


def _heads_index(row: Row) -> bool:
    return row.kind in ("text", "heading", "item") and key_of(row.text) in INDEX_WORDS


def _index_titles(notes: Sequence[Note], indexed: Collection[str]) -> dict[str, tuple[str, Row]]:
    """Keys of the titles that a list of chapters names → its file and row."""
    for note in (each for each in notes if each.file in indexed):
        for at, row in enumerate(note.rows):
            if _heads_index(row):
                rows = _index_rows(note.rows[at + 1 :])
                found: dict[str, tuple[str, Row]] = {}
                for title in rows:
                    found.setdefault(key_of(_bare(_said(title))), (note.file, title))
                if len(found) >= 2 and _count_titles(notes, found) * 2 >= len(found):
                    return found | {key_of(row.text): (note.file, row)}
    return {}


def _index_rows(rows: Sequence[Row]) -> list[Row]:
    """The numbered lines below `목차`, until their numbers begin anew."""
    found: list[Row] = []
    last = 0
    for row in rows:
        if row.kind == "blank":
            continue
        met = NUMBERED.match(_said(row)) if row.kind in ("item", "text") else None
        if not met or number_of(met) <= last:
            break
        last = number_of(met)
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
    for note in notes if len(notes) == 1 else [_raised(note, own, named) for note in notes]:
        rows = []
        for row in note.rows:
            key = _title_key(row)
            if (note.file, row.line) not in own and key in named and key not in used:
                used.add(key)
                row = _to_heading(row)
            rows.append(row)
        found.append(replace(note, rows=tuple(rows)))
    return [_without_index(note, own, used, report) for note in found]


def _raised(note: Note, own: Collection[tuple[str, int]], named: Collection[str]) -> Note:
    """A file without `#` whose `##` the list of chapters names: those are its chapters."""
    heads = [row for row in note.rows if row.kind == "heading" and (note.file, row.line) not in own]
    top = min((row.level for row in heads if _title_key(row) in named), default=1)
    if any(row.level == 1 for row in heads):
        return note
    rows = (
        replace(row, level=max(row.level - top + 1, 1)) if row.kind == "heading" else row
        for row in note.rows
    )
    return replace(note, rows=tuple(rows))


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


def _by_romans(note: Note) -> Note | None:
    """`Ⅰ. 제목` lines that count up from one are titles, if the note has no `#` heading."""
    met = {
        at: found
        for at, row in enumerate(note.rows)
        if row.kind == "text" and not row.indent and _is_short(row)
        and (found := NUMBERED.match(row.text)) and not found[1]
    }  # fmt: skip
    is_headed = any(row.kind == "heading" for row in note.rows)
    counted = [number_of(found) for found in met.values()] == list(range(1, len(met) + 1))
    if is_headed or len(met) < 2 or not counted or any(at + 1 in met for at in met):
        return None
    rows = [_to_heading(row) if at in met else row for at, row in enumerate(note.rows)]
    return replace(note, rows=tuple(rows))


def _by_words(note: Note) -> Note | None:
    """`제1장 통칙` lines that count up are titles, if the note has no `#` heading."""
    met = {at: int(found[1]) for at, row in enumerate(note.rows) if (found := _chapter_line(row))}
    is_headed = any(row.kind == "heading" for row in note.rows)
    counts = list(met.values())
    is_run = counts == list(range(counts[0], counts[0] + len(counts))) if counts else False
    if is_headed or len(met) < 2 or not is_run or any(at + 1 in met for at in met):
        return None
    rows = [
        replace(row, kind="heading", level=1) if at in met else row
        for at, row in enumerate(note.rows)
    ]
    return replace(note, rows=tuple(rows))


def _chapter_line(row: Row) -> re.Match[str] | None:
    """Whether a line is one like `제1장 통칙`, and no sentence."""
    is_line = row.kind == "text" and not row.indent and _is_short(row)
    return CHAPTER.match(row.text) if is_line and not SENTENCE_END.search(row.text) else None


def _by_numbers(note: Note) -> Note:
    """`1. 제목` lines that count up and stand alone are titles, if the note has no `#` heading."""
    if any(row.kind == "heading" for row in note.rows):
        return note
    at = [i for i, row in enumerate(note.rows) if _is_numbered(row) and _is_short(row)]
    numbers = [row.marker.number for i in at if (row := note.rows[i]).marker]
    if not keeps_numbers(numbers) or not all(_stands_alone(note.rows, i) for i in at):
        return note
    if at[0] and note.rows[at[0] - 1].kind == "item":  # the first one goes on a list
        return note
    if len(at) < 2 and _first_line(note.rows) != at[0]:
        return note
    rows = [_to_heading(row) if i in set(at) else row for i, row in enumerate(note.rows)]
    return replace(note, rows=tuple(rows))


def _below_files(notes: Sequence[Note], found: Sequence[Note]) -> list[Note]:
    """Sections instead of chapters, if several files count from 1: each file is a chapter.

    One number at the head of a file is that of its own title.
    """
    going_on = _going_on(notes, found)
    told = [_told(before, after) for before, after in zip(notes, found, strict=True)]
    if going_on or sum(numbers[:1] == [1] for numbers in told) < 2:
        return going_on or list(found)
    return [
        _as_sections(before, after) if len(numbers) > 1 else after
        for before, after, numbers in zip(notes, found, told, strict=True)
    ]


def _going_on(notes: Sequence[Note], found: Sequence[Note]) -> list[Note]:
    """The notes with their chapters, if the numbers go on from file to file; else none.

    A file that holds a single chapter tells its number in its first line: `3장 열`.
    """
    pairs = list(zip(notes, found, strict=True))
    opened = [after if _told(before, after) else _by_first_line(after) for before, after in pairs]
    told = [_told(before, after) for before, after in zip(notes, opened, strict=True)]
    counted = [number for numbers in told for number in numbers]
    return opened if sum(map(bool, told)) > 1 and keeps_numbers(counted) else []


def _by_first_line(note: Note) -> Note:
    """`3장 열` at the head of a note without headings is its title."""
    said = [*filter(is_printed, note.rows)]
    is_headed = any(row.kind == "heading" for row in said)
    if is_headed or len(said) < 2 or not _chapter_line(said[0]):
        return note
    rows = (replace(row, kind="heading", level=1) if row is said[0] else row for row in note.rows)
    return replace(note, rows=tuple(rows))


def _told(before: Note, after: Note) -> list[int | None]:
    """The numbers of the titles that were found in a note."""
    pairs = zip(before.rows, after.rows, strict=True)
    met = (NUMBERED.match(_said(row)) for row, new in pairs if new is not row)
    return [number_of(each) for each in met if each]


def _as_sections(before: Note, after: Note) -> Note:
    """The titles that were found as sections, which keep the numbers that nothing else tells."""
    rows = [
        replace(new, level=2, text=_said(row), col=0) if new is not row else row
        for row, new in zip(before.rows, after.rows, strict=True)
    ]
    return replace(after, rows=tuple(rows))


def _is_short(row: Row) -> bool:
    return len(row.text) <= LONGEST_TITLE


def _first_line(rows: Sequence[Row]) -> int:
    return next((i for i, row in enumerate(rows) if row.kind != "blank"), -1)


def _stands_alone(rows: Sequence[Row], at: int) -> bool:
    """Whether something that is no numbered line follows: a title has content."""
    after = next((row for row in rows[at + 1 :] if row.kind != "blank"), None)
    if after is None or _is_numbered(after) or after.indent:
        return False
    return not (after.marker and after.marker.kind in OFFICIAL)
