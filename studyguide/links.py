"""Settles the links of the notes: from note to note, to a place of the book, or to the world.

What leads nowhere, or where no book should lead, becomes plain text, and the author is told.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any
from urllib.parse import unquote

import panflute as pf

from studyguide import anchors
from studyguide.addresses import Refused, scheme_of, settled
from studyguide.config import NOTE_SUFFIXES, Book
from studyguide.diagnostics import Pos, Report
from studyguide.notes.headings import key_of
from studyguide.tree import every, is_taken, placed, plain, pos_of

WIKILINK = "wikilink"  # `[[용어]]`: the business of the glossary
ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:")  # `/home/…`, `//host`, `\\server`, `C:\`
NOTION_ID = re.compile(r"[ _-]?[0-9a-f]{32}$")  # `캐시 0f3a…` of an export


@dataclass(frozen=True)
class Heading:
    """A heading of the notes: where it stands, its title as letters and digits, its id."""

    file: str
    key: str
    ident: str


@dataclass(frozen=True)
class Targets:
    """All that a link of the notes can lead to."""

    notes: tuple[str, ...]
    headings: tuple[Heading, ...]
    aliases: anchors.Aliases


def settle(doc: Any, book: Book, report: Report) -> None:
    """Settle ids and links before the filters add their own."""
    aliases = anchors.settle(doc, report)
    notes = tuple(book.note_name(path) for path in book.notes)
    targets = Targets(notes, tuple(_headings(doc)), aliases)
    for link, pos in list(_links(doc)):
        if WIKILINK not in link.classes:
            _settle_one(link, pos, targets, report)


def check(doc: Any, report: Report, known: Mapping[str, Pos]) -> None:
    """See to the finished tree: every id once, every link to a place that is there.

    `known` tells the places of the glossary's entries, which have no marks.
    """
    anchors.part(doc)
    ids = {name for each in every(doc) if (name := getattr(each, "identifier", ""))}
    titles = {key_of(plain(h)): h.identifier for h in doc.content if isinstance(h, pf.Header)}
    for link, pos in list(_links(doc, known)):
        if not link.url.startswith("#"):
            _settle_address(link, pos, report)
        elif link.url[1:] not in ids:
            _settle_title(link, titles, pos, report)


def _settle_title(link: Any, titles: Mapping[str, str], pos: Pos | None, report: Report) -> None:
    """A link may name the press's own pages as it names headings: `#용어집`."""
    name = unquote(link.url[1:])
    if found := titles.get(key_of(name)):
        link.url = f"#{found}"
    else:
        report.add("L003", pos, target=f"#{name}"[:80])
        _unlink(link)


def _links(doc: Any, known: Mapping[str, Pos] | None = None) -> Iterator[tuple[Any, Pos | None]]:
    return (
        (each, pos)
        for each, pos in placed(doc, known)
        if isinstance(each, pf.Link) and not is_taken(each)
    )


def _headings(doc: Any) -> Iterator[Heading]:
    for block in doc.content:
        pos = pos_of(block) if isinstance(block, pf.Header) else None
        if pos:
            yield Heading(_folded(pos.file), key_of(plain(block)), block.identifier)


def _settle_one(link: Any, pos: Pos | None, targets: Targets, report: Report) -> None:
    url = link.url.strip()
    if url.startswith("#"):
        link.url = "#" + (_place(url[1:], pos.file if pos else "", targets) or url[1:])
    elif scheme_of(url) or ABSOLUTE.match(url):
        _settle_address(link, pos, report)
    else:
        _settle_path(link, pos, targets, report)


def _settle_address(link: Any, pos: Pos | None, report: Report) -> None:
    try:
        if ABSOLUTE.match(link.url) and not scheme_of(link.url):
            raise Refused("it is a place of one machine")
        link.url = settled(link.url)
    except Refused as refused:
        report.add("L001", pos, url=link.url[:80], reason=refused)
        _unlink(link)


def _settle_path(link: Any, pos: Pos | None, targets: Targets, report: Report) -> None:
    """A link to a note leads to its chapter, with `#절` to the section of that title."""
    path, _, place = link.url.partition("#")
    note = _note(unquote(path.partition("?")[0]), pos.file if pos else "", targets)
    chapter = next((h.ident for h in targets.headings if note and h.file == _folded(note)), "")
    if not chapter:
        report.add("L002", pos, path=unquote(link.url)[:80])
        _unlink(link)
        return
    found = _place(place, note, targets) if place else chapter
    if not found:
        report.add("L005", pos, target=unquote(place), note=note)
    link.url = f"#{found or chapter}"


def _note(path: str, file: str, targets: Targets) -> str:
    """The note that a path names: from the note it stands in, from the book folder, by its name."""
    notes = {_folded(note): note for note in targets.notes}
    folder = PurePosixPath(file).parent
    for base in (folder, PurePosixPath()):
        found = notes.get(_folded(normpath(base / path)))
        if found:
            return found
    wanted = _bare(path)
    named = [note for note in targets.notes if wanted and _bare(note) == wanted]
    return named[0] if len(named) == 1 else ""


def _bare(path: str) -> str:
    """A note's name without folder, suffix and the number that Notion puts behind it."""
    name = PurePosixPath(_folded(path))
    known = name.suffix.lower() in NOTE_SUFFIXES
    return NOTION_ID.sub("", name.stem if known else name.name).casefold()


def _place(name: str, file: str, targets: Targets) -> str:
    """The id of a place: one the author named, else a heading by its title, best of this note."""
    found = anchors.find(name, targets.aliases)
    if found:
        return found
    key = key_of(unquote(name))
    same = [h for h in targets.headings if h.key and h.key == key]
    here = [h for h in same if h.file == _folded(file)]
    return next((h.ident for h in (*here, *same)), "")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _unlink(link: Any) -> None:
    """Leave the text, which keeps the id that others may link to."""
    span = pf.Span(*link.content, identifier=link.identifier)
    link.container[link.index] = span
