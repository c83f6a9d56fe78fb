"""Subsets the bundled fonts to the characters of one book, as WOFF2."""

import io
from dataclasses import dataclass, field
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from lxml import etree

from studyguide.epub.pages import Page

ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "장나온곳각주판권차례표지용어집…·→“”‘’"


@dataclass(frozen=True)
class Face:
    """A font file and the CSS family and weight it serves."""

    file: str
    family: str
    weight: int
    licence: str


FACES = (
    Face("NotoSerifKR-Regular.ttf", "Noto Serif KR", 400, "NotoSerifKR-OFL.txt"),
    Face("Pretendard-Bold.ttf", "Pretendard", 700, "Pretendard-OFL.txt"),
    Face("D2Coding.ttf", "D2Coding", 400, "D2Coding-OFL.txt"),
)


@dataclass(frozen=True)
class Embedded:
    """Subsets and licences by their path in the package, and the `@font-face` rules."""

    files: dict[str, bytes] = field(default_factory=dict)
    licences: dict[str, bytes] = field(default_factory=dict)
    rules: str = ""


def embed(pages: list[Page], fonts: Path) -> Embedded:
    """The bundled faces, cut down to what the pages show."""
    text = ALWAYS + "".join(_all_text(page) for page in pages)
    files = {_name(face): woff2(fonts / face.file, text) for face in FACES}
    licences = {f"fonts/{face.licence}": (fonts / face.licence).read_bytes() for face in FACES}
    return Embedded(files, licences, "".join(_rule(face) for face in FACES))


def _all_text(page: Page) -> str:
    return str(etree.tostring(page.tree, method="text", encoding="unicode"))


def _name(face: Face) -> str:
    return f"fonts/{Path(face.file).stem}.woff2"


def woff2(path: Path, text: str) -> bytes:
    """The font with only the glyphs that `text` needs; same input, same bytes."""
    options = subset.Options(flavor="woff2", hinting=False, notdef_outline=True)
    options.layout_features = ["*"]
    options.drop_tables += ["FFTM"]  # a time stamp that the subsetter does not know
    font = TTFont(path, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()


def _rule(face: Face) -> str:
    return (
        f"@font-face {{ font-family: '{face.family}'; font-weight: {face.weight}; "
        f"src: url(../{_name(face)}) format('woff2'); }}\n"
    )
