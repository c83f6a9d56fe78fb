"""Takes pictures into the EPUB: only from inside the book folder, and only safe ones."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from studyguide.book_folder import (
    LARGEST_PICTURE,
    OUTSIDE,
    content_of,
    is_file,
    is_larger,
    is_outside,
)
from studyguide.diagnostics import Pos, Report
from studyguide.images.plain_svg import Broken, plain_svg
from studyguide.images.raster import NO_PICTURE, TOO_MANY, is_raster, is_too_large, upright

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")  # `https:`, `data:`, `//host`

# EPUB 3.3 section 3.2, core media types: what every reader must show
SIGNATURES = (
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"RIFF", ".webp"),
)


class Refused(Exception):
    """A picture that cannot go into the book; the text says why."""


@dataclass
class Pictures:
    """The pictures of one book: those taken, by the name they have in the package."""

    base: Path
    report: Report
    places: Mapping[str, Pos | None] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    animated: bool = False

    def take(self, url: str) -> str | None:
        """The name in the package of the picture at `url`, or None when it is refused."""
        try:
            content, suffix = self.read(url)
        except Refused as refused:
            self.report.add("E001", self.places.get(url), url=url, reason=str(refused))
            return None
        self.animated = self.animated or (suffix == ".gif" and content.count(b"\x21\xf9\x04") > 1)
        return self.add(content, suffix)

    def add(self, content: bytes, suffix: str) -> str:
        """The name in the package of a picture that is safe already."""
        name = sha256(content).hexdigest()[:12] + suffix
        self.files[name] = content
        return name

    def read(self, url: str) -> tuple[bytes, str]:
        """The picture's bytes, made safe, and its suffix; raises `Refused`."""
        content = content_of(inside(self.base, url))
        if is_too_large(content):
            raise Refused(TOO_MANY)
        if not is_raster(content):
            return self._plain(content, url), ".svg"
        suffix = next(suffix for start, suffix in SIGNATURES if content.startswith(start))
        return upright(content), suffix

    def _plain(self, content: bytes, url: str) -> bytes:
        try:
            plain, removed = plain_svg(content)
        except Broken as broken:
            reason = str(broken) if url.lower().endswith(".svg") else NO_PICTURE
            raise Refused(reason) from broken
        if removed and url not in self.places:  # the notes' own pictures are told of already
            self.report.add("E002", self.places.get(url), url=url, parts=", ".join(removed))
        return plain


def inside(base: Path, url: str) -> Path:
    """The file `url` names, when it really lies in `base`; raises `Refused`."""
    if SCHEME.match(url):
        raise Refused("it is not a file of the book")
    path = base / unquote(url)
    if is_outside(path, base.resolve()):
        raise Refused(OUTSIDE)
    if not is_file(path):
        raise Refused("there is no such file")
    if is_larger(path, LARGEST_PICTURE):
        raise Refused(f"it is larger than {LARGEST_PICTURE} MB")
    return path
