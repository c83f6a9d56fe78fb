"""Finds where a block of code ends, also one that its author forgot to close."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from studyguide.notes.code.indented import is_prose
from studyguide.notes.lists.markers import read_marker
from studyguide.notes.rows import ATX

FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*([^`]*)$")
# languages in which anything may be said
PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "markdown", "md", "mdx"})
REMARK = re.compile(r"\s*(?://|--|/\*|#|%|;|<!--)")
CLOSING = re.compile(r"[ \t]*(`{3,}|~{3,})[ \t]*$")
LONGEST_TAIL = 200  # lines of notes that follow one another to the end
FEWEST = 3  # lines of notes that follow one another without a heading
LOOKED_AT = 12  # lines behind a place where notes may go on
NEAR = 40  # lines, whatever stands in them, behind a title
MOST = 0.8  # of them are notes

Closings = Mapping[str, Sequence[tuple[int, int]]]  # by their sign: length and index


def last_closings(lines: Sequence[str]) -> Closings:
    """The last lines that can close a block, from the end, each with a longer fence than before.

    >>> last_closings(["````", "```", "~~~", "``````", "`````"])
    {'`': [(5, 4), (6, 3)], '~': [(3, 2)]}
    """
    found: dict[str, list[tuple[int, int]]] = {"`": [], "~": []}
    for at in range(len(lines) - 1, -1, -1):
        if met := CLOSING.match(lines[at]):
            of_sign = found[met[1][0]]
            if not of_sign or len(met[1]) > of_sign[-1][0]:
                of_sign.append((len(met[1]), at))
    return found


def _last(closings: Closings, fence: str) -> int:
    """The index of the last line that closes a block with this fence, -1 if none does."""
    return next((at for length, at in closings[fence[0]] if length >= len(fence)), -1)


def end_of(
    lines: Sequence[str], at: int, met: re.Match[str], closings: Closings
) -> tuple[int, bool]:
    """The index behind the last line of the block that opens at `at`, and whether it is closed.

    One that nothing closes, or the end of a later block, ends where the notes evidently go on.
    """
    fence, language = met[1], (met[2].split() or [""])[0].lower()
    last = _last(closings, fence)
    closes = re.compile(rf"[ \t]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$")
    opens = (lambda line: _opens(line, fence[0])) if language not in PLAIN else closes.match
    stop = len(lines)
    if at < (last if language in PLAIN else max(_last(closings, sign * 3) for sign in closings)):
        stop = next(
            (i for i in range(at + 1, stop) if closes.match(lines[i]) or opens(lines[i])), stop
        )
    if stop < len(lines) and closes.match(lines[stop]):
        return stop + 1, True
    again = _notes_from(lines, range(at + 2, stop), language in PLAIN)
    if again < 0:
        end = next((i for i in range(stop, last + 1) if closes.match(lines[i])), -1)
        return (end + 1, True) if end >= 0 else (len(lines), False)
    while not lines[again - 1].strip():
        again -= 1
    return again, False


def _opens(line: str, sign: str) -> bool:
    """Whether another block of code begins: a fence with a language."""
    met = FENCE.match(line.strip())
    return met is not None and met[1][0] == sign and bool(met[2].strip())


def _notes_from(lines: Sequence[str], places: range, is_plain: bool) -> int:
    """Where text goes on behind a blank line: a title with notes below it, or notes to the end."""
    for at in places:
        if lines[at - 1].strip() or not lines[at].strip():
            continue
        is_title = ATX.match(lines[at]) is not None
        if not is_title and (is_plain or places.stop - at > LONGEST_TAIL):
            continue
        far = min(places.stop, at + NEAR) if is_title else places.stop
        below = (lines[i] for i in range(at + is_title, far))
        rest = (line for line in below if line.strip() and not ATX.match(line))
        near = list(islice(rest, LOOKED_AT) if is_title else rest)
        if sum(map(_is_note, near)) >= MOST * len(near) and len(near) >= (
            1 if is_title else FEWEST
        ):
            return at
    return -1


def _is_note(line: str) -> bool:
    """Whether a line says something in Korean, as an item may; a remark in code is none."""
    if REMARK.match(line):
        return False
    marker = read_marker(line)
    return is_prose(line[marker.col :] if marker else line)
