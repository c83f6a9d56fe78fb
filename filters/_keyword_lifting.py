"""Takes keyword lists out of the lists that they stand in, at any depth."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import panflute as pf

from filters._ast import children, plain
from filters._keyword_heads import Announced, of_one_line
from filters._keyword_items import LISTS, going_on, is_flat, items_below, items_of
from studyguide.terms import keywords, titles

Lifted = tuple[Any, Announced]  # a title and the keywords that it announces


def lifted(block: Any) -> list[Lifted]:
    """Take the keyword items out of one list: (title, what it announces)."""
    found: list[Lifted] = []
    todo: list[Any] = [block]
    while todo:
        holder = todo.pop()
        if isinstance(holder, LISTS):
            _lift_from(holder, found)
        below = [each for each in children(holder) if isinstance(each, (*LISTS, pf.ListItem))]
        todo.extend(reversed(below))
    _drop_empty(block)
    return found


def _lift_from(holder: Any, found: list[Lifted]) -> None:
    kept: list[Any] = []
    rest = list(holder.content.list)
    while rest:
        item = rest.pop(0)
        first = item.content.list[0] if item.content.list else pf.Plain()
        said = plain(first) if isinstance(first, pf.Plain | pf.Para) else ""
        if line := of_one_line(first):
            found.append((first, replace(line, items=[*line.items, *items_below(item)])))
            kept += _left(item, line.behind)
        elif titles.is_title(said):
            items = items_below(item)
            if not items or is_flat(item):  # what follows on the same level are keywords too
                more = going_on(rest)
                rest = rest[len(more) :]
                items += items_of(more)
            kept += _left(item) if items else [item]
            found.append((first, Announced(items)))
        elif titles.is_loose_title(said) and not is_flat(item) and _has_names(item):
            found.append((first, Announced(items_below(item))))
            kept += _left(item)
        else:
            kept.append(item)
    if [*map(id, kept)] != [*map(id, holder.content.list)]:
        holder.content = kept


def _left(item: Any, behind: Sequence[Any] = ()) -> list[Any]:
    """What stands below a title and is no list: an item by itself."""
    more = [block for block in item.content.list[1:] if not isinstance(block, LISTS)]
    below = [*behind, *more]
    return [pf.ListItem(*below)] if below else []


def _has_names(item: Any) -> bool:
    return keywords.are_names([each.line for each in items_below(item)], plain(item.content[0]))


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
