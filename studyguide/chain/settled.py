"""Makes the chapters of a manuscript safe for the filters: attributes, pictures, ids and links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from studyguide.chain import attributes, tables
from studyguide.chain.chapters import Chapters
from studyguide.config import Book
from studyguide.config.places import place_of
from studyguide.diagnostics import Report
from studyguide.images import picture_files, pictures
from studyguide.keeping.facts import Facts
from studyguide.linking import anchors, links, wikilinks


@dataclass(frozen=True)
class Found:
    """What has a name in a chapter, and where its links lead."""

    names: anchors.Names
    links: tuple[links.Link, ...]
    wikilinks: tuple[wikilinks.Wikilink, ...]


@dataclass(frozen=True)
class Given:
    """What a chapter takes from the others: its ids, and where its links lead in the book."""

    names: anchors.Given
    urls: tuple[str | None, ...]
    places: tuple[wikilinks.Places, ...]


def settle(chapters: Chapters, book: Book, report: Report) -> None:
    """Settle what the notes bring before the filters add their own."""
    named = [each.take(_cleaned, None) for each in chapters]
    pictured = (picture for each in named for picture in each)
    verdicts = pictures.judged(pictured, book.root, chapters.facts)
    found = [
        each.take(_pictured, pictures.verdicts_on(here, verdicts))
        for each, here in zip(chapters, named, strict=True)
    ]
    for chapter, given in zip(chapters, _given(found, book, report), strict=True):
        chapter.take(_named, given)


def with_sound_cover(book: Book, facts: Facts) -> Book:
    """The book without a cover that no output can show, which is told."""
    if not book.cover:
        return book
    name, refused = book.name_of(book.cover), picture_files.refusal("", book.cover, book.root)
    found = picture_files.Verdict(refused)
    if not refused:
        found = picture_files.examined(book.cover, book.root, facts)
    if found.reason:
        pictures.tell(found.reason, name, place_of("cover", book, facts.report), facts.report)
        return replace(book, cover=None)
    if found.removed:
        pos, parts = place_of("cover", book, facts.report), ", ".join(found.removed)
        facts.report.add("E002", pos, url=name, parts=parts)
    return book


def _given(found: Sequence[Found], book: Book, report: Report) -> Iterable[Given]:
    idents, aliases = anchors.given([each.names for each in found], report)
    titles = (
        (title, ident)
        for each, given in zip(found, idents, strict=True)
        for title, (ident, _) in zip(each.names.titles, given.titles, strict=True)
    )
    targets = links.targets(book, titles, aliases)
    blocks = {
        ident: said
        for each, given in zip(found, idents, strict=True)
        for ident, said in anchors.words(each.names, given)
        if said
    }
    for each, given in zip(found, idents, strict=True):
        urls = (links.resolved(link, targets, report) for link in each.links)
        places = (wikilinks.resolved(link, targets, blocks, report) for link in each.wikilinks)
        yield Given(given, tuple(urls), tuple(places))


def _cleaned(tree: Any, given: None, report: Report) -> tuple[pictures.Named, ...]:  # noqa: ARG001
    attributes.settle(tree, report)
    return pictures.named(tree)


def _pictured(tree: Any, verdicts: pictures.Verdicts, report: Report) -> Found:
    pictures.settle(tree, verdicts, report)
    tables.settle(tree)
    return Found(anchors.names(tree), links.found(tree), wikilinks.found(tree))


def _named(tree: Any, given: Given, report: Report) -> None:  # noqa: ARG001
    anchors.rename(tree, given.names)
    links.redirect(tree, given.urls)
    wikilinks.redirect(tree, given.places)
