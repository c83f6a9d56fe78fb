"""Paints a page in reading order, which is the order in which its text is copied and searched.

WeasyPrint 70 paints floats before the text and what is positioned (the signs of lists, numbers of
formulas) after the whole page, as CSS 2.1, appendix E has it for boxes that overlap. In a book
none do, and readers that take the text as it was painted got all bullets at the end of the page.
Boxes with a `z-index` of their own are still painted where CSS wants them.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import weasyprint.pdf
from weasyprint import draw, stacking
from weasyprint.formatting_structure import boxes
from weasyprint.stacking import StackingContext

from studyguide.formulas.drawn import FormulaPicture
from studyguide.pdf.lines.dots import is_dotted_below, paint_dots, paint_dotted_below
from studyguide.pdf.tags.formulatext import write_text
from studyguide.row_numbers import ROW_NUMBER

DISPLAY = "equation"
LEAST = 0.01  # CSS pixels of a box that shows something


@contextmanager
def in_reading_order() -> Iterator[None]:
    """Paint pages so while the block runs."""
    brush = _Brush()
    with ExitStack() as patches:
        patches.enter_context(patch.object(stacking, "_dispatch", brush.dispatch))
        patches.enter_context(patch.object(draw, "draw_inline_level", brush.paint_inline))
        patches.enter_context(patch.object(draw, "draw_block_level", brush.paint_blocks))
        patches.enter_context(patch.object(draw, "draw_border", brush.paint_border))
        patches.enter_context(patch.object(draw, "draw_background_image", brush.paint_ground))
        patches.enter_context(patch.object(draw, "draw_replacedbox", brush.paint_picture))
        patches.enter_context(patch.object(weasyprint.pdf, "build_fonts_dictionary", brush.fonts))
        yield


class _Brush:
    """The replacements; what leaves the flow is painted where it stands, and once."""

    def __init__(self) -> None:
        self.dispatch_in_flow = stacking._dispatch
        self.paint_in_flow = draw.draw_inline_level
        self.draw_picture = draw.draw_replacedbox
        self.draw_border = draw.draw_border
        self.draw_ground = draw.draw_background_image
        self.build_fonts = weasyprint.pdf.build_fonts_dictionary
        self.painted: set[Any] = set()
        self.held: list[Any] | None = None  # numbers of a display in slices, read behind it
        self.right = 0.0  # edge of the block whose lines are being painted, CSS pixels

    def fonts(self, pdf: Any, fonts: Any, *rest: Any) -> Any:
        """Copy a blank as a blank: it has the glyph of the hard blank, whichever came first."""
        for font in fonts.values():
            hard = [glyph for glyph, text in font.to_unicode.items() if text == "\xa0"]
            font.to_unicode.update(dict.fromkeys(hard, " "))
        return self.build_fonts(pdf, fonts, *rest)

    def dispatch(self, box: Any, page: Any, contexts: Any, *lists: Any) -> Any:
        """Leave a box that leaves the flow among its siblings; `lists` end with their cells."""
        box = getattr(box, "_box", box)
        if not _leaves_flow(box):
            return self.dispatch_in_flow(box, page, contexts, *lists)
        context = StackingContext.from_box(box, page, contexts)
        lists[-1][context] = {}
        return context

    def paint_inline(self, stream: Any, page: Any, box: Any, *rest: Any) -> None:
        if isinstance(box, StackingContext):
            self._paint_apart(stream, box)
        elif box.is_leader:
            paint_dots(stream, box, self.right)
        else:
            self.paint_in_flow(stream, page, box, *rest)

    def _paint_apart(self, stream: Any, context: Any) -> None:
        if context in self.painted:
            return
        self.painted.add(context)
        if self.held is not None and _has_class(context.box, ROW_NUMBER):
            self.held.append(context)
            return
        is_display = _has_class(context.box, DISPLAY)
        self.held = [] if is_display else self.held
        draw.draw_stacking_context(stream, context)
        if is_display:
            held, self.held = self.held or (), None
            for number in held:
                draw.draw_stacking_context(stream, number)

    def paint_border(self, stream: Any, box: Any) -> None:
        """Paint the borders of a box; a dotted line below it as one stroke."""
        if is_dotted_below(box):
            paint_dotted_below(stream, box)
        else:
            self.draw_border(stream, box)

    def paint_ground(self, stream: Any, layer: Any, style: Any) -> None:
        """Paint a picture behind a box that has room: the sign of a wrapped line mostly has none,
        and each would be a pattern in the file."""
        if layer.unbounded or min(layer.painting_area[2:]) > LEAST:
            self.draw_ground(stream, layer, style)

    def paint_picture(self, stream: Any, box: Any) -> None:
        """Paint a picture, and lay its text over a formula."""
        self.draw_picture(stream, box)
        if isinstance(box.replacement, FormulaPicture):
            write_text(stream, box)

    def paint_blocks(self, page: Any, stream: Any, blocks: Any) -> None:
        """Paint the text of blocks, each before those within it."""
        for block, inner in blocks.items():
            if isinstance(block, StackingContext):
                self._paint_apart(stream, block)
            elif isinstance(block, boxes.ReplacedBox):
                with stream.marked(block, "Figure"):
                    draw.draw_replacedbox(stream, block)
            elif any(isinstance(child, boxes.LineBox) for child in block.children):
                self._paint_lines(page, stream, block)
            self.paint_blocks(page, stream, inner)

    def _paint_lines(self, page: Any, stream: Any, block: Any) -> None:
        before, self.right = self.right, block.content_box_x() + block.width
        for child in block.children:
            draw.draw_inline_level(stream, page, child)
        self.right = before


def _has_class(box: Any, name: str) -> bool:
    return box.element is not None and name in (box.element.get("class") or "").split()


def _leaves_flow(box: Any) -> bool:
    """Whether CSS would paint the box at another time than the text around it."""
    style = box.style
    is_apart = style["opacity"] < 1 or style["transform"] or style["overflow"] != "visible"
    if is_apart or style["z_index"] != "auto":
        return False
    return bool(style["position"] != "static" or box.is_floated())
