"""Formulas: shown on their own lines, numbered by chapter, referred to by their labels."""

import difflib
import re
from collections.abc import Iterator

import panflute as pf

from filters._ast import children, is_mark, main, plain, pos_of, to_pos
from studyguide.config import Book
from studyguide.diagnostics import Pos, Report
from studyguide.equations import Equation, Numbering, Symbol, to_json
from studyguide.formulas.source import strip_label
from studyguide.hangul import josa

LABEL = re.compile(r"\{#eq:([A-Za-z0-9_-]+)\}[.,]?$")  # `$$…$$ {#eq:reverse}`
# `@eq:reverse를`, `\\eqref{eq:reverse}`
REFERENCE = re.compile(r"@eq:([A-Za-z0-9_-]*[A-Za-z0-9])|\\(?:eq)?ref\{(?:eq:)?([^{}]+)\}")
JOSA = re.compile(r"(은|는|이|가|을|를|과|와|으로|로)(?![가-힣])")
MEANING = re.compile(r"^\s*[:：]\s*(\S.*)$")  # what follows the symbol in `$I_y$: 고해상도 이미지`
TEX_WORD = re.compile(r"\\[A-Za-z]{2,}|[_^]\{")  # `\theta`, `x_{t}`: a formula was meant
NAME = "식"


def apply(doc: pf.Doc, book: Book, report: Report) -> pf.Doc:  # noqa: ARG001
    """Number the displayed formulas, then settle every reference to them."""
    numbering = Numbering()
    symbols: list[Symbol] = []
    first_uses: dict[str, Pos | None] = {}
    for block, chapter in _texts(doc):
        numbering.start(chapter) if chapter != numbering.chapter else None
        _show_alone(block)
        _number(block, numbering, first_uses, report)
        symbols += _symbols(block, chapter)
        _tell_unclosed(block, report)
    for block, _ in list(_texts(doc)):
        _refer(block, numbering, report)
    report.byproducts["equations"] = to_json(numbering.equations.values(), symbols)
    return doc


def _texts(doc: pf.Doc) -> Iterator[tuple[pf.Block, str]]:
    """Every text block with the number of the chapter it stands in."""
    chapter = ""
    todo: list[pf.Element] = [doc]
    while todo:
        found = todo.pop()
        if isinstance(found, pf.Header) and found.level == 1:
            chapter = found.attributes.get("number", "")
        if isinstance(found, pf.Para | pf.Plain | pf.Header):
            yield found, chapter
        todo.extend(reversed(children(found)))


def _said(block: pf.Block) -> list[pf.Inline]:
    blanks = (pf.Space, pf.SoftBreak)
    return [i for i in block.content if not is_mark(i) and not isinstance(i, blanks)]


def _show_alone(block: pf.Block) -> None:
    """A formula that is all its line says becomes a displayed one."""
    said = _said(block)
    if isinstance(block, pf.Header) or not said or not isinstance(said[0], pf.Math):
        return
    rest = "".join(plain(inline) for inline in said[1:])
    if rest.strip(".,") == "" or LABEL.match(rest):
        said[0].format = "DisplayMath"


def _number(
    block: pf.Block, numbering: Numbering, firsts: dict[str, Pos | None], report: Report
) -> None:
    at = 0
    while at < len(block.content):
        inline = block.content[at]
        if isinstance(inline, pf.Math):
            label = _take_label(block, at)
            source = strip_label(inline.text)
            inline.text = source.tex
            label = label or (source.label or "").removeprefix("eq:")
            if inline.format == "DisplayMath" or label:
                pos = _pos_before(block, at)
                _tell_duplicate(label, firsts, pos, report)
                equation, is_first = numbering.give(source.tex, pos, label)
                block.content[at] = _equation(inline, equation, is_first)
        at += 1


def _pos_before(block: pf.Block, at: int) -> Pos | None:
    places = [to_pos(i) for i in block.content[:at] if is_mark(i)]
    return places[-1] if places else pos_of(block)


def _take_label(block: pf.Block, at: int) -> str:
    """Read and remove `{#eq:…}` behind the formula at `at`."""
    for after in range(at + 1, min(at + 3, len(block.content))):
        inline = block.content[after]
        met = LABEL.match(inline.text) if isinstance(inline, pf.Str) else None
        if met:
            del block.content[at + 1 : after + 1]
            return met.group(1)
    return ""


def _tell_duplicate(
    label: str, firsts: dict[str, Pos | None], pos: Pos | None, report: Report
) -> None:
    if label and label in firsts:
        report.add("M002", pos, label=f"eq:{label}", first=firsts[label] or "the same text")
    elif label:
        firsts[label] = pos


def _equation(math: pf.Math, equation: Equation, is_first: bool) -> pf.Span:
    """The number stands in an attribute; a repeat points to the first one."""
    if is_first:
        numbered = {"number": equation.number}
        return pf.Span(math, identifier=equation.id, classes=["equation"], attributes=numbered)
    back = pf.Link(pf.Str(f"({equation.number})"), url=f"#{equation.id}", classes=["eqref"])
    return pf.Span(math, pf.Space(), back, classes=["equation", "repeat"])


def _symbols(block: pf.Block, chapter: str) -> Iterator[Symbol]:
    said = _said(block)
    if len(said) < 2 or not isinstance(said[0], pf.Math):
        return
    met = MEANING.match(plain(block).removeprefix(f"${said[0].text}$"))
    if met:
        yield Symbol(said[0].text, met.group(1), chapter, pos_of(block))


def _tell_unclosed(block: pf.Block, report: Report) -> None:
    """`$\\theta` without its second `$` stays text, and the author is told."""
    text = "".join(_literal(inline) for inline in block.content)
    at = text.find("$")
    if at >= 0 and TEX_WORD.search(text, at):
        report.add("M004", pos_of(block), tex=text[at : at + 40])


def _literal(inline: pf.Inline) -> str:
    if isinstance(inline, pf.Str):
        return inline.text
    return " " if isinstance(inline, pf.Space | pf.SoftBreak | pf.LineBreak) else ""


def _refer(block: pf.Block, numbering: Numbering, report: Report) -> None:
    at = 0
    while at < len(block.content):
        inline = block.content[at]
        met = REFERENCE.search(inline.text) if isinstance(inline, pf.Str) else None
        if met is None:
            at += 1
            continue
        label = (met.group(1) or met.group(2)).removeprefix("eq:")
        equation = numbering.by_label(label)
        if equation is None:
            _tell_unknown(label, numbering, _pos_before(block, at), report)
            at += 1
            continue
        before, after = inline.text[: met.start()], inline.text[met.end() :]
        found = _reference(equation, before, after)
        block.content[at : at + 1] = found
        at += len(found) - bool(after)


def _reference(equation: Equation, before: str, after: str) -> list[pf.Inline]:
    """`식 6.2` as a link, the particle behind it made to fit the number."""
    shown = f"{NAME}\u00a0{equation.number}"
    found: list[pf.Inline] = [pf.Str(before)] if before else []
    found.append(pf.Link(pf.Str(shown), url=f"#{equation.id}", classes=["eqref"]))
    met = JOSA.match(after)
    if met:
        after = josa(equation.number, met.group()) + after[met.end() :]
    return [*found, pf.Str(after)] if after else found


def _tell_unknown(label: str, numbering: Numbering, pos: Pos | None, report: Report) -> None:
    close = difflib.get_close_matches(label, numbering.labels, n=1)
    hint = f"did you mean “@eq:{close[0]}”?" if close else f"label one with {{#eq:{label}}}"
    report.add("M003", pos, label=f"eq:{label}", nearest=hint)


if __name__ == "__main__":
    main(apply)
