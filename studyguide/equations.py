"""Formulas as a book counts them: which are the same, and what number each has."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from studyguide.diagnostics import Pos, Report
from studyguide.formulas.normal import normal
from studyguide.symbols import Symbol

TAG_TEXT = re.compile(r"\\text\s*\{([^{}]*)\}|\$")  # `\tag{\text{손실}}`, `\tag{$a$}`
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


@dataclass
class Numbering:
    """Numbers given so far: chapter by chapter, one for each distinct formula."""

    counts: Counter[str] = field(default_factory=Counter)
    equations: dict[str, Equation] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)  # formula → its key; with a tag, both

    def give(
        self, tex: str, chapter: str, pos: Pos | None, label: str = "", tag: str = ""
    ) -> tuple[Equation, bool]:
        """The equation of a formula, and whether this is its first appearance in the book."""
        name = tag_text(tag)
        same = normal(tex)
        key = f"{same}\n{name}" if name else self.keys.setdefault(same, same)
        self.keys.setdefault(same, key)
        known = self.equations.get(key)
        if known:
            known = replace(known, repeats=(*known.repeats, pos)) if pos else known
            self.equations[key] = known
            return known, False
        kind = f"{chapter} tag" if name else chapter
        self.counts[kind] += 1
        count = ("t" if name else "") + str(self.counts[kind])
        numbered = f"{chapter}.{count}" if chapter else count
        anchor = f"eq-{numbered.replace('.', '-')}"
        found = Equation(anchor, name or numbered, tex, pos, label, (), chapter, bool(name))
        self.equations[key] = found
        return found, True


def tag_text(tag: str) -> str:
    r"""What a `\tag` prints instead of a number; empty when it is no plain text.

    >>> tag_text(r"\text{손실}"), tag_text("6.2"), tag_text("x_t")
    ('손실', '6.2', '')
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
