"""Makes a picture that hardly fits at the foot of its page a little smaller, while it is laid out.

Made for WeasyPrint 70 (`layout/block.py`), which takes a picture that is too tall to the next page
and leaves the room before it empty. No page is laid out a second time for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

SMALLEST = 0.75  # of its size that a picture keeps
SAFE = 1.0  # CSS pixel, for rounding
FIGURE = "figure"  # element whose picture may become smaller
UNBOUNDED = float("-inf")


@contextmanager
def fitted_pictures() -> Iterator[None]:
    """Lay out with pictures that fill the room they find, if they nearly fit into it."""
    lay_out = block.block_level_layout

    def lay(context: Any, box: Any, below: float, skip: Any, *rest: Any) -> Any:
        place = box.position_x, box.position_y
        laid = lay_out(context, box, below, skip, *rest)
        if box.element_tag != FIGURE or skip or _is_first(rest) or _fits(context, laid, below):
            return laid
        picture = _picture(box)
        if picture is None:
            return laid

        def again(room_below: float) -> Any:
            box.position_x, box.position_y = place
            return lay_out(context, box, room_below, skip, *rest)

        style, height = picture.style, _height(context, again(UNBOUNDED)[0], below)
        if not height:
            return laid
        picture.style = style.copy()
        picture.style["max_height"] = Dimension(height, "px")
        smaller = again(below)
        picture.style = style
        return smaller if _fits(context, smaller, below) else laid

    with patch.object(block, "block_level_layout", lay):
        yield


def _is_first(rest: tuple[Any, ...]) -> bool:
    """Whether nothing stands above a box on its page: what WeasyPrint passes on as such."""
    return len(rest) < 2 or bool(rest[1])


def _fits(context: Any, laid: Any, below: float) -> bool:
    """Whether all of a box found room above `below` (CSS pixels) from the foot of the page."""
    box, resume_at, *_ = laid
    return box is not None and resume_at is None and not context.overflows_page(below, _foot(box))


def _foot(box: Any) -> float:
    return float(box.border_box_y() + box.border_height())


def _picture(figure: Any) -> Any:
    """The one picture of a figure; none if a note is called below it, which would be set twice."""
    inside = list(figure.descendants())
    pictures = [box for box in inside if isinstance(box, boxes.ReplacedBox)]
    has_note = any(box.footnote for box in inside)
    return pictures[0] if len(pictures) == 1 and not has_note else None


def _height(context: Any, whole: Any, below: float) -> float:
    """How tall the picture of a figure may be so that all of it fits; 0 if that is too little."""
    picture = next(box for box in whole.descendants() if isinstance(box, boxes.ReplacedBox))
    over = _foot(whole) - (context.page_bottom - below) + SAFE
    height = float(picture.height - over)
    return height if SMALLEST * picture.height <= height else 0.0
