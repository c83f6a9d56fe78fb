"""Parts a paragraph at the pictures that have a line of their own: each is to be a figure."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import panflute as pf

from studyguide.chain.tree import is_mark, plain
from studyguide.notes.lines.ends import is_amid

BREAKS = (pf.SoftBreak, pf.LineBreak)
SENTENCE_END = re.compile(r"""[.!?:…。][)\]”’"']*$""")  # `이렇다.)`

END = "–"  # stands for what begins no sentence and goes on with none

IsPicture = Callable[[Any], bool]


def parted(block: Any, is_picture: IsPicture) -> list[Any]:
    """The blocks that stand in place of one; it alone where no picture has a line among others."""
    if not any(isinstance(each, BREAKS) for each in block.content):
        return [block]
    parts = list(_parts(_lines(block.content), is_picture))
    if isinstance(block, pf.Header) or len(parts) < 2:
        return [block]
    parent, at = block.parent, block.index
    for each in block.content:
        each.parent = None  # or the book above it is copied with it
    parent.content[at : at + 1] = [type(block)(*part) for part in parts]
    return [parent.content[at + place] for place in range(len(parts))]


def _lines(inlines: Iterable[Any]) -> list[list[Any]]:
    """The lines of a text, each with the break before it."""
    lines: list[list[Any]] = [[]]
    for inline in inlines:
        if isinstance(inline, BREAKS):
            lines.append([])
        lines[-1].append(inline)
    return lines


def _parts(lines: Sequence[list[Any]], is_picture: IsPicture) -> Iterator[list[Any]]:
    """Each picture with a line of its own, and the lines between."""
    text: list[Any] = []
    is_apart = True  # whether a picture would stand alone behind what was read
    for at, line in enumerate(lines):
        said = _said(line)
        is_new = is_apart or any(isinstance(each, pf.LineBreak) for each in line)
        is_new = is_new or (at + 1 == len(lines) and not _goes_on(text))
        if len(said) == 1 and is_picture(said[0]) and is_new:
            yield from filter(None, [text])
            text = []
            yield _without_break(line)
            is_apart = True
        else:
            text += line if text else _without_break(line)
            is_apart = bool(said) and SENTENCE_END.search(plain(said[-1])) is not None
    yield from filter(None, [text])


def _goes_on(text: list[Any]) -> bool:
    """Whether the sentence of a text needs what stands behind it: `아이콘은`."""
    above = _said(text)
    return not above or is_amid(plain(above[-1]) or END, END)


def _said(line: list[Any]) -> list[Any]:
    return [each for each in line if not (is_mark(each) or isinstance(each, (*BREAKS, pf.Space)))]


def _without_break(line: list[Any]) -> list[Any]:
    return line[1:] if line and isinstance(line[0], BREAKS) else line
