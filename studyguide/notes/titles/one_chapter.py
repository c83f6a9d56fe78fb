"""Makes one chapter of each file of a folder: a file that names no chapter is one."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from studyguide.notes.lines.shapes import DATE, DAY
from studyguide.notes.rows import Row
from studyguide.notes.titles.file_names import is_written, titles_of
from studyguide.notes.titles.front import DEEPEST
from studyguide.notes.titles.headings import (
    DRESS,
    HEADING_ATTRIBUTES,
    Note,
    could_name,
    is_printed,
    is_text,
    key_of,
    underlined,
    with_tags_below,
)
from studyguide.notes.titles.own_numbers import NUMBERED

COUNTED = re.compile(r"[\W_]*(?:제|[A-Za-z]{2,8}\.?)?\s?\d")  # `1강`, `제 2과`, `Ch. 3`, `[4] 빛`
NO_TITLE = re.compile(r"https?:|[!<|]|\[\[|#[^\s#]")  # an address, a picture, a link, a tag
FEWEST = 2  # files with a name and no title, among which another one's `#` are sections
# `작성일: 2024-01-02`, `![](a.png)`, `[TOC]`, `:::`: of what is below, or nothing
NO_TEXT = re.compile(rf"{DRESS.pattern}|{NO_TITLE.pattern}|\[toc\]|:::|$", re.IGNORECASE)
ALONE = ("blank", "comment", "heading", "rule")  # what stands below a line that is no paragraph's


@dataclass(frozen=True)
class _Folder:
    """What all files show: their names as titles, the titles of sections, how many of each.

    `titled` files begin with a lone heading of their highest level, `others` with one of several.
    """

    names: dict[str, str]
    sections: Counter[str]
    titled: int
    others: int


def settle(notes: Sequence[Note]) -> list[Note]:
    """The notes of a book of several files, each that has no chapter of its own below its title.

    That is a line at its head which is evidently one, else the name of the file. Where all files
    of several `#` begin with text, these are sections, as in a program that shows a note below
    the name of its file; so are those of one, where several others have nothing but a name.
    """
    found = [with_tags_below(underlined(note)) for note in notes]
    parted = [note for note in found if len(_tops(note)) > 1]
    is_folder = len(parted) > 1 or sum(map(_is_named, found)) >= FEWEST
    if is_folder and all(map(_begins_with_text, parted)):
        found = [_down(note) if note in parted else note for note in found]
    saying = [note for note in found if any(map(is_printed, note.rows))]
    if len(saying) < 2:
        return list(notes)
    folder = _folder_of(saying)
    return [
        _titled(note, folder) if _is_untitled(note, at == 0) else note
        for at, note in enumerate(found)
    ]


def _is_untitled(note: Note, is_first: bool) -> bool:
    """Whether a note says something below no chapter; what stands beside `목차` is a preface."""
    is_preface = is_first and any(row.kind == "index" for row in note.rows)
    has_chapter = any(row.kind == "heading" and row.level == 1 for row in note.rows)
    return any(map(is_printed, note.rows)) and not (is_preface or has_chapter)


def _is_named(note: Note) -> bool:
    """Whether nothing but the name of its file can head a note."""
    is_saying = any(map(is_printed, note.rows))
    return is_saying and not _tops(note) and is_written(note.file)


def _tops(note: Note) -> list[Row]:
    return [row for row in note.rows if row.kind == "heading" and row.level == 1]


def _begins_with_text(note: Note) -> bool:
    """Whether text stands above all `#`, none of which is a chapter, in a file with a name."""
    above = takewhile(lambda row: row.kind != "heading", note.rows)
    has_text = any(is_printed(row) and not NO_TEXT.match(row.text) for row in above)
    has_index = any(row.kind == "index" for row in note.rows)
    has_chapter = any(map(_is_chapter, _tops(note)))
    return has_text and is_written(note.file) and not (has_index or has_chapter)


def _is_chapter(top: Row) -> bool:
    """Whether a `#` counts, or calls itself a chapter: `# Ch. 1 빛`, `# 1-1 빛`, `# 나 {.chapter}`.

    >>> [_is_chapter(Row("heading", 1, text)) for text in ("Ⅱ. 빛", "제 2과", "빛 2")]
    [True, True, False]
    """
    own = HEADING_ATTRIBUTES.search(top.text)
    is_told = own is not None and ".chapter" in own[1].split()
    return is_told or bool(NUMBERED.match(top.text) or COUNTED.match(top.text))


def _down(note: Note) -> Note:
    rows = (
        replace(row, level=min(row.level + 1, DEEPEST)) if row.kind == "heading" else row
        for row in note.rows
    )
    return replace(note, rows=tuple(rows))


def _folder_of(notes: Sequence[Note]) -> _Folder:
    names = titles_of([note.file for note in notes])
    headings = Counter(key_of(row.text) for note in notes for row in _headings(note))
    begun = [note for note in notes if _first(note).kind == "heading" and _first(note).level > 1]
    titled = sum(map(_is_lone, begun))
    return _Folder(names, headings, titled, len(begun) - titled)


def _headings(note: Note) -> list[Row]:
    return [row for row in note.rows if row.kind == "heading"]


def _first(note: Note) -> Row:
    return next(filter(is_printed, note.rows))


def _is_lone(note: Note) -> bool:
    """Whether no heading is as high as the one with which the note begins."""
    first, *others = (row.level for row in _headings(note))
    return all(level > first for level in others)


def _titled(note: Note, folder: _Folder) -> Note:
    first, name = _first(note), folder.names[note.file]
    is_title = _is_heading if first.kind == "heading" else _is_line
    if is_title(note, first, folder):
        named = replace(first, kind="heading", level=1)
        return replace(note, rows=tuple(named if row is first else row for row in note.rows))
    heading = Row("heading", first.line, name, first.col, level=1, info="generated")
    at = note.rows.index(first)
    return replace(note, rows=(*note.rows[:at], heading, *note.rows[at:]))


def _is_heading(note: Note, first: Row, folder: _Folder) -> bool:
    """Whether the first heading is the title: it has the file's name, or all below is its own."""
    name = folder.names[note.file]
    if key_of(first.text) == key_of(name):
        return True
    if not _is_lone(note) or folder.sections[key_of(first.text)] > 1:
        return False
    return folder.titled > max(folder.others, 1) or not is_written(note.file)


def _is_line(note: Note, first: Row, folder: _Folder) -> bool:
    """Whether the first line is the title: it stands alone in a text file, or has its name."""
    if first.kind != "text" or NO_TITLE.match(first.text) or not could_name(first):
        return False
    below = note.rows[note.rows.index(first) + 1 :]
    is_alone = bool(below) and below[0].kind in ALONE
    if _has_name(first.text, folder.names[note.file]):
        return is_alone or is_text(note)
    is_date = DATE.match(first.text) or DAY.match(first.text)
    return is_alone and is_text(note) and not is_date and _says_more(below)


def _says_more(below: Collection[Row]) -> bool:
    return any(map(is_printed, below))


def _has_name(line: str, name: str) -> bool:
    """Whether a line speaks of what the file is named by.

    >>> _has_name("민법총칙 요약", "민법총칙"), _has_name("[유튜브] 벡터 DB", "유튜브 정리")
    (True, True)
    >>> _has_name("조건부 확률", "확률 기초")
    False
    """
    own, key = key_of(line), key_of(name)
    heads = [key_of(text.split()[0]) for text in (line, name) if text.split()]
    is_same = len(heads) > 1 and heads[0] == heads[1] and len(heads[0]) > 1
    return is_same or (len(key) > 1 and key in own)
