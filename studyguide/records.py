"""Keeps what was made of a part of a book, so that an unchanged part is not made again.

The name of a file tells all that went into it; a file holds plain JSON below its checksum. A
damaged file counts as absent, nothing in a file can be run, and what a build does not use goes.
"""

import hashlib
import json
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from studyguide import kept
from studyguide.files import replace_file

SUM = 32  # bytes of the checksum before the content


class Records:
    """A folder of records; `None` keeps nothing, a fresh build does not look at what it holds."""

    def __init__(self, folder: Path | None, is_fresh: bool = False) -> None:
        self._folder = folder
        self._is_fresh = is_fresh
        self._used: set[str] = set()

    def get(self, name: str) -> Any:
        """The record of that name, or None when there is none that is whole."""
        if self._folder is None:
            return None
        self._used.add(name)
        if self._is_fresh:
            return None
        try:
            content = (self._folder / name).read_bytes()
            if hashlib.sha256(content[SUM:]).digest() != content[:SUM]:
                return None
            return json.loads(content[SUM:])
        except (OSError, ValueError, RecursionError):
            return None

    def put(self, name: str, record: Any) -> None:
        """Keep a record; a folder that cannot be written to is no fault."""
        if self._folder is None:
            return
        self._used.add(name)
        content = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
        try:
            replace_file(self._folder / name, hashlib.sha256(content).digest() + content)
        except OSError:
            self._folder = None

    def tidy(self) -> None:
        """Take away what this build had no use for."""
        with suppress(OSError):
            for path in self._folder.iterdir() if self._folder else ():
                if path.name not in self._used and path.is_file():
                    path.unlink()


NOWHERE = Records(None)


def name(*parts: str) -> str:
    """The name of a record made of these parts by this press."""
    digest = hashlib.sha256(_press())
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(content)}:".encode() + content)
    return digest.hexdigest()


@cache
def _press() -> bytes:
    """The press with its versions; it does not change while it works."""
    return hashlib.sha256("\0".join(kept.press()).encode("utf-8", "surrogateescape")).digest()
