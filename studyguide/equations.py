"""Formulas as a book counts them: which are the same, what number each has, what a symbol means."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from studyguide.diagnostics import Pos

SPACES = re.compile(r"\\[,;:! ]|\\q?quad\b|~|\s+")  # blanks that only look different
STYLE = re.compile(r"\\(?:displaystyle|textstyle|limits|nolimits|left|right)\b")
BAR = re.compile(r"\\(?:mid|vert|lvert|rvert)\b|\|")  # `p(x \mid y)`, `p(x|y)`
LONE = re.compile(r"\{([A-Za-z0-9])\}")  # `x_{t}` is `x_t`
FONT = re.compile(r"\\(mathbf|mathcal|mathbb|mathrm|text)\s*\{?([A-Za-z0-9])\}?")  # `\mathbf x`
UNSAFE_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Equation:
    """One numbered formula; `repeats` are the places where it stands again."""

    id: str
    number: str
    tex: str
    pos: Pos | None
    label: str = ""
    repeats: tuple[Pos, ...] = ()


@dataclass(frozen=True)
class Symbol:
    """`$I_y$: 고해상도 이미지`: a symbol with the author's words for it."""

    tex: str
    meaning: str
    chapter: str
    pos: Pos | None


@dataclass
class Numbering:
    """Numbers given so far: chapter by chapter, one for each distinct formula."""

    chapter: str = ""
    count: int = 0
    equations: dict[str, Equation] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def start(self, chapter: str) -> None:
        """A new chapter counts from 1."""
        self.chapter, self.count = chapter, 0

    def give(self, tex: str, pos: Pos | None, label: str = "") -> tuple[Equation, bool]:
        """The equation of a formula, and whether it is its first appearance in the book."""
        key = normal(tex)
        known = self.equations.get(key)
        if known:
            if pos:
                known = replace(known, repeats=(*known.repeats, pos))
                self.equations[key] = known
            if label:
                self.labels.setdefault(label, key)
            return known, False
        self.count += 1
        number = f"{self.chapter}.{self.count}" if self.chapter else str(self.count)
        found = Equation(f"eq-{number.replace('.', '-')}", number, tex, pos, label)
        self.equations[key] = found
        if label:
            self.labels.setdefault(label, key)
        return found, True

    def by_label(self, label: str) -> Equation | None:
        """The equation that bears a label."""
        key = self.labels.get(label)
        return self.equations[key] if key else None


def normal(tex: str) -> str:
    """The formula without what does not change its meaning, to compare spellings.

    >>> normal(r"p(\\mathbf x_{t} \\mid y)") == normal(r"p(\\mathbf{x}_t|y)")
    True
    """
    tex = FONT.sub(r"\\\1{\2}", STYLE.sub("", tex))
    tex = BAR.sub("|", tex)
    tex = SPACES.sub(" ", tex)
    tex = re.sub(r"\s*([^A-Za-z\\\s])\s*", r"\1", tex)
    return LONE.sub(r"\1", FONT.sub(r"\\\1<\2>", tex)).strip(" .,")


def to_json(equations: Iterable[Equation], symbols: Iterable[Symbol]) -> dict[str, object]:
    """The by-product equations.json."""
    return {
        "equations": [
            {
                "id": e.id,
                "number": e.number,
                "tex": e.tex,
                "label": e.label or None,
                "file": e.pos.file if e.pos else None,
                "line": e.pos.line if e.pos else None,
                "repeats": [{"file": p.file, "line": p.line} for p in e.repeats],
            }
            for e in equations
        ],
        "symbols": [
            {
                "tex": s.tex,
                "meaning": s.meaning,
                "chapter": s.chapter,
                "file": s.pos.file if s.pos else None,
                "line": s.pos.line if s.pos else None,
            }
            for s in symbols
        ],
    }
