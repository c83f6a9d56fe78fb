"""Ends the lines beside lists, quotations and boxes where the last text on the page ends.

WeasyPrint 70 stretches what goes on overleaf to the foot of the page (CSS Fragmentation 3, 5.4), so
that its border hangs below the text, into the room that the next block did not fit in.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes


def end_with_text(document: Any) -> None:
    """Shorten what is continued on the next page of `document` to what stands in it."""
    for page, overleaf in pairwise(page._page_box for page in document.pages):
        going_on = {box.element for box in _edge(overleaf, 0)}
        for box in reversed([*_edge(page, -1)]):
            if box.element in going_on and box.style["height"] == "auto":
                box.height = max(0.0, min(box.height, _lowest(box) - box.content_box_y()))


def _lowest(box: Any) -> float:
    """Down to where a box is filled; all of it where only floats stand in it."""
    inner = [child for child in box.children if child.is_in_normal_flow()]
    ends = (float(child.position_y + child.margin_height()) for child in inner)
    return max(ends, default=float(box.content_box_y() + box.height))


def _edge(page: Any, at: int) -> Iterator[Any]:
    """The blocks one in another along the head (`at` 0) or the foot (-1) of a page."""
    box = page
    while inner := [child for child in box.children if _is_flowing(child)]:
        box = inner[at]
        yield box


def _is_flowing(box: Any) -> bool:
    is_block = isinstance(box, boxes.BlockBox) and not isinstance(box, boxes.MarginBox)
    return is_block and box.is_in_normal_flow() and bool(box.children)
