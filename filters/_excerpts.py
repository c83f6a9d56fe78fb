"""Cuts a stretch out of a text by its words; formulas, code, pictures and links come with it."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import panflute as pf

from filters._ast import every, is_mark, raw_plain
from filters._inlines import CONTAINERS, words
from filters._term_links import MENTION, TERM, WIKILINK

RICH = (pf.Math, pf.Image, pf.Note, pf.RawInline)  # what plain words cannot say
Span = tuple[int, int]


def text_of(inlines: Iterable[Any]) -> str:
    """What inlines read as, blanks at either end and all: the text that offsets count in."""
    return "".join(raw_plain(each) for each in inlines)


def find(text: str, wanted: str, start: int = 0) -> Span | None:
    """Where the words of `wanted` stand in `text`, whatever blanks part them; whole words first."""
    spelled = r"\s+".join(map(re.escape, wanted.split()))
    for pattern in (rf"(?<!\w){spelled}(?!\w)", spelled):
        if spelled and (found := re.compile(pattern).search(text, start)):
            return found.span()
    return None


def quoted(inlines: Sequence[Any], wanted: str) -> list[Any]:
    """The inlines that say `wanted`, fit to be repeated elsewhere; its mere words if none do."""
    found = find(text_of(inlines), wanted)
    return repeatable(cut(inlines, found)) if found else words(wanted)


def cut(inlines: Iterable[Any], span: Span) -> list[Any]:
    """The inlines between two offsets; a formula or a picture that is touched stays whole."""
    start, end = span
    found: list[Any] = []
    at = 0
    for inline in inlines:
        after = at + len(raw_plain(inline))
        if at == after:
            is_inside = start < at <= end if isinstance(inline, pf.Note) else start <= at < end
            found += [inline] if is_inside else []
        elif at < end and start < after:
            found.append(_part(inline, (start - at, end - at), after - at))
        at = after
    return found


def _part(inline: Any, span: Span, length: int) -> Any:
    start, end = max(span[0], 0), min(span[1], length)
    if (start, end) == (0, length):
        return inline
    if isinstance(inline, pf.Str):
        return pf.Str(inline.text[start:end])
    if isinstance(inline, pf.Code):
        return pf.Code(inline.text[start:end], classes=inline.classes)
    if isinstance(inline, (*CONTAINERS, pf.Link)):
        return remade(inline, cut(inline.content.list, (start, end)))
    return inline


def remade(inline: Any, content: Iterable[Any]) -> Any:
    """A container of the same kind around other inlines; its id stays with the first one."""
    if isinstance(inline, pf.Link):
        return pf.Link(*content, url=inline.url, title=inline.title, classes=inline.classes)
    if isinstance(inline, pf.Span):
        return pf.Span(*content, classes=inline.classes, attributes=inline.attributes)
    if isinstance(inline, pf.Quoted):
        return pf.Quoted(*content, quote_type=inline.quote_type)
    return type(inline)(*content)


def repeatable(inlines: Iterable[Any]) -> list[Any]:
    """Inlines for a second place: no marks, notes, ids or links to terms; formulas in line."""
    found: list[Any] = []
    for inline in inlines:
        if is_mark(inline) or isinstance(inline, pf.Note):
            continue
        if isinstance(inline, pf.Math):
            found.append(pf.Math(inline.text, format="InlineMath"))
        elif _is_ours(inline):
            found += repeatable(inline.content.list)
        elif isinstance(inline, (*CONTAINERS, pf.Link)):
            found.append(remade(inline, repeatable(inline.content.list)))
        else:
            found.append(inline)
    return found


def _is_ours(inline: Any) -> bool:
    is_mention = isinstance(inline, pf.Span) and MENTION in inline.classes
    return is_mention or (isinstance(inline, pf.Link) and not is_author_link(inline))


def is_author_link(inline: Any) -> bool:
    """Whether this is a link that the author wrote to some place of their own."""
    return isinstance(inline, pf.Link) and not {TERM, WIKILINK} & set(inline.classes)


def count_rich(inlines: Iterable[Any]) -> int:
    """How many things stand there that plain words could not say."""
    found = (each for inline in inlines for each in every(inline))
    return sum(isinstance(each, RICH) or is_author_link(each) for each in found)
