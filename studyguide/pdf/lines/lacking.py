"""Draws a box for each character that no typeface has, and keeps its text to copy.

WeasyPrint 70 gives such a character a glyph number behind the last of its typeface: it prints
nothing, and PDF/A and PDF/UA forbid a number without a glyph (ISO 19005-2, 6.2.11.8). Here the
typeface grows by a box of the width that the layout left for the character. Its number is taken
from the character, so that the parts of a book, which know nothing of each other, do not clash.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

THOUSAND = 1000  # the widths of a PDF are thousandths of an em
HEIGHT, SIDE, STROKE = 0.7, 0.06, 0.05  # of the box and its line, in ems
NAME = "cid{:05}"  # of a glyph; a face with CID keys takes no other
NUMBERS = 2**16  # of glyphs, at the most
PLACES = 2**12  # behind the last glyph of a typeface: a script has fewer characters
VERTICAL = ("vmtx", "vhea", "VORG")  # know no box, and no page is set in columns


@contextmanager
def numbered_by_character() -> Iterator[None]:
    """While a part is drawn, give each lacking character the number that others give it too."""
    from weasyprint.pdf.fonts import Font

    in_turn = Font.get_unused_glyph_id

    def number(font: Any, codepoint: int) -> int:
        places = min(PLACES, NUMBERS - font.glyph_count)
        if codepoint in font.missing or places <= len(font.missing):
            return int(in_turn(font, codepoint))
        taken = set(font.missing.values())
        glyphs = (font.glyph_count + (codepoint + step) % places for step in range(places))
        font.missing[codepoint] = next(glyph for glyph in glyphs if glyph not in taken)
        return int(font.missing[codepoint])

    with patch.object(Font, "get_unused_glyph_id", number):
        yield


def draw_lacking(font: Any) -> None:
    """Let the subset of a WeasyPrint `Font` have a box for each character that it lacks."""
    if not font.missing:
        return
    for codepoint, glyph in font.missing.items():
        font.to_unicode[glyph] = chr(codepoint)
    boxes = {glyph: font.widths[glyph] for glyph in font.missing.values()}
    font.clean = partial(_clean, font, font.clean, boxes)


def _clean(
    font: Any,
    clean: Callable[..., None],
    boxes: Mapping[int, float],
    to_unicode: dict[int, str],
    hinting: bool,
) -> None:
    """Make the subset as `clean` does, and append the boxes: then no glyph is missing."""
    clean(to_unicode, hinting)
    face = TTFont(io.BytesIO(font.file_content))
    for tag in VERTICAL:
        if tag in face:
            del face[tag]
    names = list(face.getGlyphOrder())
    for glyph in range(len(names), max(boxes) + 1):
        names.append(NAME.format(glyph))
        width = round(boxes.get(glyph, 0) * font.upem / THOUSAND)
        _append(face, names[-1], width, font.upem if glyph in boxes else 0)
    face.setGlyphOrder(names)
    out = io.BytesIO()
    face.save(out)
    font.file_content = out.getvalue()
    font.missing = {}


def _append(face: TTFont, name: str, width: int, em: int) -> None:
    """Add a glyph: a box, or nothing for an `em` of 0."""
    face["hmtx"][name] = (width, int(em * SIDE))
    if "glyf" in face:
        pen = TTGlyphPen(None)
        _draw(pen, width, em)
        face["glyf"].glyphOrder = [*face["glyf"].glyphOrder, name]
        face["glyf"].glyphs[name] = pen.glyph()
        return
    top = face["CFF "].cff.topDictIndex[0]
    private = top.FDArray[0].Private if hasattr(top, "FDArray") else top.Private
    drawn = T2CharStringPen(width - private.nominalWidthX, None)
    _draw(drawn, width, em)
    shapes = top.CharStrings
    shapes.charStringsIndex.append(drawn.getCharString(private, top.GlobalSubrs))
    shapes.charStrings[name] = len(shapes.charStringsIndex) - 1
    top.charset.append(name)
    if hasattr(top, "FDSelect"):
        top.FDSelect.append(0)


def _draw(pen: Any, width: int, em: int) -> None:
    if not em:
        return
    left, right, top = int(em * SIDE), int(width - em * SIDE), int(em * HEIGHT)
    line = int(em * STROKE)
    outer = ((left, 0), (left, top), (right, top), (right, 0))
    inner = (
        (left + line, line),
        (right - line, line),
        (right - line, top - line),
        (left + line, top - line),
    )
    for first, *others in (outer, inner):
        pen.moveTo(first)
        for point in others:
            pen.lineTo(point)
        pen.closePath()
