"""Formulas on lines of their own: which are displayed, the number of each, what sticks to them."""

import operator
import re
from dataclasses import dataclass, field
from typing import Any

import panflute as pf

from filters._ast import plain, taken
from filters._inlines import between, pieces_of, runs
from filters._texts import Places, Text, formulas, place_in, replace, said
from studyguide.diagnostics import Report
from studyguide.equations import Equation, Numbering
from studyguide.formulas.macros import Macros
from studyguide.formulas.source import definition_spans, strip_label
from studyguide.formulas.tokens import is_statement
from studyguide.references import Target, Targets

LABEL = re.compile(r"\{#eq:([\w:.-]*\w)[^{}]*\}([.,;]?)$")  # `$$…$$ {#eq:reverse}`
UNNUMBERED = re.compile(r"\\(?:nonumber|notag)\b")
STOPS = frozenset(".,;:")
OPENERS = re.compile(r"[(\[{“‘「『\"']+$")  # `(` in `(` + formula
FOLLOWING = re.compile(r"\S{1,12}$|[)\]}”’」』\"'.,;:!?]*[가-힣]{0,3}")  # `를`, `)에서는`
# no `이`, `그`: these are words as well
PARTICLE = re.compile(
    r"(?:은|는|가|을|를|의|에|와|과|로|으로|에서|에는|에도|에서는|로는|으로는|이다|이고|이며|일|도)[.,;:!?)]*"
)
GLUED = "nobreak"


@dataclass
class Counted:
    """The formulas numbered so far and the labels that lead to them."""

    targets: Targets
    report: Report
    numbering: Numbering = field(default_factory=Numbering)


def display_alone(text: Text) -> None:
    """A formula that is all its line says, and says something, becomes a displayed one."""
    inlines = said(text.block)
    if not text.is_flow or not inlines:
        return
    _unwrap(inlines, text.block)
    first, rest = inlines[0], "".join(plain(inline) for inline in inlines[1:])
    is_alone = not rest or rest in STOPS or LABEL.match(rest)
    if isinstance(first, pf.Math) and is_alone and is_statement(first.text):
        first.format = "DisplayMath"


def _unwrap(inlines: list[Any], block: Any) -> None:
    """`**$y = 1$**`: emphasis around all of a formula says nothing."""
    first = inlines[0]
    if isinstance(first, pf.Strong | pf.Emph) and [type(i) for i in first.content] == [pf.Math]:
        inlines[0] = first.content[0]
        block.content[place_in(block, first)] = inlines[0]


def number(text: Text, counted: Counted) -> None:
    """Give each displayed or labelled formula of a text its number."""
    places = Places(text.block)
    for math, holder in list(formulas(text.block)):
        labels, ending = _take_label(math, holder)
        source = strip_label(math.text)
        labels += [label.removeprefix("eq:") for label in source.labels]
        math.text = source.tex
        is_display = math.format == "DisplayMath" and text.is_flow
        if labels or (is_display and not UNNUMBERED.search(source.tex)):
            _number_one(math, holder, labels, source.tag or "", ending, text, counted, places)
        elif is_display:
            replace(holder, math, pf.Span(math, classes=["equation"]))


def _number_one(
    math: Any,
    holder: Any,
    labels: list[str],
    tag: str,
    ending: str,
    text: Text,
    counted: Counted,
    places: Places,
) -> None:
    pos = places.of(math)
    label = labels[0] if labels else ""
    equation, is_first = counted.numbering.give(math.text, text.chapter, pos, label, tag)
    for each in labels:
        target = Target("eq", equation.id, equation.number, equation.chapter, pos)
        counted.targets.add(each, target, counted.report)
    replace(holder, math, _span(math, equation, is_first, text.chapter, ending))


def _take_label(math: Any, holder: Any) -> tuple[list[str], str]:
    """Read and remove `{#eq:…}` behind a formula, and a full stop that would stand alone."""
    at = place_in(holder, math)
    if math.format == "DisplayMath" and _is_stop(holder, at + 1):
        ending = holder.content[at + 1].text
        del holder.content[at + 1]
        return [], ending
    for after in range(at + 1, min(at + 3, len(holder.content))):
        inline = holder.content[after]
        met = LABEL.match(inline.text) if isinstance(inline, pf.Str) else None
        if met:
            del holder.content[at + 1 : after + 1]
            return [met[1]], met[2]
    return [], ""


def _is_stop(holder: Any, at: int) -> bool:
    inline = holder.content[at] if at < len(holder.content) else None
    return isinstance(inline, pf.Str) and inline.text in STOPS


def _span(math: Any, equation: Equation, is_first: bool, chapter: str, ending: str) -> pf.Span:
    """The number stands in an attribute; a repeat points to the first one."""
    end = [pf.Str(ending)] if ending else []
    if is_first:
        numbered = {"number": equation.number}
        return pf.Span(
            math, *end, identifier=equation.id, classes=["equation"], attributes=numbered
        )
    is_far = equation.chapter != chapter
    shown = f"식\u00a0{equation.number}" if is_far else f"({equation.number})"
    classes = ["eqref", *(["far"] if is_far else [])]
    back = pf.Link(pf.Str(shown), url=f"#{equation.id}", classes=classes)
    return pf.Span(math, *end, pf.Space(), back, classes=["equation", "repeat"])


def take_definitions(holder: Any, macros: Macros) -> bool:
    """Take what defines macros out of the inlines of one holder; whether anything was."""
    found: list[Any] = []
    for is_text, run in runs(holder.content.list):
        found += _without_definitions(run, macros) if is_text else [_defined(run[0], macros)]
    if len(found) == len(holder.content) and all(map(operator.is_, found, holder.content)):
        return False
    holder.content = found
    return True


def _without_definitions(run: list[Any], macros: Macros) -> list[Any]:
    text, pieces = pieces_of(run)
    spans = definition_spans(text)
    if not spans:
        return run
    found: list[Any] = []
    at = 0
    for start, end in spans:
        macros.read(text[start:end])
        found += [*between(pieces, at, start), taken(text[start:end])]
        at = end + (text[end : end + 1] in (" ", "\n"))
    return [*found, *between(pieces, at, len(text))]


def _defined(inline: Any, macros: Macros) -> Any:
    """A formula as its macros have it; one that only defines is not printed."""
    if not isinstance(inline, pf.Math):
        return inline
    tex = macros.read(inline.text)
    if not tex:
        return taken(inline.text)
    inline.text = tex
    return inline


def drop(block: Any, doc: pf.Doc) -> None:
    """A paragraph of which nothing is left is not printed."""
    parent = block.parent or doc
    kept = pf.Plain(*block.content)
    parent.content[place_in(parent, block)] = pf.Div(kept, classes=["taken"])


def glue(block: Any) -> None:
    """No line begins with the particle of a formula, none ends with the bracket before it."""
    for math, holder in list(formulas(block)):
        if math.format != "InlineMath" or GLUED in getattr(holder, "classes", ()):
            continue
        at = place_in(holder, math)
        if _is_loose_particle(holder, at):
            del holder.content[at + 1]
        before, after = _cut_before(holder, at), _cut_after(holder, at)
        if before or after:
            at = place_in(holder, math)
            end = at + 1 + len(after)
            start = at - len(before)
            holder.content[start:end] = [pf.Span(*before, math, *after, classes=[GLUED])]


def _is_loose_particle(holder: Any, at: int) -> bool:
    """Whether a blank and a particle follow a formula: `$z$ 가`."""
    after = holder.content[at + 1 : at + 3]
    if len(after) < 2 or not isinstance(after[0], pf.Space) or not isinstance(after[1], pf.Str):
        return False
    return PARTICLE.fullmatch(after[1].text) is not None


def _cut_after(holder: Any, at: int) -> list[Any]:
    """The start of the word behind the formula, cut off to stand alone; it stays in the list."""
    inline = holder.content[at + 1] if at + 1 < len(holder.content) else None
    met = FOLLOWING.match(inline.text) if isinstance(inline, pf.Str) else None
    if not met or not met.group():
        return []
    head, tail = inline.text[: met.end()], inline.text[met.end() :]
    parts = [pf.Str(head), *([pf.Str(tail)] if tail else [])]
    holder.content[at + 1 : at + 2] = parts
    return [parts[0]]


def _cut_before(holder: Any, at: int) -> list[Any]:
    inline = holder.content[at - 1] if at else None
    met = OPENERS.search(inline.text) if isinstance(inline, pf.Str) else None
    if not met:
        return []
    head, tail = inline.text[: met.start()], inline.text[met.start() :]
    parts = [*([pf.Str(head)] if head else []), pf.Str(tail)]
    holder.content[at - 1 : at] = parts
    return [parts[-1]]
