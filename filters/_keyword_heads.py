"""What the line above a keyword list announces, and what it says of them itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import panflute as pf

from filters._ast import plain, pos_of
from filters._definition_lists import BREAKS, lines_of
from filters._keyword_items import LISTS, Item, are_names, goes_on, item_of, items_of, until_gap
from filters._keyword_lines import said_in
from studyguide.notes.lines.ends import is_amid
from studyguide.terms import keywords, listing, titles
from studyguide.terms.headwords import Headword
from studyguide.terms.names import is_name

HEADS = (pf.Header, pf.Para, pf.Plain)
LINES = (pf.Para, pf.Plain)


@dataclass(frozen=True)
class Announced:
    """The keywords that a block announces, and the blocks that stand behind them.

    `told` are those of them that explain a keyword; they stay where they are.
    """

    items: list[Item]
    behind: list[Any] = field(default_factory=list)
    told: list[Any] = field(default_factory=list)

    def followed_by(self, blocks: list[Any]) -> "Announced":
        """The same with what follows; the first lines there may explain its terms too."""
        if self.behind[len(self.told) :] or not self.items:
            return replace(self, behind=[*self.behind, *blocks])
        heads = [head for item in self.items for head in item.line.headwords]
        told, rest = _told(blocks, heads)
        return Announced(self.items, [*self.behind, *rest], [*self.told, *told])

    def quoted(self) -> "Announced":
        """The same where all of it stood in a quotation."""
        return replace(self, behind=[pf.BlockQuote(*self.behind)] if self.behind else [])


def announced(block: Any, after: list[Any]) -> Announced | None:
    """The keywords that a heading or paragraph announces; None when it announces none."""
    title = _unquoted(block)
    if not isinstance(title, HEADS) or is_chapter(title):
        return None
    if line := of_one_line(title):
        return line.followed_by(after) if title is block else line.quoted().followed_by(after)
    said = plain(title)
    following = after[0] if after else None
    if isinstance(following, LISTS) and (titles.is_title(said) or _is_loose(title, following)):
        own = own_items(title, following)
        return Announced(items_of(own)).followed_by(_left(following, own, after[1:]))
    if not titles.is_title(said) or not isinstance(title, pf.Header):
        return None
    if isinstance(following, pf.Para):
        return _listed(following, "").followed_by(after[1:])
    is_empty = following is None or isinstance(following, pf.Header)
    return Announced([]) if is_empty else None


def parted(block: Any) -> list[Any]:
    """A paragraph parted above each line `키워드: a, b`, and above a last line that is a title.

    What stands above a title has no letter then, as `12` above `용어`: else the title says of what.
    In a paragraph that begins with keywords each such line is one of them.
    """
    said = list(map(said_in, lines_of(block))) if isinstance(block, LINES) else [""]
    end = len(said) - 1
    above = "".join(said[:end])
    starts = [end] if above and not any(map(str.isalpha, above)) and _is_title(said[end]) else []
    if end and not starts:
        is_sure = bool(titles.after_title(said[0]))
        starts = [
            at
            for at, (before, line) in enumerate(pairwise(said), 1)
            if (titles.after_title(line) if is_sure else _names_below(line, before))
        ]
    ends = [*starts, end + 1]
    return [_lines(block, a, b) for a, b in pairwise([0, *ends])] if starts else [block]


def _names_below(line: str, before: str) -> bool:
    """Whether a line amid a paragraph is one of keywords: two names at least, no sentence's rest.

    `keyword: 찾을 말` and `키워드 - 사람들이 찾는 말` say what a thing is.
    """
    rest = titles.after_title(line)
    heads = keywords.split_line(rest).headwords if rest else ()
    named = [head for head in heads if is_name(head.text)]
    return len(heads) > 1 and 2 * len(named) >= len(heads) and not is_amid(before.strip(), line)


def _is_title(said: str) -> bool:
    return titles.is_title(said) or titles.is_loose_title(said)


def _left(following: Any, own: Sequence[Any], after: list[Any]) -> list[Any]:
    """What follows the keywords of a title: their list goes on behind a blank line."""
    items = following.content.list[len(own) :]
    return [pf.BulletList(*items), *after] if items else after


def _unquoted(block: Any) -> Any:
    """The line that a quotation holds alone: `> 키워드` over a list."""
    is_quoted = isinstance(block, pf.BlockQuote) and len(block.content) == 1
    return block.content[0] if is_quoted else block


def _is_loose(block: Any, following: Any) -> bool:
    """Whether a line `용어` stands over names; a heading that says so stays."""
    is_loose = isinstance(block, LINES) and titles.is_loose_title(plain(block))
    return is_loose and are_names(own_items(block, following), plain(block))


def own_items(block: Any, following: Any) -> list[Any]:
    """The items below a line that announces them, up to a blank one.

    A heading owns them all, and numbers count on over a blank line.
    """
    items = list(following.content.list)
    is_one = isinstance(block, pf.Header) or isinstance(following, pf.OrderedList)
    return items if is_one else until_gap(items)


def kept_above(block: Any, after: list[Any]) -> Announced | None:
    """The names below a title that stays, as it says of what, or opens a section or a chapter."""
    said = plain(block) if isinstance(block, HEADS) else ""
    if not after or not titles.is_named_title(said):
        return None
    following, is_title = after[0], titles.is_title(said)
    if isinstance(following, pf.Para) and is_title and is_chapter(block):
        line = _listed(following, "")
        is_list = keywords.are_names([item.line for item in line.items], said)
        return line.followed_by(after[1:]) if is_list else None
    if not isinstance(following, LISTS) or (is_title and not is_chapter(block)):
        return None
    items = list(following.content.list)
    is_sure = titles.NAME.search(said) is not None
    if all(map(goes_on, items)) and (is_sure or are_names(items, said)):
        return Announced(items_of(items)).followed_by(after[1:])
    return None


def is_chapter(block: Any) -> bool:
    """Whether a block opens a chapter."""
    return isinstance(block, pf.Header) and block.level == 1


def of_one_line(block: Any) -> Announced | None:
    """The keywords of `키워드: a, b`, or of `용어: a, b` if these are names."""
    if not isinstance(block, LINES):
        return None
    first = said_in(lines_of(block)[0])
    rest = titles.after_title(first) or titles.after_loose_title(first)
    if not rest:
        return None
    is_one = bool(titles.after_title(first)) or keywords.are_names(
        [keywords.split_line(rest)], first.removesuffix(rest)
    )
    return _listed(block, first.removesuffix(rest)) if is_one else None


def _listed(block: Any, title: str) -> Announced:
    """The lines of a paragraph that name keywords, as one; the others are paragraphs behind it."""
    said = [said_in(line) for line in lines_of(block)]
    names = [said[0].removeprefix(title), *said[1:]]
    end = listing.count_listed(names)
    own = _lines(block, 0, end)
    if title or end > 1:
        line = keywords.split_line(listing.in_one(names[:end]))
        item = Item(line, pos_of(block), list(own.content))
    else:
        item = item_of(own, [])
    rest = [_lines(block, end, len(said))] if end < len(said) else []
    return Announced([item]).followed_by(rest)


def _told(blocks: list[Any], heads: Sequence[Headword]) -> tuple[list[Any], list[Any]]:
    """The lines of the first blocks that explain terms, each a block now, and all blocks."""
    if not blocks or not isinstance(blocks[0], (pf.Para, *LISTS)):
        return [], blocks
    first, *after = blocks
    if isinstance(first, LISTS):
        items = [item.content.list[0] for item in first.content if item.content.list]
        return (items if _explain(items, heads) else []), blocks
    parts, told = _parted(first, heads)
    if not told:
        return [], blocks
    more, rest = _told(after, heads)
    return [*told, *more], [*parts, *rest]


def _parted(block: Any, heads: Sequence[Headword]) -> tuple[list[Any], list[Any]]:
    """A paragraph with each line that explains a term as one of its own, and those lines."""
    said = [said_in(line) for line in lines_of(block)]
    parts, told = list[Any](), list[Any]()
    start = at = 0
    while at < len(said):
        count = listing.count_told(said[at:], heads)
        if not count:
            at += 1
            continue
        parts += [_lines(block, start, at)] if start < at else []
        told.append(_lines(block, at, at + count))
        parts.append(told[-1])
        start = at = at + count
    return [*parts, *([_lines(block, start, at)] if start < at else [])], told


def _explain(items: Sequence[Any], heads: Sequence[Headword]) -> bool:
    """Whether all items of a list explain terms."""
    return all(keywords.explains(item_of(each, []).line, heads) for each in items)


def _lines(block: Any, first: int, end: int) -> pf.Para:
    """Some lines of a paragraph as one of their own."""
    inlines = list(block.content)
    breaks = [at for at, inline in enumerate(inlines) if isinstance(inline, BREAKS)]
    starts, ends = [0, *(at + 1 for at in breaks)], [*breaks, len(inlines)]
    return pf.Para(*inlines[starts[first] : ends[end - 1]])
