"""Formulas on lines of their own: which are displayed, the number of each, what sticks to them."""

import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import panflute as pf

from filters import _equation_rows
from filters._ast import plain, taken
from filters._inlines import between, pieces_of, runs
from filters._texts import Places, Text, formulas, place_in, replace, said
from studyguide.diagnostics import Pos, Report
from studyguide.equations import Equation, Numbering
from studyguide.formulas.macros import Macros
from studyguide.formulas.rows import Row, is_unnumbered, rows_of
from studyguide.formulas.source import definition_spans, strip_label
from studyguide.formulas.tokens import is_statement
from studyguide.references import Target, Targets, names

LABEL = re.compile(r"\{#eq:([\w:.-]*\w)[^{}]*\}([.,;]?)$")  # `$$…$$ {#eq:reverse}`
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
    referred: Sequence[str] = ()  # what the text refers to: `step를`, `eq:loss`
    numbering: Numbering = field(default_factory=Numbering)

    def is_referred(self, label: str) -> bool:
        """Whether the text refers to a label."""
        return any(names(text, label) for text in self.referred)

    def give(
        self, tex: str, chapter: str, pos: Pos | None, labels: Sequence[str], tag: str
    ) -> tuple[Equation, bool]:
        """Number a formula, and remember what its labels lead to."""
        label = labels[0] if labels else ""
        equation, is_first = self.numbering.give(tex, chapter, pos, label, tag)
        target = Target("eq", equation.id, equation.number, equation.chapter, pos)
        for each in labels:
            self.targets.add(each, target, self.report)
        return equation, is_first


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
        is_display = math.format == "DisplayMath" and text.is_flow
        rows = rows_of(math.text) if is_display and not labels else []
        if rows:
            _number_rows(math, holder, rows, ending, text, counted, places.of(math))
            continue
        is_asked = bool(labels)
        source = strip_label(math.text)
        math.text = source.tex
        labels += map(_unprefixed, source.labels)
        if is_display and is_unnumbered(source.tex):
            is_numbered = is_asked or bool(source.tag) or any(map(counted.is_referred, labels))
        else:
            is_numbered = bool(labels) or is_display
        if is_numbered:
            pos = places.of(math)
            found = counted.give(source.tex, text.chapter, pos, labels, source.tag or "")
            replace(holder, math, _span(math, *found, text.chapter, ending))
        elif is_display:
            end = [pf.Str(ending)] if ending else []
            replace(holder, math, pf.Span(math, *end, classes=["equation"]))


def _number_rows(
    math: Any,
    holder: Any,
    rows: Sequence[Row],
    ending: str,
    text: Text,
    counted: Counted,
    pos: Pos | None,
) -> None:
    """Each row counts by itself; a label within a starred display only if the text refers to it."""

    def give(row: Row) -> tuple[Equation, bool] | None:
        labels = [_unprefixed(label) for label in row.labels]
        if not row.is_numbered and not any(map(counted.is_referred, labels)):
            return None
        return counted.give(row.tex, text.chapter, pos, labels, row.tag)

    math.text = strip_label(math.text).tex
    span = _equation_rows.numbered(math, rows, text.chapter, give)
    span.content[1:1] = [pf.Str(ending)] if ending else []
    replace(holder, math, span)


def _unprefixed(label: str) -> str:
    return label.removeprefix("eq:")


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
    back = _equation_rows.back_to(equation, chapter)
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


def glue(block: Any, is_joined: bool) -> None:
    """No line begins with the particle of a formula, none ends with the bracket before it.

    `is_joined` takes the blank out of `$z$ 가`; the author's blank stays otherwise.
    """
    for math, holder in list(formulas(block)):
        if math.format != "InlineMath" or GLUED in getattr(holder, "classes", ()):
            continue
        at = place_in(holder, math)
        is_loose = _is_loose_particle(holder, at)
        if is_loose and is_joined:
            del holder.content[at + 1]
        after = _cut_after(holder, at)
        if is_loose and not is_joined:
            after = list(holder.content[at + 1 : at + 3])
        before = _cut_before(holder, at)
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
