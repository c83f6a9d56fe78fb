"""Formulas on lines of their own: which are displayed, the number of each, what sticks to them."""

import operator
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import panflute as pf

from filters import _equation_rows
from filters._ast import plain, taken
from filters._inlines import between, pieces_of, runs
from filters._texts import Places, Text, formulas, place_in, replace, said
from studyguide.diagnostics import Pos
from studyguide.equations import Candidate, Number
from studyguide.formulas.macros import Macros
from studyguide.formulas.normal import normal
from studyguide.formulas.rows import Row, is_unnumbered, rows_of
from studyguide.formulas.source import Source, definition_spans, strip_label
from studyguide.formulas.tokens import is_statement

LABEL = re.compile(r"\{#eq:([\w:.-]*\w)[^{}]*\}([.,;]?)$")  # `$$…$$ {#eq:reverse}`
STOPS = frozenset(".,;:")
OPENERS = re.compile(r"[(\[{“‘「『\"']+$")  # `(` in `(` + formula
FOLLOWING = re.compile(r"\S{1,12}$|[)\]}”’」』\"'.,;:!?]*[가-힣]{0,3}")  # `를`, `)에서는`
# no `이`, `그`: these are words as well
PARTICLE = re.compile(
    r"(?:은|는|가|을|를|의|에|와|과|로|으로|에서|에는|에도|에서는|로는|으로는|이다|이고|이며|일|도)[.,;:!?)]*"
)
GLUED = "nobreak"


@dataclass(frozen=True)
class Waiting:
    """A formula on a line of its own that waits for its number, or for one a row of it."""

    math: Any
    holder: Any
    ending: str  # a full stop that would stand alone
    chapter: str
    candidates: Sequence[Candidate]
    rows: Sequence[int] = ()  # that the candidates stand in
    row_count: int = 0

    def place(self, numbers: Sequence[Number | None]) -> None:
        """Set the formula with the numbers that its candidates got."""
        end = [pf.Str(self.ending)] if self.ending else []
        if self.row_count:
            given = {row: n for row, n in zip(self.rows, numbers, strict=True) if n}
            span = _equation_rows.numbered(self.math, given, self.row_count, self.chapter)
            span.content[1:1] = end
        elif number := next(filter(None, numbers), None):
            span = _span(self.math, number, self.chapter, end)
        else:
            span = pf.Span(self.math, *end, classes=["equation"])
        replace(self.holder, self.math, span)


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


def waiting(text: Text) -> Iterator[Waiting]:
    """The formulas of a text that stand on lines of their own or have a label."""
    places = Places(text.block)
    for math, holder in list(formulas(text.block)):
        labels, ending = _take_label(math, holder)
        is_display = math.format == "DisplayMath" and text.is_flow
        rows = rows_of(math.text) if is_display and not labels else []
        source = strip_label(math.text)
        math.text = source.tex
        if not (is_display or labels or source.labels):
            continue
        pos, chapter = places.of(math), text.chapter
        if rows:
            counted = {at: each for at, each in enumerate(rows) if each.is_counted}
            asking = [_of_row(each, chapter, pos) for each in counted.values()]
            yield Waiting(math, holder, ending, chapter, asking, list(counted), len(rows))
        else:
            one = _of_formula(source, labels, is_display, chapter, pos)
            yield Waiting(math, holder, ending, chapter, [one] if one else [])


def _of_formula(
    source: Source, labels: Sequence[str], is_display: bool, chapter: str, pos: Pos | None
) -> Candidate | None:
    """A display that says that it has no number counts if it has a label or a tag all the same."""
    is_bare = is_display and is_unnumbered(source.tex)
    is_optional = is_bare and not (labels or source.tag)
    names = (*labels, *map(_unprefixed, source.labels))
    if is_optional and not names:
        return None
    same = normal(source.tex)
    return Candidate(source.tex, same, chapter, pos, names, source.tag or "", is_optional)


def _of_row(row: Row, chapter: str, pos: Pos | None) -> Candidate:
    """Each row counts by itself; a label within a starred display only if the text refers to it."""
    labels = tuple(map(_unprefixed, row.labels))
    is_optional = not row.is_numbered
    return Candidate(row.tex, normal(row.tex), chapter, pos, labels, row.tag, is_optional)


def _unprefixed(label: str) -> str:
    return label.removeprefix("eq:")


def _take_label(math: Any, holder: Any) -> tuple[tuple[str, ...], str]:
    """Read and remove `{#eq:…}` behind a formula, and a full stop that would stand alone."""
    at = place_in(holder, math)
    if math.format == "DisplayMath" and _is_stop(holder, at + 1):
        ending = holder.content[at + 1].text
        del holder.content[at + 1]
        return (), ending
    for after in range(at + 1, min(at + 3, len(holder.content))):
        inline = holder.content[after]
        met = LABEL.match(inline.text) if isinstance(inline, pf.Str) else None
        if met:
            del holder.content[at + 1 : after + 1]
            return (met[1],), met[2]
    return (), ""


def _is_stop(holder: Any, at: int) -> bool:
    inline = holder.content[at] if at < len(holder.content) else None
    return isinstance(inline, pf.Str) and inline.text in STOPS


def _span(math: Any, number: Number, chapter: str, end: Sequence[Any]) -> pf.Span:
    """The number stands in an attribute; a repeat points to the first one."""
    if number.is_first:
        given = {"number": number.number}
        return pf.Span(math, *end, identifier=number.id, classes=["equation"], attributes=given)
    back = _equation_rows.back_to(number, chapter)
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
