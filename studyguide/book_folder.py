"""Says what lies in the book folder, whatever links and odd names it holds, and how much of it."""

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path

OUTSIDE = "it lies outside the book folder"
CLOSED = "it may not be read"
MB = 1_000_000
LARGEST_TEXT = 5  # MB of a style sheet or a YAML file
LARGEST_PICTURE = 50  # MB
MOST_FILES = 100_000  # that are looked through; a book of 1,000 pages has hundreds
READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
HIDDEN = re.compile(  # line ends, control characters, direction marks, bytes that are no UTF-8
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def is_outside(path: Path, root: Path) -> bool:
    """Whether `path` leads out of the folder `root`, which is no link itself."""
    try:
        return not path.resolve().is_relative_to(root)
    except (OSError, RuntimeError, ValueError):  # a link to itself, a name that no file can have
        return False  # nor is it a file inside


def link_out(folder: Path, root: Path) -> Path | None:
    """The link through which results put into `folder` would land outside `root`, or None.

    A book may come from a stranger with such links in it. A folder elsewhere is the person's own.
    """
    if not Path(os.path.abspath(folder)).is_relative_to(root):  # noqa: PTH100  # follows no link
        return None
    if is_outside(folder, root):
        return folder
    return next((p for p in folder.glob("*") if p.is_symlink() and is_outside(p, root)), None)


def shown(name: str) -> str:
    r"""The name of a file on one line, every name another one.

    >>> shown("새\n장.md")
    '새\\n장.md'
    """
    return HIDDEN.sub(lambda met: met[0].encode("unicode_escape").decode(), name)


def is_file(path: Path) -> bool:
    """Whether there is a file with content: no folder, pipe, socket or device."""
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def hindrance(path: Path, root: Path) -> str:
    """Why what lies at `path` is no file of the folder `root`, or nothing."""
    if is_outside(path, root):
        return OUTSIDE
    if is_closed(path):
        return CLOSED
    if is_file(path):
        return ""
    if path.is_dir():
        return "it is a folder"
    if path.is_symlink():
        return "the link leads nowhere"
    return "it is a pipe, a socket or a device" if path.exists() else ""


def is_allowed(path: Path | str, rights: int) -> bool:
    """Whether opening `path` would be; `os.access` alone forgets the process's capabilities."""
    return os.access(path, rights, effective_ids=os.access in os.supports_effective_ids)


def is_closed(path: Path) -> bool:
    """Whether a file, or the folder in which it would be, may not be looked into."""
    try:
        return stat.S_ISREG(path.stat().st_mode) and not is_allowed(path, os.R_OK)
    except PermissionError:
        return True
    except (OSError, ValueError):  # a name that no file can have
        return False


def opened(path: Path) -> BufferedReader:
    """A file to read from. Raises OSError, also of a pipe, which would be waited for."""
    found = open(os.open(path, READING), "rb")  # noqa: PTH123, SIM115  # the caller closes it
    if not stat.S_ISREG(os.fstat(found.fileno()).st_mode):
        found.close()
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return found


def content_of(path: Path) -> bytes:
    """All that is in a file. Raises OSError as `opened`."""
    with opened(path) as file:
        return file.read()


def walked(
    root: Path, is_left_out: Callable[[str], bool], barred: dict[Path, str]
) -> Iterator[Path]:
    """The files in the folder but what is left out by its name.

    No link to a folder is followed. Folders that bar the way go into `barred` with the reason: a
    closed one, a link that leads out of `root`.
    """

    def closed(error: OSError) -> None:
        barred[Path(error.filename)] = CLOSED

    for folder, folders, names in os.walk(root, onerror=closed):
        folders[:] = sorted(name for name in folders if not is_left_out(name))
        for name in folders:
            path = Path(folder, name)
            if path.is_symlink() and is_outside(path, root):
                barred[path] = OUTSIDE
        yield from (Path(folder, name) for name in names if not is_left_out(name))


def is_larger(path: Path, most: int) -> bool:
    """Whether a file has more than so many MB."""
    return path.stat().st_size > most * MB
