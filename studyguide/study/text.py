"""Text with formulas and code in it, as questions are made of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

PieceKind = Literal["text", "math", "display", "code", "blank", "html", "picture"]
BLANK_SHOWN = "(\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0)"  # as Korean exams print it


@dataclass(frozen=True)
class Piece:
    """A run of words, a formula's TeX, code, or a word to be filled in (`blank`).

    Cards alone have tags (`html`) and the path of a `picture` in the book folder.
    """

    kind: PieceKind
    text: str

    @property
    def shown(self) -> str:
        """The piece in one line of plain text: math as `$tex$`."""
        if self.kind in ("math", "display"):
            return f"${self.text}$"
        return BLANK_SHOWN if self.kind == "blank" else self.text


Text = tuple[Piece, ...]
Span = tuple[int, int]


def words(text: str) -> Text:
    """Plain words as a text."""
    return (Piece("text", text),) if text else ()


def plain(text: Iterable[Piece]) -> str:
    """A text in one line: math as `$tex$`, the hidden word as an empty bracket."""
    return "".join(piece.shown for piece in text)


def join(*parts: Text | str) -> Text:
    """Texts and words one after the other.

    >>> plain(join("기호 ", (Piece("math", "x"),), "의 뜻은?"))
    '기호 $x$의 뜻은?'
    """
    return tuple(
        piece for part in parts for piece in (words(part) if isinstance(part, str) else part)
    )


def cut(text: Text, start: int, end: int | None = None) -> Text:
    """The part between two offsets of `plain(text)`, its blanks at both ends taken off."""
    end = len(plain(text)) if end is None else end
    found: list[Piece] = []
    at = 0
    for piece in text:
        first, at = at, at + len(piece.shown)
        if piece.kind != "text":
            found += [piece] if start <= first and at <= end else []
        elif shown := piece.text[max(start - first, 0) : max(end - first, 0)]:
            found.append(Piece("text", shown))
    return strip(tuple(found))


def strip(text: Text, signs: str | None = None) -> Text:
    """The text without blanks (or `signs`) at its ends."""
    pieces = list(text)
    while pieces and pieces[0].kind == "text":
        pieces[0] = Piece("text", pieces[0].text.lstrip(signs))
        if pieces[0].text:
            break
        pieces.pop(0)
    while pieces and pieces[-1].kind == "text":
        pieces[-1] = Piece("text", pieces[-1].text.rstrip(signs))
        if pieces[-1].text:
            break
        pieces.pop()
    return tuple(pieces)


def hide(text: Text, find: Callable[[str], Iterable[Span]]) -> Text:
    """The text with each stretch that `find` sees in its words as something to fill in."""
    found: list[Piece] = []
    for piece in text:
        if piece.kind != "text":
            found.append(piece)
            continue
        at = 0
        for start, end in find(piece.text):
            found += words(piece.text[at:start])
            found.append(Piece("blank", piece.text[start:end]))
            at = end
        found += words(piece.text[at:])
    return tuple(found)


def has_blank(text: Text) -> bool:
    """Whether a word was hidden."""
    return any(piece.kind == "blank" for piece in text)


def flat(text: Text) -> Text:
    """The text with each displayed formula in the line."""
    return tuple(Piece("math", p.text) if p.kind == "display" else p for p in text)
