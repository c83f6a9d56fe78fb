"""Writes the sides of a card as HTML, with formulas for Anki's MathJax."""

import html
from collections.abc import Callable, Iterable, Mapping

from studyguide.formulas.known_macros import Macro
from studyguide.formulas.source import self_contained
from studyguide.formulas.spelling import bare
from studyguide.study.text import Piece, Text

Picture = Callable[[str], str]  # the name in Anki's media folder of a picture of the book


def side(
    texts: Iterable[Text],
    macros: Mapping[str, str | Macro],
    picture: Picture = str,
    is_cloze: bool = False,
) -> str:
    """One side of a card: a line for each text."""
    lines = ("".join(_piece(piece, macros, picture, is_cloze) for piece in text) for text in texts)
    return "<br>".join(lines)


def _piece(
    piece: Piece, macros: Mapping[str, str | Macro], picture: Picture, is_cloze: bool
) -> str:
    if piece.kind == "html":
        return piece.text
    if piece.kind == "picture":
        return f'<img src="{html.escape(picture(piece.text))}">'
    text = html.escape(piece.text, quote=False)
    if piece.kind == "math":
        return rf"\({_formula(piece.text, macros)}\)"
    if piece.kind == "display":
        return rf"\[{_formula(piece.text, macros)}\]"
    if piece.kind == "code":
        return f"<code>{text}</code>"
    if piece.kind == "blank":
        hidden = text.replace("::", ":&#58;")  # `std::sort`: Anki takes what follows `::` as a hint
        return f"{{{{c1::{hidden}}}}}" if is_cloze else html.escape(piece.shown)
    return text


def _formula(tex: str, macros: Mapping[str, str | Macro]) -> str:
    """The formula with the macros it uses, in the spelling that Anki's MathJax reads."""
    return html.escape(self_contained(bare(tex), macros), quote=False)
