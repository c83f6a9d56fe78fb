"""Knows an artifact that an earlier build made of just the same: nothing changed, nothing done."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from studyguide.book_folder import MOST_FILES, is_file
from studyguide.codes import Severity
from studyguide.config import Book
from studyguide.diagnostics import Diagnostic, Pos, Report
from studyguide.files import TEMPLATES, replace_file
from studyguide.keeping import named
from studyguide.outputs import stylesheet

NOT_READ = frozenset({".git", ".venv", ".hg", "node_modules", "__pycache__"})  # large, no notes


@dataclass(frozen=True)
class Kept:
    """What a build made: its files by SHA-256, what it said, and the libraries it had loaded."""

    key: str
    title: str
    files: tuple[str, ...]  # lines of the summary
    counts: Mapping[str, int]
    diagnostics: tuple[Mapping[str, Any], ...]
    sums: Mapping[str, str]
    libraries: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def key(book: Book, outputs: Iterable[Path], code: Iterable[Path], *said: object) -> str:
    """The name of all that decides a build: notes, settings, pictures, templates, code, versions.

    `outputs` are folders that the build itself writes to; `code` holds the filters, wherever they
    come from; `said` is what was asked for.
    """
    digest = hashlib.sha256()
    aside = {_real(path) for path in outputs}
    files = [*book.notes, *book.glossary, *([book.cover] if book.cover else [])]
    parts = [
        repr(said),
        repr(book),
        *named.press(),
        *named.contents(islice(_files(book.root, aside), MOST_FILES), book.root),
        *named.contents(files, book.root),
        *named.contents(code, TEMPLATES),
    ]
    for part in parts:
        digest.update(f"{len(part)}:".encode() + part.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def is_seen(book: Book, outputs: Iterable[Path], pictures: Iterable[str]) -> bool:
    """Whether the key knows every picture and typeface that the book names."""
    found = islice(_files(book.root, {_real(p) for p in outputs}), MOST_FILES)
    files = {_real(path) for path in found}
    used = {_real(book.root / name) for name in pictures}

    def keep(url: str, kinds: stylesheet.Kinds) -> str:
        used.add(stylesheet.inside(book, url, kinds))
        return url

    stylesheet.cleaned(book, Report(), keep)
    return used <= files


def recall(stamp: Path, wanted: str) -> Kept | None:
    """What was kept under this key, if all its files are still as they were made."""
    try:
        checksum, _, body = stamp.read_text("utf-8").partition("\n")
        if checksum != _sum(body.encode()):
            return None
        kept = Kept(**json.loads(body))
        is_same = all(named.sum_of(Path(name)) == found for name, found in kept.sums.items())
        is_same &= all(named.state(name) == tuple(was) for name, was in kept.libraries.items())
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return kept if is_same and kept.key == wanted else None


def keep(stamp: Path, kept: Kept) -> None:
    """Write the stamp; a folder that cannot be written to is no fault."""
    body = json.dumps(asdict(kept), ensure_ascii=False, sort_keys=True)
    try:
        replace_file(stamp, f"{_sum(body.encode())}\n{body}".encode())
    except OSError:
        stamp.unlink(missing_ok=True)


def as_row(said: Diagnostic) -> dict[str, Any]:
    """A message as the stamp holds it."""
    return asdict(said)


def to_diagnostic(row: Mapping[str, Any]) -> Diagnostic:
    """The message of a row."""
    severity: Severity = row["severity"]
    pos = Pos(**row["pos"]) if row["pos"] else None
    return Diagnostic(row["code"], severity, pos, row["fact"], row["hint"])


def _files(root: Path, aside: Iterable[Path]) -> Iterator[Path]:
    """Every file of the book folder, links followed for files alone, in a fixed order."""
    left_out = set(aside)
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        folders[:] = sorted(
            name for name in folders if name not in NOT_READ and _real(here / name) not in left_out
        )
        yield from (path for name in sorted(names) if is_file(path := here / name))


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _real(path: Path) -> Path:
    """Where a path leads; a link that leads back to itself leads nowhere, which is no fault."""
    return Path(os.path.realpath(path))
