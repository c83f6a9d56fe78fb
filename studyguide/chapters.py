"""A book on its way through the chain, chapter by chapter.

A step changes a chapter and tells what it found there; it knows nothing but the chapter and what
it is given. So what it finds is kept under the name of both, and a chapter that did not change, and
is given the same, is not even read: its tree is made when a step must see it.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar, get_type_hints

import msgspec
import panflute as pf

from studyguide import attributes, parted, records
from studyguide.config import Book
from studyguide.diagnostics import Diagnostic, Report
from studyguide.records import NOWHERE, Records
from studyguide.tree import plain

TITLE = '{"t":"Header","c":[1,'  # a chapter begins
# what the press never keeps, but a forged record may hold: raw markup, attributes that act, links
# that run or read, and letters in disguise (`\\u0052aw`)
ACTING = re.compile(
    rf'"Raw(?:Block|Inline)"|\[\s*"(?:on\w*|{"|".join(sorted(attributes.ACTING))})"\s*,'
    r'|"\s*(?:javascript|vbscript|data|file)\s*:|(?<!\\)(?:\\\\)*\\u',
    re.IGNORECASE,
)
VERSION = tuple(pf.Doc().api_version)  # of pandoc's JSON
G = TypeVar("G")  # what a step is given: plain dataclasses
F = TypeVar("F")  # what it finds: the same
Step = Callable[[Any, G, Report], F]  # takes the tree of a chapter


@dataclass(frozen=True)
class _Seen:
    """What is kept of a step: its messages; its facts follow as JSON."""

    said: tuple[Diagnostic, ...]
    facts: msgspec.Raw


class Chapter:
    """The blocks below one title, as JSON or as a tree, and the name of all that went into them."""

    def __init__(self, blocks: str | Sequence[Any], report: Report, shelf: Records) -> None:
        self._blocks = blocks
        self._report, self._shelf = report, shelf
        is_known = isinstance(blocks, str) and shelf.keeps
        heard = f"{report.lang} {sorted(report.stern)}"
        self._name = records.name("chapter", heard, str(blocks)) if is_known else ""
        self._steps: list[tuple[Any, Any]] = []  # that its tree does not know yet
        self._tree: Any = None

    @property
    def tree(self) -> Any:
        """The chapter as a document, changed by all steps so far."""
        if self._tree is None:
            is_json = isinstance(self._blocks, str)
            self._tree = load(str(self._blocks)) if is_json else pf.Doc(*self._blocks)
        for step, given in self._steps:
            step(self._tree, given, self._silent())
        self._steps.clear()
        return self._tree

    @property
    def json(self) -> str:
        """Its blocks as pandoc JSON, without brackets."""
        name = records.name(self._name, "json") if self._name else ""
        found = self._shelf.get(name, str) if self._steps and name else None
        if found is None or ACTING.search(found):
            found = parted.spelled(self.tree.content.list)
            if name:
                self._shelf.put(name, found)
        return found

    def blocks(self) -> list[Any]:
        """Its blocks as they are after all steps; it takes no more."""
        if not self._name:
            return list(self.tree.content.list)
        text = self.json  # is kept for the next time
        return list((load(text) if self._tree is None else self.tree).content.list)

    def take(self, step: Step[G, F], given: G) -> F:
        """Let a step change the chapter; returns what it found."""
        self._name = self._named(step, given)
        found: F = self._taken(step, given, changes=True)
        return found

    def look(self, step: Step[G, F], given: G) -> F:
        """Let a step see the chapter that leaves it as it is."""
        before = self._name
        self._name = self._named(step, given)
        try:
            found: F = self._taken(step, given, changes=False)
            return found
        finally:
            self._name = before

    def _named(self, step: Any, given: object) -> str:
        if not self._name:
            return ""
        try:
            spelled = msgspec.json.encode(given, order="deterministic").decode()
        except UnicodeEncodeError:  # half a letter, as of a file's name, which JSON has no sign for
            return ""
        return records.name(self._name, f"{step.__module__}.{step.__qualname__}", spelled)

    def _taken(self, step: Any, given: object, changes: bool) -> Any:
        is_live = self._tree is not None and not self._steps
        kept = self._kept(step) if self._name and not (is_live and changes) else None
        if kept:
            said, facts = kept
            if changes:
                self._steps.append((step, given))
        else:
            report = self._silent()
            facts = step(self.tree, given, report)
            said = tuple(report.diagnostics)
            if self._name:
                with suppress(UnicodeEncodeError):
                    raw = msgspec.Raw(msgspec.json.encode(facts))
                    self._shelf.put(self._name, _Seen(said, raw))
        self._report.add_ready(said)
        return facts

    def _kept(self, step: Any) -> tuple[tuple[Diagnostic, ...], Any] | None:
        seen = self._shelf.get(self._name, _Seen)
        try:
            shape = get_type_hints(step)["return"]
            return (seen.said, msgspec.json.decode(seen.facts, type=shape)) if seen else None
        except (ValueError, RecursionError):
            return None

    def _silent(self) -> Report:
        return Report(self._report.lang, stern=self._report.stern)


@dataclass(frozen=True)
class Title:
    """A heading at the first level of the tree."""

    level: int
    id: str
    number: str
    text: str
    classes: tuple[str, ...]


def titles(tree: Any, given: None, report: Report) -> tuple[Title, ...]:  # noqa: ARG001
    """A step that sees the headings of a chapter."""
    return tuple(
        Title(each.level, each.identifier, each.attributes.get("number", ""), plain(each),
              tuple(each.classes))
        for each in tree.content.list if isinstance(each, pf.Header)
    )  # fmt: skip


@dataclass
class Chapters:
    """All chapters of a book in order; what the filters add at its end are chapters too."""

    all: list[Chapter]
    report: Report
    metadata: Any = field(default_factory=dict)
    version: tuple[int, ...] = VERSION
    shelf: Records = NOWHERE

    def __iter__(self) -> Iterator[Chapter]:
        return iter(list(self.all))

    def titles(self) -> list[Title]:
        """The headings at the first level of the tree, as they are now."""
        return [title for each in self for title in each.look(titles, None)]

    def append(self, blocks: Sequence[Any]) -> None:
        """Add a chapter of the press's own."""
        if blocks:
            self.all.append(Chapter(blocks, self.report, NOWHERE))

    def insert(self, parts: Iterable[str], before: str) -> None:
        """Put chapters, as JSON, before the first whose title has a class, or at the end."""
        starts = [each.look(titles, None)[:1] for each in self]
        at = next((at for at, first in enumerate(starts) if first and first[0].level == 1
                   and before in first[0].classes), len(starts))  # fmt: skip
        self.all[at:at] = [Chapter(part, self.report, self.shelf) for part in parts]

    def whole(self) -> Any:
        """The book as one tree, for who must see it at once."""
        blocks = [block for chapter in self.all for block in chapter.blocks()]
        return pf.Doc(*blocks, metadata=self.metadata, api_version=self.version)


def of_json(parts: Iterable[str], report: Report, shelf: Records) -> Chapters:
    """The chapters of a book that was read in parts; what has no title goes on with the last."""
    found: list[str] = []
    for part in parts:
        if found and not part.startswith(TITLE):
            found[-1] += f",{part}"
        else:
            found.append(part)
    return Chapters([Chapter(each, report, shelf) for each in found], report, shelf=shelf)


def of_tree(doc: Any, report: Report) -> Chapters:
    """The chapters of a tree; they are kept nowhere."""
    found = [Chapter(part, report, NOWHERE) for part in parted.chapters(doc.content.list)]
    return Chapters(found, report, doc.metadata, doc.api_version)


def load(blocks: str) -> Any:
    """The tree of blocks as pandoc JSON without brackets."""
    return pf.load(
        io.StringIO(f'{{"pandoc-api-version":{list(VERSION)},"meta":{{}},"blocks":[{blocks}]}}')
    )


def by_chapter(
    edit: Callable[[Chapters, Book, Report], None],
) -> Callable[[Any, Book, Report], Any]:
    """A filter made of what it does to the chapters of a book; it takes a whole tree as well."""

    @wraps(edit)
    def apply(doc: Any, book: Book, report: Report) -> Any:
        if isinstance(doc, Chapters):
            edit(doc, book, report)
            return doc
        chapters = of_tree(doc, report)
        edit(chapters, book, report)
        doc.content = chapters.whole().content.list
        return doc

    apply.is_by_chapter = True  # type: ignore[attr-defined]
    return apply
