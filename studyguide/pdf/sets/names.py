"""Names a set unit by all that went into it, so that one kept from an earlier build is the same."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from studyguide.book_folder import is_file, is_outside
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.files import digest_of
from studyguide.keeping import named, records
from studyguide.outputs import stylesheet
from studyguide.pdf.html.units import Unit

# `src="pictures/queue.svg"`, `url(&quot;dot.png&quot;)`: what a unit shows from the book folder
SHOWN = re.compile(
    r"""\s(?:src|data|(?:xlink:)?href)="([^"]+)"|url\((?:&quot;|["'])?(.+?)(?:&quot;|["'])?\)"""
)
ELSEWHERE = re.compile(r"(?!file:)[a-z][a-z+.-]*:", re.I)  # `https:`, `formula:`


class Names:
    """The names of the units of one book as this press sets it on this machine."""

    def __init__(self, book: Book, own: str, drawings: Mapping[str, bytes], base: Path) -> None:
        self._root, self._base = book.root.resolve(), base
        self._drawings = b"\0".join(drawings.values())
        digest = hashlib.sha256()
        for part in _common(book, own):
            digest.update(f"{len(part)}:".encode() + part.encode("utf-8", "surrogatepass"))
        self._common = digest.hexdigest()

    def __call__(self, unit: Unit, is_right: bool) -> str:
        """The name of a unit that begins on that side."""
        pictures = {one or other for one, other in SHOWN.findall(unit.html)}
        parts = [self._common, unit.html, str(unit.is_first), str(is_right)]
        parts += [f"{name}\0{self._content(name)}" for name in sorted(pictures)]
        digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass"))
        if unit.is_first:
            digest.update(self._drawings)
        return digest.hexdigest()

    def _content(self, name: str) -> str:
        address = unescape(name)
        if ELSEWHERE.match(address):
            return ""
        name, _, _ = address.partition("#")[0].partition("?")
        path = self._base / unquote(name)
        is_ours = name and is_file(path) and not is_outside(path, self._root)
        return digest_of(path) if is_ours else ""


def _common(book: Book, own: str) -> Iterator[str]:
    """The press with its versions and libraries, the style sheets and the book's typefaces."""
    yield repr((book.lang, book.uuid, book.theme, book.page_format, book.fonts, book.local_css))
    yield own
    yield records.press().hex()
    yield repr(sorted(named.libraries().items()))
    yield from (digest_of(path) for path in [*book.fonts.values(), *_named_by_styles(book)])


def _named_by_styles(book: Book) -> Iterable[Path]:
    found: list[Path] = []

    def keep(url: str, kinds: stylesheet.Kinds) -> str:
        found.append(book.root / stylesheet.inside(book, url, kinds))
        return url

    stylesheet.cleaned(book, Report(), keep)
    return found
