"""Formulas that an earlier build has already set, one small file each."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from studyguide.files import replace_file


@dataclass(frozen=True)
class Record:
    """What MathJax made of one formula: SVG and MathML, or an error and its kind.

    `drawing` is the SVG compiled for print, once it was.
    """

    svg: str = ""
    mathml: str = ""
    error: str = ""
    kind: str = ""
    drawing: Sequence[Any] = ()


class RecordCache:
    """Records in memory, and in a folder if one is given. A damaged file counts as absent."""

    def __init__(self, folder: Path | None):
        self._folder = folder
        self._records: dict[str, Record] = {}

    def get(self, key: str) -> Record | None:
        """The record of this key, if it is known."""
        if key not in self._records and (record := self._read(key)):
            self._records[key] = record
        return self._records.get(key)

    def put(self, key: str, record: Record) -> None:
        """Remember a record; a folder that cannot be written to is no fault."""
        self._records[key] = record
        if self._folder is None:
            return
        try:
            replace_file(self._folder / f"{key}.json", _seal(key, record).encode())
        except OSError:
            self._folder = None

    def _read(self, key: str) -> Record | None:
        if self._folder is None:
            return None
        try:
            return _unseal(key, (self._folder / f"{key}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError):
            return None


def _seal(key: str, record: Record) -> str:
    """The record's JSON after a line with its checksum, which counts under its own key alone."""
    body = json.dumps(asdict(record), ensure_ascii=False, sort_keys=True)
    return f"{_checksum(key, body)}\n{body}"


def _unseal(key: str, text: str) -> Record:
    checksum, _, body = text.partition("\n")
    if checksum != _checksum(key, body):
        raise ValueError("damaged")
    fields = json.loads(body)
    return Record(**{**fields, "drawing": tuple(fields.get("drawing", ()))})


def _checksum(key: str, body: str) -> str:
    return hashlib.sha256(f"{key}\n{body}".encode()).hexdigest()
