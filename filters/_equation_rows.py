"""Displays of several rows of which each has its own number, as `align` has them."""

from collections.abc import Mapping

import panflute as pf

from studyguide.equations import Number
from studyguide.row_numbers import COUNT, ROW_NUMBER, ROW_NUMBERS, ROWS


def numbered(math: pf.Math, numbers: Mapping[int, Number], count: int, chapter: str) -> pf.Span:
    """The display of `count` rows with an empty span for each that has a number."""
    if not numbers:
        return pf.Span(math, classes=["equation"])
    marks = [_mark(row, number, chapter) for row, number in numbers.items()]
    is_far = any(not each.is_first and each.chapter != chapter for each in numbers.values())
    classes = ["equation", ROWS, *(["repeat"] if is_far else [])]
    beside = pf.Span(*marks, classes=[ROW_NUMBERS])
    return pf.Span(math, beside, classes=classes, attributes={COUNT: str(count)})


def _mark(row: int, number: Number, chapter: str) -> pf.Span:
    place = {"row": str(row)}
    if not number.is_first:
        back = back_to(number, chapter)
        return pf.Span(back, classes=[ROW_NUMBER], attributes=place)
    attributes = {"number": number.number, **place}
    return pf.Span(identifier=number.id, classes=[ROW_NUMBER], attributes=attributes)


def back_to(number: Number, chapter: str) -> pf.Link:
    """What a repeated formula has instead of a number: the way to the first one."""
    is_far = number.chapter != chapter
    shown = f"식\u00a0{number.number}" if is_far else f"({number.number})"
    classes = ["eqref", *(["far"] if is_far else [])]
    return pf.Link(pf.Str(shown), url=f"#{number.id}", classes=classes)
