"""Reads the words of a keyword: where its author ended lines, and set the term in bold letters."""

import re
from collections.abc import Sequence
from typing import Any

import panflute as pf

from filters._ast import is_mark, plain, raw_plain
from filters._definition_lists import definitions_of, is_definition, lines_of
from studyguide.terms import explained, titles

STOP = re.compile(r"[.!?;…]$")


def without_colons(block: Any) -> list[Any]:
    """The inlines of a keyword; of a term with several `: 풀이` these in one line, `;` between."""
    if not is_definition(block):
        return list(block.content.list)
    term, *lines = lines_of(block)
    first, *more = definitions_of(lines)
    inlines = [*term, pf.Space(), pf.Str(":"), pf.Space(), *first]
    for line in more:
        is_ended = bool(STOP.search(plain(pf.Plain(*inlines))))
        inlines += [*([] if is_ended else [pf.Str(";")]), pf.Space(), *line]
    return inlines


def in_one_line(block: Any) -> str:
    """The text of a keyword in one line; a dash stands where only bold letters or a break part."""
    if not isinstance(block, pf.Plain | pf.Para):
        return plain(block)
    lines = [text for line in lines_of(block) if (text := said_in(line))]
    return explained.in_one_line(lines, _stressed(block)) if lines else ""


def said_in(line: Sequence[Any]) -> str:
    """The text of a line; commas stand between names that its author set apart by signs alone."""
    shown = [inline for inline in line if not is_mark(inline)]
    bare = plain(pf.Plain(*(each for each in shown if not _is_apart(each))))
    if any(map(str.isalnum, bare)) and not titles.is_title(bare):
        return plain(pf.Plain(*shown))
    text, above = "", None  # the last one that is no blank
    for inline in shown:
        is_next = above is not None and _is_apart(above) and _is_apart(inline)
        text += f", {raw_plain(inline)}" if is_next else raw_plain(inline)
        above = above if isinstance(inline, pf.Space) else inline
    return text.strip()


def _is_apart(inline: Any) -> bool:
    """Whether signs set a name apart: `` `ORM` ``, `**ORM**`, `[[ORM]]`, `==ORM==`."""
    is_marked = isinstance(inline, pf.Span) and "mark" in inline.classes
    return is_marked or isinstance(inline, pf.Code | pf.Strong | pf.Link)


def _stressed(block: Any) -> str:
    """The bold words with which a block begins."""
    first = next((inline for inline in block.content if not is_mark(inline)), None)
    return plain(first).strip() if isinstance(first, pf.Strong) else ""
