"""Flat, echoed, mixed bullets → a true nested list; bylines, arrows, labels."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import panflute as pf

from filters import _outline, _typography
from filters._ast import LEAVES, children, every, is_mark, main, plain
from filters._scripts import KINDS, raise_and_lower
from studyguide.chain.chapters import Chapters, by_chapter
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.notes.lines.widths import columns
from studyguide.outline import recover
from studyguide.outline.flatlist import Item, Join, Place
from studyguide.typography import Typography

BYLINE = re.compile(
    r"(연사자?|발표자?|강연자?|강사|저자|speaker|presenter)\s*[:：]\s*\S", re.IGNORECASE
)
APART, LABEL = "apart", "label"  # class of what stands between two lists; attribute of a mark
BROAD = 3  # columns of `가.` and `(1)`
BREAK = "<br>"
BREAKS, BLANKS = (pf.SoftBreak, pf.LineBreak), (pf.Space, pf.SoftBreak)
LISTS = (pf.BulletList, pf.OrderedList)


@dataclass(frozen=True)
class Given:
    """What a chapter takes from the book."""

    typography: Typography
    min_confidence: float
    is_flat: bool  # whether no list of the book is nested, for what has no marks


@by_chapter
def apply(chapters: Chapters, book: Book, report: Report) -> None:
    """Recover the outline, then dress arrows, rests, labels and speakers' lines."""
    is_flat = not any(each.look(_has_nested, None) for each in chapters)
    given = Given(book.typography, book.outline.min_confidence, is_flat)
    found = [each.take(_recovered, given) for each in chapters]
    report.byproducts["outline"] = _outline.in_order(found)
    report.byproducts["echoes"] = [echo for each in found for echo in each.echoes]
    _outline.tell(found, report)


def _has_nested(doc: pf.Doc, given: None, report: Report) -> bool:  # noqa: ARG001
    return any(_is_nested(found) for found in _lists(doc))


def _recovered(doc: pf.Doc, given: Given, report: Report) -> _outline.Outline:  # noqa: ARG001
    tally = _outline.Tally(given.min_confidence)
    signs = set(_signs(doc))
    if APART in signs:
        doc.walk(_drop_apart)
    for found in list(_lists(doc)):
        _nest(found, given.is_flat, tally)
    outline = _outline.outline(doc, tally)
    if BREAK in signs:
        doc.walk(_split_lines)
    _typography.dress_all(doc, given.typography)
    if signs & KINDS.keys():
        doc.walk(raise_and_lower)
    for change in (_trim_lines, _tighten, _mark_consequences):
        for element in _from_within(doc):
            change(element)
    if LABEL in signs:
        doc.walk(_wrap_labels)
    _typography.mark_doubts(doc)
    _set_bylines(doc)
    return outline


def _signs(doc: pf.Doc) -> Iterator[str]:
    """What stands anywhere in the book that one of the changes is for."""
    for element in every(doc):
        if isinstance(element, pf.Str):
            if BREAK in element.text:
                yield BREAK
        elif isinstance(element, pf.Span | pf.Div):
            yield from element.classes
            if LABEL in element.attributes:
                yield LABEL


def _from_within(doc: pf.Doc) -> Iterator[pf.Element]:
    """All that holds something, what it holds first."""
    return reversed([each for each in every(doc) if type(each) not in LEAVES])


def _drop_apart(element: pf.Element, doc: pf.Doc) -> object:  # noqa: ARG001
    """Two lists stand apart by now."""
    return [] if isinstance(element, pf.Div) and APART in element.classes else None


def _lists(doc: pf.Doc) -> Iterator[pf.BulletList]:
    todo: list[pf.Element] = [doc]
    while todo:
        found = todo.pop()
        if isinstance(found, pf.BulletList):
            yield found
        todo.extend(reversed(children(found)))


def _is_nested(found: pf.BulletList) -> bool:
    return any(isinstance(block, LISTS) for item in found.content for block in item.content)


def _mark_of(item: pf.ListItem) -> pf.Span | None:
    """The mark at the head of an item."""
    first = item.content[0] if item.content else None
    inlines = first.content if isinstance(first, pf.Plain | pf.Para) else []
    return next((inline for inline in inlines[:3] if is_mark(inline)), None)


def _nest(found: pf.BulletList, is_flat: bool, tally: _outline.Tally) -> None:
    """Recover the outline of one list, if its notes lost their nesting."""
    marks = [_mark_of(item) for item in found.content]
    flat = [bool(m.attributes.get("flat")) if m else is_flat for m in marks]
    if not flat or not all(flat):
        return
    items = [_to_item(item, mark) for item, mark in zip(found.content, marks, strict=True)]
    places = recover(items, min_confidence=tally.min_confidence)
    _mark_guesses(marks, places)
    tally.add(list(found.content), items, places)
    for mark, place in zip(marks, places, strict=True):
        if mark and place.evidence == "guess":
            mark.attributes["guess"] = "yes"  # print dresses no parent of a guess as its heading
    found.content = _tree(list(found.content), places)


def _mark_guesses(marks: Sequence[pf.Span | None], places: Sequence[Place]) -> None:
    """Later filters build on what is sure; a second pass knows no more than the first."""
    if any(mark and "sure" in mark.attributes for mark in marks):
        return
    for mark, place in zip(marks, places, strict=True):
        if mark:
            mark.attributes["sure"] = f"{place.confidence:.2f}"


def _to_item(item: pf.ListItem, mark: pf.Span | None) -> Item:
    """What the outline decides with: the author's text, its rests, what stood before it."""
    lines = _source_lines(item, pf.LineBreak if mark else BREAKS)
    attributes = mark.attributes if mark else {}
    join = attributes.get("join")
    return Item(
        text=lines[0],
        rest=tuple(lines[1:]),
        gap=bool(attributes.get("gap")),
        nested=any(isinstance(block, LISTS) for block in item.content),
        holds=len(item.content) > 1,
        join=Join(join) if join else None,
    )


def _source_lines(item: pf.ListItem, breaks: Any) -> list[str]:
    """The lines of an item's text; what the text stage joined is one."""
    first = item.content[0] if item.content else pf.Plain()
    lines = [""]
    for inline in getattr(first, "content", []):
        if isinstance(inline, breaks):
            lines.append("")
        else:
            lines[-1] += " " if isinstance(inline, BLANKS) else _raw(inline)
    return [line.strip() for line in lines]


def _raw(inline: pf.Inline) -> str:
    return f"`{inline.text}`" if isinstance(inline, pf.Code) else plain(inline) or ""


def _tree(items: list[pf.ListItem], places: Sequence[Place]) -> list[pf.ListItem]:
    """Hang every item below its parent; echoes are left out."""
    below: dict[int, list[pf.ListItem]] = {}
    tops = []
    for at, (item, place) in enumerate(zip(items, places, strict=True)):
        if place.kind == "echo":
            continue
        if place.parent is None:
            tops.append(item)
        else:
            below.setdefault(place.parent, []).append(items[at])
    for at in sorted(below, reverse=True):
        _hang(items[at], below[at])
    return tops


def _hang(parent: pf.ListItem, found: list[pf.ListItem]) -> None:
    """Put items below `parent`, after those it has."""
    last = parent.content[-1]
    if isinstance(last, pf.BulletList):
        last.content.extend(found)
    else:
        parent.content.append(pf.BulletList(*found))


def _split_lines(element: pf.Element, doc: pf.Doc) -> object:  # noqa: ARG001
    """What followed a `<br>` stands on a line of its own."""
    if not isinstance(element, pf.Str) or BREAK not in element.text:
        return None
    parts = element.text.split(BREAK)
    found: list[pf.Inline] = [pf.Str(parts[0])] if parts[0] else []
    for part in parts[1:]:
        found += [pf.LineBreak(), *([pf.Str(part)] if part else [])]
    return found


def _trim_lines(element: pf.Element) -> None:
    """No line begins with a blank."""
    if isinstance(element, pf.Plain | pf.Para):
        found = list(element.content)
        kept = found[:1] + [b for a, b in pairwise(found) if not _is_blank_start(a, b)]
        if len(kept) < len(found):
            element.content = kept


def _is_blank_start(before: pf.Inline, inline: pf.Inline) -> bool:
    return isinstance(before, pf.LineBreak) and isinstance(inline, pf.Space)


def _tighten(element: pf.Element) -> None:
    """An item of one paragraph is tight, however many blank lines stood around it."""
    if isinstance(element, pf.ListItem) and element.content:
        texts = [block for block in element.content if isinstance(block, pf.Para | pf.Plain)]
        if len(texts) == 1 and isinstance(element.content[0], pf.Para):
            element.content[0] = pf.Plain(*element.content[0].content)


def _mark_consequences(element: pf.Element) -> None:
    """A line that begins with → follows from the line above it."""
    if not isinstance(element, pf.Plain | pf.Para):
        return
    is_line_start = True
    for at, inline in enumerate(element.content):
        if is_line_start and isinstance(inline, pf.Str) and inline.text == "→":
            element.content[at] = pf.Span(inline, classes=["consequence"])
        if not is_mark(inline):
            is_line_start = isinstance(inline, pf.LineBreak)


def _wrap_labels(element: pf.Element, doc: pf.Doc) -> object:  # noqa: ARG001
    """A list whose items bring their own labels (①, 가., 1)) is printed without bullets."""
    if not isinstance(element, pf.BulletList) or "labelled" in _classes(element.parent):
        return None
    marks = [_mark_of(item) for item in element.content]
    labels = [mark.attributes.get(LABEL, "") if mark else "" for mark in marks]
    return pf.Div(element, classes=["labelled", *_room(labels)]) if all(labels) else None


def _room(labels: Iterable[str]) -> list[str]:
    """The class of a list whose labels need more room than `1)` and `①`: `가.`, `(가)`."""
    widest = max(map(columns, labels))
    return [] if widest < BROAD else ["broad" if widest == BROAD else "broadest"]


def _classes(element: pf.Element | None) -> list[str]:
    return list(getattr(element, "classes", []))


def _set_bylines(doc: pf.Doc) -> None:
    """`연사자: …` right below a chapter's title becomes its byline."""
    at = 0
    while at + 1 < len(doc.content):
        head, below = doc.content[at], doc.content[at + 1]
        at += 1
        if not (isinstance(head, pf.Header) and head.level == 1):
            continue
        line = _first_line(below)
        if line is None or not BYLINE.match(plain(line)):
            continue
        doc.content.insert(at, pf.Div(pf.Para(*line.content), classes=["byline"]))
        _take_out(doc, at + 1, below)


def _first_line(block: pf.Block) -> pf.Block | None:
    if isinstance(block, pf.Para):
        return block
    if isinstance(block, pf.BulletList) and len(block.content[0].content) == 1:
        return block.content[0].content[0]
    return None


def _take_out(doc: pf.Doc, at: int, block: pf.Block) -> None:
    if isinstance(block, pf.BulletList) and len(block.content) > 1:
        block.content.pop(0)
    else:
        doc.content.pop(at)


if __name__ == "__main__":
    main(apply)
