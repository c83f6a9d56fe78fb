"""Settles the links of the notes: from note to note, to a place of the book, or to the world.

What leads nowhere, or where no book should lead, becomes plain text, and the author is told.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any, TypeVar
from urllib.parse import unquote

import panflute as pf

from studyguide.chain import attributes
from studyguide.chain.chapters import Chapters
from studyguide.chain.tree import is_taken, placed
from studyguide.config import NOTE_SUFFIXES, Book
from studyguide.diagnostics import Pos, Report
from studyguide.linking import anchors
from studyguide.linking.addresses import Refused, scheme_of, settled
from studyguide.notes.obsidian import BLOCK_ID
from studyguide.notes.titles.file_names import NOTION_ID
from studyguide.notes.titles.headings import key_of

T = TypeVar("T")
WIKILINK = "wikilink"  # `[[용어]]`: the business of the glossary
ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:")  # `/home/…`, `//host`, `\\server`, `C:\`


@dataclass(frozen=True)
class Heading:
    """A heading of the notes: where it stands, its titles as letters and digits, its id."""

    file: str
    keys: tuple[str, ...]
    ident: str


@dataclass(frozen=True)
class Targets:
    """All that a link of the notes can lead to."""

    notes: tuple[str, ...]
    headings: tuple[Heading, ...]
    aliases: anchors.Aliases

    @cached_property
    def note_of(self) -> dict[str, str]:
        """Notes by their names in NFC."""
        return {_folded(note): note for note in self.notes}

    @cached_property
    def notes_of(self) -> dict[str, list[str]]:
        """Notes by their names without folder, suffix and number."""
        return _grouped((_bare(note), note) for note in self.notes)

    @cached_property
    def headings_of(self) -> dict[str, list[Heading]]:
        """Headings by their titles as letters and digits, with their authors' numbers and not."""
        return _grouped((key, each) for each in self.headings for key in each.keys if key)

    @cached_property
    def file_of(self) -> dict[str, str]:
        """The notes of the headings by their ids."""
        return {each.ident: each.file for each in self.headings}

    @cached_property
    def _first_of(self) -> dict[str, str]:
        return {each.file: each.ident for each in reversed(self.headings)}

    def chapter_of(self, note: str) -> str:
        """The id of the first heading of a note."""
        return self._first_of.get(_folded(note), "") if note else ""


@dataclass(frozen=True)
class Link:
    """A link as the notes have it."""

    url: str
    pos: Pos | None


def found(tree: Any) -> tuple[Link, ...]:
    """The links of a chapter."""
    return tuple(Link(link.url, pos) for link, pos in _own(tree))


def _own(tree: Any) -> Iterator[tuple[Any, Pos | None]]:
    return ((link, pos) for link, pos in _links(tree) if WIKILINK not in link.classes)


def targets(book: Book, titles: Iterable[tuple[anchors.Title, str]], aliases: anchors.Aliases
            ) -> Targets:  # fmt: skip
    """What links can lead to: notes, headings with their ids, the author's own names."""
    notes = tuple(book.note_name(path) for path in book.notes)
    headings = tuple(Heading(each.file, each.keys, ident) for each, ident in titles if each.file)
    return Targets(notes, headings, aliases)


def resolved(link: Link, targets: Targets, report: Report) -> str | None:
    """Where a link leads in the book; None when it becomes text."""
    url = link.url.strip()
    file = link.pos.file if link.pos else ""
    if url.startswith("#"):
        return "#" + (_place(url[1:], file, targets) or url[1:])
    if scheme_of(url) or ABSOLUTE.match(url):
        return _address(link, report)
    return _path(link, file, targets, report)


def redirect(tree: Any, urls: Sequence[str | None]) -> None:
    """Lead the links of a chapter where they lead in the book."""
    _redirect([link for link, _ in _own(tree)], urls)


def _redirect(links: Iterable[Any], urls: Iterable[str | None]) -> None:
    for link, url in zip(links, urls, strict=True):
        if url is None:
            _unlink(link)
        else:
            link.url = url


@dataclass(frozen=True)
class _Checked:
    """What a finished chapter is given: ids, if some are not its own, and places of entries."""

    ids: tuple[str, ...]
    places: dict[str, Pos]


def check(chapters: Chapters, places: Mapping[str, Pos], report: Report) -> None:
    """See to the finished chapters: every id once, every link to a place that is there.

    `places` are those of the glossary's entries, which have no marks.
    """
    before = [each.look(anchors.ids, None) for each in chapters]
    ids = anchors.apart(before)
    known = {name for each in ids for name in each}
    asked = []
    for chapter, old, new in zip(chapters, before, ids, strict=True):
        here = {name: places[name] for name in new if name in places}
        asked.append(chapter.take(_checked, _Checked(new if new != old else (), here)))
    titles = {key_of(each.text): each.id for each in chapters.titles()}
    for chapter, links in zip(chapters, asked, strict=True):
        urls = tuple(_held(link, known, titles, report) for link in links)
        if urls != tuple(link.url for link in links):
            chapter.take(_redirected, urls)


def _checked(tree: Any, given: _Checked, report: Report) -> tuple[Link, ...]:
    attributes.check(tree, report, given.places)
    if given.ids:
        anchors.put(tree, given.ids)
    return tuple(Link(link.url, pos) for link, pos in _links(tree, given.places))


def _redirected(tree: Any, urls: tuple[str | None, ...], report: Report) -> None:  # noqa: ARG001
    _redirect([link for link, _ in _links(tree)], urls)


def _held(
    link: Link, ids: Collection[str], titles: Mapping[str, str], report: Report
) -> str | None:
    """Where a link of the finished book leads; None when it becomes text.

    It may name the press's own pages as it names headings: `#용어집`.
    """
    if not link.url.startswith("#"):
        return _address(link, report)
    if link.url[1:] in ids:
        return link.url
    name = unquote(link.url[1:])
    if found := titles.get(key_of(name)):
        return f"#{found}"
    report.add("L003", link.pos, target=f"#{name}"[:80])
    return None


def _links(doc: Any, known: Mapping[str, Pos] | None = None) -> Iterator[tuple[Any, Pos | None]]:
    return (
        (each, pos)
        for each, pos in placed(doc, known)
        if isinstance(each, pf.Link) and not is_taken(each)
    )


def _address(link: Link, report: Report) -> str | None:
    try:
        if ABSOLUTE.match(link.url) and not scheme_of(link.url):
            raise Refused("it is a place of one machine")
        return settled(link.url)
    except Refused as refused:
        report.add("L001", link.pos, url=link.url[:80], reason=refused)
        return None


def _path(link: Link, file: str, targets: Targets, report: Report) -> str | None:
    """A link to a note leads to its chapter, with `#절` to the section of that title."""
    path, _, place = link.url.partition("#")
    note = _note(unquote(path.partition("?")[0]), file, targets)
    chapter = targets.chapter_of(note)
    if not chapter:
        report.add("L002", link.pos, path=unquote(link.url)[:80])
        return None
    found = _place(place, note, targets) if place else chapter
    if not found:
        report.add("L005", link.pos, target=unquote(place), note=note)
    return f"#{found or chapter}"


@dataclass(frozen=True)
class Spot:
    """The id of what a name means, if anything; `missing` is the section that its note lacks."""

    ident: str = ""
    missing: str = ""


def spot_of(name: str, file: str, targets: Targets) -> Spot:
    """What a name means: a note, a section (`노트#절`, `장#절`, `#절`), else a heading."""
    path, _, below = name.strip().partition("#")
    section = below.rpartition("#")[2]  # `노트#절#소절`
    if not path:
        return Spot(_place(section, file, targets))
    note = _note(path, file, targets)
    above = targets.chapter_of(note) or _place(path, file, targets)
    inside = note or targets.file_of.get(above, "")
    found = _inside(section, inside, "" if note else above, targets) if section and above else ""
    return Spot(found or above, "" if found or not above else section)


def _inside(section: str, note: str, above: str, targets: Targets) -> str:
    """The id of a section of a note, below a heading of it if one is named."""
    found = _place(section, note, targets)
    if not above or not found:
        return found
    same = targets.headings_of.get(key_of(unquote(section)), [])
    below = (each.ident for each in same if each.ident.startswith(f"{above}-s"))
    return next(below, found)


def is_note(name: str, file: str, targets: Targets) -> bool:
    """Whether a name begins with that of a note."""
    return bool(_note(name.strip().partition("#")[0], file, targets))


def _note(path: str, file: str, targets: Targets) -> str:
    """The note that a path names: from the note it stands in, from the book folder, by its name."""
    folder = PurePosixPath(file).parent
    for base in (folder, PurePosixPath()):
        found = targets.note_of.get(_folded(normpath(base / path)))
        if found:
            return found
    wanted = _bare(path)
    named = targets.notes_of.get(wanted, []) if wanted else []
    return named[0] if len(named) == 1 else ""


def _bare(path: str) -> str:
    """A note's name without folder, suffix and the number that Notion puts behind it."""
    name = PurePosixPath(_folded(path))
    known = name.suffix.lower() in NOTE_SUFFIXES
    return NOTION_ID.sub("", name.stem if known else name.name).casefold()


def _place(name: str, file: str, targets: Targets) -> str:
    """The id of a place: one the author named, else a heading by its title, best of this note."""
    if (block := unquote(name)).startswith("^"):  # of Obsidian's
        name = BLOCK_ID + block[1:]
        found = anchors.find(anchors.block_key(name, _folded(file)), targets.aliases)
        return found or anchors.find(name, targets.aliases)
    found = anchors.find(name, targets.aliases)
    if found:
        return found
    same = targets.headings_of.get(key_of(unquote(name)), [])
    here = [h for h in same if h.file == _folded(file)]
    return next((h.ident for h in (*here, *same)), "")


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for key, each in pairs:
        found.setdefault(key, []).append(each)
    return found


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _unlink(link: Any) -> None:
    """Leave the text, which keeps the id that others may link to."""
    span = pf.Span(*link.content, identifier=link.identifier)
    link.container[link.index] = span
