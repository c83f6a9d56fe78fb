"""Gives WeasyPrint the files of the book folder and of the templates, and nothing else.

Both lie under made-up addresses, so that the bytes of a PDF do not tell where it was made.
"""

import mimetypes
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from studyguide.book_folder import OUTSIDE, content_of, is_outside
from studyguide.images.plain_svg import Broken, plain_svg
from studyguide.images.raster import TOO_MANY, is_raster, is_too_large, of_eight_bits
from studyguide.outputs.stylesheet import FONTS
from studyguide.pdf.engine.sheets import BOOK_URL, TEMPLATES_URL


class Refused(ValueError):
    """The address lies outside what a build may read; the text is the reason."""


class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Reads below `roots` (address prefix → folder) and `made` (address → content)."""

    def __init__(
        self,
        roots: Mapping[str, Path],
        made: Mapping[str, bytes],
        refused: Callable[[str, str], None],
    ) -> None:
        super().__init__(allowed_protocols=("file", "data"))
        self._roots = {prefix: root.resolve() for prefix, root in roots.items()}
        self._made = made
        self._refused = refused

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The content at `url`; anything outside is refused and told."""
        try:
            content = self._made[url] if url in self._made else self._read(url, headers)
        except (Refused, OSError) as error:
            self._refused(shown(url), _reason(error))
            raise
        kind = mimetypes.guess_type(urlsplit(url).path)[0] or "application/octet-stream"
        return URLFetcherResponse(url, content, {"Content-Type": kind})

    def _read(self, url: str, headers: Any) -> bytes:
        if url.startswith("data:"):
            with super().fetch(url, headers) as packed:
                return _safe(packed.read())
        for prefix, root in self._roots.items():
            if url.startswith(prefix):
                path = root / unquote(urlsplit(url[len(prefix) :]).path)
                if is_outside(path, root):
                    raise Refused(OUTSIDE)
                content = content_of(path)
                is_own = prefix != BOOK_URL or path.suffix.lower() in FONTS
                return content if is_own else _safe(content)
        raise Refused("only files in the book folder are read")


def _safe(content: bytes) -> bytes:
    """A picture of the author's as WeasyPrint may have it: a drawing, or one of few pixels."""
    if is_too_large(content):
        raise Refused(TOO_MANY)
    if is_raster(content):
        return of_eight_bits(content)
    try:
        return plain_svg(content)[0]
    except Broken as broken:
        raise Refused(str(broken)) from broken


def shown(url: str) -> str:
    """The address as the author wrote it: without the made-up beginning."""
    return unquote(url.removeprefix(BOOK_URL).removeprefix(TEMPLATES_URL))


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    return str(error) if isinstance(error, Refused) else "it cannot be opened"
