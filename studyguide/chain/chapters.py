"""A book on its way through the chain, chapter by chapter.

A step changes a chapter and tells what it found there; it knows nothing but the chapter and what
it is given. So what it finds is kept under the name of both, and a chapter that did not change, and
is given the same, is not even read: its tree is made when a step must see it.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, wraps
from typing import Any, TypeVar, get_type_hints

import panflute as pf

from studyguide.chain import parted
from studyguide.chain.tree import plain
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.keeping.facts import Facts
from studyguide.keeping.forged import acts
from studyguide.keeping.records import NOWHERE

TITLE = '{"t":"Header","c":[1,'  # a chapter begins
VERSION = tuple(pf.Doc().api_version)  # of pandoc's JSON
G = TypeVar("G")  # what a step is given: plain dataclasses
F = TypeVar("F")  # what it finds: the same
Step = Callable[[Any, G, Report], F]  # takes the tree of a chapter


class Chapter:
    """The blocks below one title, as JSON or as a tree, and the name of all that went into them."""

    def __init__(self, blocks: str | Sequence[Any], facts: Facts) -> None:
        self._blocks = blocks
        self._facts = facts
        self._name = facts.name("chapter", blocks) if isinstance(blocks, str) else ""
        self._steps: list[tuple[Any, Any]] = []  # that its tree does not know yet
        self._tree: Any = None
        self._titled: tuple[str, tuple[Title, ...]] = ("", ())  # a name, and the titles under it

    @property
    def tree(self) -> Any:
        """The chapter as a document, changed by all steps so far."""
        if self._tree is None:
            is_json = isinstance(self._blocks, str)
            self._tree = load(str(self._blocks)) if is_json else pf.Doc(*self._blocks)
        for step, given in self._steps:
            step(self._tree, given, self._facts.silent())
        self._steps.clear()
        return self._tree

    @property
    def json(self) -> str:
        """Its blocks as pandoc JSON, without brackets."""
        name = self._facts.name(self._name, "json") if self._name else ""
        if self._steps:
            return trusted(self._facts, name, self._spelled)
        return self._facts.find(name, self._spelled)

    def _spelled(self, report: Report) -> str:  # noqa: ARG002
        return parted.spelled(self.tree.content.list)

    @property
    def titles(self) -> "tuple[Title, ...]":
        """Its headings at the first level of the tree, as they are now."""
        if not self._name or self._titled[0] != self._name:
            self._titled = self._name, self.look(titles, None)
        return self._titled[1]

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
        spelled = f"{step.__module__}.{step.__qualname__}"
        return self._facts.name(self._name, spelled, given) if self._name else ""

    def _taken(self, step: Any, given: object, changes: bool) -> Any:
        is_live = changes and self._tree is not None and not self._steps
        try:
            facts = self._facts.recall("" if is_live else self._name, _shape(step))
        except KeyError:
            return self._facts.find(self._name, lambda report: step(self.tree, given, report))
        if changes:
            self._steps.append((step, given))
        return facts


def trusted(facts: Facts, name: str, make: Callable[[Report], str]) -> str:
    """The JSON of blocks as it is kept, unless something in it acts; else made now."""
    with suppress(KeyError):
        found = facts.recall(name, str)
        if not acts(found):
            return found
    return facts.find(name, make)


@cache
def _shape(step: Any) -> Any:
    """What a step finds."""
    return get_type_hints(step)["return"]


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
    facts: Facts
    metadata: Any = field(default_factory=dict)
    version: tuple[int, ...] = VERSION

    def __iter__(self) -> Iterator[Chapter]:
        return iter(list(self.all))

    def titles(self) -> list[Title]:
        """The headings at the first level of the tree, as they are now."""
        return [title for each in self for title in each.titles]

    def append(self, part: str) -> None:
        """Add a chapter of the press's own, as JSON."""
        if part:
            self.all.append(Chapter(part, self.facts))

    def insert(self, parts: Iterable[str], before: str) -> None:
        """Put chapters, as JSON, before the first whose title has a class, or at the end."""
        starts = [each.titles[:1] for each in self]
        at = next((at for at, first in enumerate(starts) if first and first[0].level == 1
                   and before in first[0].classes), len(starts))  # fmt: skip
        self.all[at:at] = [Chapter(part, self.facts) for part in parts]

    def whole(self) -> Any:
        """The book as one tree, for who must see it at once."""
        blocks = [block for chapter in self.all for block in chapter.blocks()]
        return pf.Doc(*blocks, metadata=self.metadata, api_version=self.version)


def of_json(parts: Iterable[str], facts: Facts) -> Chapters:
    """The chapters of a book that was read in parts; what has no title goes on with the last."""
    found: list[str] = []
    for part in parts:
        if found and not part.startswith(TITLE):
            found[-1] += f",{part}"
        else:
            found.append(part)
    return Chapters([Chapter(each, facts) for each in found], facts)


def of_tree(doc: Any, report: Report) -> Chapters:
    """The chapters of a tree; they are kept nowhere."""
    facts = Facts(NOWHERE, report)
    found = [Chapter(part, facts) for part in parted.chapters(doc.content.list)]
    return Chapters(found, facts, doc.metadata, doc.api_version)


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
