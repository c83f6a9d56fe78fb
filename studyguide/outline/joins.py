"""Finds the items that the extractor glued to the end of a continuation line.

After the text that follows a `<br>`, trafilatura 1.10-2.0 writes no newline: the next item
stands in the same line, `rest - Y` for the next sibling and `rest- Y` for the first child.
A newline means that the item was the last of its list. A line holds one join at most,
because the text of the joined item ends in a newline.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studyguide.hangul import has_hangul
from studyguide.outline.flatlist import Join

# `왜? - 그래서`, `끝났다.- 다음`; neither `더 슬프다-` nor `->`, `<- x`, `-- x`
JOIN = re.compile(r"(?<=[^\s<-])(?P<gap> ?)- (?=\S)")
# what a join never cuts: `$a - b$`, `code - code`, “말 - 말”, (말 - 말), [말 - 말]
SHELTER = re.compile(
    r"\$[^$]+\$|`[^`]+`|“[^”]*”|‘[^’]*’|\"[^\"]*\"|\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>"
)
# `return x - y;`, `if (a == b) {`, `q = p - 1`: a line of a program
CODE = re.compile(r"[;{}]\s*$|==|\+\+|&&|\|\||^\s*(?:return|for|if|import)\b|^\s*\|")
HEADING = re.compile(r"^\s*#|^\s*\d+(?:[.-]\d+)*[.)]\s")  # `2. 조회 - GET`, `02-1. 탐방 - 해외`
NUMBERS = re.compile(r"\d\s*$")  # the left side of `3 - 4`


@dataclass(frozen=True)
class Piece:
    """A part of a continuation line: the rest itself, or an item joined to it."""

    col: int  # offset of the text in the line, from 0
    text: str
    join: Join | None  # None for the rest


def split_joins(rest_line: str) -> list[Piece]:
    """Cut a continuation line under a flat bullet where the extractor joined an item.

    >>> [piece.text for piece in split_joins("-> 자동으로? - 이걸 다?? -> 도구 도입")]
    ['-> 자동으로?', '이걸 다?? -> 도구 도입']
    >>> len(split_joins("아쉽다-"))
    1
    """
    start = len(rest_line) - len(rest_line.lstrip())
    cut = next(_joins(rest_line), None)
    if cut is None:
        return [Piece(start, rest_line.strip(), None)]
    join = Join.SIBLING if cut["gap"] else Join.CHILD
    rest = Piece(start, rest_line[: cut.start()].strip(), None)
    return [rest, Piece(cut.end(), rest_line[cut.end() :].rstrip(), join)]


def _joins(line: str) -> Iterator[re.Match[str]]:
    if CODE.search(line) or HEADING.search(line):
        return
    sheltered = [match.span() for match in SHELTER.finditer(line)]
    for cut in JOIN.finditer(line):
        inside = any(start < cut.start() < end for start, end in sheltered)
        if not inside and not _is_prose_dash(line, cut):
            yield cut


def _is_prose_dash(line: str, cut: re.Match[str]) -> bool:
    """A dash between numbers, or in a line without Hangul, is no seam of Korean notes."""
    left, right = line[: cut.start()], line[cut.end() :]
    if NUMBERS.search(left) and right[:1].isdigit():
        return True
    return not has_hangul(line)
