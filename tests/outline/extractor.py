"""The forward rule of trafilatura 2.0: a tree of items becomes the flat text it writes."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from studyguide.outline import Item, Join, Place


@dataclass(frozen=True)
class Tree:
    """One item of a nested list."""

    text: str
    rest: tuple[str, ...] = ()  # what follows a `<br>`
    below: tuple["Tree", ...] = ()


@dataclass(frozen=True)
class Line:
    """One item or echo as the extractor writes it, with the truth about it."""

    item: Item
    parent: int | None  # index of the parent's line
    of: int | None  # index of the line it repeats


def flatten(trees: Sequence[Tree]) -> list[Line]:
    """Write the items in order, echo a first child that has a list or a `<br>`, glue rests."""
    lines: list[Line] = []
    for position, tree in enumerate(trees):
        _write(tree, None, _sibling_join(trees, position), lines)
    return lines


def _write(tree: Tree, parent: int | None, join: Join | None, lines: list[Line]) -> int:
    here = len(lines)
    lines.append(Line(Item(tree.text, tree.rest, join=join), parent, None))
    first = None
    for position, child in enumerate(tree.below):
        glued = Join.CHILD if tree.rest else None
        join = _sibling_join(tree.below, position) if position else glued
        index = _write(child, here, join, lines)
        first = index if first is None else first
    if first is not None and (tree.below[0].below or tree.below[0].rest):
        lines.append(Line(Item(tree.below[0].text), here, first))
    return here


def _sibling_join(trees: Sequence[Tree], position: int) -> Join | None:
    """A sibling hangs on a rest that nothing followed: no list below, no echo."""
    before = trees[position - 1] if position else None
    return Join.SIBLING if before and before.rest and not before.below else None


def to_text(lines: Sequence[Line]) -> str:
    """The extractor's plain text."""
    text = ""
    for line in lines:
        if line.item.join is Join.SIBLING:
            text = text[:-1] + " - "
        elif line.item.join is Join.CHILD:
            text = text[:-1] + "- "
        else:
            text += "- "
        text += "".join(f"{part}\n" for part in (line.item.text, *line.item.rest))
    return text


def to_html(trees: Sequence[Tree]) -> str:
    """The nested list as a web page holds it."""
    return "<ul>" + "".join(_li(tree) for tree in trees) + "</ul>"


def _li(tree: Tree) -> str:
    inner = to_html(tree.below) if tree.below else ""
    return "<li>" + "<br>".join((tree.text, *tree.rest)) + inner + "</li>"


def truth(lines: Sequence[Line]) -> list[tuple[str, int | None, int | None]]:
    """What recovering should find: kind, parent, repeated item."""
    return [("item" if line.of is None else "echo", line.parent, line.of) for line in lines]


def found(places: Sequence[Place]) -> list[tuple[str, int | None, int | None]]:
    """What recovering did find, in the same form."""
    return [(place.kind, place.parent, place.of) for place in places]


def grow(chance: random.Random, names: list[int], depth: int = 0) -> tuple[Tree, ...]:
    """A random nested list up to five deep; `names` counts its items, so each text is its own."""
    trees = []
    for _ in range(chance.randint(1, 3)):
        names.append(len(names))
        number = len(names)
        rest = tuple(f"{number}번 덧붙임 {n}" for n in range(chance.choice((0, 0, 0, 1, 2))))
        below = grow(chance, names, depth + 1) if depth < 4 and chance.random() < 0.4 else ()
        trees.append(Tree(f"{number}번 항목", rest, below))
    return tuple(trees)
