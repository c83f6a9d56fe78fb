"""Gives the numbers of a tall display to its slices, so that each stands on the page of its row.

A number for all of the display stands beside its last row, as LaTeX's `tbtags` has it.
"""

from lxml import html

from studyguide.outputs.elements import add_class
from studyguide.row_numbers import ROW_NUMBER, ROWS

SLICE = "slice"
MIDDLE = 0.5  # of the height of a slice


def number(root: html.HtmlElement) -> None:
    """Move the numbers of all displays that are in slices."""
    for display in root.find_class("equation"):
        slices = display.find_class(SLICE)
        if not slices:
            continue
        for mark in display.find_class(ROW_NUMBER):
            _move(mark, slices)
        if text := display.attrib.pop("data-number", None):
            add_class(display, ROWS)
            last = html.Element("span", {"class": ROW_NUMBER, "data-number": text})
            _put(last, slices[-1], MIDDLE)


def _move(mark: html.HtmlElement, slices: list[html.HtmlElement]) -> None:
    """To the slice beside which it stands; its `top` is a share of the whole display."""
    style = mark.get("style") or ""
    share = float(style.removeprefix("top:").removesuffix("%")) / 100
    found = next((each for each in slices if share < float(each.get("data-bottom"))), slices[-1])
    top, bottom = float(found.get("data-top")), float(found.get("data-bottom"))
    _put(mark, found, (share - top) / (bottom - top))


def _put(mark: html.HtmlElement, found: html.HtmlElement, share: float) -> None:
    mark.set("style", f"top:{100 * share:.1f}%")
    mark.tail = None
    found.append(mark)
