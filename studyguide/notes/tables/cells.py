"""Writes a table so that no cell is lost: as many columns as its longest row has."""

import re
from collections.abc import Sequence
from itertools import pairwise

from studyguide.notes.spans import code_spans

WIKILINK = re.compile(r"\[\[[^\[\]]*\]\]")  # `[[보일 글|용어]]`
FORMULA = re.compile(r"(?<!\\)\$(?!\s)[^$]*?(?<![\s\\])\$(?!\d)")  # `$|x|$`

RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")  # `|---|:-:|`


def is_head(lines: Sequence[str], at: int) -> bool:
    """Whether a line is the head of a table, whose rule stands below it.

    >>> is_head(["| a | b |", "|---|---|"], 0), is_head(["| a | b |", "---"], 0)
    (True, False)
    """
    rule = lines[at + 1] if at + 1 < len(lines) else ""
    return "|" in lines[at] and "-" in rule and "|" in rule and bool(RULE.match(rule))


def cells(line: str) -> list[str]:
    """The cells of a table's line; a `|` in code, a formula or a wikilink parts nothing.

    >>> cells("| `a|b` | [[보기|용어]] | $|x|$ | `c \\| d` |")
    ['`a|b`', '[[보기\\\\|용어]]', '$|x|$', '`c | d`']
    """
    held = [*code_spans(line), *(met.span() for met in WIKILINK.finditer(line))]
    held += [met.span() for met in FORMULA.finditer(line)]
    inside = {at for start, end in held for at in range(start, end)}
    bars = [
        at
        for at, char in enumerate(line)
        if char == "|" and at not in inside and line[at - 1 : at] != "\\"
    ]
    edges = [-1, *bars, len(line)]
    found = [line[a + 1 : b].strip() for a, b in pairwise(edges)]
    found = found[1:] if line.startswith("|") else found
    found = found[:-1] if len(found) > 1 and not found[-1] else found
    return [WIKILINK.sub(_with_escaped_bar, _with_bars(cell)) for cell in found]


def _with_bars(cell: str) -> str:
    r"""A cell whose code has the bars that its author had to escape: `a \| b` prints `a | b`."""
    edges = [0, *(edge for span in code_spans(cell) for edge in span), len(cell)]
    parts = [cell[a:b] for a, b in pairwise(edges)]
    return "".join(p.replace("\\|", "|") if at % 2 else p for at, p in enumerate(parts))


def _with_escaped_bar(met: re.Match[str]) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", met.group())


def widened(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The same rows, the shorter ones filled with empty cells; the second is the rule.

    >>> widened([["가"], ["---"], ["1", "2"]])
    [['가', ''], ['---', '---'], ['1', '2']]
    """
    width = max(len(row) for row in rows)
    return [
        [*row, *(["---" if at == 1 else ""] * (width - len(row)))] for at, row in enumerate(rows)
    ]
