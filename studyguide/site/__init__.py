"""Makes the web book: a page for each chapter, with contents, definitions and search."""

from dataclasses import dataclass

from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.pdf.matter import bars_of
from studyguide.site import assets, dress, links, search
from studyguide.site.assets import Pictures
from studyguide.site.definitions import definitions
from studyguide.site.fill import SCRIPTS, Filler
from studyguide.site.sections import Section, cut

LIVE = ("live",)  # the script that only the preview has
INDEX = "index.html"


@dataclass(frozen=True)
class Site:
    """A web book: its sections in reading order, and every file of it by its address."""

    book: Book
    sections: tuple[Section, ...]
    files: dict[str, bytes]


def make(body: str, book: Book, report: Report, is_live: bool = False) -> Site:
    """The pages of `body` (html5 of pandoc) and all that they load.

    A live one, for the preview, takes the typefaces whole and listens for changes.
    """
    pictures = Pictures(book)
    sections = prepared(body, book, pictures)
    bars = tuple(bars_of(each.root for each in sections if each.part == "chapter"))
    explained = definitions(sections)
    found = list(search.rows(sections))
    pages = links.pages_of(sections)
    for section in sections:
        links.name_places(section, pages)
    for section in sections:
        links.lead(section, pages)
    filler = Filler(book, sections, _cover(book, pictures), LIVE if is_live else ())
    files = {INDEX: filler.index().encode()}
    for at, section in enumerate(sections):
        files[section.file] = filler.section(at).encode()
    files |= assets.scripts(("theme", *SCRIPTS[:-1], *(LIVE if is_live else ())))
    files["assets/definitions.js"] = assets.definitions(explained)
    titles = [(each.file, _title(each)) for each in sections]
    files["assets/text.js"] = assets.search_rows(titles, found)
    files |= assets.drawings(bars, book)
    files["assets/book.css"] = assets.styles(book, pictures, report, "ttf" if is_live else "woff2")
    files |= assets.whole_fonts() if is_live else assets.cut_fonts(_shown(files))
    return Site(book, tuple(sections), files | pictures.files)


def prepared(body: str, book: Book, pictures: Pictures) -> list[Section]:
    """The sections of a body as a screen shows them, their links not yet led to pages."""
    sections = dress.fold_answers(cut(body, book.title))
    anchors = {anchor for section in sections for anchor in section.anchors()}
    for section in sections:
        dress.drop_links_to(section.root, anchors)
        dress.dress(section, pictures.address)
    return sections


def _cover(book: Book, pictures: Pictures) -> str:
    return pictures.keep(book.cover) if book.cover else ""


def _title(section: Section) -> str:
    return f"{section.number}장 {section.title}" if section.number.isdigit() else section.title


def _shown(files: dict[str, bytes]) -> str:
    """Every character that the pages show."""
    names = [name for name in files if name.endswith((".html", ".js"))]
    return "".join(sorted(set("".join(files[name].decode() for name in names))))
