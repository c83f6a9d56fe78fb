"""Keeps what was made of a part of a book, so that an unchanged part is not made again.

The name of a record tells all that went into it; a record is plain JSON.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from studyguide import kept
from studyguide.store import Store


class Records:
    """A folder of records; `None` keeps nothing, a fresh build does not look at what it holds."""

    def __init__(self, folder: Path | None, is_fresh: bool = False) -> None:
        self._store = Store(folder, is_fresh)

    def get(self, name: str) -> Any:
        """The record of that name, or None when there is none that is whole."""
        content = self._store.get(name)
        try:
            return None if content is None else json.loads(content)
        except (ValueError, RecursionError):
            return None

    def put(self, name: str, record: Any) -> None:
        """Keep a record, if the folder takes it."""
        if self._store.keeps:
            text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
            self._store.put(name, text.encode("utf-8", "surrogatepass"))

    def tidy(self) -> None:
        """Take away what this build had no use for."""
        self._store.tidy()


NOWHERE = Records(None)


def name(*parts: str) -> str:
    """The name of a record made of these parts by this press."""
    digest = hashlib.sha256(press())
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(content)}:".encode() + content)
    return digest.hexdigest()


@cache
def press() -> bytes:
    """The digest of the press with its versions; it does not change while it works."""
    return hashlib.sha256("\0".join(kept.press()).encode("utf-8", "surrogateescape")).digest()
