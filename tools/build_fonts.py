"""Rebuilds templates/fonts/ from the Debian and npm packages that carry the typefaces.

Run as `python tools/build_fonts.py`; needs `npm` and `apt-get`, and the development
dependencies. The outcome is committed: no build of a book ever runs this.
"""

import argparse
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.merge import Merger
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont, newTable
from natsort import natsorted

FONTS = Path(__file__).resolve().parent.parent / "templates" / "fonts"

NPM = {
    "@fontsource/noto-serif-kr": "5.3.0",
    "@fontsource/pretendard": "5.3.0",  # for its licence text alone
    "pretendard": "1.3.9",
    "@expo-google-fonts/noto-emoji": "0.4.7",
}
DEBIAN = ("fonts-naver-d2coding", "fonts-lmodern", "fonts-noto-cjk")
# the letters of syllables that Korean no longer has (ᄒᆞᆫ), and the tone marks beside them
OLD_HANGUL = (
    *range(0x1100, 0x1200),
    *range(0xA960, 0xA980),
    *range(0xD7B0, 0xD800),
    0x302E,
    0x302F,
)
JOINING = ["ccmp", "ljmo", "vjmo", "tjmo"]  # features by which letters become a syllable
ERROR = 1.0  # units of a thousandth of an em by which a curve of TrueType may be off
PRETENDARD_WEIGHTS = ("Regular", "SemiBold", "Bold")
# Layout tables of a slice name glyphs of that slice only; the Latin one alone is kerned.
UNUSED_TABLES = ["BASE", "STAT", "vhea", "vmtx", "prep", "gasp", "GSUB"]


def main() -> None:
    """Fetch the packages, write the typefaces and their licences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FONTS)
    out: Path = parser.parse_args().out
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        npm = {name: fetch_npm(name, version, Path(folder)) for name, version in NPM.items()}
        debian = {name: fetch_debian(name, Path(folder)) for name in DEBIAN}
        write_serif(npm["@fontsource/noto-serif-kr"], out, Path(folder))
        write_old_hangul(debian["fonts-noto-cjk"], out)
        write_sans(npm["pretendard"], npm["@fontsource/pretendard"], out)
        write_emoji(npm["@expo-google-fonts/noto-emoji"], out)
        write_code(debian["fonts-naver-d2coding"], out)
        write_bar(out)
        write_math(debian["fonts-lmodern"], out)


def fetch_npm(name: str, version: str, folder: Path) -> Path:
    """Unpack one npm package; returns its `package` folder."""
    target = folder / name.replace("/", "-").lstrip("@")
    target.mkdir()
    command = ["npm", "pack", "--silent", f"{name}@{version}"]
    archive = subprocess.run(command, cwd=target, check=True, capture_output=True, text=True)
    with tarfile.open(target / archive.stdout.strip()) as packed:
        packed.extractall(target, filter="data")
    return target / "package"


def fetch_debian(name: str, folder: Path) -> Path:
    """Unpack one Debian package; returns the root of its files."""
    target = folder / name
    target.mkdir()
    subprocess.run(["apt-get", "download", name], cwd=target, check=True, capture_output=True)
    (archive,) = target.glob("*.deb")
    subprocess.run(["dpkg", "-x", archive.name, "root"], cwd=target, check=True)
    return target / "root"


def write_serif(package: Path, out: Path, folder: Path) -> None:
    """Join the web slices of Noto Serif KR Regular into one static TrueType font."""
    slices = package.glob("files/noto-serif-kr-*-400-normal.woff2")
    latin_first = natsorted(slices, key=lambda path: ("-latin-4" not in path.name, path.name))
    parts = list(write_parts(latin_first, folder))
    font = Merger().merge([str(part) for part in parts])
    name_regular(font)
    font["post"].formatType = 3.0  # no glyph names: PDF and EPUB need none
    font.recalcTimestamp = False
    font.save(out / "NotoSerifKR-Regular.ttf")
    shutil.copy(package / "LICENSE", out / "NotoSerifKR-OFL.txt")


def write_old_hangul(root: Path, out: Path) -> None:
    """Take the letters of old syllables out of Noto Serif CJK, as TrueType."""
    (path,) = root.glob("usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
    faces = TTCollection(str(path)).fonts
    font = next(face for face in faces if face["name"].getDebugName(1) == "Noto Serif CJK KR")
    options = Options(hinting=False, layout_features=JOINING, notdef_outline=True)
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx", "GPOS", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=OLD_HANGUL)
    subsetter.subset(font)
    outline(font)
    font.recalcTimestamp = False
    font.save(out / "NotoSerifKR-Old.ttf")
    shutil.copy(root / "usr/share/doc/fonts-noto-cjk/copyright", out / "NotoSerifKR-Old-OFL.txt")


def outline(font: TTFont) -> None:
    """Turn the curves of a font from PostScript's into TrueType's."""
    glyphs = font.getGlyphSet()
    drawn = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, ERROR, reverse_direction=True))
        drawn[name] = pen.glyph()
    del font["CFF "]
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphs, font["glyf"].glyphOrder = drawn, font.getGlyphOrder()
    most = font["maxp"]
    most.tableVersion, most.maxZones, most.maxTwilightPoints, most.maxStorage = 0x00010000, 1, 0, 0
    most.maxFunctionDefs = most.maxInstructionDefs = most.maxStackElements = 0
    most.maxSizeOfInstructions = most.maxComponentElements = 0
    font["post"].formatType, font.sfntVersion = 3.0, "\0\1\0\0"


def name_regular(font: TTFont) -> None:
    """The slices were cut from a variable font and still bear the name of its lightest weight."""
    for record in font["name"].names:
        spelled = record.toUnicode().replace(" ExtraLight", "").replace("ExtraLight", "")
        font["name"].setName(
            spelled, record.nameID, record.platformID, record.platEncID, record.langID
        )


def write_parts(slices: Iterable[Path], folder: Path) -> Iterable[Path]:
    """Each slice as TrueType, without the characters an earlier slice has given."""
    seen: set[int] = set()
    for number, path in enumerate(slices):
        font = TTFont(path, recalcTimestamp=False)
        fresh = set(font.getBestCmap()) - seen
        if not fresh:
            continue
        seen |= fresh
        options = Options(hinting=False, layout_features=["kern"] if number == 0 else [])
        options.drop_tables += UNUSED_TABLES if number == 0 else [*UNUSED_TABLES, "GPOS", "GDEF"]
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=fresh)
        subsetter.subset(font)
        font.flavor = None
        part = folder / f"part-{number:03}.ttf"
        font.save(part)
        yield part


def write_sans(package: Path, licensed: Path, out: Path) -> None:
    """Copy three weights of Pretendard unchanged, with the licence its sibling carries."""
    for weight in PRETENDARD_WEIGHTS:
        (path,) = package.glob(f"dist/public/static/**/Pretendard-{weight}.ttf")
        shutil.copy(path, out)
    shutil.copy(licensed / "LICENSE", out / "Pretendard-OFL.txt")


def write_emoji(package: Path, out: Path) -> None:
    """Copy the monochrome Noto Emoji unchanged."""
    shutil.copy(package / "400Regular" / "NotoEmoji_400Regular.ttf", out / "NotoEmoji-Regular.ttf")
    shutil.copy(package / "LICENSE_FONT", out / "NotoEmoji-OFL.txt")


def write_code(root: Path, out: Path) -> None:
    """Take the plain face out of the D2Coding collection, all tables unchanged."""
    (path,) = root.glob("usr/share/fonts/truetype/naver-d2coding/*.ttc")
    face = TTCollection(str(path)).fonts[0]
    face.recalcTimestamp = False
    face.save(out / "D2Coding.ttf")
    shutil.copy(root / "usr/share/doc/fonts-naver-d2coding/copyright", out / "D2Coding-OFL.txt")


def write_bar(out: Path) -> None:
    """Draw the one sign of Press Bar: `|` in one piece, for D2Coding has it in two, like `¦`.

    The name of D2Coding is reserved for the unchanged face, so the sign gets a face of its own
    with the same metrics, and with blanks, for one beside the sign is taken from its face.
    """
    code = TTFont(out / "D2Coding.ttf")
    line, sign = code["hhea"], code["glyf"]["bar"]
    pen = TTGlyphPen(None)
    pen.moveTo((sign.xMin, sign.yMin))
    for corner in ((sign.xMin, sign.yMax), (sign.xMax, sign.yMax), (sign.xMax, sign.yMin)):
        pen.lineTo(corner)
    pen.closePath()
    width = code["hmtx"]["bar"][0]
    blank = TTGlyphPen(None).glyph()
    builder = FontBuilder(code["head"].unitsPerEm)
    builder.setupGlyphOrder([".notdef", "space", "bar"])
    builder.setupCharacterMap({ord(" "): "space", 0xA0: "space", ord("|"): "bar"})
    builder.setupGlyf({".notdef": blank, "space": blank, "bar": pen.glyph()})
    sides = {".notdef": 0, "space": 0, "bar": sign.xMin}
    builder.setupHorizontalMetrics({name: (width, side) for name, side in sides.items()})
    builder.setupHorizontalHeader(ascent=line.ascent, descent=line.descent, lineGap=line.lineGap)
    names = {"familyName": "Press Bar", "styleName": "Regular", "version": "Version 1.0"}
    builder.setupNameTable(names)
    builder.setupOS2(usWinAscent=line.ascent, usWinDescent=-line.descent, xAvgCharWidth=width)
    builder.setupPost(isFixedPitch=1, keepGlyphNames=False)
    made = code["head"].created
    builder.updateHead(created=made, modified=made)
    builder.font.recalcTimestamp = False
    builder.font.save(out / "PressBar.ttf")


def write_math(root: Path, out: Path) -> None:
    """Copy Latin Modern Math unchanged."""
    texmf = root / "usr/share/texmf"
    font = texmf / "fonts/opentype/public/lm-math/latinmodern-math.otf"
    shutil.copy(font, out / "LatinModern-Math.otf")
    licence = texmf / "doc/fonts/lm-math/GUST-FONT-LICENSE.txt"
    shutil.copy(licence, out / "LatinModern-Math-GFL.txt")


if __name__ == "__main__":
    main()
