"""Runs of plain inlines: their text with offsets, and cutting them at offsets."""

from collections.abc import Iterator, Sequence
from typing import Any

import panflute as pf

from filters._ast import is_mark

# Inside these a term is looked for; not in Math, Code, Link, Image, raw text or citations.
CONTAINERS = (
    pf.Emph,
    pf.Strong,
    pf.Underline,
    pf.Strikeout,
    pf.SmallCaps,
    pf.Quoted,
    pf.Superscript,
    pf.Subscript,
    pf.Span,
)
RUN = (pf.Str, pf.Space, pf.SoftBreak)
Piece = tuple[int, int, Any]  # first offset, offset behind the last, inline


def pieces_of(run: Sequence[Any]) -> tuple[str, list[Piece]]:
    """The text of a run (a soft break is a newline, a mark is empty) and each inline's place."""
    pieces: list[Piece] = []
    words: list[str] = []
    at = 0
    for inline in run:
        text = text_of(inline)
        pieces.append((at, at + len(text), inline))
        words.append(text)
        at += len(text)
    return "".join(words), pieces


def text_of(inline: Any) -> str:
    """What one inline of a run reads as."""
    if isinstance(inline, pf.Str):
        return str(inline.text)
    if isinstance(inline, pf.Space):
        return " "
    return "\n" if isinstance(inline, pf.SoftBreak) else ""


def is_run(inline: Any) -> bool:
    """Whether an inline may be part of a term: text, blank, or an empty mark between them."""
    return isinstance(inline, RUN) or is_mark(inline)


def runs(inlines: Sequence[Any]) -> Iterator[tuple[bool, list[Any]]]:
    """The inlines in order: whole runs of text, and each other inline alone."""
    run: list[Any] = []
    for inline in inlines:
        if is_run(inline):
            run.append(inline)
            continue
        if run:
            yield True, run
        yield False, [inline]
        run = []
    if run:
        yield True, run


def cut(pieces: Sequence[Piece], start: int, end: int) -> list[Any]:
    """The inlines of one term, with the marks strictly inside it."""
    return [part for piece in pieces if (part := _part(piece, start, end)) is not None]


def between(pieces: Sequence[Piece], start: int, end: int) -> list[Any]:
    """The inlines between two terms, with the marks that stand right at either of them."""
    found: list[Any] = []
    for piece in pieces:
        first, last, inline = piece
        part = _part(piece, start, end)
        if first == last and first in (start, end):
            part = inline
        found += [] if part is None else [part]
    return found


def _part(piece: Piece, start: int, end: int) -> Any:
    """What of one inline lies between two offsets, or None."""
    first, last, inline = piece
    if first == last:
        return inline if start < first < end else None
    if start <= first and last <= end:
        return inline
    if first < end and last > start:
        return pf.Str(inline.text[max(start - first, 0) : end - first])
    return None


def words(text: str) -> list[Any]:
    """A text as inlines: words and spaces."""
    inlines: list[Any] = []
    for word in text.split():
        inlines += [pf.Space(), pf.Str(word)] if inlines else [pf.Str(word)]
    return inlines
