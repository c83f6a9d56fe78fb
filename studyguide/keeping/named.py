"""Names files, and the press itself, by what they hold: what was made of others is not used."""

import hashlib
import os
import platform
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from studyguide.book_folder import LARGEST_PICTURE, is_larger, opened
from studyguide.files import TEMPLATES

ROOMS = ("studyguide", "filters")  # the press's own code, beside each other
LIBRARIES = ("pango", "harfbuzz", "freetype", "fontconfig", "glib")  # of the system, for the PDF
MAPS = Path("/proc/self/maps")  # what is loaded, where the system tells


def press() -> list[str]:
    """What works here: the press's own code, templates and typefaces, and all versions."""
    system = [sys.version, platform.platform()]
    return [*system, *_packages(), *contents(_press(), TEMPLATES)]


def sums(paths: Iterable[Path]) -> dict[str, str]:
    """SHA-256 by path."""
    return {str(path): sum_of(path) for path in paths}


def libraries() -> dict[str, tuple[int, int]]:
    """The loaded libraries that set type, each with its size and time, where that can be known."""
    try:
        lines = MAPS.read_text("utf-8").splitlines()
    except OSError:
        return {}
    names = {line.split(maxsplit=5)[-1] for line in lines if "/" in line}
    chosen = sorted(n for n in names if any(word in Path(n).name for word in LIBRARIES))
    return {name: state(name) for name in chosen if Path(name).is_file()}


def contents(paths: Iterable[Path], root: Path) -> Iterator[str]:
    """Each file by its path from `root`, and what it holds."""
    for path in paths:
        yield f"{os.path.relpath(path, root)}\0{_state_of(path)}"


def state(name: str) -> tuple[int, int]:
    """The size of a file in bytes and when it was changed, in ns."""
    found = Path(name).stat()
    return found.st_size, found.st_mtime_ns


def _state_of(path: Path) -> str:
    """What tells a file from what it was: its content, unless that is too large or closed."""
    try:
        is_long = is_larger(path, LARGEST_PICTURE)
        return repr(state(str(path))) if is_long else sum_of(path)
    except PermissionError:
        return ""


def sum_of(path: Path) -> str:
    found = path.stat()
    return _sum_at(path, found.st_size, found.st_mtime_ns, found.st_ino)


@cache
def _sum_at(path: Path, size: int, changed: int, node: int) -> str:  # noqa: ARG001
    """SHA-256 of a file that this process has not seen otherwise."""
    with opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _press() -> Iterator[Path]:
    """The press itself: its code, templates and typefaces."""
    code = Path(__file__).parents[2]
    for room in ROOMS:
        yield from sorted((code / room).rglob("*.py"))
    yield from sorted(path for path in TEMPLATES.rglob("*") if path.is_file())


def _packages() -> list[str]:
    """Names and versions of all that is installed."""
    folders = [Path(entry) for entry in sys.path if entry and Path(entry).is_dir()]
    return sorted(path.name for folder in folders for path in folder.glob("*.dist-info"))
