"""Keyword lists become entries, terms in the text become links, the appendix 용어집 closes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import panflute as pf

from filters import _appendix, _definitions, _index
from filters._ast import main
from filters._definition_lists import gather, make_lists
from filters._keyword_blocks import Block, take
from filters._keyword_box import entries_of, fill
from filters._places import Place, entered
from filters._term_links import Linker, as_definition, link_book
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.terms import Entry, Gloss, Passage, Row, assign_ids, fold, merge
from studyguide.terms import entries_yaml as glossary_yaml
from studyguide.terms.harvest import gloss_of
from studyguide.terms.matching import is_safe
from studyguide.terms.rows_json import to_json
from studyguide.terms.suggest import suggest, to_yaml

BYPRODUCT = "glossary"
ENTRIES = "glossary-entries"  # the same as objects, by id: the preview knows them while it hurries
SUGGESTED = "glossary-suggest"  # a function: only the task of this name needs its text


def apply(doc: pf.Doc, book: Book, report: Report) -> pf.Doc:
    """Build the glossary of the whole book; a book that has its appendix is left as it is."""
    if any(isinstance(each, pf.Header) and each.identifier == _appendix.ID for each in doc.content):
        return doc
    doc.walk(gather)
    curated = glossary_yaml.load(book.glossary, book.root, report)
    blocks = take(doc, report)
    entries = collect(curated, [*_definitions.written_in(doc, report), *entries_of(blocks)], report)
    linker = Linker(assign_ids(entries), report)
    for number, block in enumerate(blocks, 1):
        linker.scope = f"k{number}"
        fill(block, linker)
    link_book(doc, linker)
    doc.walk(make_lists)
    rows = rows_of(linker, glosses_of(blocks, linker))
    tell(rows, blocks, report)
    order = book.glossary_order
    report.byproducts[BYPRODUCT] = to_json(_appendix.in_order(rows, order))
    report.byproducts[ENTRIES] = {row.id: replace(row.entry, definition=row.gloss.text)
                                  for row in rows}  # fmt: skip
    report.byproducts[SUGGESTED] = lambda: to_yaml(suggest(rows, linker.passages))
    if rows:
        doc.content.extend(_appendix.build(rows, chapter_names(doc), written(rows), linker, order))
    if book.index:
        doc.content.extend(_index.build(rows, order))
    return doc


def collect(curated: Iterable[Entry], found: Iterable[Entry], report: Report) -> list[Entry]:
    """The curated entries first, then those that the notes add; one for each spelling."""
    entries = list(curated)
    owner = {fold(name): at for at, each in enumerate(entries)
             for name in (*each.forms, *each.typos)}  # fmt: skip
    for entry in found:
        at = owner.get(fold(entry.term))
        if at is None:
            entries.append(entry)
            owner |= {fold(form): owner.get(fold(form), len(entries) - 1) for form in entry.forms}
            continue
        if fold(entry.term) in {fold(typo) for typo in entries[at].typos}:
            report.add("G014", entry.pos, typo=entry.term, term=entries[at].term)
        entries[at] = merge(entries[at], entry)
    return entries


def glosses_of(blocks: Iterable[Block], linker: Linker) -> dict[str, Gloss]:
    """The explanations that stand in the keyword lists themselves, by entry id."""
    found: dict[str, Gloss] = {}
    for item in (item for block in blocks for item in block.items):
        for head in item.line.headwords:
            if head.gloss:
                entry_id = linker.by_name[fold(head.text)]
                places = (each.chapter for each in linker.occurrences.get(entry_id, ())
                          if each.pos == item.pos)  # fmt: skip
                linker.blocks.append(pf.Plain(*item.inlines))
                index = len(linker.blocks) - 1
                quote = Passage(head.gloss, item.pos, next(places, ""), index=index)
                found.setdefault(entry_id, Gloss("harvested", head.gloss, item.pos, (quote,)))
    return found


def rows_of(linker: Linker, glosses: Mapping[str, Gloss]) -> list[Row]:
    """Each entry with its definition and its places; of a shared glossary only what is used."""
    rows = []
    for entry_id, entry in linker.entries.items():
        found = linker.occurrences.get(entry_id, [])
        is_shared = entry.is_curated and entry.pos and entry.pos.file.startswith("..")
        if is_shared and not found:
            continue
        gloss = glosses.get(entry_id) if not entry.definition else None
        gloss = gloss or gloss_of(entry, linker.passages, linker.standing.get(entry_id, ()))
        if gloss.kind == "context":
            gloss = linker.in_context(gloss, entry_id)
        if gloss.kind in ("harvested", "explicit"):
            found = as_definition(found, gloss)
        rows.append(Row(entry, entry_id, gloss, tuple(found)))
    return rows


def tell(rows: Iterable[Row], blocks: Iterable[Block], report: Report) -> None:
    """Say which entries lack a definition or a mention, and which keywords are none."""
    codes = {"expansion": "G009", "context": "G010", "none": "G011"}
    for row in rows:
        entry, kind = row.entry, row.gloss.kind
        if kind in codes and not entry.allow_undefined and not entry.see:
            report.add(codes[kind], entry.pos, term=entry.term, expansion=row.gloss.text)
        if entry.is_curated and not row.occurrences:
            is_short = entry.link == "auto" and not any(is_safe(f, entry) for f in entry.forms)
            report.add("G016" if is_short else "G008", entry.pos, term=entry.term)
    for item in (item for block in blocks for item in block.items):
        if item.line.kind != "terms":
            report.add("G013", item.pos, text=item.line.text, kind=item.line.kind)


def written(rows: Iterable[Row]) -> dict[str, list[pf.Block]]:
    """The definitions that the author wrote, as blocks by entry id."""
    by_author = (row for row in rows if row.gloss.kind in ("curated", "explicit"))
    return _definitions.as_blocks({row.id: row.gloss for row in by_author})


def chapter_names(doc: pf.Doc) -> dict[str, str]:
    """How the appendix names each chapter: `4장`, or its title when it has no number."""
    headers = (each for each in doc.content if isinstance(each, pf.Header) and each.level == 1)
    places = [entered(Place(), header) for header in headers]
    return {each.chapter: f"{each.number}장" if each.number else each.title for each in places}


if __name__ == "__main__":
    main(apply)
