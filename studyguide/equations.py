"""Formulas as a book counts them: which are the same, and what number each has."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from studyguide.diagnostics import Pos, Report
from studyguide.symbols import Symbol

TAG_TEXT = re.compile(  # `\tag{\text{손실}}`, `\tag{{6.2}}`, `\tag{$a$}`
    r"(?:\\text\s*|(?<![A-Za-z_^}]))\{([^{}]*)\}|\$"
)
NO_TAG = re.compile(r"|.*[\\{}^_].*")  # TeX is no text


@dataclass(frozen=True)
class Equation:
    """One numbered formula; `repeats` are the places where it stands again."""

    id: str
    number: str
    tex: str
    pos: Pos | None
    label: str = ""
    repeats: tuple[Pos, ...] = ()
    chapter: str = ""
    is_tagged: bool = False  # its author wrote the number


@dataclass(frozen=True)
class Candidate:
    """A formula that may have a number; `same` tells it from all others, however it is spelled."""

    tex: str
    same: str
    chapter: str
    pos: Pos | None
    labels: tuple[str, ...] = ()
    tag: str = ""
    is_optional: bool = False  # counts only if the text refers to one of its labels


@dataclass(frozen=True)
class Number:
    """The number that a formula got, and whether it is the first appearance in the book."""

    id: str
    number: str
    chapter: str
    is_first: bool


@dataclass
class Numbering:
    """Numbers given so far: chapter by chapter, one for each distinct formula."""

    counts: Counter[str] = field(default_factory=Counter)
    equations: dict[str, Equation] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)  # formula → its key; with a tag, both

    def give(self, asking: Candidate) -> Number:
        """The number of a formula; one that stood before keeps that of its first appearance."""
        name = tag_text(asking.tag)
        same = asking.same
        key = f"{same}\n{name}" if name else self.keys.setdefault(same, same)
        self.keys.setdefault(same, key)
        known = self.equations.get(key)
        if known and asking.pos:
            self.equations[key] = replace(known, repeats=(*known.repeats, asking.pos))
        found = known or self._next(asking, name)
        self.equations.setdefault(key, found)
        return Number(found.id, found.number, found.chapter, known is None)

    def _next(self, asking: Candidate, name: str) -> Equation:
        chapter = asking.chapter
        kind = f"{chapter} tag" if name else chapter
        self.counts[kind] += 1
        count = ("t" if name else "") + str(self.counts[kind])
        numbered = f"{chapter}.{count}" if chapter else count
        anchor = f"eq-{numbered.replace('.', '-')}"
        label = asking.labels[0] if asking.labels else ""
        return Equation(
            anchor, name or numbered, asking.tex, asking.pos, label, (), chapter, bool(name)
        )


def tag_text(tag: str) -> str:
    r"""What a `\tag` prints instead of a number; empty when it is no plain text.

    >>> tag_text(r"\text{손실}"), tag_text("{6.2}"), tag_text("x_t"), tag_text("x_{t}")
    ('손실', '6.2', '', '')
    """
    text = TAG_TEXT.sub(lambda met: met[1] or "", tag).strip()
    return "" if NO_TAG.fullmatch(text) else text


def tell_same_numbers(equations: Iterable[Equation], report: Report) -> None:
    r"""Say where a `\tag{2.1}` is the number of another formula or of a tag in its chapter."""
    firsts: dict[tuple[str, str], Equation] = {}
    for each in sorted(equations, key=lambda each: each.is_tagged):
        first = firsts.get(("", each.number)) or firsts.get((each.chapter, each.number))
        firsts.setdefault((each.chapter if each.is_tagged else "", each.number), each)
        if first and each.is_tagged:
            report.add("M007", each.pos, number=each.number, first=first.pos or "the same text")


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
