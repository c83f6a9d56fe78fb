"""Binds pages, pictures, fonts and styles into one EPUB 3 file, the same bytes every time."""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path, PurePosixPath

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree

from studyguide.config import Book
from studyguide.epub.access import Access
from studyguide.epub.modified import modified
from studyguide.epub.pagelist import PrintedPage
from studyguide.epub.pages import KINDS, Page
from studyguide.epub.xhtml import MATHML, all_of, classes, text_of
from studyguide.files import replace_file
from studyguide.outputs import colophon
from studyguide.outputs.profiles import STANDARD, Profile

MEDIA_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".ncx": "application/x-dtbncx+xml",
    ".css": "text/css",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
STORED = frozenset({".png", ".jpg", ".gif", ".webp", ".woff", ".woff2"})  # compressed already
FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # no file of the package knows a clock

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml" />
  </rootfiles>
</container>
"""
APPLE_FONTS = """<?xml version="1.0" encoding="UTF-8"?>
<display_options>
  <platform name="*">
    <option name="specified-fonts">true</option>
  </platform>
</display_options>
"""


@dataclass(frozen=True)
class Cover:
    """The cover picture: its path in the package and what it says to those who cannot see it."""

    href: str
    alt: str


@dataclass(frozen=True)
class Mark:
    """A landmark; `guide` is its name in EPUB 2."""

    type: str
    title: str
    href: str
    guide: str = ""


@dataclass(frozen=True)
class Item:
    """A file in the manifest."""

    key: str
    href: str
    media: str
    properties: str = ""


@dataclass
class Entry:
    """A line of the contents with the lines below it."""

    key: str
    title: str
    href: str
    level: int
    inner: list["Entry"] = field(default_factory=list)


@dataclass(frozen=True)
class Contents:
    """All that goes into one package; `files` by their path under `EPUB/`.

    Licences of fonts lie in `META-INF/`: no page shows them, so no manifest lists them.
    """

    pages: list[Page]
    files: dict[str, bytes]
    cover: Cover
    access: Access
    licences: dict[str, bytes]
    printed: Sequence[PrintedPage] = ()


def bind(
    book: Book, contents: Contents, templates: Path, profile: Profile = STANDARD
) -> dict[str, bytes]:
    """Every file of the package by its path, in the order of the archive."""
    rooms = Environment(
        loader=FileSystemLoader(templates / "epub"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    facts = _facts(book, contents, profile)

    def fill(name: str) -> bytes:
        return rooms.get_template(name).render(facts).encode()

    made = {f"text/{name}": fill(name) for name in ("cover.xhtml", "title.xhtml")}
    made |= {f"text/{page.name}": _serial(page) for page in contents.pages}
    made |= {"text/colophon.xhtml": fill("colophon.xhtml")}
    made |= {"nav.xhtml": fill("nav.xhtml"), "toc.ncx": fill("toc.ncx")}
    inner = {"package.opf": fill("package.opf"), **made, **contents.files}
    outer = {"META-INF/container.xml": CONTAINER.encode()}
    if contents.licences:
        outer["META-INF/com.apple.ibooks.display-options.xml"] = APPLE_FONTS.encode()
        outer |= {f"META-INF/{name}": text for name, text in contents.licences.items()}
    return outer | {f"EPUB/{name}": content for name, content in inner.items()}


def pack(files: dict[str, bytes], out: Path) -> int:
    """Write the archive whole or not at all; returns its size in bytes.

    `mimetype` comes first and uncompressed (EPUB OCF 3.3 section 4.3).
    """
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        _add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        for name, content in files.items():
            is_small = PurePosixPath(name).suffix in STORED
            _add(archive, name, content, zipfile.ZIP_STORED if is_small else None)
    replace_file(out, packed.getvalue())
    return len(packed.getvalue())


def _add(archive: zipfile.ZipFile, name: str, content: bytes, method: int | None) -> None:
    entry = zipfile.ZipInfo(name, FIRST_ZIP_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED if method is None else method
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content, compresslevel=9)


def _serial(page: Page) -> bytes:
    head = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
    etree.cleanup_namespaces(page.tree, keep_ns_prefixes=["epub"])
    return head + bytes(etree.tostring(page.tree, encoding="utf-8")) + b"\n"


def _facts(book: Book, contents: Contents, profile: Profile) -> dict[str, object]:
    """What the templates are filled with."""
    lines = list(_lines(contents.pages, book.toc_depth))
    short = [line for line in lines if line.level <= profile.ncx_depth]
    return {
        "book": book,
        "cover": contents.cover,
        "contents": _nest(lines),
        "ncx": _nest([replace(line, inner=[]) for line in short]),
        "depth": max((line.level for line in short), default=1),
        "pages": contents.printed,
        "last_page": max((int(p.label) for p in contents.printed if p.label.isdigit()), default=0),
        "landmarks": list(_landmarks(contents.pages)),
        "manifest": _manifest(contents),
        "spine": _spine(contents.pages),
        "reads_cover": profile.reads_cover,
        "modified": modified(book),
        "access": contents.access,
        "colophon": [*colophon.facts(book), ("식별자", f"urn:uuid:{book.uuid}")],
    }


def _lines(pages: list[Page], depth: int) -> Iterable[Entry]:
    """The headings with an id, down to `depth`, in reading order."""
    for page in pages:
        yield Entry(page.name.removesuffix(".xhtml"), page.title, page.name, 1)
        for heading in all_of(page.section, "*"):
            level = _level(heading.tag)
            section = heading.getparent()
            in_contents = 2 <= level <= depth and "letter" not in classes(heading)
            if in_contents and section is not None and section.get("id"):
                anchor = str(section.get("id"))
                yield Entry(anchor, text_of(heading), f"{page.name}#{anchor}", level)


def _level(tag: str) -> int:
    """The level of a heading's tag, 0 of any other.

    >>> _level("{http://www.w3.org/1999/xhtml}h2")
    2
    """
    name = tag.rpartition("}")[2]
    return int(name[1]) if len(name) == 2 and name[0] == "h" and name[1].isdigit() else 0


def _nest(lines: list[Entry]) -> list[Entry]:
    top: list[Entry] = []
    above: list[Entry] = []
    for line in lines:
        while above and above[-1].level >= line.level:
            above.pop()
        (above[-1].inner if above else top).append(line)
        above.append(line)
    return top


def _landmarks(pages: list[Page]) -> Iterable[Mark]:
    yield Mark("cover", "표지", "text/cover.xhtml", "cover")
    yield Mark("titlepage", "속표지", "text/title.xhtml", "title-page")
    yield Mark("toc", "차례", "nav.xhtml#toc", "toc")
    first = next((page for page in pages if page.kind == "chapter"), None)
    if first:
        yield Mark("bodymatter", "본문", f"text/{first.name}", "text")
    names = {"glossary": "용어집", "symbols": "기호표", "index": "찾아보기"}
    for page in pages:
        if page.kind in names:
            guide = page.kind if page.kind in ("glossary", "index") else ""
            yield Mark(KINDS[page.kind][1], names[page.kind], f"text/{page.name}", guide)
    yield Mark("colophon", "판권", "text/colophon.xhtml", "colophon")


def _manifest(contents: Contents) -> list[Item]:
    items = [
        Item("nav", "nav.xhtml", MEDIA_TYPES[".xhtml"], "nav"),
        Item("ncx", "toc.ncx", MEDIA_TYPES[".ncx"]),
        Item("cover", "text/cover.xhtml", MEDIA_TYPES[".xhtml"]),
        Item("title-page", "text/title.xhtml", MEDIA_TYPES[".xhtml"]),
    ]
    for page in contents.pages:
        math = "mathml" if next(page.tree.iter(f"{{{MATHML}}}math"), None) is not None else ""
        items.append(Item(_key(page.name), f"text/{page.name}", MEDIA_TYPES[".xhtml"], math))
    items.append(Item("colophon", "text/colophon.xhtml", MEDIA_TYPES[".xhtml"]))
    for name in contents.files:
        is_cover = name == contents.cover.href
        key = "cover-image" if is_cover else _key(name)
        suffix = PurePosixPath(name).suffix
        items.append(Item(key, name, MEDIA_TYPES[suffix], key if is_cover else ""))
    return items


def _key(name: str) -> str:
    """A manifest id; `p-` and `f-` keep it apart from the fixed ones."""
    path = PurePosixPath(name)
    return f"f-{path.stem}" if path.parent.name else f"p-{path.stem}"


def _spine(pages: list[Page]) -> list[str]:
    text = [_key(page.name) for page in pages]
    front = [_key(page.name) for page in pages if KINDS[page.kind][0] == "frontmatter"]
    rest = [key for key in text if key not in front]
    return ["cover", "title-page", *front, "nav", *rest, "colophon"]
