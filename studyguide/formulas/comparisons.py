"""Says a comparison as a clause: `x > 0` is “x가 0보다 큼”, not “x 큼 0”.

Works on the words of a row of a formula, each what one of its parts says. A noun ends the clause,
for in a text “이면” or “일 때” may follow.
"""

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from studyguide.formulas.words import FUNCTIONS
from studyguide.hangul import josa

UNLIKE = "같지 않음"
COMPARING = {  # each with the form that goes on
    "작음": "작고", "큼": "크고", "작거나 같음": "작거나 같고", "크거나 같음": "크거나 같고",
    "훨씬 작음": "훨씬 작고", "훨씬 큼": "훨씬 크고", "대략 작음": "대략 작고",
    "대략 큼": "대략 크고", UNLIKE: "같지 않고",
}  # fmt: skip
RELATING = frozenset(  # with one of these beside it, a comparison is said sign by sign
    ("이퀄", "합동", "약", "따름", "비례", "정의", "원소", "부분집합", "포함", "화살표", "대응")
)
PARTING = frozenset([",", "이면", "동치", "거꾸로 이면", "그리고", "또는", "콜론", "바", "따라서"])
LONGEST = 6  # words behind a sign; who listens to more should have heard the sign before
OPEN, CLOSE = "열고", "닫고"
JOINING = frozenset(  # what stands between two parts of one side
    ("더하기", "빼기", "곱하기", "나누기", "점", "별표", "플러스 마이너스", "마이너스 플러스")
)
LEADING = frozenset(["마이너스", *FUNCTIONS.values()])  # before a part of a side
# `kg`, `m/s`, `°C`, `개`, but not `if`: belongs to the number before it
UNIT = re.compile(
    r"(?!(?:and|or|if|iff|for|all|when|where|with|then|but|else|as|at|is|in|on|s\.t\.)$)"
    r"(?:[A-Za-zμΩ°%℃][A-Za-z/²³]{0,3}|[개명원초분배점회번년도살]|시간)"
)


class Text(str):
    """A word that stands in a formula as text: `\\text{ 일 때}`."""

    __slots__ = ()


def compared(words: Sequence[str]) -> list[str]:
    """The words with their comparisons as clauses.

    >>> compared(["a", "작음", "b", "작거나 같음", "1"]), compared(["큼", "0"])
    (['a가 b보다 작고, b가 1보다 작거나 같음'], ['0보다 큼'])
    """
    if not _are_balanced(words) or any(set("()（）") & {*w} for w in words if _is_text(w)):
        return list(words)
    said: list[str] = []
    part: list[str] = []
    known = _brackets(_with_units(words))
    for before, word, after in zip(["", *known], known, [*known[1:], ""], strict=False):
        if word in PARTING or (_is_text(word) and not _is_side(before, after)):
            said += [*_clause(part, said), word]
            part = []
        else:
            part.append(word)
    return said + _clause(part, said)


def _is_text(word: str) -> bool:
    return isinstance(word, Text)


def _is_side(before: str, after: str) -> bool:
    """Whether a text between these is a side of a comparison or a part of one (`속도` > 0)."""
    around = {"", *COMPARING, *JOINING, *PARTING}
    return before in around | LEADING and after in around


def _with_units(words: Sequence[str]) -> list[str]:
    """The words with each unit (`3` `kg`) as one with its number."""
    found: list[str] = []
    for word in words:
        if found and _is_text(word) and found[-1][-1:].isdigit() and UNIT.fullmatch(word):
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def _rises(word: str) -> int:
    """How many brackets a word opens; fewer than none where it closes some."""
    return 0 if _is_text(word) else word.count(OPEN) - word.count(CLOSE)


def _are_balanced(words: Sequence[str]) -> bool:
    depths = [*accumulate(map(_rises, words), initial=0)]
    return depths[-1] == 0 and min(depths) == 0


def _brackets(words: Sequence[str]) -> list[str]:
    """The words with each bracket and what it holds as one of them."""
    found: list[str] = []
    depth = start = 0
    for at, word in enumerate(words):
        rises = _rises(word)
        if not depth:
            start = at
        depth += rises
        if not depth and start == at:
            found.append(word)
        elif not depth:
            found.append(" ".join([words[start], *compared(words[start + 1 : at]), word]))
    return found


def _clause(words: list[str], before: list[str]) -> list[str]:
    signs = [at for at, word in enumerate(words) if word in COMPARING and not _is_text(word)]
    if not signs or not RELATING.isdisjoint(words):
        return words
    if signs[0] == 0 and before and _is_text(before[-1]):  # its left side ends in that text
        return words
    ends = [-1, *signs, len(words)]
    parts = [words[a + 1 : b] for a, b in pairwise(ends)]
    sides = [" ".join(part).strip(" ,") for part in parts]
    if any(not side or len(side.split()) > LONGEST or side.endswith(CLOSE) for side in sides[1:]):
        return words
    if not all(map(_is_one, parts[1:-1])):
        return words
    clauses = [
        _said(left, words[at] if at == signs[-1] else COMPARING[words[at]], right, words[at])
        for (left, right), at in zip(pairwise(sides), signs, strict=True)
    ]
    return [", ".join(clauses)]


def _is_one(part: list[str]) -> bool:
    """Whether a side between two signs is one thing: `a + b`, not `a b`, the ends of two."""
    return all(a in JOINING | LEADING or b in JOINING for a, b in pairwise(part))


def _said(left: str, ending: str, right: str, sign: str) -> str:
    if left:
        left += ", " if left.endswith(CLOSE) else f"{josa(left, '이')} "
    tail = josa(right, "과") if sign == UNLIKE else "보다"
    return f"{left}{right}{tail} {ending}"
