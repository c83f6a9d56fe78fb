"""Formulas, figures, tables, sections: numbered by chapter, referred to by their labels."""

import re
from dataclasses import replace
from typing import Any

import panflute as pf

from filters import _captions, _equations, _formula_sheet, _symbols
from filters._ast import every, main, pos_of
from filters._references import (
    mentions,
    referred,
    refers_to_sections,
    settle_formulas,
    settle_references,
    with_numbers,
)
from filters._texts import has, holders, said, texts
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.equations import tell_same_numbers, to_json
from studyguide.formulas.known_macros import Macro
from studyguide.formulas.macros import Macros
from studyguide.notes.written import paragraph
from studyguide.references import Targets
from studyguide.terms import symbols_yaml

DEFINING = re.compile(r"command|def|Operator")  # `\newcommand`, `\gdef`, `\DeclareMathOperator`
TEX_WORD = re.compile(r"(?<![\w:])\\[A-Za-z]{2,}|[_^]\{")  # `\theta`, `x_{t}`; not `C:\Users\me`
# a `$` with TeX right behind it: `$x_t`, `$n + 1`, `$p(x`, `${x}_t`; no money and no shell:
# `$5`, `US$M`, `$HOME`, `${HOME}_a`, `$i++`
MEANT = re.compile(r"(?<![A-Za-z0-9$])\$(?![A-Z_]{2})")  # not of `US$`, `$HOME`
OPENED = re.compile(
    r"(?<![A-Za-z0-9$])\$(?:\\[A-Za-z]|[_^]\S|\{(?![#!]?\w[^{}]*\})|\{\w\}[_^]|[A-Za-z]"
    r"(?:\s?\\[A-Za-z]|[_^]|\s?[=+*<>-]\s?[\dA-Za-z\\({]|\s?/\s?[\d\\]|\([\\A-Za-z]))"
)


def apply(doc: pf.Doc, book: Book, report: Report) -> pf.Doc:
    """Number what has a number, then settle every reference to it, then write the appendices."""
    targets = Targets()
    asking = mentions(doc)
    counted = _equations.Counted(targets, report, referred(asking))
    report.byproducts["macros"] = _settle_macros(doc)
    _captions.number_sections(doc, targets, refers_to_sections(asking), report)
    _captions.number_captions(doc, targets, report)
    found: list[_symbols.Found] = []
    spoken = [(text, has(text.block, pf.Math)) for text in texts(doc)]
    for text, has_formula in spoken:
        if has_formula:
            _equations.display_alone(text)
            _equations.number(text, counted)
            found += _symbols.find(text)
        _tell_unclosed(text.block, book, report)
    for text, has_formula in spoken:
        if asking:
            settle_references(text, targets, report)
        if asking and has_formula:
            settle_formulas(text, targets, report)
        if has_formula:
            _equations.glue(text.block, book.typography.particles)
    equations = [
        replace(each, tex=with_numbers(each.tex, targets))
        for each in counted.numbering.equations.values()
    ]
    tell_same_numbers(equations, report)
    curated = symbols_yaml.load(book.glossary, book.root, report)
    symbols = [*curated, *(each.symbol for each in found)]
    _symbols.tell_clashes(symbols, report)
    report.byproducts["equations"] = to_json(equations, symbols)
    if not _has_appendix(doc):
        _symbols.append(doc, found, curated, equations)
        _formula_sheet.append(doc, equations if book.formula_sheet else [])
    return doc


def _has_appendix(doc: pf.Doc) -> bool:
    ids = {block.identifier for block in doc.content if isinstance(block, pf.Header)}
    return bool(ids & {_symbols.ID, _formula_sheet.ID})


def _settle_macros(doc: pf.Doc) -> dict[str, Macro]:
    """Read the macros that the notes define, in reading order; what defines is not printed."""
    macros = Macros()
    for text in list(texts(doc)) if any(map(_may_define, every(doc))) else ():
        has_taken = False
        for holder in list(holders(text.block)):
            has_taken |= _equations.take_definitions(holder, macros)
        if has_taken and not said(text.block):
            _equations.drop(text.block, doc)
    return dict(macros.first)


def _may_define(element: Any) -> bool:
    """Whether something in a text may define a macro, or is a formula that says nothing."""
    if isinstance(element, pf.Math):
        return DEFINING.search(element.text) is not None or not element.text.strip()
    return isinstance(element, pf.Str) and "\\" in element.text


def _tell_unclosed(block: Any, book: Book, report: Report) -> None:
    """`$\\theta` without its second `$` stays text, and the author is told; not so of `\\$x_t`."""
    text = _raw(block)
    at = next((met.start() for met in MEANT.finditer(text)), -1)
    places = [met.start() for met in OPENED.finditer(text)]
    if at >= 0 and not places and TEX_WORD.search(text, at):
        places = [at]
    written = paragraph(book.root, pos_of(block)) if places else ""
    meant = [at for at in places if f"\\{text[at:].split(maxsplit=1)[0]}" not in written]
    if meant:
        report.add("M004", pos_of(block), tex=text[meant[0] : meant[0] + 40])


def _raw(block: Any) -> str:
    """The words of a block as they stand, without its formulas and links."""
    return "".join(_literal(inline) for inline in block.content)


def _literal(inline: Any) -> str:
    if isinstance(inline, pf.Str):
        return str(inline.text)
    return " " if isinstance(inline, pf.Space | pf.SoftBreak | pf.LineBreak) else ""


if __name__ == "__main__":
    main(apply)
