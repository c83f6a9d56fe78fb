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
# over a list of a field's own terms: `- redis 캐시` is a name there, and no word with its meaning
OF_TERMS = re.compile(
    r"용어|개념|약어|키워드|terms|terminology|glossary|key ?words?", re.IGNORECASE
)
LONGEST = 80  # letters of a line; a longer one is prose
FEWEST = 2  # lines; a single `git 명령` is a name


def is_vocabulary(lines: Sequence[str], title: str = "") -> bool:
    """Whether lines below a title are words with their meanings, and no terms of the notes' own.

    >>> is_vocabulary(["ambiguous a. 모호한", "comply v. 따르다"]), is_vocabulary(["ROC 곡선"])
    (True, False)
    >>> is_vocabulary(["harvest 수확", "drought 가뭄"]), is_vocabulary(["git 명령", "ORM"])
    (True, False)
    >>> is_vocabulary(["spring 컨테이너", "redis 캐시"], "용어")
    False
    """
    short = [" ".join(line.split()) for line in lines if len(line) <= LONGEST]
    if 2 * sum(OF_SPEECH.search(line) is not None for line in short) > len(lines):
        return True
    if OF_TERMS.search(title):
        return False
    found = [line for line in short if SIDE_BY_SIDE.fullmatch(line)]
    return len(found) >= FEWEST and 2 * len(found) > len(lines)
