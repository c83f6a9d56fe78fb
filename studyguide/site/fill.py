"""Fills the templates of the web book: the opening page and a page for each section."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import jinja2

from studyguide.config import Book
from studyguide.files import TEMPLATES
from studyguide.outputs import colophon, cover
from studyguide.outputs.headings import Heading
from studyguide.site.sections import Page

LIVE = "live"  # the script that only the preview has
# what a page may load, should it ever say something else: what lies beside it, also in a folder
RULES = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline';"
    " img-src 'self' file:; font-src 'self' file:; base-uri 'none'; form-action 'none'"
)
NEWS = "connect-src 'self'"  # of changes; the live script asks for them
SCRIPTS = ("contents", "cards", "ticks", "match", "search", "definitions")


@dataclass(frozen=True)
class Entry:
    """A section in the contents; `part` is the title of a part that begins with it."""

    section: Page
    inner: tuple[Heading, ...]
    part: str = ""


class Filler:
    """The templates with all that every page of one book shares."""

    def __init__(
        self, book: Book, sections: Sequence[Page], cover_picture: str, is_live: bool = False
    ) -> None:
        """`cover_picture` is the address of the author's own, if there is one."""
        self._sections = sections
        self._rooms = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
        )
        self._shared = {
            "book": book,
            "contents": list(entries(book, sections)),
            "scripts": [*SCRIPTS, *([LIVE] if is_live else [])],
            "rules": f"{RULES}; {NEWS}" if is_live else RULES,
            "cover_picture": cover_picture,
            "title_size": cover.title_size(book.title),
            "colophon": colophon.facts(book),
        }

    def index(self) -> str:
        """The page of the title and the contents."""
        first = self._sections[0] if self._sections else None
        return self._page("index", section=None, after=first)

    def section(self, at: int) -> str:
        """The page of one section."""
        section = self._sections[at]
        before = self._sections[at - 1] if at else None
        after = self._sections[at + 1] if at + 1 < len(self._sections) else None
        return self._page("section", section=section, before=before, after=after)

    def waiting(self) -> str:
        """The page that is shown until there is a book."""
        return self._page("waiting", section=None)

    def _page(self, name: str, **facts: object) -> str:
        template = self._rooms.get_template(f"screen/{name}.html.j2")
        return template.render(**self._shared, **facts)


def entries(book: Book, sections: Sequence[Page]) -> Iterator[Entry]:
    """The lines of the contents down to the depth that book.yaml asks for."""
    parts = {str(first): title for title, first in book.parts.items()}
    for section in sections:
        inner = tuple(
            heading
            for heading in section.headings
            if 1 < heading.level <= book.toc_depth and heading.part == "chapter"
        )
        yield Entry(section, inner, parts.get(section.number, ""))
