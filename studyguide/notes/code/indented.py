"""Tells indented lines that are code from prose that stands in."""

import re
from collections.abc import Sequence

from studyguide.hangul import SYLLABLE
from studyguide.notes.lists.markers import read_marker

CODE_SIGN = re.compile(
    r"[{}();=<>\[\]/\\$`]|^\s*(?:[a-z]+ [\w./-]+|[#@])"
)  # `f(x)`, `pip install a`


def is_code(lines: Sequence[str]) -> bool:
    """Whether most indented lines have the signs of code, and none is an item."""
    if any((marker := read_marker(line)) and marker.kind for line in lines):
        return False
    signed = sum(bool(CODE_SIGN.search(line)) and not is_prose(line) for line in lines)
    return signed * 2 > len(lines)


def is_prose(line: str) -> bool:
    """Whether most letters of a line are Hangul."""
    return len(SYLLABLE.findall(line)) * 2 > len(line.strip())
