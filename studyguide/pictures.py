"""Finds the pictures that notes name: inside the book folder, never outside, never the network."""

import re
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

import panflute as pf

from studyguide.book_folder import LARGEST_PICTURE, OUTSIDE, is_file, is_larger, is_outside
from studyguide.config import Book
from studyguide.diagnostics import Pos, Report
from studyguide.plain_svg import REPEATS, Broken, plain_svg
from studyguide.raster import TOO_MANY, is_raster, is_too_large
from studyguide.tree import children, every, is_mark, placed, plain, pos_of, taken

REMOTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")  # `https:`, `data:`, `file:`, `//host`
ALT = "data-alt"  # what describes it, for the notes that `outline --write` gives back
MISSING = "missing-picture"  # class of the words that stand for a picture
NO_FILE = "it is not a file of the book folder"
UNREADABLE = "it cannot be read as a picture"
ELSEWHERE = "copy the picture into the book folder"
UNFIT = f"look whether it opens elsewhere; save it anew as a PNG under {LARGEST_PICTURE} MB"
HINTS = {
    NO_FILE: ELSEWHERE,
    OUTSIDE: ELSEWHERE,
    REPEATS: "draw its parts out instead of repeating them by `use`, patterns or markers",
}
Examine = Callable[[Path], tuple[str, tuple[str, ...]]]
TEXTS = (pf.Para, pf.Plain, pf.Header)
TYPES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"})


def settle(doc: Any, book: Book, report: Report) -> None:
    """Make every picture's path relative to the book folder; one that stands alone is a figure."""
    pos: Pos | None = None
    examine = cache(_examined)  # a picture may be shown many times
    for block in list(every(doc, children)):
        if isinstance(block, TEXTS):
            pos = pos_of(block) or pos
            if any(isinstance(each, pf.Image) for each in every(block)):
                at = pos
                block.walk(
                    lambda element, _, at=at: _settle_one(element, book, at, report, examine)
                )
                _frame(block)


def is_picture(inline: Any) -> bool:
    """Whether this is a picture, or the words that stand for one."""
    return isinstance(inline, pf.Image) or (
        isinstance(inline, pf.Span) and MISSING in inline.classes
    )


def places(doc: Any) -> dict[str, Pos | None]:
    """Where the notes first name each picture."""
    found: dict[str, Pos | None] = {}
    for element, pos in placed(doc):
        if isinstance(element, pf.Image):
            found.setdefault(element.url, pos)
    return found


def _settle_one(element: Any, book: Book, pos: Pos | None, report: Report, examine: Examine) -> Any:
    if not isinstance(element, pf.Image):
        return None
    url = unquote(element.url)
    folder = PurePosixPath(pos.file).parent if pos else PurePosixPath()
    path = book.root / folder / url
    reason = _refusal(url, path, book.root)
    removed: tuple[str, ...] = ()
    if not reason:
        reason, removed = examine(path)
    if reason == "missing":
        report.add("N008", pos, path=url)
    elif reason:
        hint = HINTS.get(reason, UNFIT)
        report.add("N009", pos, path=url[:80], reason=reason, hint=hint)
    else:
        if not plain(element):
            report.add("N012", pos, path=url)
        element.url = path.resolve().relative_to(book.root).as_posix()
        if removed:
            report.add("E002", pos, url=element.url, parts=", ".join(removed))
        return element
    said = list(element.content) if plain(element) else [pf.Str(url)]
    words = pf.Span(pf.Str("["), *said, pf.Str("]"))
    alt = element.attributes.get("alt", "")
    kept = {ALT: alt} if alt else {}
    name = element.identifier
    return pf.Span(words, taken(element.url), identifier=name, classes=[MISSING], attributes=kept)


def _refusal(url: str, path: Path, root: Path) -> str:
    """Why a picture is not taken, or nothing."""
    if REMOTE.match(url):
        return NO_FILE
    if is_outside(path, root):
        return OUTSIDE
    if not is_file(path):
        return "missing"
    if is_larger(path, LARGEST_PICTURE):
        return f"it is larger than {LARGEST_PICTURE} MB"
    if path.suffix.lower() not in TYPES:
        return f"{path.suffix or 'it'} is no picture"
    return ""


def _examined(path: Path) -> tuple[str, tuple[str, ...]]:
    """Why the file cannot be shown, or nothing; what of a drawing neither artifact shows."""
    try:
        if path.suffix.lower() == ".svg":
            return "", tuple(plain_svg(path.read_bytes())[1])
        content = path.read_bytes()
        if is_too_large(content):
            return TOO_MANY, ()
        return "" if is_raster(content) else UNREADABLE, ()
    except Broken as broken:
        return str(broken), ()
    except (OSError, ValueError, SyntaxError):
        return UNREADABLE, ()


def _description(image: Any) -> list[Any]:
    """The words that describe a picture; for a missing one they stand in brackets, or its file."""
    if isinstance(image, pf.Image):
        return list(deepcopy(image).content)
    words, address = image.content
    said = list(deepcopy(words).content)[1:-1]
    return [] if said == [pf.Str(address.url)] else said


def _frame(block: Any) -> None:
    """A picture that is all its paragraph says becomes a figure, its text the caption.

    A missing one too, so that the figures behind it keep their numbers when it is found.
    """
    said = [i for i in block.content if not (is_mark(i) or isinstance(i, pf.Space | pf.SoftBreak))]
    if len(said) != 1 or not is_picture(said[0]) or isinstance(block, pf.Header):
        return
    image = said[0]
    marks = [inline for inline in block.content if is_mark(inline)]
    image.parent = None  # or the book above it is copied with it
    is_missing = not isinstance(image, pf.Image)  # then what stands for it is text with a place
    caption = pf.Caption(pf.Plain(*([] if is_missing else marks), *_description(image)))
    parent, at = block.parent, block.index
    parent.content[at] = pf.Figure(pf.Plain(*(marks * is_missing), image), caption=caption)
