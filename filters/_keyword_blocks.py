"""Finds the author's keyword lists and puts a box 핵심 용어 in their place."""

from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Any

import panflute as pf

from filters._ast import children, mark, marks, plain, pos_of
from filters._places import BOX
from studyguide.diagnostics import Pos, Report
from studyguide.terms import keywords

TITLE, QUESTIONS, SAID = "핵심 용어", "남은 질문", "노트의 말"
LISTS = (pf.BulletList, pf.OrderedList)


@dataclass
class Item:
    """One keyword line: what it says, what stood there, and what stood below it."""

    line: keywords.KeywordLine
    pos: Pos | None
    inlines: list[Any]
    below: list[Any] = field(default_factory=list)


@dataclass
class Block:
    """One keyword list and the empty box that stands for it in the book."""

    box: pf.Div
    items: list[Item]
    title_marks: list[Any]  # of the line `키워드` itself, for the audit


def take(doc: pf.Doc, report: Report) -> list[Block]:
    """Replace every keyword list by an empty box; the caller fills the boxes."""
    found: list[Block] = []
    todo: list[Any] = [doc]
    while todo:
        holder = todo.pop()
        if isinstance(holder.content, pf.ListContainer) and not _is_box(holder):
            _take_from(holder, found, report)
            todo.extend(each for each in holder.content.list if isinstance(each, pf.Div))
    return found


def _is_box(holder: Any) -> bool:
    return isinstance(holder, pf.Div) and BOX in holder.classes


def _take_from(holder: Any, found: list[Block], report: Report) -> None:
    """Look at the blocks of one holder; a list's own keyword items leave it for a box behind it."""
    blocks = list(holder.content.list)
    kept: list[Any] = []
    while blocks:
        block = blocks.pop(0)
        items = _announced(block, blocks)
        if _is_named(block, blocks):
            kept += [block, _boxed(_items(blocks.pop(0).content.list), block, found, is_kept=True)]
        elif items is None:
            kept += _with_lifted(block, found, report)
        elif not items:
            report.add("G017", pos_of(block))
            kept.append(block)
        else:
            blocks = blocks if _one_line(block) else blocks[1:]
            kept.append(_boxed(items, block, found))
    if len(kept) != len(holder.content.list) or any(a is not b for a, b in _pairs(kept, holder)):
        holder.content = kept


def _pairs(kept: list[Any], holder: Any) -> Any:
    return zip(kept, holder.content.list, strict=True)


def _with_lifted(block: Any, found: list[Block], report: Report) -> list[Any]:
    """One block, followed by boxes for the keyword items that stood in it."""
    if not isinstance(block, LISTS):
        return [block]
    boxes: list[Any] = []
    for title, items in _lifted(block):
        if items:
            boxes.append(_boxed(items, title, found))
        else:
            report.add("G017", pos_of(title))
    return [block, *boxes] if block.content.list else boxes


def _boxed(items: list[Item], title: Any, found: list[Block], is_kept: bool = False) -> pf.Div:
    """The box of a list; a title that is kept above it has its own mark."""
    box = pf.Div(classes=[BOX])
    place = pos_of(title)
    is_alone = place and not is_kept and all(item.pos != place for item in items)  # `키워드: a`
    found.append(Block(box, items, [mark(place)] if is_alone else []))
    return box


def _announced(block: Any, after: list[Any]) -> list[Item] | None:
    """The keywords that a heading or paragraph announces; None when it announces none."""
    is_chapter = isinstance(block, pf.Header) and block.level == 1
    if not isinstance(block, pf.Header | pf.Para | pf.Plain) or is_chapter:
        return None
    if _one_line(block):
        return [_item_of_rest(block)]
    if not keywords.is_title(plain(block)):
        return None
    following = after[0] if after else None
    if isinstance(following, LISTS):
        return _items(following.content.list)
    if isinstance(following, pf.Para) and isinstance(block, pf.Header):
        return [_item(following, [])]
    return [] if isinstance(block, pf.Header) else None


def _is_named(block: Any, after: list[Any]) -> bool:
    """Whether a list of names follows a title that says of what: it stays above the box."""
    if not isinstance(block, pf.Header | pf.Para | pf.Plain) or not after:
        return False
    said = plain(block)
    is_chapter = isinstance(block, pf.Header) and block.level == 1
    if not keywords.is_named_title(said) or (keywords.is_title(said) and not is_chapter):
        return False
    following = after[0]
    return isinstance(following, LISTS) and all(map(_goes_on, following.content.list))


def _one_line(block: Any) -> bool:
    return isinstance(block, pf.Para | pf.Plain) and bool(keywords.after_title(plain(block)))


def _item_of_rest(block: Any) -> Item:
    rest = keywords.after_title(plain(block))
    return Item(keywords.split_line(rest), pos_of(block), list(block.content.list))


def _lifted(block: Any) -> list[tuple[Any, list[Item]]]:
    """Take the keyword items out of one list, at any depth: (title, its items)."""
    found: list[tuple[Any, list[Item]]] = []
    todo: list[Any] = [block]
    while todo:
        holder = todo.pop()
        if isinstance(holder, LISTS):
            _lift_from(holder, found)
        below = [each for each in children(holder) if isinstance(each, (*LISTS, pf.ListItem))]
        todo.extend(reversed(below))
    _drop_empty(block)
    return found


def _lift_from(holder: Any, found: list[tuple[Any, list[Item]]]) -> None:
    kept: list[Any] = []
    rest = list(holder.content.list)
    while rest:
        item = rest.pop(0)
        first = item.content.list[0] if item.content.list else pf.Plain()
        said = plain(first) if isinstance(first, pf.Plain | pf.Para) else ""
        if keywords.after_title(said):
            found.append((first, [_item_of_rest(first), *_below(item)]))
        elif keywords.is_title(said):
            items = _below(item)
            if not items or _is_flat(item):  # what follows on the same level are keywords too
                more = list(takewhile(_goes_on, rest))
                rest = rest[len(more) :]
                items += _items(more)
            kept += [] if items else [item]
            found.append((first, items))
        else:
            kept.append(item)
    if len(kept) != len(holder.content.list):
        holder.content = kept


def _drop_empty(block: Any) -> None:
    """Take out lists that lost all their items."""
    todo: list[Any] = [block]
    while todo:
        holder = todo.pop()
        if isinstance(holder, pf.ListItem):
            full = [b for b in holder.content.list if not isinstance(b, LISTS) or b.content.list]
            if len(full) != len(holder.content.list):
                holder.content = full
        todo.extend(each for each in children(holder) if isinstance(each, (*LISTS, pf.ListItem)))


def _is_flat(item: Any) -> bool:
    """Whether the notes had lost the item's nesting, so that its place is a guess."""
    return any(mark.attributes.get("flat") for mark in islice(marks(item), 1))


def _goes_on(item: Any) -> bool:
    """Whether an item behind a keyword list may belong to it: no prose, and none below it."""
    return not _is_prose(item) and not any(_is_prose(each) for each in _sub_items(item))


def _is_prose(item: Any) -> bool:
    line = _item_of(item).line
    return line.kind == "sentence" and not line.headwords


def _sub_items(item: Any) -> list[Any]:
    below = (block for block in item.content.list[1:] if isinstance(block, LISTS))
    return [each for block in below for each in block.content.list]


def _below(item: Any) -> list[Item]:
    return _items(_sub_items(item))


def _items(list_items: list[Any]) -> list[Item]:
    """The keyword lines of list items; where nesting was guessed, a term below a term is one."""
    found: list[Item] = []
    todo = list(reversed(list_items))
    while todo:
        each = todo.pop()
        item = _item_of(each)
        found.append(item)
        if _is_flat(each):
            own = [sub for sub in _sub_items(each) if _item_of(sub).line.kind != "sentence"]
            item.below = [_without(block, own) for block in item.below]
            todo.extend(reversed(own))
    for item in found:
        item.below = [block for block in item.below if not _is_empty(block)]
    return found


def _without(block: Any, taken: list[Any]) -> Any:
    """A list without some of its items; any other block as it is."""
    if not isinstance(block, LISTS):
        return block
    kept = [each for each in block.content.list if not any(each is one for one in taken)]
    return type(block)(*kept)


def _is_empty(block: Any) -> bool:
    return isinstance(block, LISTS) and not block.content.list


def _item_of(item: Any) -> Item:
    blocks = list(item.content.list)
    return _item(blocks[0], blocks[1:]) if blocks else _item(pf.Plain(), [])


def _item(block: Any, below: list[Any]) -> Item:
    inlines = list(block.content.list) if isinstance(block, pf.Plain | pf.Para) else []
    more = below if inlines or not plain(block) else [block, *below]
    return Item(keywords.split_line(plain(block)), pos_of(block), inlines, more)
