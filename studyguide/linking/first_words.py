"""The first words of a block, formulas and all: what a link shows of a place without a name."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import panflute as pf

from studyguide.chain.tree import is_mark, raw_plain
from studyguide.meanings import Piece

LETTERS_SHOWN = 24
Words = tuple[Piece, ...]
COMMAND = re.compile(r"\\[A-Za-z]+\s?")  # one sign, however long its name is
UNSEEN = re.compile(r"[{}\s^_]")
ROWS = re.compile(r"\\(?:begin|tag|label|\\)")  # of a formula that no line of text holds


def words_of(block: Any) -> Words:
    """The words and formulas of a block of text; of any other block its plain text."""
    is_text = isinstance(block, pf.Para | pf.Plain | pf.Header)
    pieces = _pieces(block.content if is_text else (block,))
    found: list[Piece] = []
    for is_formula, group in groupby(pieces, key=lambda piece: piece.is_formula):
        texts = [piece.text for piece in group]
        found += [Piece(text, True) for text in texts] if is_formula else [Piece("".join(texts))]
    return tuple(found)


def _pieces(elements: Iterable[Any]) -> Iterator[Piece]:
    for each in elements:
        if isinstance(each, pf.Math):
            yield Piece(each.text, True)
        elif isinstance(each, pf.Span | pf.Strong | pf.Emph | pf.Link) and not is_mark(each):
            yield from _pieces(each.content)
        elif text := raw_plain(each):
            yield Piece(text)


def beginning(words: Words) -> Words:
    """The first words in quotation marks; nothing where a wide formula is the first.

    >>> [piece.text for piece in beginning((Piece("귀무가설을 세운다."),))]
    ['“', '귀무가설을 세운다.', '”']
    """
    room, shown = LETTERS_SHOWN, list[Piece]()
    for piece in words:
        width = _width(piece)
        if width > room:
            is_begun = bool(shown)
            if is_begun or not piece.is_formula:
                shown.append(Piece(f"{_cut(piece, room, is_begun)}…"))
            break
        shown.append(piece)
        room -= width
    return (Piece("“"), *shown, Piece("”")) if shown else ()


def _width(piece: Piece) -> int:
    """About as many letters as a piece takes on its line."""
    if not piece.is_formula:
        return len(piece.text)
    if ROWS.search(piece.text):
        return LETTERS_SHOWN + 1
    return len(UNSEEN.sub("", COMMAND.sub("x", piece.text)))


def _cut(piece: Piece, room: int, has_more: bool) -> str:
    """The words of a piece that fit, and nothing of a formula; a first word may be cut."""
    if piece.is_formula:
        return ""
    text = piece.text[:room]
    return text.rpartition(" ")[0].rstrip() or ("" if has_more else text)


def inlines(words: Words) -> list[Any]:
    """Words as inlines of the tree."""
    return [pf.Math(piece.text, format="InlineMath") if piece.is_formula else pf.Str(piece.text)
            for piece in words]  # fmt: skip
