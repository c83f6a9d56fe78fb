"""Finds what the notes themselves define, outside every list of keywords: `A란 …하는 것`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from studyguide.study import Chapter, Item
from studyguide.study.genus import (
    ASIDE,
    DOUBTED,
    ELSEWHERE,
    FEWEST_WORDS,
    LEADING,
    VERBAL,
    has_topic,
    is_definition,
    is_sure,
    noun_of,
)
from studyguide.study.text import Text, cut, join, plain, words
from studyguide.study.written import texts
from studyguide.terms import fold, is_expansion
from studyguide.terms.harvest import ANAPHOR, BEFORE_NAME, SENTENCE
from studyguide.terms.names import fits, is_name
from studyguide.terms.sentences import UNSURE

_TERM = r"^(?P<term>[^,.!?:]{2,40}?)"
_ALIAS = r"(?P<alias>\s?[(（][^()（）]{1,60}[)）])?"
_TOPIC = rf"{_TERM}{_ALIAS}(?P<josa>[은는])\s+"
# `정규화란 …이다`, `광합성이란? …`
CALLED_FIRST = re.compile(
    rf"{_TERM}{_ALIAS}(?P<josa>이란|란)(?!\s*(?:말|단어|용어|이름|표현|게|걸|것)[은는이가도을를]?\s)"
    r"[\s,?:]+(?P<body>\S.{7,})$"
)
# `선의는 어떤 사실을 모르는 것을 말한다`
MEANS = re.compile(
    _TOPIC + r"(?P<body>\S.{7,}?)[을를]\s?"
    r"(?:말한다|말함|말합니다|뜻한다|뜻함|뜻합니다|의미한다|의미함|의미합니다|가리킨다|가리킵니다|일컫는다)[.!]?$"
)
# `커넥션 풀은 … 돌려 쓰는 방식이다`
IS = re.compile(_TOPIC + r"(?P<body>\S.{7,}(?:다|임|요))[.!]?$")
# `수명을 관리하는 걸 거버넌스라 함`
CALLED_LAST = re.compile(
    r"^(?P<body>\S.{5,})(?:을|를|걸)\s+(?P<term>\S[^,.!?]{0,40}?)" + _ALIAS + r"(?P<josa>이라|라)"
    r"(?:고|는)?\s*(?:함|한다|합니다|하며|부름|부른다|부릅니다|칭한다|칭함|일컫는다)[.!]?$"
)
# `함수 종속: X가 정해지면 … 관계`, `squash - 여러 커밋을 하나로 합치는 것`
PAIR = re.compile(_TERM + _ALIAS + r"(?:\s[-–—=]\s|\s?:\s)\s*(?P<body>[^:]{8,})$")
_SHORT, _LONG = r"[A-Z][A-Za-z0-9/&-]{1,9}", r"[A-Za-z][A-Za-z ,/&-]+"
EXPANDED = re.compile(rf"(?<![A-Za-z])({_SHORT})\s?[(（]({_LONG})[)）]")  # `ATP (adenosine …)`
# `Service Level Objective (SLO)`
SHORTENED = re.compile(rf"(?<![A-Za-z-])((?:[A-Za-z-]+\s){{1,7}}[A-Za-z-]+)\s?[(（]({_SHORT})[)）]")
SPELLED = re.compile(rf"^({_SHORT})(?:\s[-–—=]\s|\s?:\s)\s*({_LONG})$")  # `SLO: service level …`
TOPICAL = re.compile(r"\S*[^하되있없않지르기이]는\s|\S+은\s|\S+[와과]\s\S+[은는]\s")  # `스택은 …`
SUBJECT = re.compile(r"(?:이?란\??|의\s(?:개념|정의|의미|뜻)|\s(?:개념|정의))$")  # `인덱스의 의미`
LABEL = re.compile(r"^(?:\d+(?:[.-]\d+)*[.)]?|[①-⑳]|[가-하][.)]|[☐☒]|Q\d*[.)])\s+")
POINTING = re.compile(r"이와|그와|이처럼|따라서|그래서|여기서")
BACKWARD = re.compile(r"(?:이들|그들|이것|그것)$")  # `…이므로 이들을 A라 한다`
PREFACE = "preface"  # the chapter that the press names 머리말
FORMS = (CALLED_FIRST, MEANS, CALLED_LAST, IS, PAIR)


@dataclass(frozen=True)
class Defined:
    """A name with the words of the notes that define it; in a `sentence` the name stands too."""

    name: str
    alias: str
    said: Text
    item: Item
    expansion: str = ""


def defined_in(chapter: Chapter) -> Iterator[Defined]:
    """What one chapter defines for certain, in reading order."""
    title = () if chapter.id == PREFACE else (Item("heading", (words(chapter.title),)),)
    yield from _under_heads((*title, *chapter.blocks))
    for item in texts(chapter.blocks):
        yield from _in_lines(item)
        yield from _spelled_out(item)
        if item.kind == "item" and len(item.lines) == 1 and item.children:
            below = item.children[0].children
            if below[:1] and below[0].is_sure and (found := _of_name(item, *below[:2])):
                yield found


def _under_heads(blocks: Sequence[Item]) -> Iterator[Defined]:
    """`## 트랜잭션` and right below it `상태를 바꾸려고 수행하는 작업 단위`."""
    for head, block in pairwise(blocks):
        if head.kind != "heading" or not head.lines or block.kind not in ("list", "paragraph"):
            continue
        said = block.children[:2] if block.kind == "list" else (block,)
        if said and (found := _of_name(head, *said)):
            yield found


def _of_name(head: Item, below: Item, after: Item | None = None) -> Defined | None:
    """A name in a line of its own, and the noun phrase below it that says what it is.

    Where what comes `after` looks the same, the two are members of a list.
    """
    if after and after.lines and is_definition(plain(after.lines[0])):
        return None
    name, alias = _parted(SUBJECT.sub("", LABEL.sub("", plain(head.lines[-1]).strip(" :!"))))
    if not below.lines or below.children or not is_name(name):
        return None
    line = (below.alone or below.lines)[0]
    first = next(SENTENCE.finditer(plain(line)), None)
    said = first.group().strip() if first else ""
    is_other = (
        TOPICAL.match(said) or has_topic(said) or PAIR.match(said) or CALLED_FIRST.match(said)
    )
    is_told = is_definition(said, name) and is_sure(said)
    if is_other or fold(name) in fold(said) or not is_told:
        return None
    return Defined(name, alias, cut(line, 0, len(said)), below)


def _in_lines(item: Item) -> Iterator[Defined]:
    for line in item.alone or item.lines:
        shown = plain(line)
        if UNSURE.search(shown) or shown.startswith(("☒", "☐")):
            continue
        for met in SENTENCE.finditer(shown):
            if found := _in_sentence(met.group().strip(), line, met.start(), item):
                yield found


def _in_sentence(sentence: str, line: Text, start: int, item: Item) -> Defined | None:
    label = LABEL.match(sentence)
    at = label.end() if label else 0
    for form in FORMS:
        met = form.match(sentence[at:])
        if not met or not (name := _name_in(met, form)):
            continue
        if not _holds(form, met, sentence):
            return None
        begin = met.start("body") if form is PAIR else 0
        said = cut(line, start + at + begin, start + len(sentence))
        if met["alias"]:  # `CORS(…)는`: the gap is for the name alone
            gap = plain(said).find(met["alias"])
            said = join(cut(said, 0, gap), cut(said, gap + len(met["alias"]))) if gap > 0 else said
        return Defined(name, (met["alias"] or "").strip(" ()（）"), said, item)
    return None


def _name_in(met: re.Match[str], form: re.Pattern[str]) -> str:
    """The name that a form found, or nothing: its particle must fit, nothing may point away."""
    name = met["term"].strip(" '\"‘’“”*`")
    if form is CALLED_LAST:
        parts = name.split()
        while parts and BEFORE_NAME.search(parts[0]):
            parts.pop(0)
        name = " ".join(parts)
    josa = met["josa"] if form is not PAIR else ""
    is_fit = not josa or bool(met["alias"]) or fits(name, josa)
    return name if is_fit and is_name(name) else ""


def _holds(form: re.Pattern[str], met: re.Match[str], sentence: str) -> bool:
    """Whether a form that met its pattern defines for certain."""
    body = met["body"]
    name = met["term"]
    if form is CALLED_LAST:
        is_pointing = ANAPHOR.match(sentence) or POINTING.match(sentence) or BACKWARD.search(body)
        is_unsure = DOUBTED.search(body) or UNSURE.search(body)
        return not (is_pointing or is_unsure or fold(name) in fold(body))
    if form is CALLED_FIRST and VERBAL.search(body.rstrip(".!")):
        is_whole = len(body.split()) > FEWEST_WORDS and not ELSEWHERE.search(body)
        return is_whole and not (LEADING.match(body) or DOUBTED.search(body))
    if form is IS and not noun_of(body.strip(" .!"))[1]:
        return False
    return is_definition(body, name)


def _parted(head: str) -> tuple[str, str]:
    """`힙(Heap)` as the name and what stands in brackets behind it."""
    met = ASIDE.search(head)
    name = head[: met.start()] if met else head
    return name.strip(" '\"‘’“”*`"), met.group().strip(" ()（）") if met else ""


def _spelled_out(item: Item) -> Iterator[Defined]:
    """Abbreviations with the words that they stand for."""
    for line in item.alone or item.lines:
        shown = plain(line)
        pairs = [*EXPANDED.findall(shown), *SPELLED.findall(shown)]
        pairs += [(short, _last(long, short)) for long, short in SHORTENED.findall(shown)]
        for short, long in pairs:
            if is_expansion(short, long.strip()):
                yield Defined(short, "", (), item, long.strip())


def _last(long: str, short: str) -> str:
    """The words right before the bracket that the letters stand for."""
    parts = long.split()
    ends = (" ".join(parts[at:]) for at in range(len(parts)))
    return next((end for end in ends if is_expansion(short, end)), long)
