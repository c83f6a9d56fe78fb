r"""Displayed formulas over several lines: `$$` to `$$`, `\begin{align}` to its end, ```math."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from studyguide.formulas.spelling import comment_at
from studyguide.hangul import has_hangul
from studyguide.notes.lists.markers import indent_of, read_marker
from studyguide.notes.rows import ATX, Row
from studyguide.notes.source import clean
from studyguide.notes.tex import IN_BRACES, to_dollars

# a display without dollars: `\begin{align}`, `\begin{equation*}`
ENVIRONMENT = re.compile(
    r"\\begin\{((?:equation|align|alignat|aligned|gather|gathered|multline|eqnarray|flalign|split"
    r"|cases|[bBpvV]?matrix|displaymath)\*?)\}"
)
LONGEST_FORMULA = 5  # lines between `$` and `$`, but the first
LONGEST_DISPLAY = 200  # lines between `$$` and `$$`
WHOLE = re.compile(r"\s*\$\$.+\$\$\s*$")  # `$$ x = 1 $$` ends no display
SIGN = re.compile(r"[\\^_={]")  # of TeX; `값 x_1` may go on with a formula


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
    texts = [to_dollars(clean(text)) for text in inside]
    *rows, last = _rows(texts, at + 1 + first)
    return [_cut(row), *map(_cut, rows), last]


def below(lines: Sequence[str], at: int) -> str:
    """The lines of the paragraph below a line, as far as a formula of the text may reach."""
    after = lines[at + 1 : at + 1 + LONGEST_FORMULA]
    return "\n".join(takewhile(lambda line: line.strip() and not read_marker(line), after))


def fenced(lines: Sequence[str], at: int, end: int, first: int) -> list[Row]:
    """A display as GitHub and GitLab have it, between ```math and ``` (the line `end`)."""
    indent, start = indent_of(lines[at])
    opening = Row("text", at + first, "$$", start, indent)
    inside = _rows([clean(text) for text in lines[at + 1 : end]], at + 1 + first)
    return [opening, *map(_cut, inside), Row("math", end + first, "$$", start)]


def _environment(
    row: Row, closing: str, lines: Sequence[str], at: int, first: int
) -> list[Row] | None:
    r"""`\begin{align}` to `\end{align}` is a display, with or without dollars around it."""
    end = at if closing in lines[at] else _find(lines, at + 1, closing)
    if end is None:
        return None
    inside = _rows([clean(text) for text in lines[at + 1 : end + 1]], at + 1 + first)
    found = [_cut(part) for part in (replace(row, text=f"$${row.text}"), *inside)]
    before, tex, after = found[-1].text.partition(closing)
    return [*found[:-1], replace(found[-1], text=f"{before}{tex}$${after}")]


def _rows(texts: Sequence[str], number: int) -> list[Row]:
    return [
        Row("math", number + i, text.strip(), indent_of(text)[1]) for i, text in enumerate(texts)
    ]


def _cut(row: Row) -> Row:
    """A line without the TeX comment at its end."""
    at = comment_at(row.text)
    return row if at == len(row.text) else replace(row, text=row.text[:at].rstrip(), is_cut=True)


def _find(lines: Sequence[str], start: int, closing: str) -> int | None:
    """The line that closes a display, if one does before a heading and the next paragraph."""
    for at in range(start, min(len(lines), start + LONGEST_DISPLAY)):
        text = to_dollars(lines[at])
        if closing in text:
            return None if closing == "$$" and WHOLE.match(text) else at
        if ATX.match(text) or (not lines[at - 1].strip() and _is_prose(text)):
            return None
    return None


def _is_prose(text: str) -> bool:
    """Whether a line is Korean outside of braces, and no formula with words."""
    is_korean = has_hangul(IN_BRACES.sub("", text))
    return is_korean and ("$" in text or not SIGN.search(text))
