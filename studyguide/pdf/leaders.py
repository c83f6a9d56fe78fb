"""Paints the leaders of the contents as dots, which nobody copies with a line.

WeasyPrint 70 sets them as text, and ends them short by the indentation of their line.
"""

from typing import Any

DOT = 0.1  # ems: how wide
RAISED = 0.28  # ems above the baseline: where a middle dot (U+00B7) stands
ROUND = 1  # the end of a line, which a line without length consists of


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
