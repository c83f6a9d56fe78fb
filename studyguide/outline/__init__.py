"""Recovers the outline of a list whose nesting was lost, and says how sure it is."""

from collections.abc import Sequence

from studyguide.outline.bounds import Bound, Exact, read_evidence
from studyguide.outline.flatlist import Evidence, Item, Join, Kind, Place
from studyguide.outline.joins import Piece, split_joins
from studyguide.outline.nesting import Node, legal_moves
from studyguide.outline.search import Weights, believe, confidence, load_weights

__all__ = [
    "DEFAULT_CONFIDENCE",
    "Evidence",
    "Item",
    "Join",
    "Kind",
    "Piece",
    "Place",
    "recover",
    "split_joins",
]

LABEL_CONFIDENCE = 0.95  # `키워드` and what it announces: 45 of 47 known places were right
DEFAULT_CONFIDENCE = 0.5  # a guess less sure than this leaves the item where the evidence has it


def recover(items: Sequence[Item], *, min_confidence: float = DEFAULT_CONFIDENCE) -> list[Place]:
    """Find the parent of every item of one flat list; as many places as items, in their order.

    An echo may carry `rest`: only its first line is a repeat, the rest is the author's.
    A guess below `min_confidence` (0 to 1) is not followed: the item stays at the level that the
    exact evidence proves. A value above 1 switches guessing off.
    """
    exact = read_evidence(items)
    if _is_indented(items, exact):
        return [Place(None, "item", None, "indent", 1.0) for _ in items]
    return place_all(items, exact, load_weights(), min_confidence)


def _is_indented(items: Sequence[Item], exact: Exact) -> bool:
    """Did the author indent, with no trace of an extractor? Then a flat item is meant flat."""
    traced = any(of is not None for of in exact.echoes) or any(item.join for item in items)
    return not traced and any(item.nested for item in items)


def place_all(
    items: Sequence[Item], exact: Exact, weights: Weights, min_confidence: float
) -> list[Place]:
    """The same with given weights; the trainer judges by it."""
    beliefs = believe(items, exact, weights)
    places: dict[int, Place] = {}
    tip: Node | None = None
    for bound, belief in zip(exact.bounds, beliefs, strict=True):
        moves = legal_moves(tip, bound)
        chances = [belief.get(_parent(move), 0.0) for move in moves]
        best = chances.index(max(chances))
        is_believed = len(moves) == 1 or confidence(chances[best], weights) >= min_confidence
        chosen = best if is_believed else 0
        before = places[tip.item] if tip else None
        tip = moves[chosen]
        places[bound.item] = _place(tip, bound, confidence(chances[chosen], weights), before)
    for k, of in enumerate(exact.echoes):
        if of is not None:
            places[k] = Place(places[of].parent, "echo", of, "echo", 1.0)
    return [places[k] for k in range(len(items))]


def _place(node: Node, bound: Bound, sure: float, before: Place | None) -> Place:
    """Name the evidence of a row's place; an exact one is certain, a guess as sure as it is."""
    parent = _parent(node)
    if before is None:
        return Place(parent, "item", None, "markup", 1.0)
    if bound.top:
        return Place(parent, "item", None, "hint", 1.0)
    if bound.echoed:
        return Place(parent, "item", None, "echo", 1.0)
    if bound.owner is not None or bound.label:
        return Place(parent, "item", None, "hint", LABEL_CONFIDENCE)
    if bound.join is Join.CHILD:
        return Place(parent, "item", None, "join", 1.0)
    if bound.join is Join.SIBLING:
        return Place(parent, "item", None, "join", before.confidence)
    if node.first and node.above is not None and not bound.cut:
        if node.above.echoed:
            return Place(parent, "item", None, "echo", 1.0)
        if bound.floor == parent:
            return Place(parent, "item", None, "hint", 1.0)
    return Place(parent, "item", None, "guess", sure)


def _parent(node: Node) -> int | None:
    return None if node.above is None else node.above.item
