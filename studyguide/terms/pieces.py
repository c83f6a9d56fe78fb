"""Cuts a line at its commas and other signs between names."""

import re
import unicodedata
from collections.abc import Sequence

SEPARATOR = re.compile(  # never the slash of CI/CD
    r"\s*[,，、;；]\s*|\s+[/|｜·ㆍ・]\s+|\s+vs\.?\s+", re.IGNORECASE
)
DOTS = r"[·ㆍ・∙]"
DOTTED = re.compile(rf"[^\s·ㆍ・∙]{{2,}}(?:{DOTS}[^\s·ㆍ・∙]{{2,}}){{2,}}")  # `점성·증발·응결`
NUMBERS = re.compile(  # `1) 훈구 2) 사림`, `① 훈구 ② 사림`
    r"(?:^|(?<=[\s,;]))(?:\(?(?P<digits>\d{1,2})[.)](?!\d)|(?P<sign>[①-⑳]))\s*(?=\S)"
)
OPENERS, CLOSERS = "([{（「『“‘", ")]}）」』”’"
THOUSANDS = re.compile(r"\d,\d{3}")


def split_at_commas(line: str) -> list[str]:
    """The pieces between commas that stand outside brackets, quotes and numbers."""
    hidden = [index for index, depth in enumerate(_depths(line)) if depth]
    hidden += [m.start() + 1 for m in THOUSANDS.finditer(line)]
    cuts = [m for m in SEPARATOR.finditer(line) if m.start() not in hidden and m.end() - 1
            not in hidden]  # fmt: skip
    edges = [0, *(edge for cut in cuts for edge in cut.span()), len(line)]
    pieces = [line[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [piece for piece in pieces if piece]


def each_once(line: str, pieces: Sequence[str]) -> str:
    """A line of names as it is, or if it says some of its pieces again, each of them once.

    >>> each_once("캐시 / 큐", ["캐시", "큐"]), each_once("캐시, 캐시", ["캐시", "캐시"])
    ('캐시 / 큐', '캐시')
    """
    once = dict.fromkeys(pieces)
    return line if len(once) == len(pieces) else ", ".join(once)


def between_dots(piece: str) -> list[str]:
    """The names that dots part: three and more words. Two are one thing: `수요·공급`, `입·출력`.

    >>> between_dots("점성·증발·응결"), between_dots("수요·공급"), between_dots("시·군·구")
    (['점성', '증발', '응결'], ['수요·공급'], ['시·군·구'])
    """
    return re.split(DOTS, piece) if DOTTED.fullmatch(piece) else [piece]


def between_numbers(line: str) -> list[str]:
    """The names that numbers count in one line; the line itself where none do.

    >>> between_numbers("1) 훈구 2) 사림"), between_numbers("① 훈구, ② 사림")
    (['훈구', '사림'], ['훈구', '사림'])
    >>> between_numbers("ISO 9001 1) 훈구")
    ['ISO 9001 1) 훈구']
    """
    found = list(NUMBERS.finditer(line))
    counted = [_number(met) for met in found]
    if len(found) < 2 or found[0].start() or counted != [*range(1, len(found) + 1)]:
        return [line]
    ends = [*(met.start() for met in found[1:]), len(line)]
    return [line[met.end() : end].strip(" ,;") for met, end in zip(found, ends, strict=True)]


def _number(met: re.Match[str]) -> int:
    return int(met["digits"] or unicodedata.numeric(met["sign"]))


def _depths(line: str) -> list[int]:
    depth, depths = 0, []
    for character in line:
        depth += character in OPENERS
        depths.append(depth)
        depth -= depth > 0 and character in CLOSERS
    return depths
