"""The cover picture: the author's own, or one drawn from the title as a PNG.

Stores and library views want a raster picture, so none of the vector kinds is used here.
"""

import io
from collections.abc import Mapping, Sequence
from math import degrees
from pathlib import Path

from lxml import etree
from PIL import Image, ImageColor, ImageDraw, ImageFont

from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.epub.package import Cover
from studyguide.epub.pages import Page
from studyguide.epub.pictures import Pictures, Refused
from studyguide.epub.xhtml import all_of, tag, text_of
from studyguide.outputs import cover as drawing
from studyguide.outputs import layers
from studyguide.outputs.cover import Bar
from studyguide.outputs.lines import wrap

SMOOTH = 2  # times as large as it is kept
SCALE = 10.5  # pixels in a millimetre: 1596 × 2362, what stores ask for
MARGIN, TOP = 18.0, 17.0  # mm, as on the printed cover
TITLE_TOP = 44.0
POINT = 25.4 / 72  # mm
SIZES = {"large": 38.0, "middle": 30.0, "small": 23.0, "tiny": 18.0}  # points
COLOURS = 64  # enough for smooth letters on a flat ground

Font = ImageFont.FreeTypeFont


def cover(
    book: Book, pages: Sequence[Page], report: Report, templates: Path, tokens: Mapping[str, str]
) -> tuple[Cover, dict[str, bytes]]:
    """The cover and its file by its path in the package."""
    alt = book.cover_alt or _description(book)
    if book.cover:
        url = book.name_of(book.cover)
        try:
            content, suffix = Pictures(book.root, report, {url: None}).read(url)
        except Refused as refused:
            report.add("E001", None, url=url, reason=str(refused))
        else:
            name = f"images/cover{suffix}"
            return Cover(name, alt), {name: content}
    drawn = draw(book, bars(pages), templates / "fonts", tokens)
    return Cover("images/cover.png", alt), {"images/cover.png": drawn}


def _description(book: Book) -> str:
    words = [book.title, book.subtitle, ", ".join(book.author), book.publisher]
    return "표지: " + ". ".join(word for word in words if word)


def bars(pages: Sequence[Page]) -> list[Bar]:
    """The list items of the chapters, as the drawing takes them."""
    items = (i for page in pages if page.kind == "chapter" for i in all_of(page.tree, "li"))
    return [Bar(_depth(item), len(_own_text(item))) for item in items]


def _depth(item: etree._Element) -> int:
    return sum(1 for above in item.iterancestors() if tag(above) in ("ul", "ol")) - 1


def _own_text(item: etree._Element) -> str:
    inner = (child for child in item if tag(child) not in ("ul", "ol"))
    words = [item.text or "", *(text_of(child) for child in inner)]
    return " ".join(" ".join(map(str, words)).split())


def draw(book: Book, rows: Sequence[Bar], fonts: Path, tokens: Mapping[str, str]) -> bytes:
    """The printed cover once more, as a PNG: the drawing, title, subtitle, names."""
    page = _drawn(rows, book.title, tokens)
    pen = ImageDraw.Draw(page)
    ink, soft, faint = (_colour(tokens, f"cover-{name}") for name in ("ink", "soft", "faint"))
    regular, bold = fonts / "Pretendard-Regular.ttf", fonts / "Pretendard-Bold.ttf"
    semibold = fonts / "Pretendard-SemiBold.ttf"
    _write(pen, book.edition, _font(regular, 8.4), TOP, faint)
    title = _font(bold, SIZES[drawing.title_size(book.title)])
    y = _write(pen, book.title, title, TITLE_TOP, ink, 1.2)
    y = _write(pen, book.subtitle, _font(regular, 12), y + 6, soft, 1.5)
    _write(pen, " · ".join(book.author), _font(semibold, 10), y + 7, ink, 1.5)
    small = _font(regular, 8.4)
    left = drawing.WIDTH - MARGIN - small.getlength(book.publisher) / SCALE
    pen.text((left * SCALE, TOP * SCALE), book.publisher, font=small, fill=faint)
    packed = io.BytesIO()
    page.quantize(COLOURS, dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def _font(path: Path, points: float) -> Font:
    return ImageFont.truetype(str(path), round(points * POINT * SCALE))


def _colour(tokens: Mapping[str, str], name: str) -> str:
    """A token as Pillow takes it; what it does not know (`oklch(…)`) is as the press has it."""
    try:
        ImageColor.getrgb(tokens[name])
    except ValueError:
        return layers.tokens_of(layers.joined("epub"))[name]
    return tokens[name]


def _drawn(rows: Sequence[Bar], title: str, tokens: Mapping[str, str]) -> Image.Image:
    """The rings on their ground; painted larger and made small, for smooth edges."""
    scale = SCALE * SMOOTH
    size = (round(drawing.WIDTH * scale), round(drawing.HEIGHT * scale))
    page = Image.new("RGB", size, _colour(tokens, "cover-ground"))
    colours = [_colour(tokens, f"cover-bar-{depth}") for depth in range(1, 6)]
    pen = ImageDraw.Draw(page)
    x, y = drawing.centre()
    for arc in drawing.arcs(rows, title=title):
        radius = arc.radius + drawing.THICK / 2
        corners = (x - radius, y - radius, x + radius, y + radius)
        turns = (180 + degrees(arc.start), 180 + degrees(arc.end))
        pen.arc(
            [each * scale for each in corners], *turns,
            fill=colours[arc.depth], width=round(drawing.THICK * scale),
        )  # fmt: skip
    return page.reduce(SMOOTH)


def _write(
    pen: ImageDraw.ImageDraw, text: str, font: Font, y: float, fill: str, leading: float = 1.4
) -> float:
    """Write lines from `y` (mm) down; returns where the next may begin (mm)."""
    for line in wrap(text, font.getlength, (drawing.WIDTH - 2 * MARGIN) * SCALE):
        pen.text((MARGIN * SCALE, y * SCALE), line, font=font, fill=fill)
        y += font.size * leading / SCALE
    return y
