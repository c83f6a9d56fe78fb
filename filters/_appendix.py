"""The appendix 용어집: letter groups, definitions with their provenance, where each term stands."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

import panflute as pf

from filters._inlines import words
from filters._term_links import Linker, link_to, link_within
from studyguide.hangul import Order, letter_group, order_key, romanise
from studyguide.terms import Entry, Occurrence, Passage, Row, fold

TITLE, ID = "용어집", "glossary"
UNDEFINED = "정의 없음"
GROUP_IDS = {"0–9": "digits", "기호": "symbols"}


def sort_name(entry: Entry) -> str:
    """What an entry is filed under."""
    return entry.sort or entry.term


def in_order(rows: Iterable[Row], order: Order = "hangul-first") -> list[Row]:
    """Rows as the appendix lists them."""
    return sorted(rows, key=lambda row: (order_key(sort_name(row.entry), order), row.id))


def build(
    rows: Sequence[Row],
    chapters: Mapping[str, str],
    blocks: Mapping[str, list[Any]],
    linker: Linker,
) -> list[Any]:
    """The blocks of the appendix.

    `chapters` names each chapter by its id; `blocks` holds the definitions that the author wrote
    in Markdown, as blocks by entry id.
    """
    found: list[Any] = [pf.Header(*words(TITLE), level=1, identifier=ID, classes=[ID])]
    grouped = groupby(in_order(rows), key=lambda row: letter_group(sort_name(row.entry)))
    for letter, members in grouped:
        name = f"{ID}-{_group_id(letter)}"
        found.append(
            pf.Header(pf.Str(letter), level=2, identifier=name, classes=["letter", "unnumbered"])
        )
        items = [_item(row, chapters, blocks.get(row.id, []), linker) for row in members]
        found.append(pf.DefinitionList(*items))
    return found


def _group_id(letter: str) -> str:
    if letter in GROUP_IDS:
        return GROUP_IDS[letter]
    return letter.lower() if letter.isascii() else _jamo_id(letter)


def _jamo_id(letter: str) -> str:
    """ㄱ as `hangul-g`: the id is ASCII."""
    syllable = chr(0xAC00 + "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ".index(letter) * 588)
    return "hangul-" + romanise(syllable).removesuffix("a").replace("-", "ng")


def _item(
    row: Row, chapters: Mapping[str, str], written: list[Any], linker: Linker
) -> pf.DefinitionItem:
    meaning = _meaning(row, chapters, written)
    for block in meaning:
        link_within(block, linker, row.id)
    meaning += [each for each in (_see(row.entry, linker), _occurrences(row)) if each]
    return pf.DefinitionItem(_term(row), [pf.Definition(*meaning)])


def _term(row: Row) -> list[Any]:
    entry = row.entry
    inlines: list[Any] = [pf.Span(*words(entry.term), identifier=row.id, classes=["dfn"])]
    others = [entry.counterpart, entry.abbr, entry.expansion]
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


def _meaning(row: Row, chapters: Mapping[str, str], written: list[Any]) -> list[Any]:
    """The definition as blocks, with the mark that says where it comes from."""
    gloss = row.gloss
    if gloss.kind in ("curated", "explicit"):
        return [*(written or [pf.Para(*words(gloss.text))]), *_source(row.entry)]
    if gloss.kind == "harvested":
        quote = gloss.quotes[0] if gloss.quotes else Passage(gloss.text, gloss.pos)
        return [_quotation(quote, chapters, "quoted")]
    if gloss.kind == "expansion":
        return [pf.Para(pf.Span(*words(gloss.text), classes=["expansion"]))]
    absent: Any = pf.Para(pf.Span(*words(UNDEFINED), classes=["undefined"]))
    if row.entry.allow_undefined or row.entry.see:
        return [_quotation(each, chapters, "context") for each in gloss.quotes]
    return [absent, *(_quotation(each, chapters, "context") for each in gloss.quotes)]


def _quotation(passage: Passage, chapters: Mapping[str, str], kind: str) -> pf.Div:
    """The author's own words and their chapter: “…” (4장)."""
    inlines = words(f"“{passage.text}”")
    if chapter := chapters.get(passage.chapter, ""):
        inlines += [pf.Space(), pf.Span(*words(chapter), classes=["provenance"])]
    return pf.Div(pf.Para(*inlines), classes=[kind])


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
    """Links back to where the term stands; the outputs write pages or chapters into them."""
    links: list[Any] = []
    for number, each in enumerate(distinct(row.occurrences), 1):
        links += [pf.Str(","), pf.Space()] if links else []
        classes = ["occurrence", *(["definition"] if each.kind == "definition" else [])]
        links.append(pf.Link(pf.Str(str(number)), url=f"#{each.anchor}", classes=classes))
    return pf.Div(pf.Para(*links), classes=["occurrences"]) if links else None


def distinct(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """One occurrence for each anchor, the defining one before any other there."""
    found: dict[str, Occurrence] = {}
    for each in occurrences:
        if each.anchor and (each.anchor not in found or each.kind == "definition"):
            found[each.anchor] = each
    return list(found.values())
