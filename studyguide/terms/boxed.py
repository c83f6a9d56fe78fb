"""What a keyword line says besides the words that announce a list or join its names."""

import re

from studyguide.notes.printed import printed
from studyguide.terms.keywords import JOINING
from studyguide.terms.titles import (
    after_loose_title,
    after_title,
    is_loose_title,
    is_named_title,
    is_title,
)

EMPHASIS = re.compile(r"[*_~=`]+")  # of `**키워드**: 캐시`


def said(line: str) -> str:
    """What of a line of the notes must stand in the box of its list.

    >>> said("- **키워드**: 캐시, 그리고 색인"), said("## 기타 키워드들")
    ('캐시, 색인', '')
    """
    text = EMPHASIS.sub("", printed(line)).strip()
    if is_title(text) or is_loose_title(text) or is_named_title(text):
        return ""
    return JOINING.sub("", after_title(text) or after_loose_title(text) or text)
