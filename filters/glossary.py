"""Keyword lists become entries, terms in the text become links, the appendix 용어집 closes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from filters import _appendix, _definitions, _index
from filters._appendix import Article, Quotation, article
from filters._ast import main
from filters._chapter_terms import Chooser, Given, KeywordLine, Linked, Noted, link, note, quote
from filters._term_links import Linker, as_definition
from studyguide.chain.chapters import Chapters, Title, by_chapter
from studyguide.config import Book
from studyguide.config.places import place_of
from studyguide.diagnostics import Report
from studyguide.terms import Entry, Gloss, Passage, Row, assign_ids, curated, fold, merge
from studyguide.terms import entries_yaml as glossary_yaml
from studyguide.terms.harvest import QUOTES, gloss_of
from studyguide.terms.matching import is_safe
from studyguide.terms.rows_json import to_json
from studyguide.terms.suggest import suggest, to_yaml

BYPRODUCT = "glossary"
ENTRIES = "glossary-entries"  # the same as objects, by id: the preview knows them while it hurries
BY_AUTHOR = frozenset({"curated", "explicit"})  # definitions that somebody wrote as such
SUGGESTED = "glossary-suggest"  # a function: only the task of this name needs its text


@by_chapter
def apply(chapters: Chapters, book: Book, report: Report) -> None:
    """Build the glossary of the whole book; a book that has its appendix is left as it is."""
    titles = chapters.titles()
    if any(each.id == _appendix.ID for each in titles):
        return
    written_there = curated.entries(book, chapters.facts)
    noted = [each.take(note, None) for each in chapters]
    entries = assign_ids(collect(written_there, found_in(noted, report), report))
    linker = Linker(entries, report)
    glosses = link_all(chapters, noted, linker)
    rows = rows_of(linker, glosses)
    tell_twice(rows, glosses, report)
    tell(rows, [line for each in noted for line in each.lines], report)
    order = book.glossary_order
    ordered = _appendix.in_order(rows, order)
    report.byproducts[BYPRODUCT] = to_json(ordered)
    report.byproducts[ENTRIES] = {row.id: replace(row.entry, definition=row.gloss.text)
                                  for row in rows}  # fmt: skip
    report.byproducts[SUGGESTED] = lambda: to_yaml(suggest(rows, linker.passages))
    if book.index and not any(row.occurrences for row in rows):
        report.add("G020", place_of("index", book, report))
    if rows:
        articles = quoting(chapters, ordered, chapter_names(titles), linker)
        glosses_there = {row.id: row.gloss for row in rows if row.gloss.kind in BY_AUTHOR}
        written = cache(partial(_definitions.as_blocks, glosses_there))
        shown = _definitions.pictured(glosses_there.values(), written, book.root, chapters.facts)
        chapters.append(_appendix.build(articles, written, shown, linker, chapters.facts))
    if book.index:
        chapters.append(_index.build(rows, order, chapters.facts))


def found_in(noted: Sequence[Noted], report: Report) -> list[Entry]:
    """The entries that the notes bring: what they define, then their keywords."""
    defined = _definitions.once((entry for each in noted for entry in each.written), report)
    return [*defined, *(entry for each in noted for entry in each.listed)]


def link_all(chapters: Chapters, noted: Sequence[Noted], linker: Linker) -> dict[str, Gloss]:
    """Link the terms of every chapter, and gather in the linker where they stand.

    Returns the explanations that stand in the keyword lists themselves, by entry id.
    """
    chooser, boxes = Chooser(linker.entries), 0
    glosses: list[tuple[int, str, Passage]] = []
    for at, (chapter, here) in enumerate(zip(chapters, noted, strict=True)):
        given = Given(chooser.chosen(here), boxes, hints(here.names, linker))
        boxes += here.boxes
        linked = chapter.take(link, given)
        glosses += [(at, name, said) for name, said in linked.glosses]
        gather(linked, at, linker)
    found: dict[str, Gloss] = {}
    for at, name, said in glosses:
        quote = replace(said, index=len(linker.origins))
        linker.origins.append((at, said.index))
        gloss = found.setdefault(name, Gloss("harvested", said.text, said.pos))
        if all(fold(quote.text) != fold(each.text) for each in gloss.quotes[:QUOTES]):
            found[name] = replace(gloss, quotes=(*gloss.quotes, quote)[:QUOTES])
    return found


def gather(linked: Linked, at: int, linker: Linker) -> None:
    """Number the passages of a chapter on from those before, and note what stands in them."""
    first = len(linker.passages)
    for each in linked.passages:
        parent = each.parent + first if each.parent >= 0 else -1
        linker.passages.append(replace(each, index=each.index + first, parent=parent))
        linker.origins.append((at, each.index))
    for name, places in linked.standing.items():
        linker.standing.setdefault(name, []).extend(place + first for place in places)
    for name, found in linked.occurrences.items():
        linker.occurrences.setdefault(name, []).extend(found)


def hints(targets: Iterable[str], linker: Linker) -> dict[str, str]:
    """What to say of `[[terms]]` that are none."""
    unknown = sorted(each for each in targets if fold(each) not in linker.by_name)
    known = glossary_yaml.names(linker.entries.values()) if unknown else {}
    return {each: glossary_yaml.nearest_term(each, known) for each in unknown}


def quoting(
    chapters: Chapters, rows: Sequence[Row], names: Mapping[str, str], linker: Linker
) -> list[Article]:
    """The articles of the appendix with what they quote, as it stands in its chapter."""
    wanted: dict[int, dict[tuple[int, str], None]] = {}
    for said in (each for row in rows for each in row.gloss.quotes):
        at, local = linker.origins[said.index]
        wanted.setdefault(at, {})[local, said.text] = None
    found = {}
    for at, asked in wanted.items():
        blocks = chapters.all[at].look(quote, tuple(asked))
        found |= {(at, *each): block for each, block in zip(asked, blocks, strict=True)}

    def quotation(said: Passage) -> Quotation:
        block = found[(*linker.origins[said.index], said.text)]
        return Quotation(block, said.pos, names.get(said.chapter, ""))

    return [article(row, tuple(map(quotation, row.gloss.quotes))) for row in rows]


def collect(known: Iterable[Entry], found: Iterable[Entry], report: Report) -> list[Entry]:
    """The curated entries first, then those that the notes add; one for each spelling."""
    entries = list(known)
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
        _tell_other(entries[at], entry, report)
        entries[at] = merge(entries[at], entry)
    return entries


def _tell_other(known: Entry, found: Entry, report: Report) -> None:
    """Tell that the notes define what glossary.yaml defines in other words."""
    is_twice = known.is_curated and known.definition and found.definition
    if is_twice and fold(known.definition) != fold(found.definition):
        first = known.place_of("definition") or "glossary.yaml"
        report.add("G019", found.pos, term=found.term, first=first)


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


def tell_twice(rows: Iterable[Row], glosses: Mapping[str, Gloss], report: Report) -> None:
    """Tell the keyword lines that explain in other words what a table or a list defines."""
    for row in rows:
        told, first = glosses.get(row.id), row.entry.place_of("definition")
        if told and row.gloss.kind == "explicit" and fold(row.gloss.text) not in fold(told.text):
            report.add("G003", told.pos, term=row.entry.term, first=first or "the notes")


def tell(rows: Iterable[Row], lines: Iterable[KeywordLine], report: Report) -> None:
    """Say which entries lack a definition or a mention, and which keywords are none."""
    codes = {"expansion": "G009", "context": "G010", "none": "G011"}
    for row in rows:
        entry, kind = row.entry, row.gloss.kind
        if kind in codes and not entry.allow_undefined and not entry.see:
            report.add(codes[kind], entry.pos, term=entry.term, expansion=row.gloss.text)
        if entry.is_curated and not row.occurrences:
            is_short = entry.link == "auto" and not any(is_safe(f, entry) for f in entry.forms)
            report.add("G016" if is_short else "G008", entry.pos, term=entry.term)
    for line in lines:
        if line.kind != "terms":
            report.add("G013", line.pos, text=line.text, kind=line.kind)


def chapter_names(titles: Iterable[Title]) -> dict[str, str]:
    """How the appendix names each chapter: `4장`, or its title when it has no number."""
    chapters = (each for each in titles if each.level == 1)
    return {each.id: f"{each.number}장" if each.number else each.text for each in chapters}


if __name__ == "__main__":
    main(apply)
