"""Fills the room that a picture or table has left at the foot of a page, as a compositor does.

What did not fit, and is not made smaller (see `fitted`), lets some of the text that follows it
pass. Only what has a caption is moved, never over a heading (but see `plates`) or over text that
speaks of the picture above it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

from lxml import html
from weasyprint.formatting_structure import boxes

from studyguide.outputs.elements import classes_of
from studyguide.pdf.html.mentions import announces
from studyguide.pdf.html.tables import HEADINGS
from studyguide.pdf.layout import plates
from studyguide.pdf.layout.plates import CAPTIONS, TEXTS, is_turned

LEAST = 0.12  # of a page's height that is worth filling
MOST = 6  # in a chapter: for each one it is set again
ROOMY = 6  # lines
PASSED = "data-passed"  # of a list: its first items, which have passed


@dataclass(frozen=True)
class _Found:
    """A picture or table that begins a page, and the heading or lead above it.

    `behind` is what follows it, and stands below `start` (CSS pixels).
    """

    box: Any
    parent: Any
    above: Sequence[Any]
    behind: Sequence[Any]
    start: float


def placed(pages: Sequence[Any], known: Mapping[int, int]) -> Mapping[int, int]:
    """`known`, and how much passes the first that left room before it, by its number in the unit.

    Counted are items of a list, or other blocks. Only the first: what follows it stands elsewhere
    then. The number is that among `figure` and `table`s.
    """
    if len(known) == MOST:
        return known
    sheets = [page._page_box for page in pages]
    for at, (before, sheet) in enumerate(pairwise(sheets)):
        room = _foot(before) - _lowest(before)
        opening = _opening(sheet) if room >= LEAST * before.height else None
        if opening is None or _stands_on(before, opening.box.element) or is_turned(before):
            continue
        passing = 0 if _stays(opening) else _passed(opening, sheet, room, sheets[at + 2 :])
        number = _number(sheet, opening.box.element)
        if passing and number not in known:
            return {**known, number: passing}
    return known


def put(chapters: str, found: Mapping[int, int]) -> str:
    """The HTML of a unit with its pictures and tables in their new places."""
    root = html.document_fromstring(chapters)
    shown = list(root.iter(*CAPTIONS))
    for number, passing in found.items():
        for _ in range(passing):
            _let_pass(shown[number])
    return str(html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>"))


def _let_pass(shown: html.HtmlElement) -> None:
    """Move the next block, or the next item of a list, before a picture or table."""
    block = _next(shown)
    if block is None:
        return
    above = shown.getprevious()
    is_begun = above is not None and above.get(PASSED) is not None
    if block.tag != "ul" or (len(block) == 1 and not is_begun):
        shown.addprevious(block)
        return
    if not is_begun:
        above = html.Element("ul", {**block.attrib, PASSED: ""})
        above.attrib.pop("id", None)
        shown.addprevious(above)
    above.append(block[0])
    if not len(block):
        block.drop_tree()


def _next(shown: html.HtmlElement) -> html.HtmlElement | None:
    """The block behind; where a section ends or begins there, `shown` goes into the next one."""
    while (block := shown.getnext()) is None or block.tag == "section":
        above = shown.getparent()
        following = above.getnext() if block is None and not _is_chapter(above) else block
        if following is None or following.tag != "section":
            return None
        following.insert(0, shown)
    return block


def _is_chapter(element: html.HtmlElement) -> bool:
    return "level1" in classes_of(element) or element.tag != "section"


def _opening(sheet: Any) -> _Found | None:
    """What begins the page, if it has a caption and only headings or a lead above it."""
    above: list[Any] = []
    todo = [(text, sheet) for text in _text(sheet)]
    while todo:
        box, parent = todo.pop()
        tag = box.element_tag or ""
        if tag in CAPTIONS:
            has_caption = box.element.find(CAPTIONS[tag]) is not None
            behind = parent.children[parent.children.index(box) + 1 :]
            start = box.position_y + box.margin_height()
            return _Found(box, parent, above, behind, start) if has_caption else None
        if isinstance(box, boxes.LineBox | boxes.ReplacedBox) or tag == "h1":
            return None
        if tag in HEADINGS or _is_lead(box):
            above.append(box)
            continue
        inner = [child for child in box.children if child.is_in_normal_flow()]
        todo += [(child, box) for child in reversed(inner)]
    return None


def _text(sheet: Any) -> list[Any]:
    """The boxes of a page without those of its margins and notes."""
    return [child for child in sheet.children if child.element_tag == "html"]


def _is_lead(box: Any) -> bool:
    return box.element is not None and "leads" in classes_of(box.element)


def _stands_on(sheet: Any, element: Any) -> bool:
    return any(box.element is element for text in _text(sheet) for box in text.descendants())


def _number(sheet: Any, element: Any) -> int:
    shown = [each for each in _text(sheet)[0].element.iter() if each.tag in CAPTIONS]
    return next(at for at, each in enumerate(shown) if each is element)


def _stays(opening: _Found) -> bool:
    """Whether text leads up to a picture, or it stands in a list or a box."""
    is_led_up_to = any(map(_is_lead, opening.above)) or announces(_before(opening))
    return opening.parent.element_tag != "section" or is_led_up_to


def _passed(opening: _Found, sheet: Any, room: float, overleaf: Sequence[Any]) -> int:
    """How much of the text behind may pass, so that the page before is filled."""
    if is_turned(sheet):
        shown = opening.box.element
        behind = [page for page in overleaf if not _stands_on(page, shown)]
        return 0 if opening.above else plates.passing(shown, room, behind)
    room -= opening.box.position_y - sheet.content_box_y() + _dropped(opening)
    count = 0
    for block in _following(opening):
        reached = block.position_y + block.margin_height() - opening.start
        if reached <= room:
            count += 1
            continue
        may_break = block.style["break_inside"] == "auto"
        count += may_break and (count > 0 or _is_roomy(room, block))
        break
    return count


def _before(opening: _Found) -> Element | None:
    """The block right before a picture, wherever it stands."""
    siblings = [*opening.parent.element]
    at = siblings.index(opening.box.element)
    return siblings[at - 1] if at else None


def _following(opening: _Found) -> Iterator[Any]:
    """The blocks and items behind a picture that may stand before it, up to a heading."""
    for block in opening.behind:
        is_text = block.element_tag in TEXTS and not _is_lead(block)
        if not is_text or not plates.may_pass(block, opening.box.element):
            return
        yield from plates.items_of(block)


def _is_roomy(room: float, block: Any) -> bool:
    """Whether the first lines of a block, and the leads among them, surely find room."""
    lines = (box for box in block.descendants() if isinstance(box, boxes.LineBox))
    line = next(lines, None)
    return line is not None and room > ROOMY * float(line.height)


def _dropped(opening: _Found) -> float:
    """The margin above that the top of the page has swallowed; a picture's is that below it."""
    if opening.above:
        return 2 * float(opening.above[0].style["font_size"])
    return float(opening.box.margin_bottom)


def _lowest(sheet: Any) -> float:
    """Down to where a page is filled, in CSS pixels."""
    filled = [
        float(box.position_y + box.height)
        for text in _text(sheet)
        for box in text.descendants()
        if isinstance(box, boxes.LineBox | boxes.ReplacedBox)
    ]
    return max(filled, default=float(sheet.content_box_y()))


def _foot(sheet: Any) -> float:
    """The end of the room for text: the foot of the page, or its notes."""
    notes = [
        float(child.position_y)
        for child in sheet.children
        if isinstance(child, boxes.FootnoteAreaBox) and child.children
    ]
    return min([*notes, float(sheet.content_box_y() + sheet.height)])
