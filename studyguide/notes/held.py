r"""Finds what a text holds as one piece (code, formulas, marks), and frees what opens for nothing.

pandoc tries every sign that could open something to the end of the paragraph: a thousand `[` that
nothing closes take it minutes, and so do thirty of them within each other. Such a sign is escaped.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import pairwise

from studyguide.notes.spans import code_spans

DEEPEST = 4  # brackets within brackets that pandoc is given; each doubles the time it takes
FEW = 40  # `<` and `&` that take no time
MARK = r'\[\]\{\.at pos="(?:[^"\\]|\\.)*"[^{}]*\}'  # `[]{.at pos="1.md:3:0"}`
AT = re.compile(MARK)
ADDRESS = r"<[^<>\s]+>"  # `<https://a.kr>`
ENTITY = r"&(?:#\d+|#[xX][0-9A-Fa-f]+|\w+);"  # `&amp;`
PIECE = re.compile(rf"{MARK}|{ADDRESS}|{ENTITY}|\\.|\]\(|[`$\[\]()<&]", re.DOTALL)
CLOSING_DOLLAR = re.compile(r"(?<![\s\\])\$(?!\d)")  # of `$x$`; not of `$5`, `a $`
SIGNS = frozenset(("`", "$", "[", "](", "]", "(", ")", "<", "&"))
Span = tuple[int, int]


def held(text: str) -> list[Span]:
    r"""Start and end of each code span and formula of a paragraph, however many lines it has.

    >>> held("a `b\nc` $d$ $5")
    [(2, 7), (8, 11)]
    """
    if "`" not in text and "$" not in text:
        return []
    code = dict(code_spans(text))
    begun = {met.end() for met in AT.finditer(text)}  # a line begins behind a mark
    closing = (met.start() for met in CLOSING_DOLLAR.finditer(text))
    inline = [at for at in closing if at not in begun]
    shown = [met.start() for met in re.finditer(r"\$\$", text)]
    found: list[Span] = []
    for met in PIECE.finditer(text):
        start = met.start()
        if found and start < found[-1][1]:
            continue
        if start in code:
            found.append((start, code[start]))
        elif met[0].startswith("[]"):
            found.append(met.span())
        elif met[0] == "$" and (end := _end_of_formula(text, start, inline, shown)):
            found.append((start, end))
    return found


def _end_of_formula(text: str, start: int, inline: list[int], shown: list[int]) -> int:
    """Where the formula ends that begins here, or 0."""
    if text.startswith("$$", start):
        at = bisect_left(shown, start + 2)
        return shown[at] + 2 if at < len(shown) else 0
    if text[start + 1 : start + 2].strip() == "" or text.startswith("\\\n", start + 1):
        return 0
    at = bisect_left(inline, start + 2)
    return inline[at] + 1 if at < len(inline) else 0


def outside(text: str, change: Callable[[str], str]) -> str:
    """Change all but the code spans, formulas and marks of a paragraph."""
    parts = []
    end = 0
    for start, stop in held(text):
        parts += [change(text[end:start]), text[start:stop]]
        end = stop
    return "".join([*parts, change(text[end:])])


def freed(text: str) -> str:
    r"""The paragraph with every sign escaped that would open something and cannot.

    >>> print(freed("[글](주소) [ ![ a](b `c &copy; & <d"))
    [글](주소) \[ ![ a]\(b \`c &copy; & <d
    """
    edges = [0, *sorted(_idle(text)), len(text)]
    return "\\".join(text[a:b] for a, b in pairwise(edges))


def _idle(text: str) -> Iterator[int]:
    """Where the signs stand that open nothing."""
    brackets: list[tuple[int, int]] = []  # where each open one stands, levels within it
    alone: list[int] = []  # `<` and `&` that begin neither address nor entity
    parens: list[tuple[int, bool]] = []  # where each open one stands, whether behind a `]`
    for sign, start in _free_signs(text):
        if sign in ("`", "$"):
            yield start
        elif sign in ("<", "&"):
            alone.append(start)
        elif sign == "[":
            brackets.append((start, 1))
        elif sign[0] == "]" and brackets:
            opened, levels = brackets.pop()
            if levels > DEEPEST:
                yield from (opened, start)
            if brackets:
                outer, within = brackets.pop()
                brackets.append((outer, max(within, levels + 1)))
        if sign in ("(", "]("):
            parens.append((start + len(sign) - 1, sign == "]("))
        elif sign == ")" and parens:
            parens.pop()
    if len(alone) > FEW:
        yield from alone
    yield from (start for start, _ in brackets)
    yield from (start for start, is_target in parens if is_target)


def _free_signs(text: str) -> Iterator[tuple[str, int]]:
    """Each sign that is part of no formula, code, mark, address, or entity."""
    spans = [*held(text), (len(text), len(text))]
    at = 0
    for met in PIECE.finditer(text):
        while spans[at][1] <= met.start() and at < len(spans) - 1:
            at += 1
        if met.start() < spans[at][0] and met[0] in SIGNS:
            yield met[0], met.start()
