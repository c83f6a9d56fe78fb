"""Subsets the bundled fonts to the characters of one book, as WOFF2."""

import io
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from studyguide.epub_pages import Page
from studyguide.epub_xhtml import text_of

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


def embedded(pages: list[Page], fonts: Path) -> tuple[dict[str, bytes], str]:
    """The subsets with their licences by path in the package, and their `@font-face` rules."""
    text = ALWAYS + "".join(text_of(page.tree) for page in pages)
    files: dict[str, bytes] = {}
    rules = []
    for face in FACES:
        if (fonts / face.file).is_file():
            name = f"fonts/{Path(face.file).stem}.woff2"
            files[name] = woff2(fonts / face.file, text)
            rules.append(_rule(face, name))
            files[f"fonts/{face.licence}"] = (fonts / face.licence).read_bytes()
    return files, "".join(rules)


def woff2(path: Path, text: str) -> bytes:
    """The font with only the glyphs that `text` needs; same input, same bytes."""
    options = subset.Options(flavor="woff2", hinting=False, notdef_outline=True)
    options.layout_features = ["*"]
    font = TTFont(path, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()


def _rule(face: Face, name: str) -> str:
    return (
        f"@font-face {{ font-family: '{face.family}'; font-weight: {face.weight}; "
        f"src: url(../{name}) format('woff2'); }}\n"
    )
