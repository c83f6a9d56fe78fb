"""Phrases that the rooms put into messages, in Korean: reasons, expected forms, near names."""

import re
from collections.abc import Iterable, Mapping

from studyguide.hangul import josa

PHRASED = frozenset(  # the fields that hold a phrase; all others hold the author's own words
    {"expected", "found", "reason", "nearest", "hint", "first", "kind", "message"}
)
HOLE = re.compile(r"\{\}([”$]?)(이\(가\)|을\(를\))?")  # `“{}”이(가)`
CLOSING = "”’'\")`"
PHRASES = {
    # what a value should be, and what it is
    "a text": "글",
    "a list": "목록",
    "at most 5,000 characters": "5,000자까지",
    "a longer text": "더 긴 글",
    "a longer list": "더 긴 목록",
    "a list or keys": "목록이나 키",
    "a text or a list": "글이나 목록",
    "keys and values": "키와 값",
    "keys and values (`key: value`)": "키와 값(`key: value`)",
    "a date like 2022-12-04": "달력에 있는 날짜(2022-12-04)",
    "a language tag like ko or en-GB": "언어 표시(ko, en-GB)",
    "true or false": "true나 false",
    "kinds out of {}": "{} 가운데 고른 갈래",
    "macros (`name: TeX`)": "매크로(`name: TeX`)",
    "macros named by Latin letters": "이름이 로마자로만 된 매크로",
    "one of {}": "{} 가운데 하나",
    "titles and the first chapter of each (`title: 3`)": "제목과 그 첫 장(`제목: 3`)",
    "files for {}": "{}의 파일",
    "a .ttf or .otf file": ".ttf나 .otf 파일",
    "a number from {} to {}": "{}에서 {} 사이의 수",
    "a list of texts": "글의 목록",
    "a list of entries (`- term: …`)": "올림말의 목록(`- term: …`)",
    "a list of chapter numbers": "장 번호의 목록",
    "something else": "다른 것",
    "written once": "한 번 쓴 것",
    "written twice": "두 번 쓴 것",
    "small Latin letters, digits and hyphens": "로마자 소문자와 수, 붙임표로 된 글",
    "keys kind, url, license": "kind, url, license 키",
    "{} or {} or {} or {}": "{}, {}, {}, {} 가운데 하나",
    "{} or {} or {}": "{}, {}, {} 가운데 하나",
    "{} or {}": "{}, {} 가운데 하나",
    # near names
    "did you mean “{}”?": "“{}”이(가) 아닌가?",
    "did you mean {}?": "{}이(가) 아닌가?",
    "known keys: {}": "쓸 수 있는 키: {}",
    "nearest: {}": "가까운 것: {}",
    "write an entry for it in glossary.yaml": "glossary.yaml에 올림말을 쓴다",
    "label one with {}": "가리킬 것 뒤에 {} 이름을 단다",
    "define {} under `macros:` in book.yaml": "book.yaml의 `macros:`에 {}을(를) 정한다",
    # what bars readers
    "the picture {} has no words": "그림 {}에 읽어 줄 글이 없다",
    "a formula has no words": "수식에 읽어 줄 글이 없다",
    "the formula “{}” stands as TeX": "수식 “{}”이 TeX 그대로 있다",
    "the heading “{}” leaves out a level": "제목 “{}”이 단을 건너뛴다",
    "the table “{}” has no head": "표 “{}”에 머리가 없다",
    "the name {} stands {} times": "이름 {}이(가) {}번 나온다",
    # why a file is not taken
    "an alias (`*name`) is not read": "별명(`*name`)은 읽지 않는다",
    "it is nested too deeply": "너무 깊이 들어간다",
    "it is not a file of the book folder": "책 폴더의 파일이 아니다",
    "it is not a file of the book": "책 폴더의 파일이 아니다",
    "it lies outside the book folder": "책 폴더 밖이다",
    "it may not be read": "읽을 권한이 없다",
    "it is no text in UTF-8": "UTF-8로 된 글이 아니다",
    "only files in the book folder are read": "책 폴더의 파일만 읽는다",
    "there is no such file": "그런 파일이 없다",
    "it is a folder": "폴더다",
    "the link leads nowhere": "링크를 따라가면 아무것도 없다",
    "it is a pipe, a socket or a device": "파일이 아니라 파이프, 소켓, 장치다",
    "it cannot be opened": "열 수 없다",
    "it is no PNG, JPEG, GIF, WebP or SVG": "PNG, JPEG, GIF, WebP, SVG가 아니다",
    "it is no SVG drawing": "SVG 그림이 아니다",
    "it has too many pixels": "점이 너무 많다",
    "it is larger than {} MB": "{} MB보다 크다",
    "it takes too much time or memory": "시간이나 메모리가 너무 많이 든다",
    "it draws too much": "그리는 것이 너무 많다",
    "it repeats its parts too often": "`use`나 무늬, 화살표(marker)로 너무 많이 되풀이해 그린다",
    "draw its parts out instead of repeating them by `use`, patterns or markers": (
        "`use`, 무늬(pattern), 화살표(marker)의 되풀이를 줄이거나 풀어서 다시 저장한다"
    ),
    "its styles are too long": "스타일이 너무 길다",
    "it cannot be read as a picture": "그림으로 읽을 수 없다",
    "it is no picture": "그림이 아니다",
    "copy the picture into the book folder": "그림을 책 폴더 안에 복사한다",
    "look whether it opens elsewhere; save it anew as a PNG under {} MB": (
        "다른 프로그램에서 열리는지 살피고, {} MB보다 작은 PNG로 다시 저장한다"
    ),
    "{} is no picture": "{}은 그림이 아니다",
    "its SVG is broken ({})": "SVG가 깨졌다 ({})",
    "it is no CSS": "CSS가 아니다",
    "it is no selector": "선택자가 아니다",
    "the styles fetch nothing": "스타일은 아무것도 받아 오지 않는다",
    "the EPUB standard forbids it": "EPUB 표준에 어긋난다",
    "it is no font": "글꼴이 아니다",
    "it cannot be packed": "담을 수 없다",
    "it has no `https:`": "`https:`가 없다",
    "it is a place of one machine": "한 컴퓨터에만 있는 자리다",
    "`{}` is no address of a page": "`{}`은 쪽의 주소가 아니다",
    "the address is empty": "주소가 비었다",
    "it names no site": "사이트의 이름이 없다",
    # why a YAML file cannot be read
    "mapping values are not allowed here": "여기에는 쌍점이 올 수 없다",
    "mapping keys are not allowed here": "여기에는 `?`가 올 수 없다",
    "sequence entries are not allowed here": "여기에는 `-`로 시작하는 항목이 올 수 없다",
    "could not find expected ':'": "키 뒤에 쌍점이 없다",
    "expected <block end>, but found {}": "앞의 줄과 들여쓰기가 맞지 않는다",
    "expected ',' or ']', but got {}": "`[`를 닫지 않았거나 쉼표가 없다",
    "expected ',' or '}', but got {}": "`{`를 닫지 않았거나 쉼표가 없다",
    "expected the node content, but found {}": "값이 있을 자리에 다른 것이 있다",
    "found character {} that cannot start any token": "글이 {}로 시작할 수 없다",
    "found unexpected end of stream": "따옴표를 닫지 않았다",
    "found unexpected document separator": "따옴표 안에 `---` 줄이 있다",
    "found unknown escape character {}": "큰따옴표 안의 `\\` 뒤에 {}가 올 수 없다",
    "expected escape sequence of {} hexadecimal numbers, but found {}": (
        "큰따옴표 안의 `\\` 뒤에 16진수 {}자리가 없다"
    ),
    "but found another document": "`---` 뒤에 글이 또 있다",
    "expected alphabetic or numeric character, but found {}": "`&`나 `*` 뒤에 이름이 없다",
    "expected chomping or indentation indicators, but found {}": "`|`나 `>` 뒤에 {}가 올 수 없다",
    "expected a comment or a line break, but found {}": "줄이 끝날 자리에 {}가 있다",
    "expected '<document start>', but found {}": "키와 값으로 읽을 수 없는 줄이 있다",
    "special characters are not allowed": "쓸 수 없는 제어 문자가 있다",
    # what a drawing may not hold
    "events": "이벤트",
    "links": "링크",
    "outside styles": "밖을 부르는 꾸밈",
    "broken pictures": "깨진 그림",
    # where and what
    "the notes": "노트",
    "the same text": "같은 글",
    "question": "물음",
    "remark": "덧붙인 말",
    "sentence": "문장",
    # formulas
    "no font has the character “{}”": "“{}” 글자가 글꼴에 없다",
    "it has no size of its own": "저 혼자의 크기가 없다",
    "write it in another way": "다르게 쓴다",
    "the formula draws nothing": "그려지는 것이 없다",
    "write what is to be seen, or take the formula out": "보일 것을 쓰거나 수식을 뺀다",
    "put braces around the first power: {x^a}^b": "첫 지수를 중괄호로 묶는다: {x^a}^b",
    "put braces around the first index: {x_a}_b": "첫 아래 첨자를 중괄호로 묶는다: {x_a}_b",
    r"every \right needs a \left before it; `\left.` draws nothing": (
        r"\right 앞에는 \left가 있어야 한다. `\left.`은 아무것도 그리지 않는다"
    ),
    r"every \left needs a \right after it; `\right.` draws nothing": (
        r"\left 뒤에는 \right가 있어야 한다. `\right.`은 아무것도 그리지 않는다"
    ),
    r"write a bracket after it, such as ( or \{": r"뒤에 (나 \{ 같은 괄호를 쓴다",
    r"& belongs inside an environment such as aligned; a plain & is \&": (
        r"&는 aligned 같은 환경 안에 쓴다. 글자 &는 \&이다"
    ),
    r"a plain # is \#": r"글자 #는 \#이다",
    "close the $ inside the text": "글 안의 $를 닫는다",
    "an environment such as align cannot stand in another; use aligned": (
        "align 같은 환경은 다른 환경 안에 못 쓴다. aligned를 쓴다"
    ),
    "a macro calls itself; look at its definition": "매크로가 자신을 부른다. 정의를 본다",
    "an environment calls itself; look at its definition": "환경이 자신을 부른다. 정의를 본다",
    "the formula is too deep or too long; write it in parts": (
        "수식이 너무 깊거나 길다. 나누어 쓴다"
    ),
    "the formula grows without end; look at the macros it uses": (
        "수식이 끝없이 불어난다. 쓴 매크로를 본다"
    ),
    "a } too many after “{}”": "“{}” 뒤의 }가 남는다",
    "{} more { than }: close the brace opened before “{}”": (
        "{}개의 {를 닫지 않았다. “{}” 앞에서 연 중괄호를 닫는다"
    ),
}


def _pattern(phrase: str) -> re.Pattern[str]:
    """What the filled phrase looks like; a choice is one of names, not of sentences.

    >>> _pattern("nearest: {}").fullmatch("nearest: IAM")[1]
    'IAM'
    >>> _pattern("{} or {}").fullmatch("Missing or unrecognized delimiter")
    """
    hole = r"(\S+)" if set(phrase.split()) == {"{}", "or"} else "(.+)"
    return re.compile(hole.join(map(re.escape, phrase.split("{}"))), re.DOTALL)


PATTERNS = [(_pattern(english), korean) for english, korean in PHRASES.items() if "{}" in english]


def in_korean(facts: Mapping[str, str]) -> dict[str, str]:
    """The facts of a message with their phrases in Korean; what is no phrase stays.

    >>> in_korean({"key": "a list", "found": "a list"})
    {'key': 'a list', 'found': '목록'}
    """
    said = {name: _said(text) if name in PHRASED else text for name, text in facts.items()}
    if "parts" in said:
        said["parts"] = ", ".join(map(_said, facts["parts"].split(", ")))
    return said


def _said(text: str) -> str:
    if text in PHRASES:
        return PHRASES[text]
    for pattern, korean in PATTERNS:
        if found := pattern.fullmatch(text):
            return _filled(korean, found.groups())
    return text


def _filled(korean: str, parts: Iterable[str]) -> str:
    """The phrase with its parts, each particle as the word before it sounds.

    >>> _filled("“{}”이(가) 아닌가?", ["author"]), _filled("{}을(를) 정한다", ["n"])
    ('“author”가 아닌가?', 'n을 정한다')
    """
    left = iter(parts)

    def part(met: re.Match[str]) -> str:
        word = next(left)
        return word + met[1] + (josa(word.rstrip(CLOSING), met[2]) if met[2] else "")

    return HOLE.sub(part, korean)
