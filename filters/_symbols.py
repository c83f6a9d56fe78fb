"""The appendix 기호표: what each symbol means, its formulas, where the notes explain it."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import panflute as pf

from filters._ast import every, is_mark, is_taken, pos_of
from filters._inlines import text_of, words
from filters._texts import Text, formulas, replace
from studyguide.diagnostics import Report
from studyguide.equations import Equation
from studyguide.meanings import Piece
from studyguide.symbols import HARD, SOFT, Row, Symbol, clashes, harvest

TITLE, ID = "기호표", "symbols"
APART = (pf.Note, pf.Code, pf.Image)  # what stands in these is no part of the sentence


@dataclasses.dataclass(frozen=True)
class Found:
    """A symbol that the notes explain, with its formula in the tree and the block around it."""

    symbol: Symbol
    math: Any
    block: Any


def find(text: Text) -> list[Found]:
    """The symbols that a text gives a meaning."""
    inlines = list(_flat(text.block))
    maths = {inline.text: inline for inline in reversed(inlines) if isinstance(inline, pf.Math)}
    if not maths:
        return []
    found = harvest(map(_piece, inlines), text.chapter, pos_of(text.block))
    return [Found(symbol, maths[symbol.tex], text.block) for symbol in found]


def _flat(block: Any) -> Iterator[Any]:
    """The inlines of a block without what only wraps them."""
    todo = list(reversed(list(block.content)))
    while todo:
        inline = todo.pop()
        inside = getattr(inline, "content", None)
        if isinstance(inside, pf.ListContainer) and not _is_apart(inline):
            todo.extend(reversed(list(inside)))
        elif not (is_mark(inline) or is_taken(inline)):
            yield inline


def _is_apart(inline: Any) -> bool:
    """Whether a sentence is read without what an inline holds; no formula leads to two places."""
    is_link = isinstance(inline, pf.Link)
    return isinstance(inline, APART) or (
        is_link and any(isinstance(inner, pf.Math) for inner in every(inline))
    )


def _piece(inline: Any) -> Piece:
    if isinstance(inline, pf.Math):
        return Piece(inline.text, is_formula=True)
    if isinstance(inline, pf.LineBreak | pf.SoftBreak):
        return HARD if isinstance(inline, pf.LineBreak) else SOFT
    return Piece(text_of(inline) or getattr(inline, "text", ""))


def tell_clashes(symbols: Iterable[Symbol], report: Report) -> None:
    """Say where one chapter gives a symbol two meanings."""
    for clash in clashes(symbols):
        again, first = clash.again, clash.first
        facts = {"tex": again.tex, "meaning": again.meaning, "earlier": first.meaning}
        report.add("M005", again.pos, **facts, first=first.pos or "glossary.yaml")


def with_anchors(found: Iterable[Symbol]) -> Iterator[Symbol]:
    """Each with an id: one more in a chapter renames none of another."""
    counts: Counter[str] = Counter()
    for each in found:
        counts[each.chapter] += 1
        anchor = "-".join(filter(None, ("sy", each.chapter, str(counts[each.chapter]))))
        yield dataclasses.replace(each, anchor=anchor)


@dataclasses.dataclass(frozen=True)
class Rows:
    """The rows that a chapter leads to: of each symbol that it explains, of each formula."""

    symbols: tuple[tuple[str, str], ...] = ()  # id of the place, id of the row
    formulas: dict[str, str] = dataclasses.field(default_factory=dict)


class Leads:
    """Where the text leads to in the table: from the places of its symbols, from its formulas."""

    def __init__(self, listed: Sequence[Row]) -> None:
        self._places = {s.anchor: _row_id(at) for at, row in enumerate(listed, 1)
                        for s in row.places}  # fmt: skip
        self._firsts: dict[str, str] = {}
        for at, row in enumerate(listed, 1):
            for each in row.formulas:
                self._firsts.setdefault(each, _row_id(at))

    def of(self, symbols: Iterable[Symbol], formulas: Iterable[str]) -> Rows:
        """What a chapter takes of it: `formulas` are the ids of those that it numbers."""
        places = [(each.anchor, self._places.get(each.anchor, "")) for each in symbols]
        firsts = {each: self._firsts[each] for each in formulas if each in self._firsts}
        return Rows(tuple(places) if self._places else (), firsts)


def _row_id(at: int) -> str:
    return f"sym-{at}"


def link_places(found: Iterable[Found], given: Rows) -> None:
    """A symbol that the text explains leads to its row, and its row back to it."""
    for each, (anchor, row) in zip(found, given.symbols, strict=False):
        holder = next((h for math, h in formulas(each.block) if math is each.math), None)
        if holder is None or isinstance(holder, pf.Link):
            continue
        link = pf.Link(url=f"#{row}", identifier=anchor, classes=["symbol"])
        replace(holder, each.math, link)
        link.content.append(each.math)


def link_formulas(doc: pf.Doc, given: Rows) -> None:
    """In an EPUB the number of a formula leads to the row of its first symbol."""
    for span in every(doc) if given.formulas else ():
        if isinstance(span, pf.Span) and span.identifier in given.formulas:
            number = pf.Str(f"({span.attributes['number']})")
            url = f"#{given.formulas[span.identifier]}"
            span.content.append(pf.Link(number, url=url, classes=["equation-number"]))


def appendix(listed: Sequence[Row], equations: Iterable[Equation]) -> list[Any]:
    """The blocks of the appendix; none where no symbol is explained."""
    if not listed:
        return []
    numbered = {each.id: each for each in equations}
    times = Counter(row.tex for row in listed)
    items = [_item(at, row, numbered, times[row.tex] > 1) for at, row in enumerate(listed, 1)]
    title = pf.Header(*words(TITLE), level=1, identifier=ID, classes=[ID, "appendix"])
    return [title, pf.DefinitionList(*items)]


def _item(
    at: int, row: Row, numbered: Mapping[str, Equation], is_shared: bool
) -> pf.DefinitionItem:
    symbol = pf.Math(row.tex, format="InlineMath")
    line = _meaning(row.meaning)
    if is_shared and row.chapters:
        names = ", ".join(f"{chapter}장" for chapter in row.chapters)
        line += [pf.Space(), pf.Span(*words(f"({names})"), classes=["provenance"])]
    if row.formulas:
        links = [_link(numbered[each]) for each in row.formulas]
        line += [pf.Space(), pf.Span(*_listed(links), classes=["symbol-formulas"])]
    if places := [s.anchor for s in row.places if s.anchor]:
        links = [
            pf.Link(pf.Str(str(number)), url=f"#{place}", classes=["occurrence"])
            for number, place in enumerate(places, 1)
        ]
        line += [pf.Space(), pf.Span(*_listed(links), classes=["occurrences"])]
    term = [pf.Span(symbol, identifier=_row_id(at))]
    return pf.DefinitionItem(term, [pf.Definition(pf.Plain(*line))])


def _meaning(text: str) -> list[Any]:
    """The author's words, with their formulas as formulas."""
    found: list[Any] = []
    for at, part in enumerate(text.split("$")):
        if at % 2 and part:
            found.append(pf.Math(part, format="InlineMath"))
            continue
        found += [pf.Space()] if part[:1].isspace() and found else []
        found += words(part)
        found += [pf.Space()] if part[-1:].isspace() and part.strip() else []
    return found


def _link(equation: Equation) -> pf.Link:
    shown = pf.Str(f"식\u00a0{equation.number}")
    return pf.Link(shown, url=f"#{equation.id}", classes=["eqref"])


def _listed(links: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for link in links:
        found += [pf.Str(","), pf.Space(), link] if found else [link]
    return found
