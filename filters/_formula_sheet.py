"""The appendix 수식 모음: all numbered formulas of the book, chapter by chapter."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import panflute as pf

from filters._ast import plain
from filters._inlines import words
from filters._texts import add_appendix
from studyguide.equations import Equation

TITLE, ID = "수식 모음", "formula-sheet"


def append(doc: pf.Doc, equations: Iterable[Equation]) -> None:
    """Write the appendix; a book without numbered formulas gets none."""
    listed = list(equations)
    if not listed:
        return
    names = _chapters(doc)
    title = pf.Header(*words(TITLE), level=1, identifier=ID, classes=[ID, "appendix"])
    blocks: list[Any] = [title]
    for chapter, members in groupby(listed, key=lambda each: each.chapter):
        if name := names.get(chapter, ""):
            anchor = f"{ID}-{chapter}"
            header = pf.Header(*words(name), level=2, identifier=anchor,
                               classes=["letter", "unnumbered"])  # fmt: skip
            blocks.append(header)
        blocks.append(pf.BulletList(*map(_item, members)))
    add_appendix(doc, blocks)


def _chapters(doc: pf.Doc) -> dict[str, str]:
    """`6장 확산 모형` by the number of the chapter."""
    headers = (h for h in doc.content if isinstance(h, pf.Header) and h.level == 1)
    named = {h.attributes["number"]: plain(h) for h in headers if "number" in h.attributes}
    return {number: f"{number}장 {title}" for number, title in named.items()}


def _item(equation: Equation) -> pf.ListItem:
    number = pf.Str(f"({equation.number})")
    link = pf.Link(number, url=f"#{equation.id}", classes=["eqref"])
    formula = pf.Math(equation.tex, format="DisplayMath")
    return pf.ListItem(pf.Plain(link, pf.Space(), pf.Span(formula, classes=["sheet-formula"])))
