"""The appendix 수식 모음: all numbered formulas of the book, chapter by chapter."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

import panflute as pf

from filters._inlines import words
from studyguide.equations import Equation

TITLE, ID = "수식 모음", "formula-sheet"


def appendix(equations: Iterable[Equation], names: Mapping[str, str]) -> list[Any]:
    """The blocks of the appendix; `names` are the titles of the chapters by their number."""
    found: list[Any] = []
    for chapter, members in groupby(equations, key=lambda each: each.chapter):
        if title := names.get(chapter, ""):
            anchor = f"{ID}-{chapter}"
            header = pf.Header(*words(f"{chapter}장 {title}"), level=2, identifier=anchor,
                               classes=["letter", "unnumbered"])  # fmt: skip
            found.append(header)
        found.append(pf.BulletList(*map(_item, members)))
    title = pf.Header(*words(TITLE), level=1, identifier=ID, classes=[ID, "appendix"])
    return [title, *found] if found else []


def _item(equation: Equation) -> pf.ListItem:
    number = pf.Str(f"({equation.number})")
    link = pf.Link(number, url=f"#{equation.id}", classes=["eqref"])
    formula = pf.Math(equation.tex, format="DisplayMath")
    return pf.ListItem(pf.Plain(link, pf.Space(), pf.Span(formula, classes=["sheet-formula"])))
