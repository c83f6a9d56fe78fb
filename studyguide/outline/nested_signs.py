"""Words that begin like an item, written so that they are words again when the notes are read."""

import re
from typing import Any

from studyguide.diagnostics import Report
from studyguide.notes.lists import begun
from studyguide.notes.lists.markers import read_marker
from studyguide.notes.rows import quotations
from studyguide.notes.scanner import scan
from studyguide.notes.source import Source
from studyguide.notes.titles.headings import Note

Node = dict[str, Any]  # of pandoc's JSON
SIGN = re.compile(r"[^0-9A-Za-z가-힣]")  # what makes a marker of `3.`, `(1)`, `-`
ARROWS = frozenset({"→", "->"})
HIDDEN = re.compile("\ue004(\\d+);")  # stands for a sign while pandoc writes


def in_paragraph(inlines: list[Node]) -> list[Node]:
    """The words of a paragraph; where a line in it begins like an item its sign is hidden."""
    found: list[Node] = []
    for inline in inlines:
        is_start = found and found[-1]["t"] in ("SoftBreak", "LineBreak")
        found.append(_hidden(inline) if is_start else inline)
    return found


def at_start(block: Node) -> Node:
    """A block of the book; the sign of a paragraph that begins like an item is hidden."""
    if block["t"] != "Para" or not block["c"]:
        return block
    first, *rest = block["c"]
    return {"t": "Para", "c": [_hidden(first), *rest]}


def _hidden(inline: Node) -> Node:
    is_word = inline["t"] == "Str" and inline["c"] not in ARROWS
    if not is_word or not read_marker(inline["c"] + " x"):
        return inline
    said = SIGN.sub(lambda met: f"\ue004{ord(met.group())};", inline["c"], count=1)
    return {"t": "Str", "c": said}


def shown(text: str) -> str:
    r"""The notes with their hidden signs: as a number only where an item would begin.

    >>> shown("글\n\n\ue00445; 글\n\n\ue0049313; 글")
    '글\n\n\\- 글\n\n&#9313; 글'
    """
    hidden = text.split("\n")
    lines = [HIDDEN.sub(_as_sign, line) for line in hidden]
    while items := [at for at in _items(lines) if lines[at] != _numbered(hidden[at])]:
        for at in items:
            lines[at] = _numbered(hidden[at])
    return "\n".join(lines)


def _as_sign(met: re.Match[str]) -> str:
    sign = chr(int(met[1]))
    return f"\\{sign}" if sign.isascii() else sign


def _numbered(line: str) -> str:
    return HIDDEN.sub(r"&#\1;", line)


def _items(lines: list[str]) -> list[int]:
    """Indexes of the lines that are read as items."""
    rows = begun.settle(Note("", tuple(scan(Source("", tuple(lines)), Report())))).rows
    return [
        row.line - 1
        for row in rows
        if row.line and any(each.marker for each in (row, *quotations(row)))
    ]
