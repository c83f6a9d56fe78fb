"""Finds where code without a fence ends: a program, a query, commands, a file of settings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studyguide.hangul import has_hangul
from studyguide.notes.code.statements import CERTAIN, GAP, STRONG, weight
from studyguide.notes.code.words import bare, depth_of, is_prose, margin_of
from studyguide.notes.lists.markers import read_marker
from studyguide.notes.rows import ATX

ENOUGH = 3  # weight of lines that are code together
FAR = 60  # lines that show it, or it is none
NO_START = re.compile(rf"{ATX.pattern}|\s*</")  # a heading, or the end of HTML above
TITLE = re.compile(r"#{2,6}\s|#\s")
ENDS = re.compile(r"(?:`{3,}|~{3,}|:::|\$\$)")  # what opens or closes blocks of Markdown
CLOSES = re.compile(r"[)\]}]+[;,]*$")
# `"사과": "apple",`, `"밀도": 1.0`: words and what they mean, if there is nothing else
KOREAN_PAIR = re.compile(
    r"\s*([\"'])[^\"']*[가-힣][^\"']*\1\s*:\s*(?:([\"'])[^\"']*\2|[-+\d.eE]+)\s*,?\s*$"
)


@dataclass
class _Found:
    """What is known so far: where the code ends, how sure that is, how many brackets are open."""

    end: int
    sure: int  # the end of what is code by itself, not by an open bracket alone
    total: int = 0
    most: int = 0
    depth: int = 0
    is_remark: bool = False  # amid `/* … */`


def program(lines: Sequence[str], at: int) -> tuple[int, int]:
    """Index behind the program that begins at a line, or the line's own; and how far it was read.

    >>> program(["def f(x):", "    return x", "끝이다"], 0), program(["x = 3", "y = 4"], 0)
    ((2, 2), (0, 2))
    """
    if not weight(lines, at) or read_marker(lines[at]) or NO_START.match(lines[at]):
        return at, at
    margin, found = margin_of(lines[at]), _Found(at, at)
    for number in range(at, len(lines)):
        if lines[number].strip():
            if not _goes_on(lines, number, margin, found):
                break
            _add(lines, number, found)
        if number - at == FAR and found.most < STRONG:
            return at, number
    end = found.sure if found.depth > 0 else found.end
    return (end if _is_enough(lines, at, end, found) else at), found.end


def _add(lines: Sequence[str], number: int, found: _Found) -> None:
    score = weight(lines, number)
    found.is_remark = _opens_remark(lines[number], found.is_remark)
    is_by_itself = found.depth <= 0 or score > 0
    found.depth = max(0, found.depth + depth_of(bare(lines[number])))
    found.end = number + 1
    found.sure = found.end if is_by_itself else found.sure
    found.total += score
    found.most = max(found.most, score)


def _opens_remark(line: str, is_open: bool) -> bool:
    return line.rfind("/*") > line.rfind("*/") or (is_open and "*/" not in line)


def _goes_on(lines: Sequence[str], number: int, margin: int, found: _Found) -> bool:
    line = lines[number]
    gap, inner = number - found.end, margin_of(line)
    if found.is_remark and not gap:
        return True
    if gap > GAP or inner < margin or ENDS.match(line.lstrip()) or is_prose(line):
        return False
    if found.depth > 0:
        return True
    if inner > margin:
        return not gap or weight(lines, number) > 0
    if not bare(line):
        return not gap and _is_amid(lines, number)
    return weight(lines, number) > 0 and not read_marker(line) and not (gap and _is_korean(line))


def _is_amid(lines: Sequence[str], number: int) -> bool:
    """Whether a remark at the margin, which might be a heading, has code right below it."""
    is_title = TITLE.match(lines[number]) and lines[number].startswith("##")
    return not is_title and number + 1 < len(lines) and weight(lines, number + 1) > 0


def _is_korean(line: str) -> bool:
    return has_hangul(bare(line))


def _is_enough(lines: Sequence[str], at: int, end: int, found: _Found) -> bool:
    if found.most >= CERTAIN:
        return True
    is_pairs = all(not line.strip() or KOREAN_PAIR.match(line) for line in lines[at:end])
    if is_pairs or (found.most < STRONG and not _is_closed(lines, at, end)):
        return False
    return found.total >= ENOUGH or _is_alone(lines, at, end)


def _is_closed(lines: Sequence[str], at: int, end: int) -> bool:
    """Whether a bracket opens with the first line, or alone below it, and closes with the last."""
    if end <= at + 2:
        return False
    is_open = bare(lines[at])[-1] in "{[" or bare(lines[at + 1]) == "{"
    return is_open and CLOSES.match(lines[end - 1].strip()) is not None


def _is_alone(lines: Sequence[str], at: int, end: int) -> bool:
    """Whether nothing stands right above or below."""
    above = lines[at - 1] if at else ""
    below = lines[end] if end < len(lines) else ""
    return not above.strip() and not below.strip()
