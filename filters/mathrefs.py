"""Formulas, figures, tables, sections: numbered by chapter, referred to by their labels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from filters import _formula_sheet, _index, _symbols
from filters._ast import main
from filters._chapter_formulas import Asking, Before, Found, Given, ask, count, settle
from filters._references import known_of, with_numbers
from studyguide.chain.chapters import Chapters, Title, by_chapter
from studyguide.chain.parted import spelled
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.equations import Candidate, Equation, Number, Numbering, tell_same_numbers, to_json
from studyguide.formulas.macros import Macros
from studyguide.linking.references import Labelled, Target, Targets, names
from studyguide.notes.written import paragraph
from studyguide.symbols import Row, Symbol, rows
from studyguide.terms import curated


@by_chapter
def apply(chapters: Chapters, book: Book, report: Report) -> None:
    """Number what has a number, then settle every reference to it, then write the appendices."""
    asking = [each.look(ask, None) for each in chapters]
    found = _counted(chapters, asking, report)
    numbering = _Numbers(asking, found, report)
    numbers = [tuple(map(numbering.give, each.candidates)) for each in found]
    equations = numbering.equations
    tell_same_numbers(equations, report)
    common = curated.symbols(book, chapters.facts)
    symbols = [*common, *(symbol for each in found for symbol in each.symbols)]
    _symbols.tell_clashes(symbols, report)
    report.byproducts["equations"] = to_json(equations, symbols)
    _tell_unclosed(found, book, report)
    placed = _placed(found)
    has_appendix = {_symbols.ID, _formula_sheet.ID} & {each.id for each in chapters.titles()}
    listed = [] if has_appendix else _rows([*common, *chain(*placed)], equations)
    leads = _symbols.Leads(listed)
    for chapter, here, given, explained in zip(chapters, found, numbers, placed, strict=True):
        known = known_of(here.references, numbering.targets)
        firsts = [each.id for each in given if each and each.is_first]
        rows_here = leads.of(explained, firsts)
        chapter.take(settle, Given(given, known, rows_here, book.typography.particles))
    if not has_appendix:
        _append(chapters, listed, equations, book)


@dataclass
class _Before:
    """What the chapters so far tell those behind them."""

    macros: Macros = field(default_factory=Macros)
    counts: dict[str, int] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)

    def given(self, asking: Asking, here: Sequence[Title], has_sections: bool) -> Before:
        """As far as it concerns a chapter."""
        first = {k: v for k, v in self.macros.first.items() if k in asking.words}
        now = {k: v for k, v in self.macros.now.items() if k in asking.words}
        numbers = {title.number for title in here if title.level == 1}
        counts = {k: v for k, v in self.counts.items() if k.partition(" ")[2] in numbers}
        labels = {each for each in self.labels if each.partition(":")[2] in asking.labels}
        return Before(first, now, counts, frozenset(labels), has_sections)

    def add(self, found: Found) -> None:
        """Go on behind a chapter."""
        self.macros.first = {**found.first, **self.macros.first}
        self.macros.now |= found.now
        self.counts |= found.counts
        self.labels |= {each.key for each in found.labelled}


def _counted(chapters: Chapters, asking: Iterable[Asking], report: Report) -> list[Found]:
    """What the chapters have, each with what those before it say."""
    has_sections = any(each.has_section_references for each in asking)
    before = _Before()
    found = []
    for chapter, wanted in zip(chapters, asking, strict=True):
        given = before.given(wanted, chapter.titles, has_sections)
        found.append(chapter.take(count, given))
        before.add(found[-1])
    report.byproducts["macros"] = before.macros.first
    return found


class _Numbers:
    """The numbers of a book's formulas, and what all labels lead to."""

    def __init__(self, asking: Iterable[Asking], found: Sequence[Found], report: Report) -> None:
        self.targets = Targets()
        self._report = report
        self._numbering = Numbering()
        referred = (text for each in asking for kind, text in each.references if kind in ("", "eq"))
        self._referred = dict.fromkeys(referred)
        labelled = [one for each in found for one in each.labelled]
        for one in sorted(labelled, key=lambda one: one.target.kind != "sec"):
            self.targets.add(one, report)

    def give(self, asking: Candidate) -> Number | None:
        """The number of a formula, to which its labels lead from now on."""
        if asking.is_optional and not any(map(self._is_referred, asking.labels)):
            return None
        number = self._numbering.give(asking)
        target = Target("eq", number.id, number.number, number.chapter, asking.pos)
        for label in asking.labels:
            self.targets.add(Labelled(label, target), self._report)
        return number

    def _is_referred(self, label: str) -> bool:
        return any(names(text, label) for text in self._referred)

    @property
    def equations(self) -> list[Equation]:
        """All numbered formulas, with the numbers of those that they refer to."""
        found = self._numbering.equations.values()
        return [replace(each, tex=with_numbers(each.tex, self.targets)) for each in found]


def _placed(found: Iterable[Found]) -> list[list[Symbol]]:
    """The symbols that each chapter explains, with the ids of the places."""
    numbered = _symbols.with_anchors(symbol for each in found for symbol in each.symbols)
    return [[next(numbered) for _ in each.symbols] for each in found]


def _rows(symbols: Iterable[Symbol], equations: Iterable[Equation]) -> list[Row]:
    return rows(symbols, [(each.id, each.chapter, each.tex) for each in equations])


def _tell_unclosed(found: Iterable[Found], book: Book, report: Report) -> None:
    r"""`$\theta` without its second `$` stays text, and the author is told; not so of `\$x_t`."""
    for places in (places for each in found for places in each.unclosed):
        pos = places[0].pos
        written = paragraph(book.root, pos)
        meant = [each.shown for each in places if f"\\{each.word}" not in written]
        if meant:
            report.add("M004", pos, tex=meant[0])


def _append(
    chapters: Chapters, listed: Sequence[Row], equations: Sequence[Equation], book: Book
) -> None:
    """Put the table of symbols and the collection of formulas behind the text."""
    named = {each.number: each.text for each in chapters.titles() if each.level == 1}
    sheet = _formula_sheet.appendix(equations if book.formula_sheet else [], named)
    parts = [_symbols.appendix(listed, equations), sheet]
    chapters.insert(map(spelled, filter(None, parts)), before=_index.ID)


if __name__ == "__main__":
    main(apply)
