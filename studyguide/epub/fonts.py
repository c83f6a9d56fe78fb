"""Subsets the bundled fonts to the characters of one book, as WOFF2."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from lxml import etree

from studyguide.epub.pages import Page
from studyguide.epub.xhtml import MATHML, Node, formulas_of, tag

ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "장나온곳각주판권차례표지용어집…·→“”‘’"


# letters by those that stand for them in a formula; Unicode had ℎ before the others
ITALIC = {chr(0x41 + at): chr(0x1D434 + at) for at in range(26)}
ITALIC |= {chr(0x61 + at): chr(0x1D44E + at) for at in range(26)} | {"h": "ℎ"}
ITALIC |= {chr(0x391 + at): chr(0x1D6E2 + at) for at in range(25)}
ITALIC |= {chr(0x3B1 + at): chr(0x1D6FC + at) for at in range(25)}
ITALIC |= dict(zip("∂ϵϑϰϕϱϖ", "𝜕𝜖𝜗𝜘𝜙𝜚𝜛", strict=True))


@dataclass(frozen=True)
class Face:
    """A font file, the CSS family and weight it serves, its licence if it has one of its own."""

    file: str
    family: str
    weight: int
    licence: str = ""


FACES = (
    Face("NotoSerifKR-Regular.ttf", "Noto Serif KR", 400, "NotoSerifKR-OFL.txt"),
    Face("Pretendard-Regular.ttf", "Pretendard", 400, "Pretendard-OFL.txt"),
    Face("Pretendard-Bold.ttf", "Pretendard", 700, "Pretendard-OFL.txt"),
    Face("D2Coding.ttf", "D2Coding", 400, "D2Coding-OFL.txt"),
    Face("PressBar.ttf", "Press Bar", 400),  # `|` in one piece, before D2Coding in code
)


# letters of syllables that Korean no longer has, which it joins; a book seldom has them
OLD = Face("NotoSerifKR-Old.ttf", "Noto Serif KR Old", 400, "NotoSerifKR-Old-OFL.txt")
OLD_LETTERS = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")
# what a reader stretches in formulas: brackets, roots, braces
MATH = Face("LatinModern-Math.otf", "Latin Modern Math", 400, "LatinModern-Math-GFL.txt")
STRETCHED = "()[]{}|‖√∑∏∫⏞⏟←→↔⇌⟨⟩⌊⌋⌈⌉¯^~′−"
# Only a book that brings its typefaces takes the choice from the reader
BROUGHT = """body { font-family: 'Noto Serif KR', 'Noto Serif KR Old', serif; }
body math { font-family: 'Latin Modern Math', 'Noto Serif KR', math, serif; }
"""


@dataclass(frozen=True)
class Embedded:
    """Subsets and licences by their path in the package, and the `@font-face` rules."""

    files: dict[str, bytes] = field(default_factory=dict)
    licences: dict[str, bytes] = field(default_factory=dict)
    rules: str = ""


def embed(pages: list[Page], fonts: Path, faces: Sequence[Face] = FACES) -> Embedded:
    """`faces` and the one of formulas, if there are any, cut down to what the pages show.

    Without `faces` nothing is brought: EPUBCheck has a note (CSS-028) on every `@font-face`.
    """
    if not faces:
        return Embedded()
    whole = "".join(_text(page.tree) for page in pages)
    texts = dict.fromkeys(faces, ALWAYS + whole)
    if old := "".join(OLD_LETTERS.findall(whole)):
        texts[OLD] = old
    if shown := "".join(map(_shown, (each for page in pages for each in formulas_of(page.tree)))):
        texts[MATH] = shown + STRETCHED
    rules = "".join(map(_rule, texts)) + BROUGHT
    files = {_name(face): woff2(fonts / face.file, text) for face, text in texts.items()}
    licences = filter(None, (face.licence for face in texts))
    kept = {f"fonts/{name}": (fonts / name).read_bytes() for name in licences}
    return Embedded(files, kept, rules)


def _text(node: Node) -> str:
    return str(etree.tostring(node, method="text", encoding="unicode"))


def _shown(formula: Node) -> str:
    """The characters of a formula; a lone letter is shown as the italic one (MathML Core 4.2)."""
    letters = (str(each.text or "") for each in formula.iter(f"{{{MATHML}}}mi"))
    italic = (ITALIC.get(letter, "") for letter in letters)
    return _text(formula) + "".join(italic) if tag(formula) == "math" else ""


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
