"""Settles the headings: levels without gaps, a heading for every file, the title of the book."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, takewhile
from pathlib import PurePosixPath

from studyguide.diagnostics import Pos, Report
from studyguide.notes.lines.shapes import DATE
from studyguide.notes.lines.widths import SENTENCE_END, columns
from studyguide.notes.rows import NOTE_CALL, PROPERTY, Row
from studyguide.notes.titles import own_numbers
from studyguide.notes.titles.file_names import NOTION_ID, title_of
from studyguide.notes.titles.own_numbers import NUMBERED, UNNUMBERED

WHOLLY_BOLD = re.compile(r"\*\*((?:(?!\*\*).)+)\*\*$")  # what a heading is anyhow
HEADING_ATTRIBUTES = re.compile(r"[ \t]*\{([^{}]*)\}$")  # `제목 {#id .class}`
TAGS = re.compile(r"(?:#[^\s#]+\s*)+$")  # `#cs #db/index`, no heading
DRESS = re.compile(  # the same, `![](a.png)`, `작성일: 2023. 1. 9.`, `2023-01-09`
    rf"{TAGS.pattern}|!\[[^\[\]]*\]\([^()]*\)$|{PROPERTY.pattern}|{DATE.pattern}"
)
LONGEST_TITLE = 60  # columns of a line that stands alone above the chapters
LONGEST_NAME = 1000  # letters of a title that is looked at
LINKED = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")  # `[글](주소)`
STRESSED = re.compile(r"(\*{1,3}|__|`)(?=\S)(.+?)(?<=\S)\1")  # `**글**`
ESCAPED = re.compile(r"\\([^\w\s])")  # `1\.`
PREFACE = "머리말"
OWN_CLASSES = (".preface", ".generated", ".chapter")  # written by `outline --write`


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


def without_signs(title: str) -> str:
    """A title as the book's name, which no Markdown dresses.

    >>> without_signs("**1\\. 마케팅** [정리](https://a.kr)와 `git`")
    '1. 마케팅 정리와 git'
    """
    if len(title) > LONGEST_NAME:
        return title
    title = LINKED.sub(r"\1", title)
    return ESCAPED.sub(r"\1", STRESSED.sub(r"\2", title))


def levelled(notes: Sequence[Note]) -> list[Note]:
    """Levels from 1 without gaps; a file's title that only has properties is its one chapter."""
    found = [_levelled(underlined(note)) for note in notes]
    return found if len(found) == 1 else [_below_title(note) for note in found]


def settle(notes: Sequence[Note]) -> list[Note]:
    """A heading for every file, a preface before the first chapter, no number twice."""
    single = len(notes) == 1
    found = [
        _with_top_heading(note, is_first=at == 0, is_only=single) for at, note in enumerate(notes)
    ]
    numbered = own_numbers.without([note.rows for note in found])
    return [replace(note, rows=rows) for note, rows in zip(found, numbered, strict=True)]


def underlined(note: Note) -> Note:
    """`제목` over `====`: the upper line is the heading, the lower its markup."""
    rows = list(note.rows)
    for at, row in enumerate(rows):
        if row.kind == "markup" and row.level and at and rows[at - 1].kind == "text":
            rows[at - 1] = replace(rows[at - 1], kind="heading", level=row.level)
    return replace(note, rows=tuple(rows))


def _levelled(note: Note) -> Note:
    """Headings from level 1 down, none left out (PDF/UA-1, 7.4.2); those of one level stay so."""
    open_: list[int] = []  # the levels, as they were typed, of the sections that a line stands in
    rows = []
    for row in note.rows:
        if row.kind == "heading":
            open_ = [*(level for level in open_ if level < row.level), row.level]
            typed = row.typed or row.level
            row = replace(_with_attributes(row), level=len(open_), typed=typed)
            row = _without_bold(row)
        rows.append(row)
    return replace(note, rows=tuple(rows))


def _without_bold(row: Row) -> Row:
    met = WHOLLY_BOLD.match(row.text)
    return replace(row, text=met[1], col=row.col + 2) if met else row


def _with_attributes(row: Row) -> Row:
    """Take `{#id .class}` and `{number=7}` off a heading's text."""
    met = HEADING_ATTRIBUTES.search(row.text)
    first = met.group(1).split()[0] if met and met.group(1).strip() else ""
    if not met or not (first == "-" or first.startswith(("#", ".", "number="))):
        return row
    told = [UNNUMBERED if word == "-" else word for word in _whole_names(met.group(1))]
    said = {*OWN_CLASSES, UNNUMBERED} if NUMBERED.match(row.text) else {*OWN_CLASSES}
    named = [name for name in told if name not in said]
    info = next((name[1:] for name in met.group(1).split() if name in OWN_CLASSES), row.info)
    return replace(row, text=row.text[: met.start()], attributes=tuple(named), info=info)


def _whole_names(attributes: str) -> list[str]:
    """The words of attributes; an id keeps those that stand behind it: `#이름 둘 .class`."""
    words: list[str] = []
    for word in attributes.split():
        is_more = words and words[-1].startswith("#") and word[0] not in "#.-" and "=" not in word
        words[-1:] = [f"{words[-1]} {word}"] if is_more else [*words[-1:], word]
    return words


def _with_top_heading(note: Note, is_first: bool, is_only: bool) -> Note:
    """Text before the first heading: the preface of the book, or a chapter named by its file.

    A text file without any may have a title of its own as its first line.
    """
    note = with_tags_below(note)
    first = next((row for row in note.rows if is_printed(row)), None)
    if first is None or first.kind == "heading":
        return note
    has_heading = any(row.kind == "heading" for row in note.rows)
    is_preface = is_first and (has_heading or (not is_only and _has_index(note)))
    if not is_preface and (line := title_line(note)):
        named = replace(line, kind="heading", level=1)
        return replace(note, rows=tuple(named if row is line else row for row in note.rows))
    title = PREFACE if is_preface else title_of(note.file)
    info = "preface" if is_preface else "generated"
    heading = Row("heading", first.line, title, first.col, level=1, info=info)
    at = note.rows.index(first)
    return replace(note, rows=(*note.rows[:at], heading, *note.rows[at:]))


def with_tags_below(note: Note) -> Note:
    """A line of tags above the title (`#cs #db`) belongs below it.

    So does a picture, a date, a property above the only `#`.
    """
    said = [at for at, row in enumerate(note.rows) if is_printed(row)]
    top = next((row for row in note.rows if row.kind == "heading"), None)
    dress = DRESS if top and top.level == 1 and _count(note.rows, 1) == 1 else TAGS
    tags = list(takewhile(lambda at: _is_dress(note.rows[at], dress), said))
    at = said[len(tags)] if tags and len(said) > len(tags) else -1
    if at < 0 or note.rows[at].kind != "heading":
        return note
    above, below = note.rows[: tags[0]], note.rows[at + 1 :]
    moved = (note.rows[at], Row("blank", 0), *note.rows[tags[0] : at], Row("blank", 0))
    return replace(note, rows=(*above, *moved, *below))


def _is_dress(row: Row, dress: re.Pattern[str]) -> bool:
    return row.kind == "text" and dress.match(row.text) is not None


def is_printed(row: Row) -> bool:
    """Whether a line stands in the book."""
    return row.kind not in ("blank", "comment", "front", "index", "rule", "title")


def _has_index(note: Note) -> bool:
    return any(row.kind == "index" for row in note.rows)


def promote_title(note: Note) -> tuple[str, Note]:
    """A note with one `#` on top and `##` below: the first is the book's title.

    So is a `#` with nothing but properties below it, as a page's title in a Notion export, and
    then another `#`; one with `##` below it is a chapter beside the others. Neither is a heading
    that calls itself a chapter, `# 제목 {.chapter}`, or has a note: no cover could bring it.
    """
    title = _first_title(note)
    if title is None and (line := _lone_line(note)):
        rows = [replace(row, kind="title") if row is line else row for row in note.rows]
        return line.text, replace(note, rows=tuple(rows))
    if title is None or title.info == "chapter" or NOTE_CALL.search(title.text):
        return "", note
    ones = [row for row in note.rows if row.kind == "heading" and row.level == 1]
    if len(ones) == 1 and _count_next(note.rows, title) >= 2:
        rows = [_promoted(row, title) for row in note.rows]
    elif _is_page_title(note, title) and _next_heading(note, title) in ones:
        rows = [replace(row, kind="title") if row is title else row for row in note.rows]
    else:
        return "", note
    return title.text, replace(note, rows=tuple(rows))


def _next_heading(note: Note, title: Row) -> Row | None:
    below = note.rows[note.rows.index(title) + 1 :]
    return next((row for row in below if row.kind == "heading"), None)


def _first_title(note: Note) -> Row | None:
    """The heading that begins the note, if one does."""
    first = next((row for row in note.rows if is_printed(row)), None)
    return first if first and first.kind == "heading" and first.level == 1 else None


def _lone_line(note: Note) -> Row | None:
    """The line of a text file that stands alone above the first of several chapters: its title.

    In Markdown a title has its `#`, and such a line leads in.
    """
    said = [row for row in note.rows if is_printed(row)][:2]
    is_above = [row.kind for row in said] == ["text", "heading"] and said[1].level == 1
    is_title = is_above and is_text(note) and could_name(said[0])
    return said[0] if is_title and _count(note.rows, 1) > 1 else None


def title_line(note: Note) -> Row | None:
    """The first line of a text file without headings, if it stands alone above all the rest."""
    rows = list(dropwhile(lambda row: not is_printed(row), note.rows))
    if any(row.kind == "heading" for row in rows) or not any(map(is_printed, rows[1:])):
        return None
    is_alone = rows[0].kind == "text" and rows[1].kind == "blank"
    is_title = is_alone and is_text(note) and could_name(rows[0])
    return rows[0] if is_title else None


def is_text(note: Note) -> bool:
    """Whether a note is a text file, in which any line may be a title; Markdown has `#`."""
    return note.file.casefold().endswith(".txt")


def could_name(row: Row) -> bool:
    """Whether a line is short and says no sentence."""
    is_short = not row.indent and columns(row.text) <= LONGEST_TITLE and bool(key_of(row.text))
    return is_short and not (SENTENCE_END.search(row.text) or PROPERTY.match(row.text))


def _is_page_title(note: Note, title: Row) -> bool:
    """Whether only properties, at least one, stand below the title, or Notion put it there."""
    if NOTION_ID.search(PurePosixPath(note.file).stem):
        return True
    below = takewhile(lambda row: row.kind != "heading", note.rows[note.rows.index(title) + 1 :])
    said = [row for row in below if row.kind != "blank"]
    return bool(said) and all(row.kind == "text" and PROPERTY.match(row.text) for row in said)


def _below_title(note: Note) -> Note:
    """One chapter of a page whose parts have headings as high as its title."""
    title = _first_title(note)
    if title is None or not _is_page_title(note, title) or _count(note.rows, 1) == 1:
        return note
    rows = (
        replace(row, level=row.level + 1) if row.kind == "heading" and row is not title else row
        for row in note.rows
    )
    return _levelled(replace(note, rows=tuple(rows)))


def _promoted(row: Row, title: Row) -> Row:
    if row is title:
        return replace(row, kind="title")
    return replace(row, level=row.level - 1) if row.kind == "heading" else row


def tell_empty(notes: Sequence[Note], report: Report) -> None:
    """Tell the chapters that say nothing but their titles."""
    printed = [(note.file, row) for note in notes for row in note.rows if is_printed(row)]
    bare: dict[Pos, str] = {}  # the chapter that has said nothing yet
    for file, row in [*printed, ("", Row("heading", 0, level=1))]:
        if row.kind == "heading" and row.level == 1:
            for pos, title in bare.items():
                report.add("N021", pos, title=title)
            bare = {Pos(file, row.line, row.col): row.text}
        elif row.kind not in ("heading", "markup"):
            bare = {}


def _count_next(rows: Iterable[Row], title: Row) -> int:
    """How many sections there are of the level next to the title's; `###` below `#` is none."""
    nexts = (row for row in rows if row.kind == "heading" and row.level == 2)
    return sum((row.typed or row.level) == (title.typed or title.level) + 1 for row in nexts)


def _count(rows: Iterable[Row], level: int) -> int:
    return sum(row.kind == "heading" and row.level == level for row in rows)
