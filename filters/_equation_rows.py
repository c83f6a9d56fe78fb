"""Displays of several rows of which each has its own number, as `align` has them."""

from collections.abc import Callable, Sequence

import panflute as pf

from studyguide.equations import Equation
from studyguide.formulas.rows import Row
from studyguide.row_numbers import COUNT, ROW_NUMBER, ROW_NUMBERS, ROWS

Give = Callable[[Row], tuple[Equation, bool] | None]


def numbered(math: pf.Math, rows: Sequence[Row], chapter: str, give: Give) -> pf.Span:
    """The display with an empty span for each row that has a number; `give` counts."""
    given = [(at, give(row)) for at, row in enumerate(rows)]
    marks = [_mark(at, *each, chapter) for at, each in given if each]
    if not marks:
        return pf.Span(math, classes=["equation"])
    is_far = any(not each[1] and each[0].chapter != chapter for _, each in given if each)
    classes = ["equation", ROWS, *(["repeat"] if is_far else [])]
    numbers = pf.Span(*marks, classes=[ROW_NUMBERS])
    return pf.Span(math, numbers, classes=classes, attributes={COUNT: str(len(rows))})


def _mark(at: int, equation: Equation, is_first: bool, chapter: str) -> pf.Span:
    place = {"row": str(at)}
    if not is_first:
        back = back_to(equation, chapter)
        return pf.Span(back, classes=[ROW_NUMBER], attributes=place)
    attributes = {"number": equation.number, **place}
    return pf.Span(identifier=equation.id, classes=[ROW_NUMBER], attributes=attributes)


def back_to(equation: Equation, chapter: str) -> pf.Link:
    """What a repeated formula has instead of a number: the way to the first one."""
    is_far = equation.chapter != chapter
    shown = f"식\u00a0{equation.number}" if is_far else f"({equation.number})"
    classes = ["eqref", *(["far"] if is_far else [])]
    return pf.Link(pf.Str(shown), url=f"#{equation.id}", classes=classes)
