"""The appendix 찾아보기: every name of every entry with the places where it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import panflute as pf

from filters._appendix import sort_name
from filters._inlines import words
from filters._letters import Mention, filed, mentions, places
from studyguide.chain.chapters import trusted
from studyguide.chain.parted import spelled
from studyguide.diagnostics import Report
from studyguide.hangul import Order, order_key
from studyguide.keeping.facts import Facts
from studyguide.terms import Row, fold

TITLE, ID = "찾아보기", "index"


@dataclass(frozen=True)
class Line:
    """One line of the index: a name of an entry, and where it stands."""

    name: str
    filed_as: str
    entry_id: str
    mentions: tuple[Mention, ...]
    main: str = ""  # the headword, when this is another name of the entry


def build(rows: Iterable[Row], order: Order, facts: Facts) -> str:
    """The blocks of the index as JSON; none when no term stands anywhere in the book.

    A letter that did not change is not made again.
    """
    lines = sorted(_lines(rows), key=lambda line: (order_key(line.filed_as, order), line.entry_id))
    found = [spelled([pf.Header(*words(TITLE), level=1, identifier=ID, classes=[ID])])]
    for header, members in filed(lines, lambda line: line.filed_as, ID):
        name = facts.name("index", header.identifier, members)
        found.append(trusted(facts, name, partial(_letter, header, members)))
    return ",".join(found) if lines else ""


def _letter(header: pf.Header, lines: Iterable[Line], report: Report) -> str:  # noqa: ARG001
    return spelled([header, pf.BulletList(*map(_item, lines))])


def _lines(rows: Iterable[Row]) -> Iterator[Line]:
    for row in rows:
        if not row.occurrences:
            continue
        yield Line(row.entry.term, sort_name(row.entry), row.id, mentions(row.occurrences))
        seen = {fold(row.entry.term)}
        for name in row.entry.forms:
            if fold(name) not in seen:
                seen.add(fold(name))
                own = [each for each in row.occurrences if fold(each.text) == fold(name)]
                yield Line(name, name, row.id, mentions(own), row.entry.term)


def _item(line: Line) -> pf.ListItem:
    """`샤딩 3, 5–7`, or `sharding 4 → 샤딩`: another name leads to the headword too."""
    inlines: list[Any] = [pf.Span(*words(line.name), classes=["name"])]
    if links := places(line.mentions):
        inlines += [pf.Space(), pf.Span(*links, classes=["occurrences"])]
    if line.main:
        main = pf.Link(*words(line.main), url=f"#{line.entry_id}", classes=["headword"])
        inlines += [pf.Space(), pf.Span(pf.Str("→"), pf.Space(), main, classes=["see"])]
    return pf.ListItem(pf.Plain(*inlines))
