"""Keeps what was made of a part of a book, so that an unchanged part is not made again.

The name of a file tells all that went into it; a file holds plain JSON below its checksum. A
damaged file counts as absent, nothing in a file can be run, and what a build does not use goes.
"""

import hashlib
import json
import re
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from studyguide import kept
from studyguide.files import replace_file

NAME = re.compile(r"[0-9a-f]{64}")  # `2f8c…02ed1`: a person's own file is never touched
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
            if _sum(name, content[SUM:]) != content[:SUM]:
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
            replace_file(self._folder / name, _sum(name, content) + content)
        except OSError:
            self._folder = None

    def tidy(self) -> None:
        """Take away what this build had no use for."""
        with suppress(OSError):
            for path in self._folder.iterdir() if self._folder else ():
                is_ours = NAME.fullmatch(path.name) and path.is_file()
                if is_ours and path.name not in self._used:
                    path.unlink()


NOWHERE = Records(None)


def _sum(name: str, content: bytes) -> bytes:
    """The checksum of a file, which counts under its own name alone."""
    return hashlib.sha256(name.encode() + content).digest()


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
