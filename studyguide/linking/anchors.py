"""Names the places of a book: ids in ASCII, each once, the author's apart from the press's."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import unquote

import panflute as pf

from studyguide.chain.tree import every, is_mark, placed, plain, pos_of, taken
from studyguide.diagnostics import Pos, Report
from studyguide.hangul import romanise
from studyguide.images.pictures import is_picture
from studyguide.linking.first_words import Words, words_of
from studyguide.notes.manuscript import NAMED
from studyguide.notes.obsidian import BLOCK_ID
from studyguide.notes.titles.headings import key_of
from studyguide.notes.titles.own_numbers import TYPED

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
    keys: tuple[str, ...]  # its words, and those behind a number that the book's stands for
    pos: Pos | None
    said: Words = ()  # its words where it is a block that Obsidian knows by its name


@dataclass(frozen=True)
class Name:
    """An id that the author gave to something else; `is_twin` where a figure has it too.

    `said` is the text of a block that Obsidian knows by its name.
    """

    name: str
    pos: Pos | None
    is_heading: bool
    is_twin: bool
    said: Words = ()


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
    """What has a name in a chapter; headings get the names that their author gave."""
    titles = tuple(_title(block) for block in tree.content if isinstance(block, pf.Header))
    return Names(titles, tuple(_name(element, pos, tree) for element, pos in _named(tree)))


def _title(header: Any) -> Title:
    _own_name(header)
    typed = _typed_number(header)
    number = header.attributes.get("number", "")
    pos = pos_of(header)
    file = _folded(pos.file) if pos else ""
    is_preface = "preface" in header.classes
    key = key_of(plain(header))
    keys = (key, key_of(typed) + key) if typed else (key,)
    said = words_of(header) if header.identifier.startswith(BLOCK_ID) else ()
    name = header.identifier
    return Title(header.level, number, is_preface, name, file, keys, pos, said)


def _typed_number(header: Any) -> str:
    """The number that stood before a title, which is kept there for the audit only."""
    number = "".join(filter(str.isalnum, header.attributes.pop(TYPED, "")))
    if number:
        at = next((at + 1 for at, each in enumerate(header.content) if is_mark(each)), 0)
        header.content.insert(at, taken(number))
    return number


def _own_name(header: Any) -> None:
    header.identifier = header.attributes.pop(NAMED, header.identifier)


def _name(element: Any, pos: Pos | None, tree: Any) -> Name:
    if isinstance(element, pf.Header):
        _own_name(element)
        _typed_number(element)
    name = element.identifier
    said = _text_around(element, tree) if name.startswith(BLOCK_ID) else ()
    return Name(name, pos, isinstance(element, pf.Header), _has_number(element, name), said)


def _text_around(element: Any, tree: Any) -> Words:
    """The text of the block in which an element stands; below a table, the title above."""
    block = element
    while block and not isinstance(block, pf.Block):
        block = block.parent
    if not block or plain(block):
        return words_of(block) if block else ()
    while block and block.parent is not tree:
        block = block.parent
    before = reversed(tree.content.list[: block.index]) if block else ()
    return next((words_of(each) for each in before if isinstance(each, pf.Header)), ())


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
    told = _Told(report)
    all_titles = (title for each in chapters for title in each.titles)
    titles = iter(list(_of_titles(all_titles, aliases, told)))
    ids = _of_ids((name for each in chapters for name in each.ids), aliases, told)
    found = [
        Given(tuple(islice(titles, len(each.titles))), tuple(islice(ids, len(each.ids))))
        for each in chapters
    ]
    return found, aliases


class _Told:
    """The names that the author gave so far; of one that comes again he is told."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._firsts: dict[str, str] = {}

    def add(self, name: str, pos: Pos | None, is_twin: bool = False) -> None:
        """Note a name; links lead to the first that has it."""
        own = block_key(name, pos.file if pos else "")
        if own in self._firsts and not is_twin:
            self._report.add("L004", pos, id=name, first=self._firsts[own])
        self._firsts.setdefault(own, str(pos or "the same text"))


def _of_ids(found: Iterable[Name], aliases: Aliases, told: _Told) -> Iterator[str]:
    taken: set[str] = set()
    for each in found:
        name = each.name
        ident = _free(OWN + (_ascii(name) or str(len(taken) + 1)), taken)
        if not (each.is_heading and GIVEN.fullmatch(name)):
            told.add(name, each.pos, each.is_twin)
            for alias in (name, block_key(name, each.pos.file if each.pos else "")):
                aliases.setdefault(_folded(alias), ident)
        yield ident


def words(named: Names, given: Given) -> Iterator[tuple[str, Words]]:
    """The ids of a chapter with the words of blocks that have a name."""
    for title, (ident, _) in zip(named.titles, given.titles, strict=True):
        yield ident, title.said
    for name, ident in zip(named.ids, given.ids, strict=True):
        yield ident, name.said


def _has_number(element: Any, name: str) -> bool:
    """Whether this is the picture of a figure with a label: of two such labels M002 tells."""
    figure = element.ancestor(2) if is_picture(element) else None
    return isinstance(figure, pf.Figure) and LABEL.match(name) is not None


def _of_titles(
    titles: Iterable[Title], aliases: Aliases, told: _Told
) -> Iterator[tuple[str, bool]]:
    """`ch-02`, `ch-02-s1`, `preface`: an id the author gave leads there too."""
    taken: set[str] = set()
    for title, ident in _by_place(titles):
        is_other = title.named not in ("", ident)
        if is_other:
            told.add(title.named, title.pos)
            for alias in (title.named, block_key(title.named, title.file)):
                aliases.setdefault(_folded(alias), ident)
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
    for block in [each for each in tree.content if isinstance(each, pf.Para)]:
        if name := _lone_name(block):
            tree.content[block.index] = pf.Div(identifier=name)


def _lone_name(block: Any) -> str:
    """The id of a paragraph that holds nothing else: the name of the table above."""
    if len(block.content) > 2 or plain(block):
        return ""
    return next((each.identifier for each in block.content if isinstance(each, pf.Span)
                 and each.identifier and not each.content), "")  # fmt: skip


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


def block_key(name: str, file: str) -> str:
    """How the aliases know an id: that of a block with its file, for notes use the same ones."""
    return f"{file}#{name}" if name.startswith(BLOCK_ID) else name


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
