"""Text inside formulas (mostly Hangul), drawn as outlines of the book's own fonts."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path


class MissingGlyph(Exception):
    """No font of the book has this character."""


class TextFonts:
    """Fonts in the order in which they are asked; each is opened when first needed."""

    def __init__(self, paths: Sequence[Path]):
        self.paths = tuple(paths)
        self._fonts: dict[Path, _Font] = {}
        self._found: dict[str, _Font | None] = {}

    def width(self, char: str) -> float:
        """The advance width of a character in em; 1 if no font has it."""
        font = self._font_of(char)
        return font.width(char) if font else 1.0

    def outline(self, char: str) -> tuple[str, float]:
        """The outline as SVG path data (y upwards), and the font's units per em."""
        font = self._font_of(char)
        if font is None:
            raise MissingGlyph(char)
        return font.outline(char), font.units

    def _font_of(self, char: str) -> "_Font | None":
        if char not in self._found:
            self._found[char] = next((f for f in self._opened() if f.has(char)), None)
        return self._found[char]

    def _opened(self) -> Iterator["_Font"]:
        for path in self.paths:
            if path not in self._fonts:
                self._fonts[path] = _Font(path)
            yield self._fonts[path]


class _Font:
    def __init__(self, path: Path):
        from fontTools.ttLib import TTFont  # most builds draw no letter anew

        font = TTFont(BytesIO(path.read_bytes()), lazy=True)  # no file stays open
        self.units = float(font["head"].unitsPerEm)
        self._map = font.getBestCmap()
        self._glyphs = font.getGlyphSet()

    def has(self, char: str) -> bool:
        return ord(char) in self._map

    def width(self, char: str) -> float:
        return float(self._glyphs[self._map[ord(char)]].width) / self.units

    def outline(self, char: str) -> str:
        from fontTools.pens.svgPathPen import SVGPathPen

        pen = SVGPathPen(self._glyphs)
        self._glyphs[self._map[ord(char)]].draw(pen)
        return str(pen.getCommands())
