r"""Displayed formulas over several lines: `$$` to `$$`, `\begin{align}` to its end, ```math."""

import re
from collections.abc import Sequence
from dataclasses import replace

from studyguide.notes.markers import indent_of
from studyguide.notes.rows import Row
from studyguide.notes.source import clean
from studyguide.notes.tex import to_dollars

# a display without dollars: `\begin{align}`, `\begin{equation*}`
ENVIRONMENT = re.compile(
    r"\\begin\{((?:equation|align|alignat|aligned|gather|gathered|multline|eqnarray|flalign|split"
    r"|cases|[bBpvV]?matrix|displaymath)\*?)\}"
)
LONGEST_DISPLAY = 60  # lines between `$$` and `$$`


def opened(row: Row, lines: Sequence[str], at: int, first: int) -> list[Row] | None:
    """The rows of the display that the line `at` opens, or its own; None if the end is missing.

    `first` is the number of the first of `lines` in its file.
    """
    if met := ENVIRONMENT.match(row.text):
        return _environment(row, f"\\end{{{met[1]}}}", lines, at, first)
    if row.text.count("$$") % 2 == 0:
        return [row]
    end = _find(lines, at + 1, "$$")
    inside = lines[at + 1 : end + 1] if end else ()
    is_alone = row.text.strip() == "$$"
    if not inside or not (is_alone or all(text.strip() for text in inside)):
        return None
    return [row, *_rows([to_dollars(clean(text)) for text in inside], at + 1 + first)]


def fenced(lines: Sequence[str], at: int, end: int, first: int) -> list[Row]:
    """A display as GitHub and GitLab have it, between ```math and ``` (the line `end`)."""
    indent, start = indent_of(lines[at])
    opening = Row("text", at + first, "$$", start, indent)
    inside = _rows([clean(text) for text in lines[at + 1 : end]], at + 1 + first)
    return [opening, *inside, Row("math", end + first, "$$", start)]


def _environment(
    row: Row, closing: str, lines: Sequence[str], at: int, first: int
) -> list[Row] | None:
    r"""`\begin{align}` to `\end{align}` is a display, with or without dollars around it."""
    end = at if closing in lines[at] else _find(lines, at + 1, closing)
    if end is None:
        return None
    inside = _rows([clean(text) for text in lines[at + 1 : end + 1]], at + 1 + first)
    found = [replace(row, text=f"$${row.text}"), *inside]
    before, tex, after = found[-1].text.partition(closing)
    return [*found[:-1], replace(found[-1], text=f"{before}{tex}$${after}")]


def _rows(texts: Sequence[str], number: int) -> list[Row]:
    return [
        Row("math", number + i, text.strip(), indent_of(text)[1]) for i, text in enumerate(texts)
    ]


def _find(lines: Sequence[str], start: int, closing: str) -> int | None:
    """The line that closes a display, if one does."""
    near = range(start, min(len(lines), start + LONGEST_DISPLAY))
    return next((i for i in near if closing in to_dollars(lines[i])), None)
