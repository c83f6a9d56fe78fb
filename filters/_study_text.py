"""Turns inlines into texts of the study kit and back."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

import panflute as pf

from filters._ast import below, children, is_mark, to_pos
from studyguide.ask_labels import QUESTION
from studyguide.diagnostics import Pos
from studyguide.notes.lines.ends import goes_on
from studyguide.study.text import BLANK_SHOWN, Piece, Text, join, plain, strip, words

BLANKS = (pf.Space, pf.SoftBreak, pf.LineBreak)
BLANK = Piece("text", " ")
SPACE = re.compile(r"([ \n]+)")
TAGS = re.compile(r"(?:\s+#[^\W\d][^\s#]*)+\s*$")  # `CAP 정리 #분산시스템`
TEX = re.compile(r"\$([^$]+)\$")  # in a quotation of the glossary, which is plain text


def lines_of(block: Any) -> Iterator[tuple[Text, Pos | None]]:
    """The lines of a paragraph, each with its place."""
    place: Pos | None = None
    line: list[Piece] = []
    for inline in block.content.list:
        if is_mark(inline):
            place = to_pos(inline) if place is None or not line else place
        elif isinstance(inline, pf.LineBreak):
            yield _settled(line), place
            line, place = [], None
        else:
            line += _pieces(inline)
    if line:
        yield _settled(line), place


def alone_in(block: Any) -> Iterator[Text]:
    """The lines, broken also where the notes break one that does not go on in the next."""
    for line in _split(block.content, pf.LineBreak):
        said: Text = ()
        for text in filter(None, map(text_of, _split(line, pf.SoftBreak))):
            if said and not goes_on(plain(said), plain(text)):
                yield said
                said = ()
            said = _settled(join(said, " ", text))
        if said:
            yield said


def _split(inlines: Iterable[Any], kind: type) -> Iterator[list[Any]]:
    """The stretches between the inlines of a kind."""
    part: list[Any] = []
    for inline in inlines:
        if isinstance(inline, kind):
            yield part
            part = []
        else:
            part.append(inline)
    yield part


def text_of(inlines: Sequence[Any]) -> Text:
    """Inlines as one text: no marks, no notes, no references to a formula's number."""
    return _settled([piece for inline in inlines for piece in _pieces(inline)])


def is_struck(block: Any) -> bool:
    """Whether all that a block says is struck out, but perhaps its label: `질문) ~~왜 붙지?~~`."""
    inlines = list(_unwrapped(block.content))
    rest = [inline for inline in inlines if not isinstance(inline, pf.Strikeout)]
    if len(rest) == len(inlines):
        return False
    kept = plain(text_of(rest))
    return bool(QUESTION.fullmatch(kept)) or not any(map(str.isalnum, kept))


def _unwrapped(inlines: Iterable[Any]) -> Iterator[Any]:
    """Inlines with those of a doubted line, which stand in a span, among them."""
    for inline in inlines:
        if isinstance(inline, pf.Span) and "doubt" in inline.classes:
            yield from _unwrapped(inline.content)
        else:
            yield inline


def _pieces(inline: Any) -> Iterator[Piece]:
    if isinstance(inline, pf.Str):
        yield Piece("text", inline.text)
    elif isinstance(inline, BLANKS):
        yield BLANK
    elif isinstance(inline, pf.Math):
        yield Piece("display" if inline.format == "DisplayMath" else "math", inline.text)
    elif isinstance(inline, pf.Code):
        yield Piece("code", inline.text)
    elif not isinstance(inline, pf.Note) and not is_mark(inline):
        is_equation = isinstance(inline, pf.Span) and "equation" in inline.classes
        for child in below(inline):
            if not is_equation or isinstance(child, pf.Math):
                yield from _pieces(child)


def _settled(pieces: Sequence[Piece]) -> Text:
    """Neighbouring words as one piece, blanks at the ends off."""
    found: list[Piece] = []
    for kind, group in groupby(pieces, key=attrgetter("kind")):
        if kind == "text":
            found.append(Piece("text", "".join(piece.text for piece in group)))
        else:
            found += group
    return strip(_untagged(tuple(found)))


def _untagged(text: Text) -> Text:
    """The words without the tags of a note-taking program behind them."""
    if text and text[-1].kind == "text":
        return (*text[:-1], Piece("text", TAGS.sub("", text[-1].text)))
    return text


def quoted(shown: str) -> Text:
    """A quotation of the glossary as a text: `$tex$` in it is a formula."""
    parts = TEX.split(shown)
    kinds = ("text", "math")
    return strip(tuple(Piece(kinds[at % 2], part) for at, part in enumerate(parts) if part))


def inlines(text: Text) -> list[Any]:
    """A text as inlines."""
    return [inline for piece in text for inline in _inlines(piece)]


def _inlines(piece: Piece) -> list[Any]:
    if piece.kind == "math":
        return [pf.Math(piece.text, format="InlineMath")]
    if piece.kind == "display":
        return [pf.Span(pf.Math(piece.text, format="DisplayMath"), classes=["equation"])]
    if piece.kind == "code":
        return [pf.Code(piece.text)]
    if piece.kind == "blank":
        return [pf.Span(pf.Str(BLANK_SHOWN), classes=["blank"])]
    parts = (part for part in SPACE.split(piece.text) if part)
    return [pf.Space() if part.isspace() and part != "\u00a0" else pf.Str(part) for part in parts]


def texts_of(blocks: Sequence[Any]) -> tuple[Text, ...]:
    """Every line of some blocks as a text of its own; code keeps its lines."""
    found: list[Text] = []
    todo = list(reversed(blocks))
    while todo:
        block = todo.pop()
        if isinstance(block, pf.Para | pf.Plain | pf.Header):
            found += [line for line, _ in lines_of(block) if line]
        elif isinstance(block, pf.CodeBlock):
            found += [words(line) for line in block.text.split("\n") if line.strip()]
        else:
            todo.extend(reversed(children(block)))
    return tuple(found)
