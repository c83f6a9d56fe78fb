"""Parts what stands around a displayed formula: it is a line of its own, however it was read."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from studyguide.study import Item
from studyguide.study.text import Text, strip


def around_formulas(blocks: Iterable[Item]) -> tuple[Item, ...]:
    """The blocks with the words before and behind a displayed formula as lines of their own.

    A formula that ends its line stays in it: `식은 $$a$$`.
    """
    return tuple(map(_apart, blocks))


def _apart(item: Item) -> Item:
    children = tuple(map(_apart, item.children))
    lines = tuple(part for line in item.lines for part in _parts(line))
    if lines == item.lines and all(a is b for a, b in zip(children, item.children, strict=True)):
        return item
    return replace(item, lines=lines, children=children)


def _parts(line: Text) -> tuple[Text, ...]:
    shown = [at for at, piece in enumerate(line) if piece.kind == "display"]
    if not shown or not has_words(line[shown[-1] + 1 :]):
        return (line,)
    groups = groupby(line, key=lambda piece: piece.kind == "display")
    texts = [strip(tuple(group)) for is_shown, group in groups if not is_shown]
    return tuple(text for text in texts if has_words(text))


def has_words(text: Text) -> bool:
    """Whether a text says something besides its formulas."""
    return any(piece.kind == "text" and any(map(str.isalpha, piece.text)) for piece in text)
