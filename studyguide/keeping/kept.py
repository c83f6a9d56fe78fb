"""Knows an artifact that an earlier build made of just the same: nothing changed, nothing done."""

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from studyguide.book_folder import LARGEST_PICTURE, MOST_FILES, is_file, is_larger, opened
from studyguide.codes import Severity
from studyguide.config import Book
from studyguide.diagnostics import Diagnostic, Pos, Report
from studyguide.files import TEMPLATES, replace_file
from studyguide.outputs import stylesheet

ROOMS = ("studyguide", "filters")  # the press's own code, beside each other
NOT_READ = frozenset({".git", ".venv", ".hg", "node_modules", "__pycache__"})  # large, no notes
LIBRARIES = ("pango", "harfbuzz", "freetype", "fontconfig", "glib")  # of the system, for the PDF
MAPS = Path("/proc/self/maps")  # what is loaded, where the system tells


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
    named = [*book.notes, *book.glossary, *([book.cover] if book.cover else [])]
    parts = [
        repr(said),
        repr(book),
        *press(),
        *_contents(islice(_files(book.root, aside), MOST_FILES), book.root),
        *_contents(named, book.root),
        *_contents(code, TEMPLATES),
    ]
    for part in parts:
        digest.update(f"{len(part)}:".encode() + part.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def press() -> list[str]:
    """What works here: the press's own code, templates and typefaces, and all versions."""
    system = [sys.version, platform.platform()]
    return [*system, *_packages(), *_contents(_press(), TEMPLATES)]


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
        is_same = all(_sum_of(Path(name)) == found for name, found in kept.sums.items())
        is_same &= all(_state(name) == tuple(was) for name, was in kept.libraries.items())
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


def sums(paths: Iterable[Path]) -> dict[str, str]:
    """SHA-256 by path."""
    return {str(path): _sum_of(path) for path in paths}


def libraries() -> dict[str, tuple[int, int]]:
    """The loaded libraries that set type, each with its size and time, where that can be known."""
    try:
        lines = MAPS.read_text("utf-8").splitlines()
    except OSError:
        return {}
    names = {line.split(maxsplit=5)[-1] for line in lines if "/" in line}
    chosen = sorted(n for n in names if any(word in Path(n).name for word in LIBRARIES))
    return {name: _state(name) for name in chosen if Path(name).is_file()}


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


def _press() -> Iterator[Path]:
    """The press itself: its code, templates and typefaces."""
    code = Path(__file__).parents[2]
    for room in ROOMS:
        yield from sorted((code / room).rglob("*.py"))
    yield from sorted(path for path in TEMPLATES.rglob("*") if path.is_file())


def _contents(paths: Iterable[Path], root: Path) -> Iterator[str]:
    for path in paths:
        yield f"{os.path.relpath(path, root)}\0{_state_of(path)}"


def _packages() -> list[str]:
    """Names and versions of all that is installed."""
    folders = [Path(entry) for entry in sys.path if entry and Path(entry).is_dir()]
    return sorted(path.name for folder in folders for path in folder.glob("*.dist-info"))


def _state(name: str) -> tuple[int, int]:
    found = Path(name).stat()
    return found.st_size, found.st_mtime_ns


def _state_of(path: Path) -> str:
    """What tells a file from what it was: its content, unless that is too large or closed."""
    try:
        is_long = is_larger(path, LARGEST_PICTURE)
        return repr(_state(str(path))) if is_long else _sum_of(path)
    except PermissionError:
        return ""


def _sum_of(path: Path) -> str:
    found = path.stat()
    return _sum_at(path, found.st_size, found.st_mtime_ns, found.st_ino)


@cache
def _sum_at(path: Path, size: int, changed: int, node: int) -> str:  # noqa: ARG001
    """SHA-256 of a file that this process has not seen otherwise."""
    with opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _real(path: Path) -> Path:
    """Where a path leads; a link that leads back to itself leads nowhere, which is no fault."""
    return Path(os.path.realpath(path))
