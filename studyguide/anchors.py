"""Names the places of a book: ids in ASCII, each once, the author's apart from the press's."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import unquote

import panflute as pf

from studyguide.diagnostics import Pos, Report
from studyguide.hangul import romanise
from studyguide.notes.headings import key_of
from studyguide.pictures import is_picture
from studyguide.tree import every, placed, plain, pos_of

OWN = "u-"  # begins every id that the author gave, and no other
LABEL = re.compile(r"(?:fig|figure|tbl|tab|table|sec|eq):")  # `fig:a`: the text refers to it
LABELLED = "label"  # attribute that keeps such a name, and a heading's, for later stages
GIVEN = re.compile(r"ch-\d+(?:-s\d+)?|preface")  # what the text stage names headings
DASHES = re.compile("-{2,}")
UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")  # the blanks and Hangul of `{#한글 이름}`

Aliases = dict[str, str]  # the author's names → the ids of the finished book


@dataclass(frozen=True)
class Title:
    """A heading of the notes: what its id is made of, the author's own name, file and words."""

    level: int
    number: str
    is_preface: bool
    named: str
    file: str
    key: str


@dataclass(frozen=True)
class Name:
    """An id that the author gave to something else; `is_twin` where a figure has it too."""

    name: str
    pos: Pos | None
    is_heading: bool
    is_twin: bool


@dataclass(frozen=True)
class Names:
    """All that has a name in a chapter, in order."""

    titles: tuple[Title, ...]
    ids: tuple[Name, ...]


@dataclass(frozen=True)
class Given:
    """The ids of a chapter in the same order; of a heading, whether its name is kept beside."""

    titles: tuple[tuple[str, bool], ...]
    ids: tuple[str, ...]


def names(tree: Any) -> Names:
    """What has a name in a chapter; headings get back the names that pandoc took for text."""
    titles = tuple(_title(block) for block in tree.content if isinstance(block, pf.Header))
    return Names(titles, tuple(_name(element, pos) for element, pos in _named(tree)))


def _title(header: Any) -> Title:
    header.identifier = header.identifier or _blank_name(header)
    number = header.attributes.get("number", "")
    pos = pos_of(header)
    file = _folded(pos.file) if pos else ""
    is_preface = "preface" in header.classes
    return Title(header.level, number, is_preface, header.identifier, file, key_of(plain(header)))


def _name(element: Any, pos: Pos | None) -> Name:
    name = element.identifier
    return Name(name, pos, isinstance(element, pf.Header), _has_number(element, name))


def _named(tree: Any) -> Iterator[tuple[Any, Pos | None]]:
    """What has an id and is no heading of a chapter or section."""
    for element, pos in placed(tree):
        is_title = isinstance(element, pf.Header) and element.parent is tree
        if getattr(element, "identifier", "") and not is_title:
            yield element, pos


def given(chapters: Sequence[Names], report: Report) -> tuple[list[Given], Aliases]:
    """Ids for the names of all chapters: headings by their place, the author's with a prefix.

    So no name of his can be taken for one of the filters'. The aliases lead from his names.
    """
    aliases: Aliases = {}
    titles = iter(list(_of_titles((title for each in chapters for title in each.titles), aliases)))
    ids = _of_ids((name for each in chapters for name in each.ids), aliases, report)
    found = [
        Given(tuple(islice(titles, len(each.titles))), tuple(islice(ids, len(each.ids))))
        for each in chapters
    ]
    return found, aliases


def _of_ids(found: Iterable[Name], aliases: Aliases, report: Report) -> Iterator[str]:
    firsts: dict[str, str] = {}
    taken: set[str] = set()
    for each in found:
        name = each.name
        if name in firsts and not each.is_twin:
            report.add("L004", each.pos, id=name, first=firsts[name])
        ident = _free(OWN + (_ascii(name) or str(len(taken) + 1)), taken)
        if not (each.is_heading and GIVEN.fullmatch(name)):
            firsts.setdefault(name, str(each.pos or "the same text"))
            aliases.setdefault(_folded(name), ident)
        yield ident


def _has_number(element: Any, name: str) -> bool:
    """Whether this is the picture of a figure with a label: of two such labels M002 tells."""
    figure = element.ancestor(2) if is_picture(element) else None
    return isinstance(figure, pf.Figure) and LABEL.match(name) is not None


def _of_titles(titles: Iterable[Title], aliases: Aliases) -> Iterator[tuple[str, bool]]:
    """`ch-02`, `ch-02-s1`, `preface`: an id the author gave leads there too."""
    taken: set[str] = set()
    for title, ident in _by_place(titles):
        is_other = title.named not in ("", ident)
        if is_other:
            aliases.setdefault(_folded(title.named), ident)
        yield _free(ident, taken), is_other


def _by_place(titles: Iterable[Title]) -> Iterator[tuple[Title, str]]:
    chapter, chapters, sections = "ch-00", 0, 0
    for title in titles:
        if title.level > 1:
            sections += 1
            yield title, f"{chapter}-s{sections}"
            continue
        if title.number or title.is_preface:
            sections = 0
        chapters = int(title.number) if title.number.isdecimal() else chapters
        chapter = f"ch-{chapters:02d}"
        yield title, "preface" if title.is_preface else chapter


def rename(tree: Any, idents: Given) -> None:
    """Give a chapter its ids; where another name counts, as a label does, it is kept beside."""
    titles = [block for block in tree.content if isinstance(block, pf.Header)]
    named = list(_named(tree))
    for header, (ident, is_other) in zip(titles, idents.titles, strict=True):
        if is_other:
            header.attributes[LABELLED] = header.identifier
        header.identifier = ident
    for (element, _), ident in zip(named, idents.ids, strict=True):
        if LABEL.match(element.identifier):
            element.attributes[LABELLED] = element.identifier
        element.identifier = ident


def _blank_name(header: Any) -> str:
    """Mend `제목 {#이름 둘 .chapter}`, which pandoc leaves as text for the blank in the name."""
    opened = (i.index for i in reversed(header.content) if plain(i).startswith("{#"))
    at = next(opened, None)
    if at is None or not plain(header).endswith("}"):
        return ""
    words = plain(pf.Plain(*header.content[at:]))[2:-1].split()
    del header.content[max(0, at - 1) :]
    header.classes = [word[1:] for word in words if word.startswith(".")]
    pairs = (word.partition("=") for word in words if "=" in word)
    header.attributes.update({key: value.strip('"') for key, _, value in pairs})
    named = (word for word in words if not word.startswith(".") and "=" not in word)
    return " ".join(word for word in named if not GIVEN.fullmatch(word))


def ids(tree: Any, given: None, report: Report) -> tuple[str, ...]:  # noqa: ARG001
    """A step that sees every id of a chapter, in order."""
    return tuple(name for each in every(tree) if (name := getattr(each, "identifier", "")))


def apart(chapters: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    """The ids of all chapters, each once; the first of two keeps it."""
    taken: set[str] = set()
    return [tuple(_free(name, taken) for name in each) for each in chapters]


def put(tree: Any, names: Iterable[str]) -> None:
    """Give every element of a chapter that has an id another one."""
    named = (each for each in every(tree) if getattr(each, "identifier", ""))
    for element, name in zip(named, names, strict=True):
        element.identifier = name


def find(name: str, aliases: Aliases) -> str:
    """The id behind one of the author's names, as he spelled it or as URLs do; else nothing."""
    return aliases.get(_folded(name)) or aliases.get(_folded(unquote(name)), "")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _ascii(name: str) -> str:
    """The name in Latin letters.

    >>> _ascii("한글 이름")
    'hangeul-ireum'
    """
    return DASHES.sub("-", UNSAFE.sub("-", romanise(name))).strip("-._")


def _free(name: str, taken: set[str]) -> str:
    """The name, or with `-2`, `-3` … behind it when it is taken."""
    found, count = name, 1
    while found in taken:
        count += 1
        found = f"{name}-{count}"
    taken.add(found)
    return found
