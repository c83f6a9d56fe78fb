"""Makes the web book: a page for each chapter, with contents, definitions and search."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.outputs.headings import bars_of
from studyguide.site import assets, dress, links, search
from studyguide.site.assets import Pictures
from studyguide.site.definitions import definitions
from studyguide.site.fill import LIVE, SCRIPTS, Filler
from studyguide.site.sections import Page, Section, cut

INDEX = "index.html"


@dataclass(frozen=True)
class Site:
    """A web book: every file of it by its address, and what its pages are made of."""

    book: Book
    pages: tuple[Page, ...]  # in reading order
    files: dict[str, bytes]
    places: Mapping[str, str]  # the file of the page that each anchor stands on
    cover: str = ""  # the address of the author's own picture


def make(body: str, book: Book, report: Report, is_live: bool = False) -> Site:
    """The pages of `body` (html5 of pandoc) and all that they load.

    A live one, for the preview, listens for changes; its typefaces and scripts are added by
    `shared`, which no change of the notes touches.
    """
    pictures = Pictures(book)
    sections = prepared(body, book, pictures)
    bars = tuple(bars_of(each.root for each in sections if each.part == "chapter"))
    made = {
        "assets/definitions.js": assets.definitions(definitions(sections)),
        "assets/text.js": assets.search_rows(
            [(each.file, _title(each)) for each in sections], search.rows(sections)
        ),
        "assets/book.css": assets.styles(book, pictures, report, "ttf" if is_live else "woff2"),
        **assets.drawings(bars, book),
    }
    places = links.places_of(sections)
    links.name_places(sections)
    for section in sections:
        links.lead(section, places)
    cover = pictures.keep(book.cover) if book.cover else ""
    pages = tuple(each.page() for each in sections)
    site = Site(book, pages, {**made, **pictures.files}, places, cover)
    site.files.update(filled(site, is_live))
    if not is_live:
        site.files.update(assets.scripts(("theme", *SCRIPTS[:-1])))
        site.files.update(assets.cut_fonts(_shown(site.files)))
    return site


def shared() -> dict[str, bytes]:
    """What a live site loads besides, the same for every book, and stand-ins until there is one."""
    return {
        "assets/book.css": assets.plain_styles("ttf").encode(),
        "assets/definitions.js": assets.definitions({}),
        "assets/icon.svg": assets.ICON.encode(),
        **assets.scripts(("theme", *SCRIPTS[:-1], LIVE)),
        **assets.whole_fonts(),
    }


def filled(site: Site, is_live: bool) -> dict[str, bytes]:
    """The pages of a site as files."""
    filler = Filler(site.book, site.pages, site.cover, is_live)
    found = {page.file: filler.section(at).encode() for at, page in enumerate(site.pages)}
    return {INDEX: filler.index().encode(), **found}


def with_part(site: Site, body: str, names: Collection[str]) -> Site:
    """A live site with the chapters `names` as `body` (html5) has them, the rest as it was."""
    pictures = Pictures(site.book)
    fresh = {s.name: s for s in prepared(body, site.book, pictures) if s.name in names}
    places = {**site.places, **links.places_of(fresh.values())}
    for section in fresh.values():
        links.lead(section, places)
    pages = tuple(fresh[p.name].page() if p.name in fresh else p for p in site.pages)
    found = replace(site, pages=pages, places=places, files={**site.files, **pictures.files})
    found.files.update(filled(found, is_live=True))
    return found


def prepared(body: str, book: Book, pictures: Pictures) -> list[Section]:
    """The sections of a body as a screen shows them, their links not yet led to pages."""
    sections = dress.fold_answers(cut(body, book.title))
    anchors = {anchor for section in sections for anchor in section.anchors()}
    for section in sections:
        dress.drop_links_to(section.root, anchors)
        dress.dress(section, pictures.address)
    return sections


def _title(section: Section) -> str:
    return f"{section.number}장 {section.title}" if section.number.isdigit() else section.title


def _shown(files: Mapping[str, bytes]) -> str:
    """Every character that the pages show."""
    names = [name for name in files if name.endswith((".html", ".js"))]
    return "".join(sorted(set("".join(files[name].decode() for name in names))))
