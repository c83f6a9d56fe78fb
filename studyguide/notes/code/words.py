"""What is left of a line of code without its strings and remarks, and whether that is prose."""

import re

from studyguide.hangul import SYLLABLE
from studyguide.notes.lists.markers import indent_of

STRING = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'')
# `# 모두`, `// 모두`, `-- 모두`, `/* 모두 */`; not `#include`, `http://`, `--all`
REMARK = re.compile(r"(?:^|\s)(?:#(?:\s|(?=[가-힣]))|//|--\s|/\*).*$")
ENDED = re.compile(r"[다요음함됨임죠까][.!?~]*$")  # a Korean sentence
# not the name in `f(a)`
ENGLISH = re.compile(r"\b(?:the|an?(?!\))|to|of|you|it|that|this|we|are|is)\b", re.IGNORECASE)
BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


def bare(line: str) -> str:
    """A line without its remark, its strings empty and nothing around it.

    >>> bare("  print('가 (나')  # 찍는다")
    'print("")'
    """
    return REMARK.sub("", STRING.sub('""', line)).strip()


def is_prose(line: str) -> bool:
    """Whether a line is Korean: most of what it says, or its end.

    >>> is_prose("값을 x로 둔다"), is_prose("for 학생 in 학생들:"), is_prose("# 값을 둔다")
    (True, False, False)
    """
    said = bare(line)
    count = len(SYLLABLE.findall(said))
    return count * 2 > len(said.replace(" ", "")) or bool(count and ENDED.search(said))


def depth_of(said: str) -> int:
    """How many more brackets a bare line opens than it closes."""
    return sum(BRACKETS.get(char, 0) for char in said)


def margin_of(line: str) -> int:
    """By how many columns a line stands in."""
    return indent_of(line)[0]
