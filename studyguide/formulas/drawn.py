"""Formulas in a WeasyPrint page: the `<img>` that names one, and the picture it names.

WeasyPrint looks an image's URL up in its `cache` option before it fetches anything; a formula
drawn once stands there as an object that writes PDF operators.
"""

from html import escape
from typing import Any

import pydyf

from studyguide.formulas.engine import Engine
from studyguide.formulas.faults import Fault
from studyguide.formulas.slices import Slice, sliced
from studyguide.formulas.svg import EM, Drawing
from studyguide.formulas.tags import GOES_ON, MARK

SCHEME = "formula:"
MARGIN = 20.0  # thousandths of an em around the ink, for strokes
BESIDE = 7.9  # em of the measure that print.css keeps free for a display's number, both sides
UNREAD = f'alt="" {GOES_ON}=""'  # of a slice behind the first, which says it all
IN_TEXT = 0.5  # of the measure; a wider formula in the text may go on in the next line
SMALLEST = 0.7  # share of its size at which a formula can still be read


class FormulaPicture:
    """One distinct formula as WeasyPrint draws images; a Form XObject in the PDF."""

    def __init__(self, key: str, drawing: Drawing):
        self.id = f"formula{key}"
        self.url = SCHEME + key
        self.drawing = drawing
        self.smallest = 1.0  # share of its own size at which it was printed

    def get_intrinsic_size(self, _resolution: float, font_size: float) -> tuple[float, ...]:
        """Width and height in CSS pixels at this font size, and their ratio."""
        width = self.drawing.width * font_size
        height = (self.drawing.height + self.drawing.depth) * font_size
        return width, height, width / height

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Place the form in a box of this size (pixels, y downwards), in the text's colour."""
        tall = self.drawing.height + self.drawing.depth
        across, down = width / self.drawing.width / EM, height / tall / EM
        self.smallest = min(self.smallest, across * EM / style["font_size"])
        stream.set_color(style["color"])
        stream.set_color(style["color"], stroke=True)
        stream.transform(across, 0, 0, -down, 0, self.drawing.height * EM * down)
        stream.draw_x_object(stream.add_image(self, False, 1))

    def get_x_object(self, _interpolate: bool, _ratio: float) -> pydyf.Stream:
        """The form itself; WeasyPrint asks for it once for a document."""
        left, bottom, right, top = self.drawing.bounds
        box = (left - MARGIN, bottom - MARGIN, right + MARGIN, top + MARGIN)
        extra = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array([round(side, 1) for side in box]),
        }
        return pydyf.Stream([self.drawing.operators], extra, compress=True)


class Formulas:
    """The formulas of one document: makes their `<img>`s and fills WeasyPrint's cache.

    Pass `.cache` as the `cache` option of `write_pdf` or `render`. `measure` is the width of
    the text in ems.
    """

    def __init__(self, engine: Engine, measure: float):
        self.engine = engine
        self.room = measure - BESIDE
        self.room_in_text = measure * IN_TEXT
        self.cache: dict[str, object] = {}
        self._first: dict[str, FormulaPicture] = {}  # picture of each formula, by its TeX
        self._pictures: dict[str, tuple[list[Slice], list[FormulaPicture]]] = {}

    def img(self, tex: str, display: bool) -> str | Fault:
        """The HTML of a formula; it scales with the font and stands on the baseline.

        A display wider than the measure is broken into lines where it can be, a tall one is cut
        between its rows; a wide formula in the text is a picture for each piece.
        """
        drawing = self.engine.svg(tex, display)
        if isinstance(drawing, Fault):
            return drawing
        drawn, pictures = self._kept(tex, display)
        alt = escape(MARK + self.engine.speech(tex, display))
        words = f'alt="{alt}" data-text="{escape(self.engine.line(tex, display))}"'
        if not drawn:
            said = [words, *[UNREAD] * (len(pictures) - 1)]
            kind = "display" if display else "inline"
            return "".join(
                _img(picture, kind, each) for picture, each in zip(pictures, said, strict=True)
            )
        return "".join(
            f'<span class="slice" data-top="{part.top:.4f}" data-bottom="{part.bottom:.4f}">'
            f"{_img(picture, 'display', words if part is drawn[0] else UNREAD)}</span>"
            for part, picture in zip(drawn, pictures, strict=True)
        )

    def keep(self, tex: str, display: bool) -> None:
        """Have the picture of a formula ready whose HTML is known."""
        if not isinstance(self.engine.svg(tex, display), Fault):
            self._kept(tex, display)

    def small(self) -> dict[str, int]:
        """After writing: the formulas that came out too small to read, by TeX, in percent."""
        shares = {tex: picture.smallest for tex, picture in self._first.items()}
        return {tex: round(share * 100) for tex, share in shares.items() if share < SMALLEST}

    def _kept(self, tex: str, display: bool) -> tuple[list[Slice], list[FormulaPicture]]:
        """The pictures of a formula, which are in the cache now: one for each of its slices."""
        key = self.engine.key(tex, display)
        if key not in self._pictures:
            parts, drawings = self._display(tex) if display else ([], self._in_text(tex))
            pictures = [self._picture(*each) for each in drawings]
            self._pictures[key] = parts, pictures
            self._first[tex] = pictures[0]
        return self._pictures[key]

    def _display(self, tex: str) -> tuple[list[Slice], list[tuple[str, Drawing]]]:
        """The slices of a display, its drawings and their names."""
        lines = self.engine.in_lines(tex, self.room)
        key, drawing = self.engine.key(lines, True), self._drawing(lines, True)
        parts = sliced(drawing)
        found = [(f"{key}-{at}", part.drawing) for at, part in enumerate(parts)]
        return parts, found or [(key, drawing)]

    def _in_text(self, tex: str) -> list[tuple[str, Drawing]]:
        """The drawings of a formula in the text and their names."""
        pieces = self.engine.in_pieces(tex, self.room_in_text)
        return [(self.engine.key(each, False), self._drawing(each, False)) for each in pieces]

    def _drawing(self, tex: str, display: bool) -> Drawing:
        drawing = self.engine.svg(tex, display)
        assert isinstance(drawing, Drawing)
        return drawing

    def _picture(self, key: str, drawing: Drawing) -> FormulaPicture:
        """The one picture of a drawing, which may stand in several formulas."""
        found = self.cache.setdefault(SCHEME + key, FormulaPicture(key, drawing))
        assert isinstance(found, FormulaPicture)
        return found


def _img(picture: FormulaPicture, kind: str, words: str) -> str:
    """The element of a picture, on the baseline of the text."""
    drawing = picture.drawing
    down = f"{-drawing.depth:.4f}".rstrip("0").rstrip(".")
    # `overflow`: ink may stand out of its box, and WeasyPrint stacks each picture that is cut
    style = f"vertical-align:{down}em;overflow:visible"
    # em above the baseline, and across
    size = f'data-rise="{drawing.height:.2f}" data-width="{drawing.width:.2f}"'
    return f'<img class="math {kind}" src="{picture.url}" {words} {size} style="{style}">'
