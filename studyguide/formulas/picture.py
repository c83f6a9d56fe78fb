"""A compiled formula as an SVG file, for readers that show no MathML: outlines alone, no fonts."""

from dataclasses import dataclass, field

from studyguide.formulas.svg import EM, Drawing, spell

MARGIN = 20.0  # thousandths of an em around the ink, for strokes
POINTS = {"m": "M", "l": "L", "c": "C"}  # operators of ISO 32000-1, 8.5.2 → commands of SVG
CAPS = ("butt", "round", "square")
INK = "#000000"


@dataclass(frozen=True)
class Picture:
    """An SVG file; its width and its depth below the baseline in em; how it is said and written."""

    svg: bytes
    width: float
    depth: float
    alt: str
    text: str


@dataclass(frozen=True)
class Outlines:
    """The marks of a formula as SVG, and the box that holds them, in thousandths of an em."""

    paths: str
    left: float
    top: float  # from the baseline, upwards
    width: float
    height: float

    @property
    def view(self) -> str:
        """The box as the `viewBox` of an SVG element."""
        return " ".join(map(spell, (self.left, -self.top, self.width, self.height)))


def outlines(drawing: Drawing, ink: str = INK, name: str = "c") -> Outlines:
    """The formula in `ink` on nothing.

    `name` begins the ids of its clips; drawings within one page need different ones.
    """
    left, bottom, right, top = drawing.bounds
    left, right = min(left, 0.0) - MARGIN, max(right, drawing.width * EM) + MARGIN
    bottom, top = min(bottom, -drawing.depth * EM) - MARGIN, max(top, drawing.height * EM) + MARGIN
    paths = _Painter(ink, name).paint(drawing.operators.decode())
    upright = f'<g transform="scale(1,-1)">{paths}</g>'
    return Outlines(upright, left, top, right - left, top - bottom)


def picture(drawing: Drawing, alt: str, text: str) -> Picture:
    """The formula black on nothing, in a box that holds all its ink."""
    found = outlines(drawing)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{found.view}" '
        f'width="{spell(found.width)}" height="{spell(found.height)}">{found.paths}</svg>'
    )
    return Picture(svg.encode(), found.width / EM, (found.height - found.top) / EM, alt, text)


@dataclass
class _Painter:
    """Reads the operators one by one; what they set holds until the next `Q`."""

    ink: str
    name: str
    parts: list[str] = field(default_factory=list)
    operands: list[str] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    style: dict[str, str] = field(default_factory=dict)
    above: list[tuple[dict[str, str], int]] = field(default_factory=list)
    groups: int = 0  # opened and not closed
    clips: int = 0

    def paint(self, operators: str) -> str:
        for word in operators.replace("[", " [ ").replace("]", " ] ").split():
            if word[0].isdigit() or word[0] in "-.[]":
                self.operands.append(word)
            else:
                self._obey(word)
                self.operands.clear()
        return "".join(self.parts)

    def _obey(self, word: str) -> None:
        if word in POINTS:
            self.path.append(POINTS[word] + " ".join(self.operands))
        elif word == "h":
            self.path.append("Z")
        elif word in ("f", "S"):
            self._draw(is_filled=word == "f")
        elif word == "W":
            self._clip()
        elif word == "q":
            self.above.append((dict(self.style), self.groups))
        elif word == "Q":
            self.style, groups = self.above.pop()
            self.parts.append("</g>" * (self.groups - groups))
            self.groups = groups
        else:
            self._set(word)

    def _set(self, word: str) -> None:
        if word in ("rg", "RG"):
            channels = (round(float(each) * 255) for each in self.operands)
            self.style["colour"] = "#" + "".join(f"{channel:02x}" for channel in channels)
        elif word == "w":
            self.style["stroke-width"] = self.operands[0]
        elif word == "J":
            self.style["stroke-linecap"] = CAPS[int(self.operands[0])]
        elif word == "d" and (dashes := " ".join(self.operands[1:-2])):
            self.style["stroke-dasharray"] = dashes

    def _draw(self, is_filled: bool) -> None:
        colour = self.style.get("colour", self.ink)
        paint = f'fill="{colour}"' if is_filled else f'fill="none" stroke="{colour}"'
        pen = {} if is_filled else {k: v for k, v in self.style.items() if k != "colour"}
        more = "".join(f' {name}="{value}"' for name, value in pen.items())
        self.parts.append(f'<path d="{"".join(self.path)}" {paint}{more}/>')
        self.path.clear()

    def _clip(self) -> None:
        self.clips += 1
        self.groups += 1
        name = f"{self.name}{self.clips}"
        self.parts.append(
            f'<clipPath id="{name}"><path d="{"".join(self.path)}"/></clipPath>'
            f'<g clip-path="url(#{name})">'
        )
        self.path.clear()
