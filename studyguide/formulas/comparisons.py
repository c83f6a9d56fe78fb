"""Says a comparison as a clause: `x > 0` is “x가 0보다 큼”, not “x 큼 0”.

Works on the words of a row of a formula, each what one of its parts says. A noun ends the clause,
for in a text “이면” or “일 때” may follow.
"""

from collections.abc import Sequence
from itertools import pairwise

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


def compared(words: Sequence[str]) -> list[str]:
    """The words with their comparisons as clauses.

    >>> compared(["a", "작음", "b", "작거나 같음", "1"]), compared(["큼", "0"])
    (['a가 b보다 작고, b가 1보다 작거나 같음'], ['0보다 큼'])
    """
    said: list[str] = []
    part: list[str] = []
    for word in _brackets(words):
        if word in PARTING:
            said += [*_clause(part), word]
            part = []
        else:
            part.append(word)
    return said + _clause(part)


def _brackets(words: Sequence[str]) -> list[str]:
    """The words with each bracket and what it holds as one of them."""
    found: list[str] = []
    depth = start = 0
    for at, word in enumerate(words):
        rises = word.count(OPEN) - word.count(CLOSE)
        if not depth and rises > 0:
            start = at
        if not depth and rises <= 0:
            found.append(word)
        depth = max(0, depth + rises)
        if not depth and rises < 0:
            found.append(" ".join([words[start], *compared(words[start + 1 : at]), word]))
    return [*found, *(words[start:] if depth else [])]


def _clause(words: list[str]) -> list[str]:
    signs = [at for at, word in enumerate(words) if word in COMPARING]
    if not signs or not RELATING.isdisjoint(words):
        return words
    ends = [-1, *signs, len(words)]
    sides = [" ".join(words[a + 1 : b]).strip(" ,") for a, b in pairwise(ends)]
    if any(not side or len(side.split()) > LONGEST or side.endswith(CLOSE) for side in sides[1:]):
        return words
    clauses = [
        _said(left, words[at] if at == signs[-1] else COMPARING[words[at]], right, words[at])
        for (left, right), at in zip(pairwise(sides), signs, strict=True)
    ]
    return [", ".join(clauses)]


def _said(left: str, ending: str, right: str, sign: str) -> str:
    if left:
        left += ", " if left.endswith(CLOSE) else f"{josa(left, '이')} "
    tail = josa(right, "과") if sign == UNLIKE else "보다"
    return f"{left}{right}{tail} {ending}"
