"""Places rows one after the other: which parents the exact evidence leaves open to each.

A state is a path: the last row placed and its ancestors, as a linked list. A move puts the next
row below the last one, or beside it, or beside one of its ancestors.
"""

from typing import NamedTuple

from studyguide.outline.bounds import Bound
from studyguide.outline.flatlist import Join

REACH = 8  # how many ancestors an unproved move may look past


class Node(NamedTuple):
    """One row on the path to the row placed last (a tuple: many are made for each row)."""

    item: int  # its index in the list given
    above: "Node | None"
    depth: int  # 0 at the top of the list
    first: bool  # first child, or first of the list
    echoed: bool
    before: int | None  # the sibling just before it


def legal_moves(tip: Node | None, bound: Bound) -> list[Node]:
    """All places the evidence leaves open to a row after `tip`, the shallowest first.

    Never empty: where the evidence contradicts itself the row stays as high as its floor allows.
    """
    if tip is None:
        return [Node(bound.item, None, 0, True, bound.echoed, None)]
    if bound.top:
        return [_beside(_root(tip), bound)]
    if bound.owner is not None:
        return [_below_label(tip, bound)]
    tip, below_allowed = _after_echo(tip, bound)
    if bound.join is Join.CHILD or bound.echoed:
        return [_below(tip, bound)]
    if bound.join is Join.SIBLING:
        return [_beside(tip, bound)]
    if below_allowed and _must_bear(tip, bound):
        return [_below(tip, bound)]
    moves = _beside_each(tip, bound)
    if below_allowed and _may_bear(tip, bound):
        moves.append(_below(tip, bound))
    moves = _deep_enough(moves, bound)
    if bound.label:
        moves = moves[:1]
    return moves or [_beside(_highest(tip, bound), bound)]


def _below_label(tip: Node, bound: Bound) -> Node:
    """A keyword stands right below its label, after the keywords before it."""
    return _below(tip, bound) if tip.item == bound.owner else _beside(tip, bound)


def _after_echo(tip: Node, bound: Bound) -> tuple[Node, bool]:
    """Leave the subtree that an echo closed; nothing goes below the closed item any more."""
    if bound.closed is None:
        return tip, True
    while tip.item > bound.closed and tip.above is not None:
        tip = tip.above
    return tip, False


def _must_bear(tip: Node, bound: Bound) -> bool:
    """Right after an echoed item without a `<br>`, or an author's top item, comes its child."""
    if bound.floor == tip.item:
        return True
    return tip.echoed and not bound.cut


def _may_bear(tip: Node, bound: Bound) -> bool:
    """A first child that is not echoed has neither a list nor a `<br>`."""
    if bound.cut:
        return False
    leaf = tip.first and not tip.echoed and tip.above is not None
    return not leaf and not bound.bears


def _beside_each(tip: Node, bound: Bound) -> list[Node]:
    """Moves beside the last row and beside its ancestors, the shallowest first."""
    moves: list[Node] = []
    node: Node | None = tip.above if bound.cut and tip.depth > 0 else tip
    for _ in range(REACH):
        if node is None or node.item == bound.floor:
            break
        moves.append(Node(bound.item, node.above, node.depth, False, bound.echoed, node.item))
        node = node.above
    else:
        if bound.floor is None and node is not None:
            moves.append(_beside(_root(node), bound))
    moves.reverse()
    return moves


def _deep_enough(moves: list[Node], bound: Bound) -> list[Node]:
    """An item broken off inside a bracket is not directly below the bracket's item."""
    if not bound.deep:
        return moves
    deep = [move for move in moves if move.above is None or move.above.item != bound.floor]
    return deep or moves


def _highest(tip: Node, bound: Bound) -> Node:
    node = tip
    while node.above is not None and node.above.item != bound.floor:
        node = node.above
    return node


def _root(tip: Node) -> Node:
    while tip.above is not None:
        tip = tip.above
    return tip


def _below(tip: Node, bound: Bound) -> Node:
    return Node(bound.item, tip, tip.depth + 1, True, bound.echoed, None)


def _beside(tip: Node, bound: Bound) -> Node:
    return Node(bound.item, tip.above, tip.depth, False, bound.echoed, tip.item)
