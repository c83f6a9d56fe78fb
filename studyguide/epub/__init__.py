"""Writes the EPUB: prepares the document, lets pandoc split it, finishes and packs the pages."""

import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from studyguide import pandoc
from studyguide.config import Book
from studyguide.diagnostics import Pos, Report
from studyguide.epub.access import Access, access
from studyguide.epub.cover import cover
from studyguide.epub.fonts import FACES, embed
from studyguide.epub.package import Contents, bind, pack
from studyguide.epub.pages import Page, finish
from studyguide.epub.pictures import Pictures
from studyguide.epub.styles import styles
from studyguide.epub.tree import Element, ToFormula, prepare
from studyguide.files import TEMPLATES
from studyguide.outputs.blocks import PageStart
from studyguide.outputs.profiles import STANDARD, Profile

CHAPTER_FILE = re.compile(r"EPUB/text/ch\d+\.xhtml")  # `EPUB/text/ch001.xhtml`
MEDIA_FILE = re.compile(r'(?<=src=")\.\./(media/file\d+\.\w+)')  # `src="../media/file0.png`


@dataclass(frozen=True)
class Packed:
    """The book on the shelf: where it is, its bytes, how many chapters it has."""

    path: Path
    size: int
    chapters: int


def write(
    doc: str,
    book: Book,
    out: Path,
    report: Report,
    formula: ToFormula,
    places: Mapping[str, Pos | None] | None = None,
    starts: Sequence[PageStart] = (),
    profile: Profile = STANDARD,
) -> Packed:
    """Write the final document (pandoc JSON) as an EPUB 3.3 file to `out`.

    `formula(tex, display)` gives MathML, a drawing, or None; `places` tells where the notes
    name each picture, `starts` where the pages of the PDF begin, when it was made before.
    Nothing outside the book folder is read, and no clock.
    """
    pictures = Pictures(book.root, report, places or {})
    tree = prepare(json.loads(doc), pictures, formula)
    pages, printed = finish(_split(tree, book, pictures), starts, profile, book.embed_fonts)
    fonts = embed(pages, TEMPLATES / "fonts", FACES if book.embed_fonts else ())
    sheet = styles(book, pictures, report)
    front, cover_files = cover(book, pages, report, TEMPLATES, sheet.tokens)
    files = {"styles/book.css": (fonts.rules + sheet.css).encode()}
    files |= {"styles/night.css": sheet.night.encode()}
    files |= fonts.files | sheet.fonts | cover_files
    files |= {f"images/{name}": content for name, content in sorted(pictures.files.items())}
    said = _access(pages, book, report, pictures.animated, bool(printed))
    contents = Contents(pages, files, front, said, fonts.licences, printed)
    package = bind(book, contents, TEMPLATES, profile)
    size = pack(package, out)
    return Packed(out, size, sum(page.kind == "chapter" for page in pages))


def _access(pages: list[Page], book: Book, report: Report, animated: bool, paged: bool) -> Access:
    """What the book says of itself; the author is told why it does not say that it conforms."""
    trees = [page.tree for page in pages]
    said, bars = access(trees, animated, paged, book.certified_by)
    for reason in bars if book.certified_by else ():
        report.add("E003", None, name=book.certified_by, reason=reason)
    return said


def _split(tree: Element, book: Book, pictures: Pictures) -> dict[str, bytes]:
    """Pandoc's chapter files in reading order, their pictures under our own names.

    Pandoc reads the pictures from a folder that holds nothing else.
    """
    with TemporaryDirectory() as folder:
        for name, content in pictures.files.items():
            (Path(folder) / name).write_bytes(content)
        packed = Path(folder) / "pages.epub"
        pandoc.convert(
            json.dumps(tree), "json", "epub3-task_lists", _arguments(book, folder), packed
        )
        with zipfile.ZipFile(packed) as archive:
            return _pages_of(archive, pictures)


def _arguments(book: Book, folder: str) -> list[str]:
    return [
        "--split-level=1",
        "--epub-title-page=false",
        "--syntax-highlighting=pygments",
        f"--template={TEMPLATES / 'epub.xhtml'}",
        f"--resource-path={folder}",
        f"--metadata=title:{book.title}",
        f"--metadata=lang:{book.lang}",
        f"--metadata=identifier:{book.uuid}",
    ]


def _pages_of(archive: zipfile.ZipFile, pictures: Pictures) -> dict[str, bytes]:
    names = {content: name for name, content in pictures.files.items()}

    def named(found: re.Match[str]) -> str:
        return "../images/" + names[archive.read(f"EPUB/{found[1]}")]

    found = (name for name in archive.namelist() if CHAPTER_FILE.fullmatch(name))
    chapters = sorted(found, key=lambda name: (len(name), name))  # `ch1000` comes after `ch999`
    return {
        Path(name).name: MEDIA_FILE.sub(named, archive.read(name).decode()).encode()
        for name in chapters
    }
