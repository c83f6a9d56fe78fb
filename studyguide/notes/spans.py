"""Finds what stands in code within a line, in one pass, however many backticks there are."""

import re
from collections.abc import Callable, Iterator

BACKTICKS = re.compile(r"`+")


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each code span: a run of backticks up to the next run as long.

    >>> list(code_spans("a `b` ``c`d``"))
    [(2, 5), (6, 13)]
    """
    runs = [met.span() for met in BACKTICKS.finditer(text)]
    closing: dict[int, int] = {}  # length → the next run of that length
    partner = [-1] * len(runs)
    for at in range(len(runs) - 1, -1, -1):
        length = runs[at][1] - runs[at][0]
        partner[at] = closing.get(length, -1)
        closing[length] = at
    at = 0
    while at < len(runs):
        start = runs[at][0]
        if partner[at] < 0 or is_escaped(text, start):
            at += 1
            continue
        yield start, runs[partner[at]][1]
        at = partner[at] + 1


def is_escaped(text: str, at: int) -> bool:
    """Whether backslashes stand before a sign that take its meaning away."""
    count = 0
    while at - count > 0 and text[at - count - 1] == "\\":
        count += 1
    return count % 2 == 1


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Change all but the code spans of a line."""
    if "`" not in text:
        return change(text)
    parts = []
    end = 0
    for start, stop in code_spans(text):
        parts += [change(text[end:start]), text[start:stop]]
        end = stop
    return "".join([*parts, change(text[end:])])


def without_code(text: str) -> str:
    """The line without its code spans.

    >>> without_code("a `b` c")
    'a  c'
    """
    parts = []
    end = 0
    for start, stop in code_spans(text):
        parts.append(text[end:start])
        end = stop
    return "".join([*parts, text[end:]])
