"""The pictures that the cards of a deck show."""

import errno
from hashlib import sha256
from pathlib import PurePosixPath

from studyguide.book_folder import OUTSIDE, content_of, is_outside
from studyguide.config import Book
from studyguide.images.plain_svg import plain_svg


class Media:
    """The pictures of one deck, each once, under a name that its content alone decides."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.found: dict[str, bytes] = {}

    def name_of(self, path: str) -> str:
        """The name in Anki's media folder of a picture of the book folder. Raises OSError."""
        if is_outside(self.book.root / path, self.book.root):  # none gets so far, nor further
            raise PermissionError(errno.EACCES, OUTSIDE, path)
        content, suffix = content_of(self.book.root / path), PurePosixPath(path).suffix.lower()
        if suffix == ".svg":
            content = plain_svg(content)[0]
        name = f"{self.book.slug}-{sha256(content).hexdigest()[:12]}{suffix}"
        self.found[name] = content
        return name

    @property
    def names(self) -> dict[str, str]:
        """What Anki calls each numbered file of the package."""
        return {str(at): name for at, name in enumerate(self.found)}

    @property
    def files(self) -> list[tuple[str, bytes]]:
        """The numbered files of the package."""
        return [(str(at), content) for at, content in enumerate(self.found.values())]
