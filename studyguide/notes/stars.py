"""Keeps stars that a blank parts from what they would end: `*를 붙이지 말자 * 이다`.

In CommonMark no star behind a blank ends an emphasis; in pandoc it does.
"""

import re
from collections.abc import Iterator

from studyguide.notes.held import AT, held
from studyguide.notes.signs import APART

STRONG = r"\*\*(?=[^\s*])[^*]*[^\s*]\*\*(?!\*)"  # `**굵게**`
STAR = re.compile(rf"(?P<mark>{AT.pattern})|{APART}|{STRONG}|(?P<run>\*+)")
Star = tuple[int, bool, bool]  # where it stands; whether a blank is before, behind


def kept(text: str) -> str:
    r"""The paragraph with such stars escaped.

    >>> kept("결론은 *를 붙이지 말자 * 이다."), kept("단가 *별도 *배송비")
    ('결론은 \\*를 붙이지 말자 \\* 이다.', '단가 \\*별도 *배송비')
    >>> kept("*기울임* 글 *또 *안* 기울임*, **굵게** 2 * 3")
    '*기울임* 글 *또 *안* 기울임*, **굵게** 2 \\* 3'
    """
    parts, at = [], 0
    for start in sorted(_idle(list(_stars(text)))) if text.count("*") > 1 else ():
        parts += [text[at:start], "\\"]
        at = start
    return "".join([*parts, text[at:]])


def _stars(text: str) -> Iterator[Star]:
    """The single stars of a paragraph outside of code and formulas; none beside longer runs."""
    inside = {at for start, end in held(text) for at in range(start, end)}
    found: list[Star] = []
    begin = 0  # where the text of a line begins, behind its mark
    for met in STAR.finditer(text):
        begin = met.end() if met["mark"] else begin
        start, end = met.span()
        if not met["run"] or start in inside:
            continue
        if end - start > 1:
            return
        is_behind = start == begin or text[start - 1].isspace()
        found.append((start, is_behind, not text[end : end + 1].strip()))
    yield from found


def _idle(stars: list[Star]) -> Iterator[int]:
    """Where the stars stand that neither open nor end anything and pandoc would pair."""
    opened: list[int] = []
    last = max((start for start, is_behind, _ in stars if is_behind), default=-1)
    for start, is_behind, is_before in stars:
        if not is_behind and opened:
            opened.pop()
        elif not is_before:
            opened.append(start)
        elif is_behind:
            yield start
    yield from (start for start in opened if start < last)
