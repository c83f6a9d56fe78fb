"""What a chapter has for the glossary, and what it takes from it: its terms, linked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import panflute as pf

from filters import _definitions
from filters._ast import every, plain
from filters._definition_lists import gather, make_lists
from filters._excerpts import quoted
from filters._keyword_blocks import Block, take
from filters._keyword_box import entries_of, fill
from filters._term_links import WIKILINK, Linker, link_book
from studyguide.chain.parted import spelled
from studyguide.diagnostics import Pos, Report
from studyguide.terms import Entry, Occurrence, Passage, bare, fold
from studyguide.terms.entries_yaml import names
from studyguide.terms.matching import starts_of

BLANKS = (pf.Space, pf.SoftBreak, pf.LineBreak)


@dataclass(frozen=True)
class KeywordLine:
    """A line of a keyword list, as far as the author is told of it."""

    kind: str
    text: str
    pos: Pos | None


@dataclass(frozen=True)
class Noted:
    """What a chapter has for the glossary.

    `pairs` are all letters of it with their neighbours, by which terms are looked for, `names` the
    keywords and `[[terms]]` in it.
    """

    written: tuple[Entry, ...]
    listed: tuple[Entry, ...]
    boxes: int
    lines: tuple[KeywordLine, ...]
    pairs: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True)
class Given:
    """What a chapter takes from the glossary: the entries that it may speak of, and no more."""

    entries: tuple[tuple[str, Entry], ...]  # in their order: the first keeps a disputed name
    boxes: int  # in the chapters before
    nearest: dict[str, str]  # hints for `[[terms]]` that no entry has


@dataclass(frozen=True)
class Linked:
    """Where the terms of a chapter stand; `glosses` are the explanations in its keyword lists.

    Passages are numbered from the chapter's first.
    """

    passages: tuple[Passage, ...]
    standing: dict[str, tuple[int, ...]]
    occurrences: dict[str, tuple[Occurrence, ...]]
    glosses: tuple[tuple[str, Passage], ...]


def note(tree: Any, given: None, report: Report) -> Noted:  # noqa: ARG001
    """Take the keyword lists out of a chapter and read what it defines."""
    tree.walk(gather)
    pairs = _pairs(tree)
    tree.boxes = blocks = take(tree, report)  # to be filled when the entries are known
    lines = [item for block in blocks for item in block.lines()]
    targets = _targets([tree])
    for item in lines:
        targets |= _targets(item.inlines) | {head.text for head in item.line.headwords}
    return Noted(
        _definitions.written_in(tree),
        tuple(entries_of(blocks)),
        len(blocks),
        tuple(KeywordLine(each.line.kind, each.line.text, each.pos) for each in lines),
        frozenset(pairs),
        frozenset(targets),
    )


def _targets(elements: Iterable[Any]) -> set[str]:
    """Both sides of the `[[terms]]` in some elements."""
    found = (each for element in elements for each in every(element) if isinstance(each, pf.Link))
    links = (each for each in found if WIKILINK in each.classes)
    return {side for each in links for side in (each.url.strip(), plain(each))}


def _pairs(tree: Any) -> set[str]:
    """Every letter of a chapter, alone and with the next one."""
    pieces = []
    for each in every(tree):
        if isinstance(each, pf.Str):
            pieces.append(each.text)
        elif isinstance(each, BLANKS):
            pieces.append(" ")
    text = "".join(pieces) + " "
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    folded = {part.casefold() for pair in pairs for part in (pair, pair[0])}
    return folded | {pair[:1] for pair in folded}


class Chooser:
    """Chooses the entries that a chapter may speak of."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = {name: bare(entry) for name, entry in entries.items()}
        self._starts = {name: starts_of(entry) for name, entry in entries.items()}
        self._names = {name: names([entry]).keys() for name, entry in entries.items()}
        self._owners: dict[str, str] = {}
        for name, found in self._names.items():
            for each in found:
                self._owners.setdefault(each, name)

    def chosen(self, noted: Noted) -> tuple[tuple[str, Entry], ...]:
        """The entries of which a spelling may stand in the chapter, and their namesakes."""
        said = {fold(name) for name in noted.names}
        found = {
            name
            for name, starts in self._starts.items()
            if not (starts.isdisjoint(noted.pairs) and said.isdisjoint(self._names[name]))
        }
        found |= {self._owners[each] for name in found for each in self._names[name]}
        return tuple((name, entry) for name, entry in self._entries.items() if name in found)


def link(tree: Any, given: Given, report: Report) -> Linked:
    """Fill the boxes of keywords and link the terms."""
    linker = Linker(dict(given.entries), report, nearest=given.nearest)
    for number, block in enumerate(tree.boxes, given.boxes + 1):
        linker.scope = f"k{number}"
        fill(block, linker)
    link_book(tree, linker)
    tree.walk(make_lists)
    glosses = tuple(_glosses(tree.boxes, linker))
    tree.passages = linker.blocks
    return Linked(
        tuple(linker.passages),
        {name: tuple(found) for name, found in linker.standing.items()},
        {name: tuple(found) for name, found in linker.occurrences.items()},
        glosses,
    )


def _glosses(blocks: Iterable[Block], linker: Linker) -> Iterable[tuple[str, Passage]]:
    """The explanations that stand in the keyword lists themselves, with the entry of each."""
    for item, quoted_from in (each for block in blocks for each in block.sources()):
        for head in item.line.headwords:
            if head.gloss:
                entry_id = linker.by_name[fold(head.text)]
                places = (
                    each.chapter
                    for each in linker.occurrences.get(entry_id, ())
                    if each.pos == item.pos
                )
                linker.blocks.append(quoted_from or pf.Plain(*item.inlines))
                index = len(linker.blocks) - 1
                yield entry_id, Passage(head.gloss, item.pos, next(places, ""), index=index)


def quote(tree: Any, wanted: tuple[tuple[int, str], ...], report: Report) -> tuple[str, ...]:  # noqa: ARG001
    """The words of some passages as the chapter has them: JSON of a block each."""
    return tuple(
        spelled([pf.Plain(*quoted(list(tree.passages[index].content.list), words))])
        for index, words in wanted
    )
