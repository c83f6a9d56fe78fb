"""Says what lies in the book folder, whatever links and odd names it holds, and how much of it."""

import os
import re
from pathlib import Path

OUTSIDE = "it lies outside the book folder"
MB = 1_000_000
LARGEST_TEXT = 5  # MB of a style sheet or a YAML file
LARGEST_PICTURE = 50  # MB
HIDDEN = re.compile(  # line ends, control characters, direction marks, bytes that are no UTF-8
    r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
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
    if is_file(path):
        return ""
    if path.is_dir():
        return "it is a folder"
    if path.is_symlink():
        return "the link leads nowhere"
    return "it is a pipe, a socket or a device" if path.exists() else ""


def is_larger(path: Path, most: int) -> bool:
    """Whether a file has more than so many MB."""
    return path.stat().st_size > most * MB
