"""Formulas in a WeasyPrint page: the `<img>` that names one, and the picture it names.

WeasyPrint looks an image's URL up in its `cache` option before it fetches anything; a formula
drawn once stands there as an object that writes PDF operators.
"""

from html import escape
from typing import Any

import pydyf

from studyguide.formulas.engine import Engine
from studyguide.formulas.faults import Fault
from studyguide.formulas.svg import EM, Drawing
from studyguide.formulas.tags import MARK

SCHEME = "formula:"
MARGIN = 20.0  # thousandths of an em around the ink, for strokes
SMALLEST = 0.7  # share of its size at which a formula can still be read


class FormulaPicture:
    """One distinct formula as WeasyPrint draws images; a Form XObject in the PDF."""

    def __init__(self, key: str, drawing: Drawing):
        self.id = f"formula{key}"
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

    Pass `.cache` as the `cache` option of `write_pdf` or `render`.
    """

    def __init__(self, engine: Engine):
        self.engine = engine
        self.cache: dict[str, object] = {}
        self._pictures: dict[str, FormulaPicture] = {}

    def img(self, tex: str, display: bool) -> str | Fault:
        """The HTML of a formula; it scales with the font and stands on the baseline."""
        drawing = self.engine.svg(tex, display)
        if isinstance(drawing, Fault):
            return drawing
        url = self._keep(tex, display, drawing)
        kind = "display" if display else "inline"
        alt = escape(MARK + self.engine.speech(tex))
        down = f"{-drawing.depth:.4f}".rstrip("0").rstrip(".")
        # `overflow`: ink may stand out of its box, and WeasyPrint stacks each picture that is cut
        style = f"vertical-align:{down}em;overflow:visible"
        return f'<img class="math {kind}" src="{url}" alt="{alt}" style="{style}">'

    def tell_small(self, formulas: Iterable[Formula], report: Report) -> None:
        """After writing: report the formulas that the measure made smaller than one can read."""
        for tex in dict.fromkeys(each.tex for each in formulas if each.display):
            picture = self._pictures.get(self.engine.key(tex, True))
            if picture and picture.smallest < SMALLEST:
                pos = next(each.pos for each in formulas if each.tex == tex)
                percent = round(picture.smallest * 100)
                report.add("M006", pos, tex=shortened(tex), percent=percent)

    def _keep(self, tex: str, display: bool, drawing: Drawing) -> str:
        key = self.engine.key(tex, display)
        url = SCHEME + key
        if url not in self.cache:
            self.cache[url] = self._pictures[key] = FormulaPicture(key, drawing)
        return url
