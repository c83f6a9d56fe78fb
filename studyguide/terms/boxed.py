"""What a keyword line says besides the words that announce a list or join its names."""

import re
from collections import Counter

from studyguide.notes.printed import printed
from studyguide.terms.keywords import JOINING
from studyguide.terms.pieces import between_numbers, each_once, split_at_commas
from studyguide.terms.titles import (
    after_loose_title,
    after_title,
    is_loose_title,
    is_named_title,
    is_title,
)

TITLES = ("키워드", "용어", "keywords", "glossary")
EMPHASIS = re.compile(r"[*_~=`]+")  # of `**키워드**: 캐시`


def said(line: str) -> str:
    """What of a line of the notes must stand in the box of its list.

    >>> said("- **키워드**: 캐시, 그리고 색인"), said("## 기타 키워드들")
    ('캐시, 색인', '')
    >>> said("키워드: 1) 훈구 2) 사림"), said("키워드: 캐시, 캐시, 색인")
    ('훈구, 사림', '캐시, 색인')
    """
    text = EMPHASIS.sub("", printed(line)).strip()
    if is_title(text) or is_loose_title(text) or is_named_title(text):
        return ""
    names = JOINING.sub("", after_title(text) or after_loose_title(text) or text)
    if len(counted := between_numbers(names)) > 1:  # a box counts nothing
        return ", ".join(counted)
    return each_once(names, split_at_commas(names))


def is_of_title(letters: str) -> bool:
    """Whether letters of a line, in any order, are those of a title or of a part of one.

    A title may be cut by the end of a line.

    >>> is_of_title("키워드"), is_of_title("워드"), is_of_title("캐시"), is_of_title("")
    (True, True, False, False)
    """
    found = Counter(letters.casefold())
    return bool(letters) and any(found <= Counter(title) for title in TITLES)
