"""Knows the lines that announce a list of keywords: `키워드`, `경제학 용어`, `핵심 용어: a, b`."""

import re

_OF_RANK = r"(?:기타|주요|핵심|중요|중요한|관련|오늘의|그\s?외|추가)"
_NAME = (
    rf"(?:{_OF_RANK}\s*)?"
    r"(?:키\s?워드|key[ -]?words?|핵심\s?용어|주요\s?용어|용어\s?정리)(?:들)?"
    r"(?:\s*(?:정리|모음|목록))?"
)
# what may as well head prose, so that names must stand below: `용어`, `주요 개념`, `Glossary`
_LOOSE = (
    rf"(?:(?:{_OF_RANK}|기본|필수|전문)\s*)?(?:용어|단어|약어)(?:들|집|장|표)?"
    r"(?:\s*(?:정리|모음|목록|설명|해설|풀이|사전|뜻))?"
    rf"|(?:{_OF_RANK}|기본|필수)\s*개념(?:들)?(?:\s*(?:정리|모음|목록))?|개념\s?(?:정리|모음|목록)"
    r"|핵심어|주제어|색인어|어휘|key[ -]?terms?|terms|terminology|glossary|vocabulary|abbreviations"
)
_NUMBER = r"(?:\d+(?:\.\d+)*[.)]?\s+)?"  # `2.1 키워드`
_COUNT = (
    r"(?:\s*\d+\s?(?:가지|개)|\s*[(（][^()（）]{1,20}[)）])?"  # `핵심 용어 3가지`, `키워드 (1주차)`
)
NAME = re.compile(_NAME, re.IGNORECASE)  # a word that heads nothing but keywords
TITLE = re.compile(  # `기타 키워드들`, `주요 키워드:`
    rf"\W*{_NUMBER}{_NAME}\s*[:：]?\W*", re.IGNORECASE
)
LOOSE_TITLE = re.compile(rf"\W*{_NUMBER}(?:{_LOOSE})\s*[:：]?\W*", re.IGNORECASE)  # `용어:`
NAMED_TITLE = re.compile(  # `경제학 키워드`, `미시 주요 용어:`, `오늘 배운 용어`, `Glossary`
    rf"\W*{_NUMBER}(?:[\w·&+/-]{{1,12}}\s+){{0,3}}(?:{_NAME}|{_LOOSE}){_COUNT}\s*[:：]?\W*",
    re.IGNORECASE,
)
_OPENED = r"[^\w\s]{0,3}\s*"  # `🔑 키워드: …`
# `키워드: a, b`, `키워드 - a`, `[키워드] a`
TITLED_LINE = re.compile(
    rf"{_OPENED}(?:{_NAME}\s*(?:[:：]|\s[-–—])|[\[【<〈]\s*{_NAME}\s*[\]】>〉]\s*[:：]?)\s*(?P<rest>\S.*)",
    re.IGNORECASE,
)
LOOSE_LINE = re.compile(rf"{_OPENED}(?:{_LOOSE})\s*[:：]\s*(?P<rest>\S.*)", re.IGNORECASE)
LETTERS_IN_TITLE = 48


def is_title(text: str) -> bool:
    """Whether the line only announces a keyword list.

    >>> is_title("기타 키워드들"), is_title("키워드 중심으로만 작성했다"), is_title("용어")
    (True, False, False)
    """
    return bool(TITLE.fullmatch(text.strip()))


def is_loose_title(text: str) -> bool:
    """Whether the line only announces a keyword list, if a list of names follows.

    >>> is_loose_title("주요 개념:"), is_loose_title("경제 용어"), is_loose_title("개념")
    (True, False, False)
    """
    return bool(LOOSE_TITLE.fullmatch(text.strip()))


def is_named_title(text: str) -> bool:
    """Whether the line may announce a keyword list, if a list of names follows.

    >>> is_named_title("경제학 키워드 (시험 전날)"), is_named_title("경제학 키워드 중심으로 적었다")
    (True, False)
    """
    said = text.strip()
    return len(said) <= LETTERS_IN_TITLE and bool(NAMED_TITLE.fullmatch(said))


def after_title(text: str) -> str:
    """The keywords of a one-line list `키워드: a, b`; empty when it is none."""
    found = TITLED_LINE.fullmatch(text.strip())
    return found["rest"] if found else ""


def after_loose_title(text: str) -> str:
    """What stands behind `용어:`, which may be names."""
    found = LOOSE_LINE.fullmatch(text.strip())
    return found["rest"] if found else ""
