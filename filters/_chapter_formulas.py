"""What a chapter has that is numbered or referred to, and what it takes from the others."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import panflute as pf

from filters import _captions, _equations, _symbols
from filters._ast import every, pos_of
from filters._references import (
    Known,
    mentions,
    references_in,
    refers_to_sections,
    settle_formulas,
    settle_links,
    settle_references,
)
from filters._texts import has, holders, said, texts
from studyguide.diagnostics import Pos, Report
from studyguide.equations import Candidate, Number
from studyguide.formulas.known_macros import Macro
from studyguide.formulas.macros import NAME, Macros
from studyguide.linking.references import Labelled
from studyguide.symbols import Symbol

DEFINING = re.compile(r"command|def|Operator")  # `\newcommand`, `\gdef`, `\DeclareMathOperator`
TEX_WORD = re.compile(r"(?<![\w:])\\[A-Za-z]{2,}|[_^]\{")  # `\theta`, `x_{t}`; not `C:\Users\me`
# a `$` with TeX right behind it: `$x_t`, `$n + 1`, `$p(x`, `${x}_t`; no money and no shell:
# `$5`, `US$M`, `$HOME`, `${HOME}_a`, `$i++`
MEANT = re.compile(r"(?<![A-Za-z0-9$])\$(?![A-Z_]{2})")  # not of `US$`, `$HOME`
OPENED = re.compile(
    r"(?<![A-Za-z0-9$])\$(?:\\[A-Za-z]|[_^]\S|\{(?![#!]?\w[^{}]*\})|\{\w\}[_^]|[A-Za-z]"
    r"(?:\s?\\[A-Za-z]|[_^]|\s?[=+*<>-]\s?[\dA-Za-z\\({]|\s?/\s?[\d\\]|\([\\A-Za-z]))"
)


@dataclass(frozen=True)
class Asking:
    """What a chapter wants to know of the book."""

    words: frozenset[str]  # of TeX in it: `R` of `\R`, which may be a macro
    labels: frozenset[str]  # that its figures and tables may have
    references: tuple[tuple[str, str], ...]
    has_section_references: bool


@dataclass(frozen=True)
class Before:
    """What a chapter takes from those before it, and whether the book numbers its sections."""

    first: dict[str, Macro]  # of the macros that it may use: the first meaning, and that of now
    now: dict[str, Macro]
    counts: dict[str, int]  # of figures and tables in chapters of the same number
    labels: frozenset[str]  # `fig:loss`, if it may have the same
    has_sections: bool


@dataclass(frozen=True)
class Unclosed:
    """Words behind a `$` that opens no formula; `word` is the first of them, with the sign."""

    pos: Pos | None
    word: str
    shown: str


@dataclass(frozen=True)
class Found:
    """What a chapter has: macros, labels, formulas that may be numbered, symbols, references."""

    first: dict[str, Macro]
    now: dict[str, Macro]
    counts: dict[str, int]
    labelled: tuple[Labelled, ...]
    candidates: tuple[Candidate, ...]
    symbols: tuple[Symbol, ...]
    references: tuple[tuple[str, str], ...]
    unclosed: tuple[tuple[Unclosed, ...], ...]  # by paragraph


@dataclass(frozen=True)
class Given:
    """What a chapter takes from the whole book: the numbers of its candidates, and where to lead.

    `is_joined` takes the blank out of `$z$ 가`.
    """

    numbers: tuple[Number | None, ...]
    known: Known
    rows: _symbols.Rows
    is_joined: bool


def ask(tree: pf.Doc, given: None, report: Report) -> Asking:  # noqa: ARG001
    """A step that sees what the chapter wants to know."""
    texts = (each.text for each in every(tree) if isinstance(each, pf.Math | pf.Str))
    words = {name for text in texts if "\\" in text for name in NAME.findall(text)}
    found = mentions(tree)
    return Asking(
        frozenset(words),
        frozenset(_captions.labels_in(tree)),
        tuple(dict.fromkeys(references_in(found))),
        refers_to_sections(found),
    )


def count(tree: pf.Doc, before: Before, report: Report) -> Found:  # noqa: ARG001
    """Take the definitions of macros out, number sections and captions, find what may count."""
    macros = Macros(dict(before.first), dict(before.now))
    _settle_macros(tree, macros)
    counts = Counter(before.counts)
    labelled = [
        *_captions.number_sections(tree, before.has_sections),
        *_captions.number_captions(tree, counts, before.labels),
    ]
    tree.waiting, tree.symbols, unclosed = [], [], []
    tree.spoken = [(text, has(text.block, pf.Math)) for text in texts(tree)]
    for text, has_formula in tree.spoken:
        if has_formula:
            _equations.display_alone(text)
            tree.waiting += _equations.waiting(text)
            tree.symbols += [] if text.is_copy else _symbols.find(text)
        unclosed.append(tuple(_unclosed(text.block)))
    return Found(
        macros.first,
        macros.now,
        counts,
        tuple(labelled),
        tuple(each for waiting in tree.waiting for each in waiting.candidates),
        tuple(each.symbol for each in tree.symbols),
        tuple(dict.fromkeys(references_in(mentions(tree)))),
        tuple(filter(None, unclosed)),
    )


def settle(tree: pf.Doc, given: Given, report: Report) -> None:
    """Set the numbers, then every reference to them."""
    numbers = iter(given.numbers)
    for waiting in tree.waiting:
        waiting.place([next(numbers) for _ in waiting.candidates])
    known = given.known
    for text, has_formula in tree.spoken:
        if known.targets or known.hints:
            settle_references(text, known, report)
            if has_formula:
                settle_formulas(text, known, report)
        if has_formula:
            _equations.glue(text.block, given.is_joined)
    if known.targets:
        settle_links(tree, known)
    _symbols.link_places(tree.symbols, given.rows)
    _symbols.link_formulas(tree, given.rows)


def _settle_macros(doc: pf.Doc, macros: Macros) -> None:
    """Read the macros that a chapter defines, in reading order; what defines is not printed."""
    is_plain = macros.first == macros.now and not any(map(_may_define, every(doc)))
    for text in () if is_plain else list(texts(doc)):
        has_taken = False
        for holder in list(holders(text.block)):
            has_taken |= _equations.take_definitions(holder, macros)
        if has_taken and not said(text.block):
            _equations.drop(text.block, doc)


def _may_define(element: Any) -> bool:
    """Whether something in a text may define a macro, or is a formula that says nothing."""
    if isinstance(element, pf.Math):
        return DEFINING.search(element.text) is not None or not element.text.strip()
    return isinstance(element, pf.Str) and "\\" in element.text


def _unclosed(block: Any) -> Iterator[Unclosed]:
    r"""Where `$\theta` without its second `$` stayed text."""
    text = _raw(block)
    at = next((met.start() for met in MEANT.finditer(text)), -1)
    places = [met.start() for met in OPENED.finditer(text)]
    if at >= 0 and not places and TEX_WORD.search(text, at):
        places = [at]
    pos = pos_of(block) if places else None
    for at in places:
        yield Unclosed(pos, text[at:].split(maxsplit=1)[0], text[at : at + 40])


def _raw(block: Any) -> str:
    """The words of a block as they stand, without its formulas and links."""
    return "".join(_literal(inline) for inline in block.content)


def _literal(inline: Any) -> str:
    if isinstance(inline, pf.Str):
        return str(inline.text)
    return " " if isinstance(inline, pf.Space | pf.SoftBreak | pf.LineBreak) else ""
