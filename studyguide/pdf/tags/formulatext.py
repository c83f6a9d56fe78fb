"""Lays the text of a formula over its drawing, unseen: to search, to mark and to copy.

A formula is a drawing and gives a copy nothing. Its line of plain text (`formulas/linear.py`) is
written in rendering mode 3 (ISO 32000-1, 9.3.6), as wide as the drawing and on its baseline.
"""

from types import SimpleNamespace
from typing import Any

import pydyf
from weasyprint.draw.text import draw_first_line
from weasyprint.matrix import Matrix
from weasyprint.text.ffi import ffi, pango
from weasyprint.text.line_break import create_layout, line_size

UNSEEN = 3  # neither filled nor stroked


def write_text(stream: Any, box: Any) -> None:
    """Write the text of the formula that `box` shows into the page."""
    text, style = box.element.get("data-text") or "", box.style
    if not text:
        return  # it goes on from the page before
    shown = _known(text, style)
    layout = create_layout(shown, style, None, None, 0)
    wide, _ = line_size(layout.get_first_line()[0], style)
    if not shown.strip() or not wide or not box.width:
        return
    drawing = box.replacement.drawing
    share = drawing.height / (drawing.height + drawing.depth)
    across = box.width / wide
    place = Matrix(across, 0, 0, -1, box.content_box_x(), box.content_box_y() + box.height * share)
    line = SimpleNamespace(text=shown, style=style, pango_layout=layout)
    with stream.stacked():
        stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(text)}))
        stream.begin_text()
        stream.set_text_rendering(UNSEEN)
        draw_first_line(stream, line, "clip", "none", place)
        stream.end_text()
        stream.end_marked_content()


def _known(text: str, style: Any) -> str:
    """The characters of `text` that a typeface has."""
    layout = create_layout(text, style, None, None, 0)
    line, _ = layout.get_first_line()
    run, lacking = line.runs[0], set()
    while run != ffi.NULL:
        glyphs = run.data.glyphs
        for info in glyphs.glyphs[0 : glyphs.num_glyphs]:
            if (
                info.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG
                and info.glyph != pango.PANGO_GLYPH_EMPTY
            ):
                lacking.add(chr(info.glyph - pango.PANGO_GLYPH_UNKNOWN_FLAG))
        run = run.next
    return "".join(sign for sign in text if sign not in lacking)
