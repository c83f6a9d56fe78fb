"""Learns what each cue of nesting is worth, from flattened notes whose true outline is known.

    python -m tools.train_nesting CORPUS.jsonl [MORE.jsonl ...]            judge, author by author
    python -m tools.train_nesting --write CORPUS.jsonl [MORE.jsonl ...]    write the weights

A corpus line is `{"source": "repo:file", "text": …, "items": [{line, col, kind, depth, parent}]}`.
The model is a conditional logit over the moves that the exact evidence leaves open, fitted with
AdaGrad along the true path; plain Python, and the same input gives the same table.
"""

import argparse
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from studyguide.outline import DEFAULT_CONFIDENCE, place_all
from studyguide.outline.bounds import read_evidence
from studyguide.outline.cues import cues
from studyguide.outline.flatlist import Item, Join
from studyguide.outline.nesting import Node, legal_moves
from studyguide.outline.search import believe, contexts, logit

WEIGHTS = Path(__file__).parents[1] / "studyguide" / "outline" / "weights.tsv"
EPOCHS, RATE, DECAY = 24, 0.15, 0.0007
RARE = 30  # cues seen less often than this are left out
BINS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)

Choice = tuple[list[list[str]], int, float]  # cues of each move, the true move, its weight


@dataclass(frozen=True)
class Note:
    """One note as a flat list with its truth."""

    author: str
    items: tuple[Item, ...]
    parents: tuple[int | None, ...]
    kinds: tuple[str, ...]


def read_notes(paths: Iterable[Path]) -> list[Note]:
    """Read corpus files; every line between two items becomes a continuation line."""
    lines = (line for path in paths for line in path.read_text("utf-8").splitlines())
    return [_note(json.loads(line)) for line in lines if line.strip()]


def _note(entry: dict[str, object]) -> Note:
    lines = str(entry["text"]).split("\n")
    facts = sorted(entry["items"], key=lambda fact: (fact["line"], fact["col"]))  # type: ignore
    where = {(fact["line"], fact["col"]): k for k, fact in enumerate(facts)}
    starts: dict[int, list[int]] = defaultdict(list)
    for fact in facts:
        starts[fact["line"]].append(fact["col"])
    items: list[Item] = []
    for number, line in enumerate(lines, 1):
        _add_line(items, line, starts.get(number, []))
    parents = tuple(None if f["parent"] is None else where[tuple(f["parent"])] for f in facts)
    author = str(entry["source"]).split(":")[0]
    return Note(author, tuple(items), parents, tuple(fact["kind"] for fact in facts))


def _add_line(items: list[Item], line: str, cols: list[int]) -> None:
    if not cols:
        if items and line.strip() not in ("", "-"):
            items[-1] = replace(items[-1], rest=(*items[-1].rest, line))
        return
    for col in cols:
        before, join = line[:col], None
        if before.strip() not in ("", "-") and items:
            join = Join.SIBLING if before.endswith(" - ") else Join.CHILD
            items[-1] = replace(items[-1], rest=(*items[-1].rest, before.rstrip(" -")))
        items.append(Item(line[col:].strip(), join=join))


def hinted(note: Note) -> Note:
    """The same note after its author put a blank line before each top-level bullet."""
    marks = [k == "item" and p is None for k, p in zip(note.kinds, note.parents, strict=True)]
    items = (replace(item, gap=gap) for item, gap in zip(note.items, marks, strict=True))
    return replace(note, items=tuple(items))


def choices(note: Note, weight: float) -> Iterator[Choice]:
    """Every open choice along the true path."""
    exact = read_evidence(note.items)
    tip: Node | None = None
    for bound, context in zip(exact.bounds, contexts(note.items, exact), strict=True):
        moves = legal_moves(tip, bound)
        right = [m for m, move in enumerate(moves) if _parent(move) == note.parents[bound.item]]
        if tip is not None and right and len(moves) > 1:
            yield [list(cues(move, tip, context)) for move in moves], right[0], weight
        tip = moves[right[0]] if right else _forced(tip, note.parents[bound.item], moves[0])


def _forced(tip: Node | None, parent: int | None, move: Node) -> Node:
    """The true place of a row that the evidence (wrongly) forbids."""
    while tip is not None and tip.item != parent:
        tip = tip.above
    return move._replace(above=tip, depth=tip.depth + 1 if tip else 0, first=False)


def _parent(node: Node) -> int | None:
    return None if node.above is None else node.above.item


def fit(known: list[Choice]) -> dict[str, float]:
    """Conditional logit by AdaGrad, averaged over the second half of the epochs."""
    seen = Counter(cue for moves, _, _ in known for move in moves for cue in move)
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1e-3)
    sums: dict[str, float] = defaultdict(float)
    order, shuffle = list(known), random.Random(2022).shuffle
    for epoch in range(EPOCHS):
        shuffle(order)
        for choice in order:
            _learn(choice, weights, squares)
        if epoch >= EPOCHS // 2:
            for cue, weight in weights.items():
                sums[cue] += weight / (EPOCHS - EPOCHS // 2)
    return {cue: round(sums[cue], 2) for cue in sorted(sums) if seen[cue] >= RARE}


def _learn(choice: Choice, weights: dict[str, float], squares: dict[str, float]) -> None:
    moves, right, worth = choice
    scores = [sum(weights[cue] for cue in move) for move in moves]
    powers = [math.exp(score - max(scores)) for score in scores]
    slopes: dict[str, float] = defaultdict(float)
    for m, move in enumerate(moves):
        error = worth * (powers[m] / sum(powers) - (m == right))
        for cue in move:
            slopes[cue] += error
    for cue, slope in slopes.items():
        slope += DECAY * weights[cue]
        squares[cue] += slope * slope
        weights[cue] -= RATE * slope / math.sqrt(squares[cue])


def fit_scale(points: list[tuple[float, bool, float]]) -> dict[str, float]:
    """Platt scaling: what a belief is worth on authors the weights never saw."""
    scale, shift, total = 1.0, 0.0, sum(worth for _, _, worth in points)
    for _ in range(400):
        slope_scale = slope_shift = 0.0
        for belief, right, worth in points:
            error = worth * (1 / (1 + math.exp(-scale * belief - shift)) - right) / total
            slope_scale += error * belief
            slope_shift += error
        scale -= 0.5 * slope_scale
        shift -= 0.5 * slope_shift
    return {"confidence.scale": round(scale, 2), "confidence.shift": round(shift, 2)}


def train(notes: list[Note]) -> dict[str, float]:
    """Weights from all these notes, each author heard by the square root of the notes' size."""
    rows = Counter(note.author for note in notes for _ in note.items)
    known = [
        choice
        for note in notes
        for form in (note, hinted(note))
        for choice in choices(form, _worth(rows, note.author))
    ]
    return fit(known)


def _worth(rows: Counter[str], author: str) -> float:
    return 0.5 * math.sqrt(min(rows.values()) / rows[author]) + 0.3


def points_of(notes: list[Note], weights: Mapping[str, float]) -> Iterator[tuple[float, bool]]:
    """Belief (as log odds) in the likeliest parent, and whether it was right."""
    for note in notes:
        exact = read_evidence(note.items)
        for bound, belief in zip(exact.bounds, believe(note.items, exact, weights), strict=True):
            best = max(belief, key=lambda parent: belief[parent])
            if belief[best] < 0.999:
                yield logit(belief[best]), best == note.parents[bound.item]


def scale_of(notes: list[Note]) -> dict[str, float]:
    """Scale beliefs by the authors left out one by one, each author counting the same."""
    points = []
    for author in sorted({note.author for note in notes}):
        weights = train([note for note in notes if note.author != author])
        own = [form for n in notes if n.author == author for form in (n, hinted(n))]
        part = list(points_of(own, weights))
        points += [(*point, 1 / math.sqrt(len(part))) for point in part]
    return fit_scale(points)


@dataclass
class Score:
    """Counts over one author's notes."""

    items: int = 0
    right: int = 0
    flat: int = 0
    bare: int = 0
    edges: int = 0
    claimed: int = 0
    true_edges: int = 0

    def line(self) -> str:
        precision = self.true_edges / max(1, self.claimed)
        return (
            f"{self.items:5} | {self.flat / self.items:.3f} | {self.bare / self.items:.3f} | "
            f"{self.right / self.items:.3f} | {precision:.3f} | {self.true_edges / self.edges:.3f}"
        )


def judge(note: Note, weights: Mapping[str, float], least: float, score: Score) -> list:
    """Count right parents; give confidence and rightness of every guess."""
    exact = read_evidence(note.items)
    places = place_all(note.items, exact, weights, least)
    bare = place_all(note.items, exact, weights, 2.0)
    sure = []
    for k, place in enumerate(places):
        if note.kinds[k] != "item":
            continue
        parent = note.parents[k]
        right = place.kind == "item" and place.parent == parent
        score.items += 1
        score.right += right
        score.flat += parent is None
        score.bare += bare[k].kind == "item" and bare[k].parent == parent
        score.edges += parent is not None
        score.claimed += place.parent is not None
        score.true_edges += right and parent is not None
        if place.evidence == "guess":
            sure.append((place.confidence, right))
    return sure


def report(notes: list[Note]) -> None:
    """Leave each author out in turn; print the tables of docs/outline.md."""
    authors = sorted({note.author for note in notes})
    models = {}
    for author in authors:
        others = [note for note in notes if note.author != author]
        models[author] = {**train(others), **scale_of(others)}
    for marked in (False, True):
        print(f"\n{'top-level hints' if marked else 'no hints'}")
        print("author | items | flat | evidence | parents | edge precision | edge recall")
        sure: dict[str, list] = {}
        for author in authors:
            score = Score()
            sure[author] = []
            for note in notes:
                if note.author == author:
                    form = hinted(note) if marked else note
                    sure[author] += judge(form, models[author], DEFAULT_CONFIDENCE, score)
            print(f"{author} | {score.line()}")
        print_calibration(sure)
    print_echoes(notes)


def print_echoes(notes: list[Note]) -> None:
    print("\nauthor | true | found | right")
    total: Counter[tuple[str, str]] = Counter()
    for note in notes:
        for of, kind in zip(read_evidence(note.items).echoes, note.kinds, strict=True):
            total[note.author, "true"] += kind == "echo"
            total[note.author, "found"] += of is not None
            total[note.author, "right"] += of is not None and kind == "echo"
    for author in sorted({name for name, _ in total}):
        print(author, *(total[author, key] for key in ("true", "found", "right")), sep=" | ")


def print_calibration(sure: dict[str, list]) -> None:
    print("confidence | guesses | right | by author")
    for low, high in pairwise(BINS):
        parts = {a: [r for c, r in pairs if low <= c < high] for a, pairs in sure.items()}
        every = [right for part in parts.values() for right in part]
        if every:
            own = " ".join(f"{sum(p)}/{len(p)}" for p in parts.values())
            rate = sum(every) / len(every)
            print(f"{low:.2f}-{min(high, 1):.2f} | {len(every)} | {rate:.3f} | {own}")


def write(weights: Mapping[str, float]) -> None:
    """Write the table that the book press reads."""
    rows = [f"{cue}\t{weight:.2f}" for cue, weight in sorted(weights.items())]
    WEIGHTS.write_text("\n".join(["cue\tweight", *rows]) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="write studyguide/outline/weights.tsv")
    arguments = parser.parse_args()
    notes = read_notes(arguments.corpus)
    report(notes) if not arguments.write else write({**train(notes), **scale_of(notes)})


if __name__ == "__main__":
    main()
