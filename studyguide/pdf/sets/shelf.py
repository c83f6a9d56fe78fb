"""Keeps units that were set, so that an unchanged chapter is not set again.

The name of a unit tells all that went into it; one of another version counts as absent. A build
folder may come with a stranger's book: only the plain records named here are read back, and nothing
in a file can be run.
"""

import io
import pickle
from contextlib import suppress
from pathlib import Path

from studyguide.diagnostics import Pos
from studyguide.keeping.store import Store
from studyguide.outputs.blocks import PageStart
from studyguide.pdf.joined.faces import Face
from studyguide.pdf.joined.packed import Flow, Pack
from studyguide.pdf.joined.placed import Bookmark
from studyguide.pdf.layout.spots import Spot
from studyguide.pdf.sets.laid import Laid, Told
from studyguide.pdf.sets.sides import Extent

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
        self._store = Store(folder, is_fresh)

    def get(self, name: str) -> Laid | None:
        """The unit of that name, if it is there and whole."""
        content = self._store.get(name)
        if content is None:
            return None
        with suppress(Exception):  # whatever an older version left
            found = _Reader(io.BytesIO(content)).load()
            return found if isinstance(found, Laid) else None
        return None

    def put(self, name: str, laid: Laid) -> None:
        """Keep a unit, if the folder takes it."""
        if self._store.keeps:
            self._store.put(name, pickle.dumps(laid, protocol=5))

    def tidy(self) -> None:
        """Take away the units that this build had no use for."""
        self._store.tidy()
