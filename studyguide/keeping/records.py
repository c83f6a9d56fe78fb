"""Keeps what was made of a part of a book, so that an unchanged part is not made again.

The name of a record tells all that went into it; a record is plain JSON of a known shape.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from studyguide.keeping import named
from studyguide.keeping.store import Store

T = TypeVar("T")


class Records:
    """A folder of records; `None` keeps nothing, a fresh build does not look at what it holds."""

    def __init__(self, folder: Path | None, is_fresh: bool = False) -> None:
        self._store = Store(folder, is_fresh)

    @property
    def keeps(self) -> bool:
        """Whether it keeps what it is given."""
        return self._store.keeps

    def get(self, name: str, shape: type[T]) -> T | None:
        """The record of that name, or None when there is none that is whole and of that shape."""
        content = self._store.get(name)
        try:
            return None if content is None else msgspec.json.decode(content, type=shape)
        except (ValueError, RecursionError):
            return None

    def put(self, name: str, record: object) -> None:
        """Keep a record, if the folder takes it."""
        if self.keeps:
            try:
                self._store.put(name, msgspec.json.encode(record))
            except UnicodeEncodeError:  # half a letter, which JSON has no sign for
                return

    def made(
        self, names: Sequence[str], shape: type[T], make: Callable[[Sequence[int]], Iterable[T]]
    ) -> list[T]:
        """The records of these names, in order; `make` makes those that are missing, by place.

        Of two with one name the first is made.
        """
        found = {name: record for name in names if (record := self.get(name, shape)) is not None}
        places = {name: at for at, name in reversed([*enumerate(names)]) if name not in found}
        missing = dict(sorted(places.items(), key=lambda place: place[1]))
        for name, record in zip(missing, make(list(missing.values())), strict=True):
            found[name] = record
            self.put(name, record)
        return [found[name] for name in names]

    def tidy(self) -> None:
        """Take away what this build had no use for."""
        self._store.tidy()


NOWHERE = Records(None)


def name(*parts: str | bytes) -> str:
    """The name of a record made of these parts by this press."""
    digest = hashlib.sha256(press())
    for part in parts:
        content = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(content))
        digest.update(content)
    return digest.hexdigest()


@cache
def press() -> bytes:
    """The digest of the press with its versions; it does not change while it works."""
    return hashlib.sha256("\0".join(named.press()).encode("utf-8", "surrogateescape")).digest()
