"""MathJax's SVG of a formula → the operators that draw it in a PDF, computed once.

Units of the operators: a thousandth of an em, x to the right, y upwards, the origin on the
baseline at the left edge. Paint that SVG calls `currentColor` sets no colour, so that the formula
takes the one of the text around it.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree

from tinycss2.color3 import RGBA, parse_color

from studyguide.formulas.shapes import (
    Matrix,
    Point,
    Segment,
    ellipse,
    line,
    multiply,
    numbers,
    parse_path,
    place,
    polygon,
    rectangle,
    transform,
)
from studyguide.formulas.text import TextFonts

EM = 1000.0
AXIS = 0.25  # em above the baseline: the middle of signs and digits
UPRIGHT = (1.0, 0.0, 0.0, -1.0, 0.0, 0.0)  # SVG counts y downwards, PDF upwards
CURRENT = "currentColor"
MOVED = re.compile(r"translate\(|\)")  # `translate(0,1164)`
BOLD = 0.035  # em: what a stroke adds to text, of which the book has one weight


@dataclass(frozen=True)
class Drawing:
    """A formula ready to be drawn; lengths in em, `bounds` in thousandths of an em."""

    width: float
    height: float
    depth: float
    operators: bytes
    bounds: tuple[float, float, float, float]
    svg: str = ""

    @property
    def rows(self) -> list[float]:
        """The baselines of a table that is all of the formula, in em above that of the formula.

        MathJax nests the rows in groups, each moved up or down.
        """
        group = ElementTree.fromstring(self.svg)
        while len(group) == 1:
            group = group[0]
        moves = [numbers(MOVED.sub(" ", row.get("transform", ""))) for row in group]
        return [up / EM for across, up in (move for move in moves if len(move) == 2) if not across]

    @property
    def has_ink(self) -> bool:
        """Whether anything is to be seen."""
        return bool(self.operators)


def as_row(drawing: Drawing) -> tuple[Any, ...]:
    """A drawing without its SVG as plain JSON."""
    size = (drawing.width, drawing.height, drawing.depth)
    return (*size, drawing.operators.decode(), list(drawing.bounds))


def to_drawing(svg: str, row: Sequence[Any]) -> Drawing | None:
    """The drawing of a row."""
    if len(row) != 5:
        return None
    width, height, depth, operators, (left, bottom, right, top) = row
    bounds = (left, bottom, right, top)
    return Drawing(width, height, depth, operators.encode(), bounds, svg)


@dataclass(frozen=True)
class _Pen:
    """What an SVG element inherits."""

    matrix: Matrix = UPRIGHT
    fill: str = CURRENT
    stroke: str = CURRENT
    thickness: float = 0.0

    def inside(self, element: ElementTree.Element) -> "_Pen":
        return replace(
            self,
            matrix=multiply(transform(element.get("transform", "")), self.matrix),
            fill=element.get("fill", self.fill),
            stroke=element.get("stroke", self.stroke),
            thickness=length(element.get("stroke-width"), self.thickness),
        )


class Unsized(Exception):
    """A drawing that takes its size from the page."""


class SvgCompiler:
    """Compiles formulas, and remembers the outlines they share."""

    def __init__(self, fonts: TextFonts):
        self.fonts = fonts
        self._paths: dict[str, tuple[Segment, ...]] = {}

    def compile(self, svg: str) -> Drawing:
        """Compile one formula.

        Raises MissingGlyph if the book's fonts lack a character, Unsized if the drawing has no
        size of its own, as that of a row with a number beside it.
        """
        root = ElementTree.fromstring(svg)
        if "viewBox" not in root.attrib:
            raise Unsized
        _left, top, width, height = numbers(root.attrib["viewBox"])
        canvas = _Canvas(self)
        for child in root:
            canvas.paint(child, _Pen())
        return Drawing(
            width=width / EM,
            height=-top / EM,
            depth=(height + top) / EM,
            operators="\n".join(canvas.operators).encode(),
            bounds=_bounds(canvas.points),
            svg=svg,
        )

    def segments(self, path: str) -> tuple[Segment, ...]:
        """The parsed path data of an SVG `d` attribute."""
        if path not in self._paths:
            self._paths[path] = tuple(parse_path(path))
        return self._paths[path]


class _Canvas:
    def __init__(self, compiler: SvgCompiler):
        self.compiler = compiler
        self.operators: list[str] = []
        self.points: list[Point] = []

    def paint(self, element: ElementTree.Element, outer: _Pen) -> None:
        kind = element.tag.rpartition("}")[2]
        pen = outer.inside(element)
        if kind in ("g", "a"):
            self._children(element, pen)
        elif kind == "svg":
            self._nested(element, pen)
        elif kind == "text":
            self._text(element, pen)
        elif kind == "line":
            self._stroke(element, pen, line(*_lengths(element, "x1 y1 x2 y2")))
        elif kind in ("path", "rect", "polygon", "ellipse"):
            self._shape(element, pen, self._outline(kind, element))
        elif kind != "title":
            raise ValueError(f"no way to draw <{kind}>")

    def _children(self, element: ElementTree.Element, pen: _Pen) -> None:
        for child in element:
            self.paint(child, pen)

    def _nested(self, element: ElementTree.Element, pen: _Pen) -> None:
        """Stretchy parts: a longer glyph, of which a window shows the middle."""
        x, y, width, height = _lengths(element, "x y width height")
        left, top, box_width, box_height = numbers(element.get("viewBox", f"0 0 {width} {height}"))
        window = self._spell(rectangle(x, y, width, height), pen.matrix, ink=False)
        across, down = width / box_width, height / box_height
        inner = (across, 0.0, 0.0, down, x - left * across, y - top * down)
        self.operators.append(f"q {window} W n")
        seen = len(self.points)
        self._children(element, replace(pen, matrix=multiply(inner, pen.matrix)))
        clipped = len(self.points) > seen
        del self.points[seen:]
        if clipped:
            corners = rectangle(x, y, width, height)
            self.points += [place(p, pen.matrix) for _, points in corners for p in points]
        self.operators.append("Q")

    def _text(self, element: ElementTree.Element, pen: _Pen) -> None:
        size = length(element.get("font-size"), EM)
        x = 0.0
        for char in element.text or "":
            path, units = self.compiler.fonts.outline(char)
            scale = size / units
            matrix = multiply((scale, 0.0, 0.0, -scale, x, 0.0), pen.matrix)
            outline = self.compiler.segments(path)
            self._fill(outline, replace(pen, matrix=matrix))
            if element.get("font-weight") == "bold":
                self._stroke(element, replace(pen, matrix=matrix, thickness=BOLD * units), outline)
            x += self.compiler.fonts.width(char) * size

    def _outline(self, kind: str, element: ElementTree.Element) -> tuple[Segment, ...]:
        if kind == "path":
            return self.compiler.segments(element.get("d", ""))
        if kind == "polygon":
            return polygon(element.get("points", ""))
        if kind == "rect":
            return rectangle(*_lengths(element, "x y width height"))
        return ellipse(*_lengths(element, "cx cy rx ry"))

    def _shape(self, element: ElementTree.Element, pen: _Pen, outline: tuple[Segment, ...]) -> None:
        if pen.fill != "none":
            self._fill(outline, pen)
        if pen.thickness:
            self._stroke(element, pen, outline)

    def _fill(self, outline: tuple[Segment, ...], pen: _Pen) -> None:
        if outline:
            self._emit(f"{self._spell(outline, pen.matrix)} f", pen.fill, "rg")

    def _stroke(
        self, element: ElementTree.Element, pen: _Pen, outline: tuple[Segment, ...]
    ) -> None:
        scale = math.sqrt(abs(pen.matrix[0] * pen.matrix[3] - pen.matrix[1] * pen.matrix[2]))
        if not outline or not pen.thickness or pen.stroke == "none":
            return
        cap = {"round": 1, "square": 2}.get(element.get("stroke-linecap", ""), 0)
        dashes = [n * scale for n in numbers(element.get("stroke-dasharray", ""))]
        style = f"{spell(pen.thickness * scale)} w {cap} J [{' '.join(map(spell, dashes))}] 0 d"
        self._emit(f"q {style} {self._spell(outline, pen.matrix)} S Q", pen.stroke, "RG")

    def _emit(self, operators: str, colour: str, operator: str) -> None:
        if colour in (CURRENT, "inherit"):
            self.operators.append(operators)
            return
        parsed = parse_color(colour)
        if not isinstance(parsed, RGBA):
            raise ValueError(f"no such colour: {colour}")
        red, green, blue = (f"{round(channel, 3):g}" for channel in parsed[:3])
        self.operators.append(f"q {red} {green} {blue} {operator} {operators} Q")

    def _spell(self, outline: tuple[Segment, ...], matrix: Matrix, ink: bool = True) -> str:
        words: list[str] = []
        for operator, points in outline:
            placed = [place(point, matrix) for point in points]
            if ink:
                self.points += placed
            words += [spell(n) for point in placed for n in point]
            words.append(operator)
        return " ".join(words)


def length(value: str | None, default: float = 0.0) -> float:
    """An SVG length in user units; `px` are user units."""
    return float(value.removesuffix("px")) if value else default


def _lengths(element: ElementTree.Element, names: str) -> list[float]:
    return [length(element.get(name)) for name in names.split()]


def spell(n: float) -> str:
    """A number for a PDF, to a tenth of a thousandth of an em."""
    return f"{round(n, 1) + 0.0:g}"


def _bounds(points: list[Point]) -> tuple[float, float, float, float]:
    if not points:
        return (0.0, 0.0, 0.0, 0.0)
    across, up = [x for x, _ in points], [y for _, y in points]
    return (min(across), min(up), max(across), max(up))
