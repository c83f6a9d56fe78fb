"""Formulas that an earlier build has already set, one small file each."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studyguide.keeping.records import Records


@dataclass(frozen=True)
class Record:
    """What MathJax made of one formula: SVG and MathML, or an error and its kind.

    `drawing` is the SVG compiled for print, once it was.
    """

    svg: str = ""
    mathml: str = ""
    error: str = ""
    kind: str = ""
    drawing: tuple[Any, ...] = ()


class RecordCache:
    """Records in memory, and in a folder if one is given. A damaged file counts as absent."""

    def __init__(self, folder: Path | None):
        self._shelf = Records(folder)
        self._kept: dict[str, Record] = {}  # as the folder has them
        self._records: dict[str, Record] = {}

    def get(self, key: str) -> Record | None:
        """The record of this key, if it is known."""
        if key not in self._records and (record := self._shelf.get(_file(key), Record)):
            self._kept[key] = self._records[key] = record
        return self._records.get(key)

    def hold(self, key: str, record: Record) -> None:
        """Remember a record that is not whole yet."""
        self._records[key] = record

    def put(self, key: str, record: Record) -> None:
        """Remember a record; a folder that cannot be written to is no fault."""
        self._records[key] = record
        if self._kept.get(key) != record:
            self._kept[key] = record
            self._shelf.put(_file(key), record)


def _file(key: str) -> str:
    return f"{key}.json"
