"""What the line above a keyword list announces, and what it says of them itself."""

from typing import Any

import panflute as pf

from filters._ast import plain, pos_of
from filters._keyword_items import LISTS, Item, are_names, goes_on, item_of, items_of, until_gap
from studyguide.terms import keywords, titles

HEADS = (pf.Header, pf.Para, pf.Plain)
LINES = (pf.Para, pf.Plain)


def announced(block: Any, after: list[Any]) -> list[Item] | None:
    """The keywords that a heading or paragraph announces; None when it announces none."""
    block = _unquoted(block)
    if not isinstance(block, HEADS) or is_chapter(block):
        return None
    if line := of_one_line(block):
        return [line]
    said = plain(block)
    following = after[0] if after else None
    if isinstance(following, LISTS) and (titles.is_title(said) or _is_loose(block, following)):
        return items_of(own_items(block, following))
    if not titles.is_title(said) or not isinstance(block, pf.Header):
        return None
    if isinstance(following, pf.Para):
        return [item_of(following, [])]
    return [] if following is None or isinstance(following, pf.Header) else None


def _unquoted(block: Any) -> Any:
    """The line that a quotation holds alone: `> 키워드` over a list."""
    is_quoted = isinstance(block, pf.BlockQuote) and len(block.content) == 1
    return block.content[0] if is_quoted else block


def _is_loose(block: Any, following: Any) -> bool:
    """Whether a line `용어` stands over names; a heading that says so stays."""
    is_loose = isinstance(block, LINES) and titles.is_loose_title(plain(block))
    return is_loose and are_names(own_items(block, following))


def own_items(block: Any, following: Any) -> list[Any]:
    """The items below a line that announces them, up to a blank one.

    A heading owns them all, and numbers count on over a blank line.
    """
    items = list(following.content.list)
    is_one = isinstance(block, pf.Header) or isinstance(following, pf.OrderedList)
    return items if is_one else until_gap(items)


def stays_above(block: Any, after: list[Any]) -> bool:
    """Whether a list of names follows a title that says of what, or opens a section."""
    said = plain(block) if isinstance(block, HEADS) else ""
    if not after or not isinstance(after[0], LISTS) or not titles.is_named_title(said):
        return False
    if titles.is_title(said) and not is_chapter(block):
        return False
    items = list(after[0].content.list)
    is_sure = titles.NAME.search(said) is not None
    return all(map(goes_on, items)) and (is_sure or are_names(items))


def is_chapter(block: Any) -> bool:
    """Whether a block opens a chapter."""
    return isinstance(block, pf.Header) and block.level == 1


def of_one_line(block: Any) -> Item | None:
    """The keywords of `키워드: a, b`, or of `용어: a, b` if these are names."""
    said = plain(block) if isinstance(block, LINES) else ""
    rest = titles.after_title(said) or titles.after_loose_title(said)
    if not rest:
        return None
    line = keywords.split_line(rest)
    is_one = bool(titles.after_title(said)) or keywords.are_names([line])
    return Item(line, pos_of(block), list(block.content.list)) if is_one else None
