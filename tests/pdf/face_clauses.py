"""Reads the typefaces of a PDF against ISO 19005-2, 6.2.11 and the Matterhorn Protocol, 10 and 31.

A code that a page shows must have a glyph in the file embedded, as wide as the PDF says it is, and
a text. A sound file gives no line.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

from tests.pdf.clauses import DAMAGE

THOUSAND = 1000  # widths are told in thousandths of an em
PAIR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")  # `<0041> <AC00>`
BLOCK = re.compile(r"(\d+)\s+beginbfchar(.*?)endbfchar", re.DOTALL)
MOST = 100  # entries of a block (ISO 32000-1, 9.7.5)
EMBEDDED = ("/FontFile2", "/FontFile3")


def face_clauses(path: Path) -> list[str]:
    """All that is wrong with a typeface, a line each."""
    with pikepdf.open(path) as pdf:
        found = _codes(pdf)
        return [
            f"{name}: {line}"
            for face, codes in found.items()
            for name, line in _face(pdf.get_object(face), codes)
        ]


def _codes(pdf: pikepdf.Pdf) -> dict[tuple[int, int], set[int]]:
    """What each typeface is asked for on the pages and in forms."""
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for page in pdf.pages:
        _read(page.obj, page.resources, found)
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form":
            _read(each, each.get("/Resources"), found)
    return found


def _read(stream: Any, resources: Any, found: dict[tuple[int, int], set[int]]) -> None:
    face = (0, 0)
    for operands, operator in pikepdf.parse_content_stream(stream):
        if str(operator) == "Tf":
            face = resources.Font[str(operands[0])].objgen
        if str(operator) in ("Tj", "TJ"):
            pieces = operands[0] if str(operator) == "TJ" else [operands[0]]
            for piece in (each for each in pieces if isinstance(each, pikepdf.String)):
                codes = bytes(piece)
                found[face].update(
                    int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2)
                )


def _face(face: Any, codes: set[int]) -> Iterator[tuple[str, str]]:
    name, below = str(face.get("/BaseFont", "")), face.DescendantFonts[0]
    for line in (*_built(face, below), *_glyphs(below, codes), *_texts(face, codes)):
        yield name, line


def _built(face: Any, below: Any) -> Iterator[str]:
    """31-001 to 31-009: a face with two-byte codes that are the numbers of its own glyphs."""
    info = {key: str(value) for key, value in below.CIDSystemInfo.items()}
    if (face.Subtype, face.Encoding) != ("/Type0", "/Identity-H"):
        yield f"{face.Subtype} by {face.Encoding}"
    if (info["/Registry"], info["/Ordering"]) != ("Adobe", "Identity"):
        yield f"of the collection {info}"
    if below.Subtype == "/CIDFontType2" and below.get("/CIDToGIDMap") != "/Identity":
        yield "does not say which code is which glyph"
    if sum(key in below.FontDescriptor for key in EMBEDDED) != 1:
        yield "is not embedded"
    if {"/CharSet", "/CIDSet"} & set(below.FontDescriptor.keys()):
        yield "lists its glyphs, of which the list must be right"


def _glyphs(below: Any, codes: set[int]) -> Iterator[str]:
    """6.2.11.4, 6.2.11.5 and 6.2.11.8: each glyph is there, as wide as told, and not .notdef."""
    key = next(key for key in EMBEDDED if key in below.FontDescriptor)
    own = TTFont(io.BytesIO(below.FontDescriptor[key].read_bytes()))
    names, told = own.getGlyphOrder(), _widths(below)
    if 0 in codes:
        yield ".notdef is shown"
    for code in sorted(codes):
        if code >= len(names):
            yield f"glyph {code} is not there"
            continue
        width = own["hmtx"][names[code]][0] * THOUSAND / own["head"].unitsPerEm
        if abs(told.get(code, THOUSAND) - width) > 1:
            yield f"glyph {code} is {width:.0f} wide, not {told.get(code)}"


def _widths(below: Any) -> dict[int, float]:
    """The array `W`: a first code with a list, or first, last and one width for all."""
    rest, found = list(below.get("/W", [])), {}
    while rest:
        first, second = int(rest[0]), rest[1]
        if isinstance(second, pikepdf.Array):
            found.update({first + at: float(width) for at, width in enumerate(second)})
            rest = rest[2:]
        else:
            found.update(dict.fromkeys(range(first, int(second) + 1), float(rest[2])))
            rest = rest[3:]
    return found


def _texts(face: Any, codes: set[int]) -> Iterator[str]:
    """6.2.11.7 and 31-027 to 31-029: each code has a text, which is one."""
    blocks = BLOCK.findall(face.ToUnicode.read_bytes().decode("latin-1"))
    pairs = [pair for _, block in blocks for pair in PAIR.findall(block)]
    known = {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
    if any(int(count) > MOST or len(PAIR.findall(block)) != int(count) for count, block in blocks):
        yield "a block of texts is too long, or tells another length"
    yield from (f"code {code} has no text" for code in sorted(codes) if not known.get(code))
    yield from (f"code {code} is {text!r}" for code, text in known.items() if DAMAGE.search(text))
