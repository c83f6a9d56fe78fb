"""Searches the most likely nesting with a beam of paths, and says how likely each parent is."""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from studyguide.bounds import Bound, Exact
from studyguide.flatlist import Item
from studyguide.nesting import Node, legal_moves
from studyguide.nesting_cues import Context, Part, cues_of, look_at, parts

BEAM = 4  # paths kept after each row
SLACK = 0.02  # a path this much less likely than the best one is given up

Weights = Mapping[str, float]
Beliefs = list[dict[int | None, float]]  # for each row the probability of each parent


@cache
def load_weights() -> Weights:
    """Read what each cue is worth; `tools/train_nesting.py` wrote the table."""
    table = files("studyguide").joinpath("nesting_weights.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines()[1:])
    return {cue: float(weight) for cue, weight in rows}


def logit(chance: float) -> float:
    """Log odds, within bounds."""
    chance = min(max(chance, 0.002), 0.998)
    return math.log(chance / (1 - chance))


def confidence(chance: float, weights: Weights) -> float:
    """What a belief has proved to be worth on authors the weights never saw."""
    scale, shift = weights["confidence.scale"], weights["confidence.shift"]
    return 1 / (1 + math.exp(-scale * logit(chance) - shift))


class Path(NamedTuple):
    """One way to have nested all rows so far."""

    tip: Node
    chance: float


def contexts(items: Sequence[Item], exact: Exact) -> list[Context]:
    """Put what is seen in each row beside what is seen in its neighbours."""
    looks = [look_at(item) for item in items]
    bounds = exact.bounds
    traced = any(of is not None for of in exact.echoes) or any(item.join for item in items)
    out = []
    for row, bound in enumerate(bounds):
        last = looks[bounds[row - 1].index] if row else None
        after = looks[bounds[row + 1].index] if row + 1 < len(bounds) else None
        if row + 1 < len(bounds) and bounds[row + 1].cut:
            after = None
        fresh = row == 1 or (row > 0 and bounds[row - 1].cut)
        out.append(Context(looks[bound.index], last, after, traced, bound.cut, fresh, looks))
    return out


def believe(items: Sequence[Item], exact: Exact, weights: Weights) -> Beliefs:
    """The probability of each parent of each row, over the paths in the beam."""
    beliefs: Beliefs = []
    beam: list[Path] = []
    for bound, context in zip(exact.bounds, contexts(items, exact), strict=True):
        if not beam:
            moves = legal_moves(None, bound)
            beam = [Path(moves[0], 1.0)]
        else:
            beam = _step(beam, bound, context, weights)
        beliefs.append(_parents(beam))
    return beliefs


def _step(beam: list[Path], bound: Bound, context: Context, weights: Weights) -> list[Path]:
    """Make every move from every path; ways that lead to the same path are one path."""
    merged: dict[tuple[int, bool], Path] = {}
    scores: dict[Part, float] = {}
    for tip, chance in beam:
        moves = legal_moves(tip, bound)
        shares = [1.0] if len(moves) == 1 else _shares(moves, tip, context, weights, scores)
        for move, share in zip(moves, shares, strict=True):
            key = (id(move.above), move.first)
            known = merged.get(key)
            if known is None:
                merged[key] = Path(move, chance * share)
            else:
                merged[key] = Path(known.tip, known.chance + chance * share)
    return _prune(list(merged.values()))


def _prune(paths: list[Path]) -> list[Path]:
    if len(paths) == 1:
        return [Path(paths[0].tip, 1.0)]
    paths.sort(key=lambda path: -path.chance)
    least = paths[0].chance * SLACK
    kept = [path for path in paths[:BEAM] if path.chance >= least]
    total = sum(path.chance for path in kept)
    return [Path(path.tip, path.chance / total) for path in kept]


def _shares(
    moves: list[Node], tip: Node, context: Context, weights: Weights, scores: dict[Part, float]
) -> list[float]:
    """The probability of each move, given that the path so far is right."""
    raw = []
    for move in moves:
        total = 0.0
        for part in parts(move, tip):
            if part not in scores:
                scores[part] = sum([weights.get(cue, 0.0) for cue in cues_of(part, context)])
            total += scores[part]
        raw.append(total)
    top = max(raw)
    powers = [math.exp(score - top) for score in raw]
    whole = sum(powers)
    return [power / whole for power in powers]


def _parents(beam: list[Path]) -> dict[int | None, float]:
    parents: dict[int | None, float] = {}
    for path in beam:
        parent = None if path.tip.above is None else path.tip.above.item
        parents[parent] = parents.get(parent, 0.0) + path.chance
    return parents
