"""The page formats of Korean books: trimmed size, margins and size of type."""

from dataclasses import dataclass, replace

NOTE_MARGIN = 0.15  # of the page's width: lines to write on beside the text
UNIT = 152.0  # the cover is designed on a page this wide and scales with it


@dataclass(frozen=True)
class Format:
    """One page format; lengths in millimetres, `size` of the text in points."""

    width: float
    height: float
    top: float
    bottom: float
    inner: float
    outer: float
    size: float

    def tokens(self) -> str:
        """The format as tokens of the style sheets."""
        lengths = {
            "page-width": f"{self.width:g}mm",
            "page-height": f"{self.height:g}mm",
            "top": f"{self.top:g}mm",
            "bottom": f"{self.bottom:g}mm",
            "inner": f"{self.inner:g}mm",
            "outer": f"{self.outer:g}mm",
            "text-width": f"{self.width - self.inner - self.outer:g}mm",
            "text-height": f"{self.height - self.top - self.bottom:g}mm",
            "size": f"{self.size:g}pt",
            "unit": f"{self.width / UNIT:.5g}mm",
        }
        lines = "".join(f"  --{name}: {value};\n" for name, value in lengths.items())
        return f":root {{\n{lines}}}\n"

    @property
    def with_notes(self) -> "Format":
        """The format with a margin to write notes in on the outer side."""
        return replace(self, outer=self.outer + round(self.width * NOTE_MARGIN))

    @property
    def measure(self) -> float:
        """Width of the text in ems of its size."""
        return (self.width - self.inner - self.outer) / self._em

    def ems(self, millimetres: float) -> float:
        """A length in ems of the text."""
        return millimetres / self._em

    @property
    def turned_measure(self) -> float:
        """The same on a page that lies on its side (styles/print/tables.css)."""
        return (self.height - self.top - self.bottom) / self._em

    @property
    def room(self) -> float:
        """What a page has room for, in squares of one em."""
        return self.measure * (self.height - self.top - self.bottom) / self._em

    @property
    def _em(self) -> float:
        return self.size * 25.4 / 72  # mm


FORMATS = {
    "신국판": Format(152, 225, 22, 21, 20, 17, 9.6),
    "46배판": Format(188, 257, 25, 24, 26, 24, 10.3),
    "A5": Format(148, 210, 20, 19, 19, 17, 9.3),
    "B5": Format(176, 250, 25, 23, 24, 21, 10),  # ISO 216
    "A4": Format(210, 297, 28, 28, 30, 28, 10.8),
}
