"""A folder of files that a build made and the next one may use, each below its checksum.

The name of a file tells all that went into it. A damaged file counts as absent, nothing in a file
can be run, and what a build does not use goes.
"""

import hashlib
import re
from contextlib import suppress
from pathlib import Path

from studyguide.files import replace_file

NAME = re.compile(r"[0-9a-f]{64}")  # `2f8c…02ed1`: a person's own file is never touched
SUM = 32  # bytes of the checksum before the content


class Store:
    """Bytes by name; `None` keeps nothing, a fresh build does not look at what the folder holds."""

    def __init__(self, folder: Path | None, is_fresh: bool = False) -> None:
        self._folder = folder
        self._is_fresh = is_fresh
        self._used: set[str] = set()

    @property
    def keeps(self) -> bool:
        """Whether it keeps what it is given."""
        return self._folder is not None

    def get(self, name: str) -> bytes | None:
        """The content of that name, or None when there is none that is whole."""
        if self._folder is None:
            return None
        self._used.add(name)
        if self._is_fresh:
            return None
        try:
            found = (self._folder / name).read_bytes()
        except OSError:
            return None
        content = found[SUM:]
        return content if _sum(name, content) == found[:SUM] else None

    def put(self, name: str, content: bytes) -> None:
        """Keep content; a folder that cannot be written to is no fault."""
        if self._folder is None:
            return
        self._used.add(name)
        try:
            replace_file(self._folder / name, _sum(name, content) + content)
        except OSError:
            self._folder = None

    def tidy(self) -> None:
        """Take away what this build had no use for."""
        with suppress(OSError):
            for path in self._folder.iterdir() if self._folder else ():
                is_ours = NAME.fullmatch(path.name) and path.is_file()
                if is_ours and path.name not in self._used:
                    with suppress(OSError):
                        path.unlink()


def _sum(name: str, content: bytes) -> bytes:
    """The checksum of a file, which counts under its own name alone."""
    return hashlib.sha256(name.encode() + content).digest()
