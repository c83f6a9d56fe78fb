"""The appendix 용어집: letter groups, definitions with their provenance, where each term stands."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import panflute as pf

from filters._ast import every, mark
from filters._definition_links import link_within
from filters._definitions import settled
from filters._inlines import words
from filters._letters import Mention, filed, heading, mentions, places
from filters._term_links import Linker, link_to
from studyguide.chain.chapters import load, trusted
from studyguide.chain.parted import spelled
from studyguide.diagnostics import Pos, Report
from studyguide.hangul import Order, order_key
from studyguide.images.pictures import Verdicts
from studyguide.keeping.facts import Facts
from studyguide.terms import Entry, GlossKind, Row, bare, fold

TITLE, ID = "용어집", "glossary"
UNDEFINED, NAMED = "정의 없음", "undefined"  # the closing group, and its class
NOWHERE = Pos("", 0)  # of what the notes do not say in this place
USED = "쓰임"  # before a sentence that uses a term and does not define it


def sort_name(entry: Entry) -> str:
    """What an entry is filed under."""
    return entry.sort or entry.term


def in_order(rows: Iterable[Row], order: Order) -> list[Row]:
    """Rows as the appendix lists them."""
    return sorted(rows, key=lambda row: (order_key(sort_name(row.entry), order), row.id))


@dataclass(frozen=True)
class Quotation:
    """Words of the notes as JSON, their place, and how their chapter is named."""

    block: str
    pos: Pos | None
    chapter: str


@dataclass(frozen=True)
class Article:
    """An entry as it is printed, without its place in the glossary's file."""

    id: str
    entry: Entry
    kind: GlossKind
    text: str
    pos: Pos | None
    quotes: tuple[Quotation, ...]
    mentions: tuple[Mention, ...]


def article(row: Row, quotes: tuple[Quotation, ...]) -> Article:
    """What is to be printed of a row, with its quotations."""
    entry, gloss = replace(row.entry, pos=None, places={}), row.gloss
    places = mentions(row.occurrences)
    return Article(row.id, entry, gloss.kind, gloss.text, gloss.pos, quotes, places)


def build(
    articles: Iterable[Article],
    written: Callable[[], Mapping[str, list[Any]]],
    shown: Verdicts,
    linker: Linker,
    facts: Facts,
) -> str:
    """The blocks of the appendix as JSON; terms that the notes only name close it in one group.

    `articles` are in order; `written` gives the definitions that the author wrote in Markdown, as
    blocks by entry id, `shown` what is to be said of their pictures. A group that did not change
    is not made again.
    """
    found = list(articles)
    defined = [each for each in found if not is_undefined(each)]
    groups = list(filed(defined, lambda each: sort_name(each.entry), ID))
    if undefined := [each for each in found if is_undefined(each)]:
        groups.append((heading(UNDEFINED, f"{ID}-{NAMED}", NAMED), undefined))
    entries = [(name, bare(each)) for name, each in linker.entries.items()]  # in their order
    known = facts.name(entries, shown)
    title = [mark(NOWHERE), *words(TITLE)]
    parts = [spelled([pf.Header(*title, level=1, identifier=ID, classes=[ID])])]
    for header, members in groups:
        name = facts.name("appendix", known, header.identifier, members) if known else ""
        parts.append(trusted(facts, name, partial(_group, header, members, written, shown, linker)))
    return ",".join(parts)


def _group(
    header: pf.Header,
    members: Iterable[Article],
    written: Callable[[], Mapping[str, list[Any]]],
    shown: Verdicts,
    linker: Linker,
    report: Report,
) -> str:
    blocks = {each.id: settled(written().get(each.id, []), shown, report) for each in members}
    items = [_item(each, blocks[each.id], linker) for each in members]
    return spelled([header, pf.DefinitionList(*items)])


def is_undefined(found: Article) -> bool:
    """Whether the book can say nothing of a term but where it stands."""
    entry = found.entry
    return found.kind == "none" and not (entry.allow_undefined or entry.see or entry.see_also)


def _item(found: Article, written: list[Any], linker: Linker) -> pf.DefinitionItem:
    meaning = _meaning(found, written)
    for block in meaning:
        link_within(block, linker, found.id)
    meaning += [each for each in (_see(found.entry, linker), _occurrences(found)) if each]
    return pf.DefinitionItem(_term(found), [pf.Definition(*meaning)])


def _term(found: Article) -> list[Any]:
    entry = found.entry
    inlines: list[Any] = [pf.Span(*words(entry.term), identifier=found.id, classes=["dfn"])]
    others = [entry.counterpart, entry.abbr, entry.expansion]
    others += entry.aliases if not entry.is_curated else ()  # `잠금 / 락` of a keyword list
    shown = [each for each in dict.fromkeys(others) if each and fold(each) != fold(entry.term)]
    if found.kind == "expansion":
        shown = [each for each in shown if each != found.text]
    if entry.is_doubted and found.kind != "curated":
        inlines.append(pf.Span(pf.Str("?"), classes=["unsure"]))
    if shown:
        inlines += [pf.Space(), pf.Span(*words(", ".join(shown)), classes=["counterpart"])]
    if entry.category:
        inlines += [pf.Space(), pf.Span(*words(entry.category), classes=["category"])]
    return inlines


def _meaning(found: Article, written: list[Any]) -> list[Any]:
    """The definition as blocks, with the mark that says where it comes from."""
    if found.kind in ("curated", "explicit"):
        return [*(written or [pf.Para(*words(found.text))]), *_source(found.entry)]
    if found.kind == "expansion":
        return [pf.Para(pf.Span(*words(found.text), classes=["expansion"]))]
    kind = "quoted" if found.kind == "harvested" else "context"
    return [_quotation(each, kind) for each in found.quotes]


def _quotation(quote: Quotation, kind: str) -> pf.Div:
    """The author's own words and their chapter: “…” (4장); 쓰임 before what defines nothing."""
    said = list(load(quote.block).content[0].content.list)
    inlines: list[Any] = []
    if kind == "context":
        inlines += [pf.Span(*words(USED), classes=["label"]), pf.Space()]
    inlines += [pf.Str("“"), *_placed(said, quote.pos), pf.Str("”")]
    if quote.chapter:
        inlines += [pf.Space(), pf.Span(*words(quote.chapter), classes=["provenance"])]
    return pf.Div(pf.Para(*inlines), classes=[kind])


def _placed(said: list[Any], pos: Pos | None) -> list[Any]:
    """A quotation whose formulas are known to stand in the notes; the line itself is not here."""
    has_formula = any(isinstance(each, pf.Math) for inline in said for each in every(inline))
    return [mark(pos), *said, mark(NOWHERE)] if pos and has_formula else said


def _source(entry: Entry) -> list[Any]:
    """Where a curated definition was taken from, when the author names it."""
    source = entry.source
    if not (source.url or source.license or source.kind):
        return []
    name = words(source.kind or source.url)
    shown: list[Any] = [pf.Link(*name, url=source.url)] if source.url else name
    if source.license:
        shown += [pf.Str(","), pf.Space(), *words(source.license)]
    return [pf.Div(pf.Para(*words("출처:"), pf.Space(), *shown), classes=["source"])]


def _see(entry: Entry, linker: Linker) -> pf.Div | None:
    parts: list[Any] = []
    for label, targets in (("→", entry.see), ("함께 보기:", entry.see_also)):
        links = [link for each in targets if (link := _reference(each, linker))]
        if links:
            parts += [pf.Space()] if parts else []
            parts.append(pf.Span(*words(label), classes=["label"]))
            for number, link in enumerate(links):
                parts += [pf.Str(","), pf.Space()] if number else [pf.Space()]
                parts.append(link)
    return pf.Div(pf.Para(*parts), classes=["see"]) if parts else None


def _reference(target: str, linker: Linker) -> pf.Link | None:
    entry_id = linker.by_name.get(fold(target), "")
    return link_to(entry_id, words(linker.entries[entry_id].term)) if entry_id else None


def _occurrences(found: Article) -> pf.Div | None:
    links = places(found.mentions)
    return pf.Div(pf.Para(*links), classes=["occurrences"]) if links else None
