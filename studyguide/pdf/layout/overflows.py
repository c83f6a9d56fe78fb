"""Looks over the pages that were set: what runs over an edge."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from weasyprint.formatting_structure import boxes

from studyguide.diagnostics import Pos
from studyguide.formulas.tags import MARK
from studyguide.pdf.engine.checks import ANCHOR
from studyguide.pdf.tags.places import AT, to_pos

TOLERANCE = 1.5  # CSS pixels; rounding, and a mark that hangs
MILLIMETRE = 96 / 25.4  # CSS pixels
SHOWN = 30  # characters of the text that a message quotes


@dataclass(frozen=True)
class _Area:
    """The edges (CSS pixels) that hold for a box, and the place in the notes it came from.

    What the press wrote, as the contents, has no place, but a link to one that has.
    """

    left: float
    right: float
    bottom: float
    at: str = ""
    anchor: str = ""


class Told(Protocol):
    """Takes messages as `Report` does."""

    def add(self, code: str, pos: Pos | None = None, **facts: object) -> None:
        """File one message."""


def tell(document: Any, report: Told) -> None:
    """Tell of every piece of text, picture or formula that leaves its page or table cell."""
    for number, page in enumerate(document.pages, 1):
        sheet = page._page_box
        left, top = sheet.content_box_x(), sheet.content_box_y()
        area = _Area(left, left + sheet.width, top + sheet.height)
        for child in sheet.children:
            if isinstance(child, boxes.MarginBox) or child.element_tag != "html":
                continue
            for box, found in _pieces(child, area):
                _tell(box, found, number, report)


def _pieces(box: Any, area: _Area) -> Iterator[tuple[Any, _Area]]:
    """Every box that draws something, with the area it should stay in."""
    todo = [(box, area)]
    while todo:
        box, area = todo.pop()
        box = getattr(box, "_box", box)  # an absolute box stands in a placeholder
        place = box.element.get(AT) if box.element is not None else None
        area = replace(area, at=place) if place else area
        if box.element_tag == "a" and box.element.get("href", "").startswith("#"):
            area = replace(area, anchor=box.element.get("href")[1:])
        if isinstance(box, boxes.TableCellBox):
            right = min(area.right, box.position_x + box.border_width())
            area = replace(area, left=max(area.left, box.position_x), right=right)
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            yield box, area
        todo += [(child, area) for child in reversed(getattr(box, "children", ()))]


def _tell(box: Any, area: _Area, page: int, report: Told) -> None:
    right = box.position_x + box.width - area.right
    bottom = box.position_y + box.height - area.bottom
    over = max(area.left - box.position_x, right, bottom)
    if over > TOLERANCE:
        facts = {"what": _named(box), "by": f"{over / MILLIMETRE:.1f}", "page": page}
        report.add("P004", to_pos(area.at), **facts, **{ANCHOR: area.anchor})


def _named(box: Any) -> str:
    if isinstance(box, boxes.TextBox):
        said = box.text.strip()
    else:
        said = str(box.element.get("alt") or "").removeprefix(MARK) or str(box.element.get("src"))
    return f"“{said[:SHOWN]}…”" if len(said) > SHOWN else f"“{said}”"
