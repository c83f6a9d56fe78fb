"""Writes the sides of a card as HTML, with formulas for Anki's MathJax.

What Anki runs or plays is broken apart: notes are text, whoever wrote them.
"""

import html
import re
from collections.abc import Callable, Iterable, Mapping

from studyguide.formulas.known_macros import Macro
from studyguide.formulas.source import self_contained
from studyguide.formulas.spelling import bare
from studyguide.study.text import Piece, Text

Picture = Callable[[str], str]  # the name in Anki's media folder of a picture of the book
Formula = Callable[[Piece], str]  # the HTML of a formula

# `[latex]` runs LaTeX, `[sound:a.mp3]` plays, `\(` opens a formula, `{{c1::` a gap, `}}` closes it
SIGN = re.compile(
    r"\[(?=latex\]|\$\$?\]|sound:|anki:)|\\(?=[(\[])|\{(?=\{)|\}(?=\})", re.IGNORECASE
)
ASUNDER = r"\g<0><i></i>"  # neither Anki nor MathJax reads over an element, and nothing is to see
IN_TEX = re.compile(r"[\[{](?=latex\]|\$\$?\]|sound:|anki:|\{c\d)", re.IGNORECASE)


def side(
    texts: Iterable[Text], formula: Formula, picture: Picture = str, is_cloze: bool = False
) -> str:
    """One side of a card: a line for each text."""
    lines = ("".join(_piece(piece, formula, picture, is_cloze) for piece in text) for text in texts)
    return "<br>".join(lines)


def shown(text: str) -> str:
    r"""Words as HTML that says them and does nothing else.

    >>> shown("a < b"), shown("[sound:a.mp3]"), shown(r"\(x\)")
    ('a &lt; b', '[<i></i>sound:a.mp3]', '\\<i></i>(x\\)')
    """
    return SIGN.sub(ASUNDER, html.escape(text, quote=False))


def code(text: str) -> str:
    """Words as code."""
    return f"<code>{shown(text)}</code>"


def to_formula(piece: Piece, macros: Mapping[str, str | Macro]) -> str:
    """The formula with the macros it uses, in the spelling that Anki's MathJax reads."""
    tex = IN_TEX.sub(r"\g<0>{}", self_contained(bare(piece.text), macros))
    opening, closing = (r"\(", r"\)") if piece.kind == "math" else (r"\[", r"\]")
    return opening + html.escape(tex, quote=False) + closing


def _piece(piece: Piece, formula: Formula, picture: Picture, is_cloze: bool) -> str:
    if piece.kind == "html":
        return piece.text
    if piece.kind == "picture":
        return f'<img src="{html.escape(picture(piece.text))}">'
    if piece.kind in ("math", "display"):
        return formula(piece)
    if piece.kind == "code":
        return code(piece.text)
    if piece.kind == "blank":
        hidden = shown(piece.text).replace(
            "::", ":&#58;"
        )  # `std::sort`: Anki takes what follows `::` as a hint
        return f"{{{{c1::{hidden}}}}}" if is_cloze else html.escape(piece.shown)
    return shown(piece.text)
