"""Searches the most likely nesting with a beam of paths, and says how likely each parent is."""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from operator import itemgetter

from studyguide.outline.bounds import Bound, Exact
from studyguide.outline.cues import STATES, Context, Part, cues_of, look_at, parts, state_cues
from studyguide.outline.flatlist import Item
from studyguide.outline.nesting import Node, legal_moves

BEAM = 4  # paths kept after each row
SLACK = 0.02  # a path this much less likely than the best one is given up

Weights = Mapping[str, float]
Scores = dict[Part | int, float]
Beliefs = list[dict[int | None, float]]  # for each row the probability of each parent


@cache
def load_weights() -> Weights:
    """Read what each cue is worth; `tools/train_nesting.py` wrote the table."""
    table = files("studyguide.outline").joinpath("weights.tsv").read_text("utf-8")
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


Path = tuple[Node, float]  # one way to have nested all rows so far, and its chance
CHANCE = itemgetter(1)


def contexts(items: Sequence[Item], exact: Exact) -> list[Context]:
    """Put what is seen in each row beside what is seen in its neighbours."""
    looks = [look_at(item) for item in items]
    bounds = exact.bounds
    traced = any(of is not None for of in exact.echoes) or any(item.join for item in items)
    out = []
    for row, bound in enumerate(bounds):
        last = looks[bounds[row - 1].item] if row else None
        after = looks[bounds[row + 1].item] if row + 1 < len(bounds) else None
        if row + 1 < len(bounds) and bounds[row + 1].cut:
            after = None
        fresh = row == 1 or (row > 0 and bounds[row - 1].cut)
        out.append(Context(looks[bound.item], last, after, traced, bound.cut, fresh, looks))
    return out


def believe(items: Sequence[Item], exact: Exact, weights: Weights) -> Beliefs:
    """The probability of each parent of each row, over the paths in the beam."""
    beliefs: Beliefs = []
    states = [_state_scores(weights, cut) for cut in (False, True)]
    beam: list[Path] = []
    for bound, context in zip(exact.bounds, contexts(items, exact), strict=True):
        if not beam:
            moves = legal_moves(None, bound)
            beam = [(moves[0], 1.0)]
        else:
            beam = _step(beam, bound, context, weights, states[bound.cut].copy())
        beliefs.append(_parents(beam))
    return beliefs


def _state_scores(weights: Weights, cut: bool) -> Scores:
    """What the cues that depend on no text are worth."""
    return {part: sum(weights.get(cue, 0.0) for cue in state_cues(part, cut)) for part in STATES}


def _step(
    beam: list[Path], bound: Bound, context: Context, weights: Weights, scores: Scores
) -> list[Path]:
    """Make every move from every path; ways that lead to the same path are one path."""
    merged: dict[tuple[int, bool], Path] = {}
    for tip, chance in beam:
        moves = legal_moves(tip, bound)
        if len(moves) == 1:
            ways = [(moves[0], chance)]
        else:
            ways = _shares(moves, tip, chance, context, weights, scores)
        if len(beam) == 1:
            return _prune(ways)
        for move, share in ways:
            key = (id(move.above), move.first)
            known = merged.get(key)
            merged[key] = (known[0], known[1] + share) if known else (move, share)
    return _prune(list(merged.values()))


def _prune(paths: list[Path]) -> list[Path]:
    if len(paths) == 1:
        return [(paths[0][0], 1.0)]
    paths.sort(key=CHANCE, reverse=True)
    least = paths[0][1] * SLACK
    kept = [path for path in paths[:BEAM] if path[1] >= least]
    total = sum([chance for _, chance in kept])
    return [(tip, chance / total) for tip, chance in kept]


def _shares(
    moves: list[Node],
    tip: Node,
    chance: float,
    context: Context,
    weights: Weights,
    scores: Scores,
) -> list[Path]:
    """Divide the chance of one path among the moves from it."""
    powers = []
    worth = weights.get
    for move in moves:
        total = 0.0
        for part in parts(move, tip):
            score = scores.get(part)
            if score is None:
                score = scores[part] = sum([worth(cue, 0.0) for cue in cues_of(part, context)])
            total += score
        powers.append(math.exp(total))
    share = chance / sum(powers)
    return [(move, power * share) for move, power in zip(moves, powers, strict=True)]


def _parents(beam: list[Path]) -> dict[int | None, float]:
    parents: dict[int | None, float] = {}
    for tip, chance in beam:
        parent = None if tip.above is None else tip.above.item
        parents[parent] = parents.get(parent, 0.0) + chance
    return parents
