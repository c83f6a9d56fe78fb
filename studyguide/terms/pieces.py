"""Cuts a line at its commas and other signs between names."""

import re

SEPARATOR = re.compile(  # never the slash of CI/CD
    r"\s*[,，、;；]\s*|\s+[/|｜·ㆍ・]\s+|\s+vs\.?\s+", re.IGNORECASE
)
DOTS = r"[·ㆍ・∙]"
DOTTED = re.compile(rf"[^\s·ㆍ・∙]{{2,}}(?:{DOTS}[^\s·ㆍ・∙]{{2,}}){{2,}}")  # `점성·증발·응결`
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


def between_dots(piece: str) -> list[str]:
    """The names that dots part: three and more words. Two are one thing: `수요·공급`, `입·출력`.

    >>> between_dots("점성·증발·응결"), between_dots("수요·공급"), between_dots("시·군·구")
    (['점성', '증발', '응결'], ['수요·공급'], ['시·군·구'])
    """
    return re.split(DOTS, piece) if DOTTED.fullmatch(piece) else [piece]


def _depths(line: str) -> list[int]:
    depth, depths = 0, []
    for character in line:
        depth += character in OPENERS
        depths.append(depth)
        depth -= depth > 0 and character in CLOSERS
    return depths
