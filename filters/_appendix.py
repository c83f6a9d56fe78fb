"""The appendix 용어집: letter groups, definitions with their provenance, where each term stands."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import panflute as pf

from filters._ast import every, mark
from filters._definition_links import link_within
from filters._inlines import words
from filters._letters import filed, heading, places
from filters._term_links import Linker, link_to
from studyguide.diagnostics import Pos
from studyguide.hangul import Order, order_key
from studyguide.terms import Entry, Passage, Row, fold

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


def build(
    rows: Sequence[Row],
    chapters: Mapping[str, str],
    blocks: Mapping[str, list[Any]],
    linker: Linker,
    order: Order,
) -> list[Any]:
    """The blocks of the appendix; terms that the notes only name close it, under one heading.

    `chapters` names each chapter by its id; `blocks` holds the definitions that the author wrote
    in Markdown, as blocks by entry id.
    """
    title = [mark(NOWHERE), *words(TITLE)]
    found: list[Any] = [pf.Header(*title, level=1, identifier=ID, classes=[ID])]
    ordered = in_order(rows, order)
    defined = [row for row in ordered if not is_undefined(row)]
    groups = list(filed(defined, lambda row: sort_name(row.entry), ID))
    if undefined := [row for row in ordered if is_undefined(row)]:
        groups.append((heading(UNDEFINED, f"{ID}-{NAMED}", NAMED), undefined))
    for header, members in groups:
        items = [_item(row, chapters, blocks.get(row.id, []), linker) for row in members]
        found += [header, pf.DefinitionList(*items)]
    return found


def is_undefined(row: Row) -> bool:
    """Whether the book can say nothing of a term but where it stands."""
    entry = row.entry
    return row.gloss.kind == "none" and not (entry.allow_undefined or entry.see or entry.see_also)


def _item(
    row: Row, chapters: Mapping[str, str], written: list[Any], linker: Linker
) -> pf.DefinitionItem:
    meaning = _meaning(row, chapters, written, linker)
    for block in meaning:
        link_within(block, linker, row.id)
    meaning += [each for each in (_see(row.entry, linker), _occurrences(row)) if each]
    return pf.DefinitionItem(_term(row), [pf.Definition(*meaning)])


def _term(row: Row) -> list[Any]:
    entry = row.entry
    inlines: list[Any] = [pf.Span(*words(entry.term), identifier=row.id, classes=["dfn"])]
    others = [entry.counterpart, entry.abbr, entry.expansion]
    others += entry.aliases if not entry.is_curated else ()  # `잠금 / 락` of a keyword list
    shown = [each for each in dict.fromkeys(others) if each and fold(each) != fold(entry.term)]
    if row.gloss.kind == "expansion":
        shown = [each for each in shown if each != row.gloss.text]
    if entry.is_doubted and row.gloss.kind != "curated":
        inlines.append(pf.Span(pf.Str("?"), classes=["unsure"]))
    if shown:
        inlines += [pf.Space(), pf.Span(*words(", ".join(shown)), classes=["counterpart"])]
    if entry.category:
        inlines += [pf.Space(), pf.Span(*words(entry.category), classes=["category"])]
    return inlines


def _meaning(
    row: Row, chapters: Mapping[str, str], written: list[Any], linker: Linker
) -> list[Any]:
    """The definition as blocks, with the mark that says where it comes from."""
    gloss = row.gloss
    if gloss.kind in ("curated", "explicit"):
        return [*(written or [pf.Para(*words(gloss.text))]), *_source(row.entry)]
    if gloss.kind == "expansion":
        return [pf.Para(pf.Span(*words(gloss.text), classes=["expansion"]))]
    kind = "quoted" if gloss.kind == "harvested" else "context"
    return [_quotation(each, chapters, kind, linker) for each in gloss.quotes]


def _quotation(passage: Passage, chapters: Mapping[str, str], kind: str, linker: Linker) -> pf.Div:
    """The author's own words and their chapter: “…” (4장); 쓰임 before what defines nothing."""
    said = linker.quotes[passage.index, passage.text]
    inlines: list[Any] = []
    if kind == "context":
        inlines += [pf.Span(*words(USED), classes=["label"]), pf.Space()]
    inlines += [pf.Str("“"), *_placed(said, passage.pos), pf.Str("”")]
    if chapter := chapters.get(passage.chapter, ""):
        inlines += [pf.Space(), pf.Span(*words(chapter), classes=["provenance"])]
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


def _occurrences(row: Row) -> pf.Div | None:
    links = places(row.occurrences)
    return pf.Div(pf.Para(*links), classes=["occurrences"]) if links else None
