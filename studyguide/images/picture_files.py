"""Judges the picture files of a book folder: whether all outputs can show one, else why not."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from studyguide.book_folder import (
    LARGEST_PICTURE,
    OUTSIDE,
    content_of,
    is_file,
    is_larger,
    is_outside,
)
from studyguide.images.plain_svg import REPEATS, Broken, plain_svg
from studyguide.images.raster import (
    NO_PICTURE,
    TOO_MANY,
    UNREADABLE,
    is_raster,
    is_too_large,
    is_whole,
)

if TYPE_CHECKING:
    from studyguide.keeping.facts import Facts

REMOTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")  # `https:`, `data:`, `file:`, `//host`
LACKING = "missing"
NO_FILE = "it is not a file of the book folder"
ELSEWHERE = "copy the picture into the book folder"
UNFIT = f"look whether it opens elsewhere; save it anew as a PNG under {LARGEST_PICTURE} MB"
HINTS = {
    NO_FILE: ELSEWHERE,
    OUTSIDE: ELSEWHERE,
    REPEATS: "draw its parts out instead of repeating them by `use`, patterns or markers",
}
TYPES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"})


@dataclass(frozen=True)
class Verdict:
    """Why a picture is not shown, or nothing and its path; what of a drawing is not shown."""

    reason: str
    path: str = ""
    removed: tuple[str, ...] = ()


def refusal(url: str, path: Path, root: Path) -> str:
    """Why a picture is not taken, by its address alone, or nothing."""
    if REMOTE.match(url):
        return NO_FILE
    if is_outside(path, root):
        return OUTSIDE
    if not is_file(path):
        return LACKING
    if is_larger(path, LARGEST_PICTURE):
        return f"it is larger than {LARGEST_PICTURE} MB"
    if path.suffix.lower() not in TYPES:
        return f"{path.suffix or 'it'} is no picture"
    return ""


def examined(path: Path, root: Path, facts: "Facts") -> Verdict:
    """Why the file cannot be shown, or nothing; what of a drawing no output shows."""
    shown = path.resolve().relative_to(root).as_posix()
    try:
        content = content_of(path)
        if path.suffix.lower() == ".svg":
            return Verdict("", shown, tuple(plain_svg(content)[1]))
        name = facts.name("pixels", sha256(content).hexdigest())  # to unpack them takes long
        reason = facts.made(name, str, lambda _: _fault_of(content))
        return Verdict(reason) if reason else Verdict("", shown)
    except Broken as broken:
        return Verdict(str(broken))
    except OSError:
        return Verdict(UNREADABLE)


def fault_of(path: Path) -> str:
    """Why no output can show the file, or nothing."""
    try:
        content = content_of(path)
        if path.suffix.lower() != ".svg":
            return _fault_of(content)
        plain_svg(content)
    except Broken as broken:
        return str(broken)
    except OSError:
        return UNREADABLE
    return ""


def _fault_of(content: bytes) -> str:
    """Why this is no picture of pixels for all outputs, or nothing. Unpacks them."""
    if is_too_large(content):
        return TOO_MANY
    if not is_raster(content):
        return NO_PICTURE
    return "" if is_whole(content) else UNREADABLE
