"""Geometry of SVG: path data, simple shapes and transforms, as the segments that PDF knows."""

import math
import re
from collections.abc import Iterator

COMMAND = re.compile(r"([A-DF-Za-df-z])([^A-DF-Za-df-z]*)")  # `L42 104` in `M16 22L42 104`
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")  # `-.5` and `12` in `12-.5`
TRANSFORM = re.compile(r"(translate|scale|rotate|matrix)\(([^)]*)\)")  # `translate(30,-4)`
OPERANDS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "Z": 0}
CIRCLE = 0.5522847498  # length of the handles of a quarter circle of radius 1

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Segment = tuple[str, tuple[Point, ...]]  # PDF operator m, l, c or h, and its points
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def parse_path(path: str) -> Iterator[Segment]:
    """Read SVG path data as moves, lines, cubic curves and closings, in absolute coordinates.

    Arcs do not occur in formulas; a KeyError says that one did.

    >>> list(parse_path("M0 0H5l1-2Z"))[1:]
    [('l', ((5.0, 0.0),)), ('l', ((6.0, -2.0),)), ('h', ())]
    """
    at = start = handle = (0.0, 0.0)
    for command, rest in COMMAND.findall(path):
        kind = command.upper()
        for group in _groups(numbers(rest), OPERANDS[kind]):
            absolute = group if command.isupper() else _shift(kind, group, at)
            segment, handle = _segment(kind, absolute, at, handle)
            at = segment[1][-1] if segment[1] else start
            start = at if kind == "M" else start
            yield segment
            kind = "L" if kind == "M" else kind


def _shift(kind: str, n: list[float], at: Point) -> list[float]:
    """Operands of a relative command, made absolute."""
    if kind == "V":
        return [n[0] + at[1]]
    return [value + at[i % 2] for i, value in enumerate(n)]


def _groups(numbers: list[float], size: int) -> Iterator[list[float]]:
    if size == 0:
        yield []
        return
    for i in range(0, len(numbers) - size + 1, size):
        yield numbers[i : i + size]


def _segment(command: str, n: list[float], at: Point, handle: Point) -> tuple[Segment, Point]:
    """One command's segment, and the handle that a following S or T mirrors."""
    mirrored = (2 * at[0] - handle[0], 2 * at[1] - handle[1])
    match command:
        case "Z":
            return ("h", ()), at
        case "H":
            end = (n[0], at[1])
        case "V":
            end = (at[0], n[0])
        case _:
            end = (n[-2], n[-1])
    match command:
        case "C":
            return ("c", ((n[0], n[1]), (n[2], n[3]), end)), (n[2], n[3])
        case "S":
            return ("c", (mirrored, (n[0], n[1]), end)), (n[0], n[1])
        case "Q":
            return _quadratic(at, (n[0], n[1]), end), (n[0], n[1])
        case "T":
            return _quadratic(at, mirrored, end), mirrored
    return ("m" if command == "M" else "l", (end,)), end


def _quadratic(at: Point, handle: Point, end: Point) -> Segment:
    first = (at[0] + 2 / 3 * (handle[0] - at[0]), at[1] + 2 / 3 * (handle[1] - at[1]))
    second = (end[0] + 2 / 3 * (handle[0] - end[0]), end[1] + 2 / 3 * (handle[1] - end[1]))
    return "c", (first, second, end)


def rectangle(x: float, y: float, width: float, height: float) -> tuple[Segment, ...]:
    """The four sides of a rectangle."""
    right, far = x + width, y + height
    return tuple(_closed([(x, y), (right, y), (right, far), (x, far)]))


def polygon(points: str) -> tuple[Segment, ...]:
    """The sides of an SVG polygon, from its `points`."""
    n = numbers(points)
    return tuple(_closed(list(zip(n[::2], n[1::2], strict=False))))


def line(x1: float, y1: float, x2: float, y2: float) -> tuple[Segment, ...]:
    """A line from the first point to the second."""
    return ("m", ((x1, y1),)), ("l", ((x2, y2),))


def ellipse(x: float, y: float, across: float, down: float) -> tuple[Segment, ...]:
    """An ellipse around (x, y) as four curves."""
    quarters = [(1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0)]
    curves = [_quarter(x, y, across, down, *quarter) for quarter in quarters]
    return (("m", ((x + across, y),)), *curves, ("h", ()))


def _quarter(
    x: float, y: float, across: float, down: float, a: int, b: int, c: int, d: int
) -> Segment:
    """The quarter from direction (a, b) to direction (c, d)."""
    first = (x + across * (a + CIRCLE * c), y + down * (b + CIRCLE * d))
    second = (x + across * (c + CIRCLE * a), y + down * (d + CIRCLE * b))
    return "c", (first, second, (x + across * c, y + down * d))


def _closed(points: list[Point]) -> Iterator[Segment]:
    for i, point in enumerate(points):
        yield ("l" if i else "m"), (point,)
    yield "h", ()


def transform(text: str) -> Matrix:
    """An SVG `transform`.

    >>> transform("translate(30,-4) scale(2)")
    (2.0, 0.0, 0.0, 2.0, 30.0, -4.0)
    """
    matrix = IDENTITY
    for name, arguments in TRANSFORM.findall(text):
        matrix = multiply(_one_transform(name, numbers(arguments)), matrix)
    return matrix


def _one_transform(name: str, n: list[float]) -> Matrix:
    match name:
        case "translate":
            return (1.0, 0.0, 0.0, 1.0, n[0], n[1] if len(n) > 1 else 0.0)
        case "scale":
            return (n[0], 0.0, 0.0, n[-1], 0.0, 0.0)
        case "rotate":
            cos, sin = math.cos(math.radians(n[0])), math.sin(math.radians(n[0]))
            x, y = n[1:3] if len(n) == 3 else (0.0, 0.0)
            turn = (cos, sin, -sin, cos, x, y)
            return multiply((1.0, 0.0, 0.0, 1.0, -x, -y), turn)
    return (n[0], n[1], n[2], n[3], n[4], n[5])


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first, then `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def place(point: Point, matrix: Matrix) -> Point:
    """A point after a transform."""
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def numbers(text: str) -> list[float]:
    """All numbers in an SVG attribute."""
    return [float(n) for n in NUMBER.findall(text)]
