"""Writes the author's own questions and answers as cards show them: lists, code, pictures."""

from collections.abc import Iterator, Sequence
from typing import Any

import panflute as pf

from filters._ast import children, is_mark
from studyguide.study.text import Piece, Text

TAGS: dict[type, str] = {
    pf.Strong: "b", pf.Emph: "i", pf.Strikeout: "s", pf.Superscript: "sup", pf.Subscript: "sub",
    pf.BlockQuote: "blockquote", pf.BulletList: "ul", pf.OrderedList: "ol", pf.ListItem: "li",
    pf.Para: "p", pf.Header: "h4", pf.Table: "table", pf.TableRow: "tr", pf.TableCell: "td",
    pf.DefinitionList: "div", pf.LineItem: "div",
}  # fmt: skip
LEFT_OUT = (pf.Note, pf.RawInline, pf.RawBlock, pf.Caption)


def card_of(blocks: Sequence[Any]) -> Text:
    """Blocks as one text with HTML tags in it."""
    return tuple(piece for block in blocks for piece in _pieces(block))


def _pieces(element: Any) -> Iterator[Piece]:
    if isinstance(element, LEFT_OUT) or is_mark(element):
        return
    if isinstance(element, pf.Str):
        yield Piece("text", element.text)
    elif isinstance(element, pf.Space | pf.SoftBreak):
        yield Piece("text", " ")
    elif isinstance(element, pf.LineBreak):
        yield Piece("html", "<br>")
    elif isinstance(element, pf.Code):
        yield Piece("code", element.text)
    elif isinstance(element, pf.CodeBlock):
        yield from (Piece("html", "<pre>"), Piece("code", element.text), Piece("html", "</pre>"))
    elif isinstance(element, pf.Math):
        yield Piece("display" if element.format == "DisplayMath" else "math", element.text)
    elif isinstance(element, pf.Image):
        yield Piece("picture", element.url)
    else:
        yield from _tagged(element)


def _tagged(element: Any) -> Iterator[Piece]:
    tag = TAGS.get(type(element), "")
    if tag:
        yield Piece("html", f"<{tag}>")
    for child in children(element):
        yield from _pieces(child)
    if tag:
        yield Piece("html", f"</{tag}>")
