"""Keeps units that were set, so that an unchanged chapter is not set again.

The name of a file tells all that went into it. A damaged file, or one of another version, counts
as absent; files that a build does not use go away. A build folder may come with a stranger's book:
only the plain records named here are read back, and nothing in a file can be run.
"""

import hashlib
import io
import pickle
import re
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from studyguide.blocks import PageStart
from studyguide.diagnostics import Pos
from studyguide.files import replace_file
from studyguide.pdf.faces import Face
from studyguide.pdf.late import Spot
from studyguide.pdf.pack import Flow, Pack
from studyguide.pdf.placed import Bookmark
from studyguide.pdf.setting import Laid, Told
from studyguide.pdf.sides import Extent

NAME = re.compile(r"[0-9a-f]{64}")  # `2f8c…02ed1`: a unit; a person's own file is never touched
SUM = 32  # bytes of the checksum before the content
RECORDS = (Bookmark, Extent, Face, Flow, Laid, Pack, PageStart, Pos, Spot, Told)
BY_NAME = {(record.__module__, record.__qualname__): record for record in RECORDS}


class _Reader(pickle.Unpickler):
    """Reads records back and nothing else."""

    def find_class(self, module: str, name: str) -> type:
        if (module, name) not in BY_NAME:
            raise pickle.UnpicklingError(f"{module}.{name} is no record of a unit")
        return BY_NAME[module, name]


class Shelf:
    """A folder of set units; `None` keeps nothing, a fresh build does not look at what it holds."""

    def __init__(self, folder: Path | None, is_fresh: bool = False) -> None:
        self._folder = folder
        self._is_fresh = is_fresh
        self._used: set[str] = set()

    def get(self, name: str) -> Laid | None:
        """The unit of that name, if it is there and whole."""
        if self._folder is None:
            return None
        self._used.add(name)
        if self._is_fresh:
            return None
        try:
            content = (self._folder / name).read_bytes()
        except OSError:
            return None
        if _sum(name, content[SUM:]) != content[:SUM]:
            return None
        with suppress(Exception):  # whatever an older version left
            found = _Reader(io.BytesIO(content[SUM:])).load()
            return found if isinstance(found, Laid) else None
        return None

    def put(self, name: str, laid: Laid) -> None:
        """Keep a unit; a folder that cannot be written to is no fault."""
        if self._folder is None:
            return
        self._used.add(name)
        content = pickle.dumps(laid, protocol=5)
        try:
            replace_file(self._folder / name, _sum(name, content) + content)
        except OSError:
            self._folder = None

    def tidy(self) -> None:
        """Take away the units that this build had no use for."""
        if self._folder is None:
            return
        for path in _files(self._folder):
            if NAME.fullmatch(path.name) and path.name not in self._used:
                with suppress(OSError):
                    path.unlink()


def _sum(name: str, content: bytes) -> bytes:
    """The checksum of a file, which counts under its own name alone."""
    return hashlib.sha256(name.encode() + content).digest()


def _files(folder: Path) -> Collection[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_file()]
    except OSError:
        return []
