"""Writes the sides of a card as HTML, with formulas for Anki's MathJax."""

import html
import re
from collections.abc import Callable, Iterable, Mapping

from studyguide.study.text import Piece, Text

Picture = Callable[[str], str]  # the name in Anki's media folder of a picture of the book


def side(
    texts: Iterable[Text],
    macros: Mapping[str, str],
    picture: Picture = str,
    is_cloze: bool = False,
) -> str:
    """One side of a card: a line for each text."""
    lines = ("".join(_piece(piece, macros, picture, is_cloze) for piece in text) for text in texts)
    return "<br>".join(lines)


def _piece(piece: Piece, macros: Mapping[str, str], picture: Picture, is_cloze: bool) -> str:
    if piece.kind == "html":
        return piece.text
    if piece.kind == "picture":
        return f'<img src="{html.escape(picture(piece.text))}">'
    text = html.escape(piece.text, quote=False)
    if piece.kind == "math":
        return rf"\({_defined(text, macros)}\)"
    if piece.kind == "display":
        return rf"\[{_defined(text, macros)}\]"
    if piece.kind == "code":
        return f"<code>{text}</code>"
    if piece.kind == "blank":
        hidden = text.replace("::", ":&#58;")  # `std::sort`: Anki takes what follows `::` as a hint
        return f"{{{{c1::{hidden}}}}}" if is_cloze else html.escape(piece.shown)
    return text


def _defined(tex: str, macros: Mapping[str, str]) -> str:
    """The formula with the book's own macros that it uses: Anki's MathJax does not know them."""
    found = ""
    for name, body in sorted(macros.items()):
        if re.search(rf"\\{re.escape(name)}(?![A-Za-z])", tex):
            count = max((int(n) for n in re.findall(r"#(\d)", body)), default=0)
            signs = "".join(f"#{n}" for n in range(1, count + 1))
            found += rf"\def\{name}{signs}{{{html.escape(body, quote=False)}}}"
    return found + tex
