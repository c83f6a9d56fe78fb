"""Knows lists of words of another language: each line is a word and its meaning."""

import re
from collections.abc import Sequence

_FOREIGN = r"[A-Za-zÀ-ɏ぀-ヿ一-鿿]"
# `comply v. 따르다`, `syn. give up`, `abandon (v) 버리다`, `abandon 동. 버리다`
OF_SPEECH = re.compile(
    rf"(?:^|{_FOREIGN}[^가-힣]*\s)\(?(?:v|vt|vi|n|a|ad|adj|adv|prep|conj|pron|int|phr|syn|ant|pl|[동명형부전접])"
    r"[.)]\s*\S"
)
# `accordance 일치`, `in accordance with ~에 따라`, `学校 학교`; not `ROC 곡선`, `N+1 문제`
SIDE_BY_SIDE = re.compile(
    r"(?:[a-zà-ɏ][a-zà-ɏ' ~()-]*(?:\s?\[[^\]]*\])?|[぀-ヿ一-鿿][぀-ヿ一-鿿\s()]*)\s+"
    r"[~-]?[가-힣][가-힣\s,~()·;]*"
)
LONGEST = 80  # letters of a line; a longer one is prose
FEWEST = 2  # lines; a single `git 명령` is a name


def is_vocabulary(lines: Sequence[str]) -> bool:
    """Whether lines are words with their meanings, and no names of the notes' own terms.

    >>> is_vocabulary(["ambiguous a. 모호한", "comply v. 따르다"]), is_vocabulary(["ROC 곡선"])
    (True, False)
    >>> is_vocabulary(["harvest 수확", "drought 가뭄"]), is_vocabulary(["git 명령", "ORM"])
    (True, False)
    """
    short = [" ".join(line.split()) for line in lines if len(line) <= LONGEST]
    if any(map(OF_SPEECH.search, short)):
        return True
    found = [line for line in short if SIDE_BY_SIDE.fullmatch(line)]
    return len(found) >= FEWEST and 2 * len(found) > len(lines)
