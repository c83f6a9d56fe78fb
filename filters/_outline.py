"""The by-product outline.json: every heading, item, echo, rest and paragraph with its place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import panflute as pf

from filters._ast import children, is_mark, plain, pos_of, to_pos
from studyguide.diagnostics import Pos, Report
from studyguide.outline.flatlist import Item, Place

Row = dict[str, Any]
SURE = ("markup", 1.0)


@dataclass
class Tally:
    """What the outline decided, list by list, kept by the place of each item."""

    min_confidence: float
    evidence: dict[Pos, tuple[str, float]] = field(default_factory=dict)
    echoes: list[Row] = field(default_factory=list)
    guessed: int = 0
    low: int = 0
    total: int = 0

    def add(self, found: list[pf.ListItem], items: Sequence[Item], places: Sequence[Place]) -> None:
        """Note the evidence of each item of one list."""
        spots = [pos_of(item) for item in found]
        for pos, item, place in zip(spots, items, places, strict=True):
            self.total += 1
            if place.evidence == "guess":
                self.guessed += 1
                self.low += place.confidence < self.min_confidence
            if pos is None:
                continue
            self.evidence[pos] = (place.evidence, round(place.confidence, 3))
            if place.kind == "echo" and place.of is not None:
                self.echoes.append(_echo(pos, item.text, spots[place.of]))


@dataclass(frozen=True)
class Outline:
    """What the outline of a chapter says, and how much of it was guessed."""

    rows: list[Row]
    echoes: list[Row]
    guessed: int
    low: int
    total: int


def tell(found: Iterable[Outline], report: Report) -> None:
    """One message a book: how much of the nesting is a guess."""
    counts = [(each.guessed, each.total, each.low) for each in found]
    count, total, low = map(sum, zip((0, 0, 0), *counts, strict=True))
    if count:
        report.add("B001", None, count=count, total=total, low=low)


def _echo(pos: Pos, text: str, of: Pos | None) -> Row:
    return _row(pos, "echo", 0, of, text, ("echo", 1.0))


def _row(
    pos: Pos, kind: str, depth: int, parent: Pos | None, text: str, why: tuple[str, float]
) -> Row:
    place = {"line": parent.line, "col": parent.col} if parent else None
    return {
        "file": pos.file,
        "line": pos.line,
        "col": pos.col,
        "kind": kind,
        "depth": depth,
        "parent": place,
        "text": text,
        "evidence": why[0],
        "confidence": why[1],
    }


def outline(doc: pf.Doc, tally: Tally) -> Outline:
    """The outline of a chapter."""
    rows = [*_walk(doc, tally), *tally.echoes]
    return Outline(rows, tally.echoes, tally.guessed, tally.low, tally.total)


def in_order(found: Iterable[Outline]) -> list[Row]:
    """All rows in the order of the notes."""
    rows = [row for each in found for row in each.rows]
    order = {file: at for at, file in enumerate(dict.fromkeys(row["file"] for row in rows))}
    return sorted(rows, key=lambda row: (order[row["file"]], row["line"], row["col"]))


@dataclass(frozen=True)
class _Spot:
    element: pf.Element
    depth: int
    parent: Pos | None


def _walk(doc: pf.Doc, tally: Tally) -> Iterator[Row]:
    todo = [_Spot(doc, 0, None)]
    while todo:
        spot = todo.pop()
        element = spot.element
        if isinstance(element, pf.Header | pf.Para | pf.Plain):
            yield from _text_rows(spot, tally)
            inner: list[_Spot] = []
        elif isinstance(element, pf.ListItem):
            inner = _inside(spot)
        else:
            inner = [_Spot(child, spot.depth, spot.parent) for child in children(element)]
        todo.extend(reversed(inner))


def _inside(spot: _Spot) -> list[_Spot]:
    """An item's first text keeps the item's own depth and parent, all below it go one down."""
    item = spot.element
    own = pos_of(item)
    first, *below = children(item) or [pf.Plain()]
    deeper = [_Spot(block, spot.depth + 1, own) for block in below]
    return [_Spot(first, spot.depth, spot.parent), *deeper]


def _text_rows(spot: _Spot, tally: Tally) -> Iterator[Row]:
    for mark, text in lines_of(spot.element):
        pos = to_pos(mark)
        if pos is None:
            continue
        kind = _kind(spot.element, mark)
        depth = spot.element.level if kind == "heading" else spot.depth
        shown = mark.attributes.get("shown", "") or SURE[0]
        why = tally.evidence.get(pos, (shown, 1.0)) if kind == "item" else SURE
        yield _row(pos, kind, depth, spot.parent if kind != "heading" else None, text, why)


def _kind(element: pf.Element, mark: pf.Span) -> str:
    if isinstance(element, pf.Header):
        return "heading"
    return {"item": "item", "rest": "continuation"}.get(
        mark.attributes.get("kind", ""), "paragraph"
    )


def lines_of(block: pf.Element) -> Iterator[tuple[pf.Span, str]]:
    """Each mark of a text block with the text up to the next mark."""
    mark: pf.Span | None = None
    text: list[str] = []
    for inline in block.content:
        if is_mark(inline):
            if mark is not None:
                yield mark, "".join(text).strip()
            mark, text = inline, []
        else:
            blank = isinstance(inline, pf.Space | pf.SoftBreak | pf.LineBreak)
            text.append(" " if blank else plain(inline))
    if mark is not None:
        yield mark, "".join(text).strip()
