"""Paints rows of dots: the leaders of the contents, the dotted lines below terms.

WeasyPrint 70 sets leaders as text, which is copied with a line, and ends them short by the
indentation of their line. It draws a dotted line on one side of a box as circles of four curves
each, which were a quarter of the bytes of a page and of the time to draw it.
"""

from typing import Any

from weasyprint.draw.color import get_color

DOT = 0.1  # ems: how wide
RAISED = 0.28  # ems above the baseline: where a middle dot (U+00B7) stands
ROUND = 1  # the end of a line, which a line without length consists of
SIDES = ("top", "right", "left")  # without a border above a dotted line


def paint_dots(stream: Any, leader: Any, right: float) -> None:
    """Paint a dot for each piece of `leader`, and on to `right` (CSS pixels), as an artifact."""
    if not leader.children:
        return
    first, last = leader.children[-1], leader.children[0]  # laid out from the right
    pitch, em = first.width, first.style["font_size"]
    count = int((max(right, last.position_x + pitch) - first.position_x) / pitch + 0.01)
    height = first.position_y + first.baseline - RAISED * em
    with stream.artifact(), stream.stacked():
        stream.set_color(first.style["color"], stroke=True)
        stream.set_line_cap(ROUND)
        stream.set_line_width(DOT * em)
        for number in range(count):
            across = first.position_x + number * pitch + DOT * em
            stream.move_to(across, height)
            stream.line_to(across, height)
        stream.stroke()


def is_dotted_below(box: Any) -> bool:
    """Whether the only border of a box is a dotted one below it."""
    style = box.style
    if style["border_bottom_style"] != "dotted" or not box.border_bottom_width:
        return False
    others = any(getattr(box, f"border_{side}_width") for side in SIDES)
    is_plain = style["border_image_source"][0] == "none" and style["visibility"] == "visible"
    return is_plain and not others and not any(map(any, box.rounded_border_box()[4:]))


def paint_dotted_below(stream: Any, box: Any) -> None:
    """Paint the dotted border below a box as one line of round dashes without length."""
    x, y, width, height = box.rounded_border_box()[:4]
    dot = box.border_bottom_width
    if width <= 0:
        return
    gaps = max(1, int(width // (2 * dot)))
    along = max(0, width - dot)  # between the middles of the first dot and the last
    middle = y + height - dot / 2
    with stream.artifact(), stream.stacked():
        stream.set_color(get_color(box.style, "border_bottom_color"), stroke=True)
        stream.set_line_cap(ROUND)
        stream.set_line_width(dot)
        if along:
            stream.set_dash([0, along / gaps], 0)
        stream.move_to(x + dot / 2, middle)
        stream.line_to(x + dot / 2 + along, middle)
        stream.stroke()
