"""The keyword lines of a list: what each says, what stood there, and what stood below it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Any

import panflute as pf

from filters._ast import marks, plain, pos_of
from filters._keyword_lines import in_one_line, without_colons
from studyguide.diagnostics import Pos
from studyguide.terms import keywords

LISTS = (pf.BulletList, pf.OrderedList)


@dataclass
class Item:
    """One keyword line: what it says, what stood there, and what stood below it.

    `subs` are the terms among what stood below: `인증` and below it `JWT: 서명한 토큰`.
    """

    line: keywords.KeywordLine
    pos: Pos | None
    inlines: list[Any]
    below: list[Any] = field(default_factory=list)
    subs: list["Item"] = field(default_factory=list)


def items_of(list_items: Iterable[Any]) -> list[Item]:
    """The keyword lines of list items; where nesting was guessed, a term below a term is one."""
    found: list[Item] = []
    todo = list(reversed(list(list_items)))
    while todo:
        each = todo.pop()
        item = _item_of(each)
        found.append(item)
        if is_flat(each):
            own = [sub for sub in _sub_items(each) if _item_of(sub).line.kind != "sentence"]
            item.below = [_without(block, own) for block in item.below]
            todo.extend(reversed(own))
        elif own := _terms_below(each, item):
            item.below = [_without(block, own) for block in item.below]
            item.subs = [_item_of(sub) for sub in own]
    for item in found:
        item.below = [block for block in item.below if not _is_empty(block)]
    return found


def _terms_below(list_item: Any, item: Item) -> list[Any]:
    """The items below a term that has no explanation, if they are terms and mostly have one."""
    heads = item.line.headwords
    if item.line.kind != "terms" or any(head.gloss for head in heads):
        return []
    below = _sub_items(list_item)
    return below if keywords.are_explained([_item_of(sub).line for sub in below]) else []


def items_below(item: Any) -> list[Item]:
    """The keyword lines of the lists in an item."""
    return items_of(_sub_items(item))


def item_of(block: Any, below: list[Any]) -> Item:
    """A keyword line and the blocks below it."""
    place = pos_of(block)
    if not isinstance(block, pf.Plain | pf.Para):
        return Item(keywords.split_line(plain(block)), place, [], [block, *below])
    inlines = without_colons(block)
    line = keywords.split_line(in_one_line(type(block)(*inlines)))
    return Item(line, place, inlines, below)


def is_flat(item: Any) -> bool:
    """Whether the notes had lost the item's nesting, so that its place is a guess."""
    return any(mark.attributes.get("flat") for mark in islice(marks(item), 1))


def goes_on(item: Any) -> bool:
    """Whether an item behind a keyword list may belong to it: no prose, and none below it."""
    return not _is_prose(item) and not any(map(_is_prose, _sub_items(item)))


def going_on(list_items: Sequence[Any]) -> list[Any]:
    """The items that a title on their level announces; a line `A → B` between two is one."""
    found = [*takewhile(lambda each: goes_on(each) or _leads_on(each), until_gap(list_items))]
    while found and not goes_on(found[-1]):
        found.pop()
    return found


def until_gap(list_items: Sequence[Any]) -> list[Any]:
    """The items up to the first blank line, unless blank lines part most of them."""
    gaps = [at for at, item in enumerate(list_items) if at and _has_gap(item)]
    is_loose = 2 * len(gaps) >= len(list_items)
    return list(list_items) if is_loose or not gaps else list(list_items[: gaps[0]])


def are_names(list_items: Iterable[Any], title: str) -> bool:
    """Whether list items name things, so that a title as loose as `용어` announces them."""
    return keywords.are_names([_item_of(each).line for each in list_items], title)


def _has_gap(item: Any) -> bool:
    return any(mark.attributes.get("gap") for mark in islice(marks(item), 1))


def _leads_on(item: Any) -> bool:
    """Whether an item without items of its own says `표현대리 → 책임짐`, and no sentence."""
    return not _sub_items(item) and keywords.is_led(_item_of(item).line)


def _is_prose(item: Any) -> bool:
    line = _item_of(item).line
    return line.kind == "sentence" and not line.headwords


def _sub_items(item: Any) -> list[Any]:
    below = (block for block in item.content.list[1:] if isinstance(block, LISTS))
    return [each for block in below for each in block.content.list]


def _without(block: Any, taken: list[Any]) -> Any:
    """A list without some of its items; any other block as it is."""
    if not isinstance(block, LISTS):
        return block
    kept = [each for each in block.content.list if not any(each is one for one in taken)]
    return type(block)(*kept)


def _is_empty(block: Any) -> bool:
    return isinstance(block, LISTS) and not block.content.list


def _item_of(list_item: Any) -> Item:
    blocks = list(list_item.content.list)
    return item_of(blocks[0], blocks[1:]) if blocks else item_of(pf.Plain(), [])
