"""Finds the lists that a head announces and that can be asked back: `X의 네 항목은?`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studyguide.study import Chapter, Item
from studyguide.study.doubts import kind_of
from studyguide.study.genus import NO_GENUS
from studyguide.study.text import Text, cut, join, plain, strip, words
from studyguide.terms import fold
from studyguide.terms.sentences import QUESTION_WORD, is_sentence
from studyguide.terms.titles import is_title

FEWEST, MOST = 3, 7  # items of a list that is asked back
LONGEST_HEAD, LONGEST_ITEM, WORDS = 40, 60, 5
NUMERALS = {3: "세", 4: "네", 5: "다섯", 6: "여섯", 7: "일곱"}
SPELLED = {"둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4} | {
    name: number for number, name in NUMERALS.items() if number > 4
}
_UNITS = r"(?:가지|개|단계|종류|항목|곳|요소|층|갈래|분류|원칙|법칙|특징|유형|조건)"
NUMBERED = re.compile(
    rf"(\d+|두|세|네|다섯|여섯|일곱)\s?(?:대\s?)?{_UNITS}|(?:^|\s)(둘|셋|넷|다섯|여섯|일곱)\s*[:：]?$"
)
# Heads that announce members, whatever the members look like: `약점`, `착오의 취소 요건`
ENUMERATING = re.compile(
    r"(?:것들|종류|유형|이유|원인|요인|조건|특징|특성|장점|단점|약점|강점|한계|구성\s?요소|요소|단계|절차|순서|원칙|항목|예시|사례"
    r"|차이점|공통점|문제점|해결책|대책|방안|준비물|후보|분류|갈래|법칙|요건|주의\s?(?:점|사항)|유의\s?사항|혜택|분야|계층)(?:들)?\s*[:：]?$"
)
# Heads that announce members when they say of what: `캐시를 비우는 방법`, `소유권의 효과`
OF_WHAT = re.compile(
    r"(?:[은는ㄴ을를]|[한된할될던의운린]|[볼낼쓸줄갈]|위한)\s(?:\S+\s)?(?:것|방법|방식|과정|규칙|기능|역할|목표|효과|속성|성질|목적|대상|도구"
    r"|서류|의무|권리|질문|경우|사람|곳|때|목록|차이|수단|기술|기법|예|명령어?|연산자?|용어|개념|문제)(?:들)?\s*[:：]?$"
)
LOOSE = re.compile(  # heads that say nothing of their members
    r"^(?:기타|그 ?외|참고(?:\s?자료|\s?문헌)?|메모|할\s?일|todo|링크|출처|개요|정리|요약"
    r"|느낀\s?점|배운\s?것|후기|회고|목차|본문|내용|노트|기록|일정|공지|질문|q&?a|결론|서론|소개|예|예시|ex|안건|contents?|index"
    r"|agenda|summary|overview|intro|best practice"
    r"|(?:오늘\s|다음에\s)?(?:참고할|한|할|읽을|볼|살|기억할|헷갈리는|궁금한|모르는)\s것)"
    r"\s*(?:들|\d*)?\s*[:：.]?$",
    re.IGNORECASE,
)
# Heads that name something of a time or a measure alone: `요즘 이름이 오르내리는 것들`
VAGUE = re.compile(
    r"(?:요즘|최근|지금|오늘|어제|내일|이번|다음|지난|아직|앞으로|현재|주로|보통|자주|많이|흔히|가장|대표적인|기타|추가|나머지"
    r"|다른|여러|몇|내가|나는|우리|제가|이런|그런|이|그)\s"
)
BOUND = re.compile(r"(?:것|곳|때|경우|사람|점|거)들?\s*[:：]?$")  # nouns that say nothing alone
ACRONYM = re.compile(r"^[A-Z]+$")  # `ACID` of four members says it alone
GENERIC = re.compile(r"^[가-힣]{2,3}(?:들)?$")  # `장점`, `종류`: of what, the line above says
ONE_WORD = re.compile(r"^[A-Za-z]+$")  # `System`, `fast`: says nothing outside its chapter
# Heads that open a subject, and members that are its parts: `클래스의 정의`, `장점`
SUBJECT = re.compile(
    r"(?:정의|이해|개요|개념|소개|관리|도입|사용법|구현|예제|실습|설정|시작|준비|배경|리팩토링|분할|측면|관점|활용|운영|응용|심화|기초|기본|원리|설치|프로세스|하기|다루기|보기|쓰기|만들기"
    r"|전에|후에|위해|대해|대하여|에서|부터|까지|으로|지정|설명|정리|요약|비교|이야기|고찰)$"
)
TOPIC = re.compile(
    r"^(?:장점|단점|장단점|특징|문제점?|고민|정의|개념|개요|구현|예제|예시|예|결과|결론|사용법|종류|이유|원인|방법|배경|정리|요약|차이점?|효과"
    r"|원리|과정|동작|설정|참고|기타(?:\s등등)?|등등?|etc\.?)$"
)
JOINED = re.compile(r"[,，]|\S[와과]\s|\svs\.?\s|\s및\s|&", re.IGNORECASE)  # heads of two things
PAST = re.compile(r"(?:[았었였했됐갔왔졌겼셨렸켰났봤줬])(?:다|음|습니다|어요)[.!]?$")
TOLD = re.compile(
    r"(?:다|[있없같]음|[가-힣]\s?함|됨|[어아해세네]요)[.!]?$"
)  # ends as a sentence does
CASED = re.compile(r"[가-힣A-Za-z)](?:[이가을를은는]|에서|에게)\s")  # a noun in a sentence
COMPARED = re.compile(r"\S{2,}\s(?:비교|대조|대응)\s*[:：]?$")  # `gcp, aws iam 비교`
TWO = re.compile(r"[^?？–—:]{1,30}\s[-–—]\s[^?？–—:]{1,30}$")  # `service account – role`
DASH = re.compile(r"\s[-–—]\s|[:：]\s")
LABEL = re.compile(r"^(?:[-*•]|\d+[.)]|[①-⑳]|[가-하][.)]|[☐☒])\s*")
TASK = re.compile(r"[☐☒]")  # something to do, which nobody has to recall
OPENING = re.compile(r"^(?:→|⇒|->|=>|[(（\"“'‘…]|그래서|그런데|근데|하지만|그리고|즉|단,)")
UNFIT = re.compile(r"[?？…]|\.\.|모르|글쎄|아마|듯|같(?:음|다|은데)|[가-힣]지만$|는데$|[:：]$")


@dataclass(frozen=True)
class Listed:
    """A head with its members, in the order of the notes."""

    head: Text
    members: tuple[Text, ...]
    is_ordered: bool
    item: Item


def compared(head: Item, found: Item) -> Listed | None:
    """`A, B 비교` and a row of pairs, `user – user`: their form says what belongs together.

    A pair above the others names the two sides.
    """
    name = _name(head.lines[0]) if head.lines else ()
    pairs = found.children
    if len(pairs) == 1 and _is_pair(pairs[0]) and len(pairs[0].children) == 1:
        name = join(name, f" ({plain(pairs[0].lines[0])})")
        pairs = pairs[0].children[0].children
    is_row = FEWEST <= len(pairs) <= MOST and all(map(_is_pair, pairs))
    if not (is_row and COMPARED.search(plain(head.lines[0] if head.lines else ()))):
        return None
    return Listed(name, tuple(_member(item) for item in pairs), False, head)


def _is_pair(item: Item) -> bool:
    return len(item.lines) == 1 and bool(TWO.match(plain(item.lines[0])))


def listed(chapter: Chapter) -> Iterator[Listed]:
    """The lists of a chapter whose head and members are certain."""
    for at, block in enumerate(chapter.blocks):
        if block.kind != "list":
            continue
        before = chapter.blocks[at - 1] if at else None
        after = chapter.blocks[at + 1] if at + 1 < len(chapter.blocks) else None
        is_alone = after is None or after.kind == "heading"
        if before and before.kind == "heading" and is_alone and (found := _of(before, block, "")):
            yield found
        yield from _inside(block, None)


def _inside(found: Item, above: Item | None) -> Iterator[Listed]:
    """The lists below the items of a list; where one ends must be sure too."""
    for at, item in enumerate(found.children):
        after = found.children[at + 1] if at + 1 < len(found.children) else None
        if len(item.children) == 1 and len(item.lines) == 1 and (after is None or after.is_sure):
            context = plain(above.lines[0]) if above and above.lines else ""
            if one := _of(item, item.children[0], context):
                yield one
        if len(item.children) == 1 and (row := compared(item, item.children[0])):
            yield row
        for below in item.children:
            yield from _inside(below, item)


def _of(head: Item, found: Item, context: str) -> Listed | None:
    name = _name(head.lines[0]) if head.lines else ()
    members = found.children
    if not FEWEST <= len(members) <= MOST or not _is_sure(found):
        return None
    shown = plain(name)
    if not _is_head(shown) or _says_another_number(plain(head.lines[0]), len(members)):
        return None
    if kind_of(head, None, None) or not _are_members(members, shown):
        return None
    is_acronym = bool(ACRONYM.match(shown)) and len(shown) == len(members)
    if (ONE_WORD.match(shown) and not is_acronym) or _is_vague(shown):
        return None
    if GENERIC.match(shown):
        if not _is_head(context) or GENERIC.match(context) or JOINED.search(context):
            return None
        name = join(_name(words(context)), f"의 {shown}")
    texts = tuple(_member(item) for item in members)
    return Listed(name, texts, found.is_ordered or shown.endswith(("단계", "순서", "절차")), head)


def _is_sure(found: Item) -> bool:
    """Whether every place in a list and below it is sure."""
    return all(
        item.is_sure and all(_is_sure(below) for below in item.children) for item in found.children
    )


def _name(line: Text) -> Text:
    """What a head names: the words before `: ` or ` - ` and an explanation behind it."""
    text = strip(line)
    shown = plain(text)
    met = DASH.search(shown)
    if met and is_sentence(shown[met.end() :]) and not is_sentence(shown[: met.start()]):
        text = cut(text, 0, met.start())
    label = LABEL.match(plain(text))
    return strip(cut(text, label.end()) if label else text, " :：!*[]")


def _is_head(shown: str) -> bool:
    is_said = bool(shown) and len(shown) <= LONGEST_HEAD and any(map(str.isalpha, shown))
    if not is_said or UNFIT.search(shown) or OPENING.match(shown) or "$" in shown:
        return False
    is_said_whole = is_sentence(shown) and not _announces(shown)  # `넣는 순서` ends in `서`
    is_name = not (is_said_whole or is_title(shown) or LOOSE.match(shown))
    return is_name and not QUESTION_WORD.search(shown)


def _is_vague(shown: str) -> bool:
    """Whether a head says not of what: `주로 쓰이는 곳들`, not `주로 쓰는 O(N) 명령`."""
    met = VAGUE.match(shown)
    return met is not None and (bool(BOUND.search(shown)) or len(shown[met.end() :].split()) < 2)


def _says_another_number(head: str, count: int) -> bool:
    met = NUMBERED.search(head)
    if not met:
        return False
    said = met[1] or met[2]
    return (int(said) if said.isdigit() else SPELLED[said]) != count


def _are_members(members: Sequence[Item], head: str) -> bool:
    texts = [plain(_member(item)) for item in members]
    if any(len(item.lines) != 1 or kind_of(item, None, None) for item in members):
        return False
    if any(TASK.match(plain(item.lines[0])) for item in members):
        return False
    if not all(map(_is_member, texts)) or len({*map(fold, texts), fold(head)}) <= len(texts):
        return False
    if _announces(head):
        return len({bool(TOLD.search(text)) for text in texts}) == 1
    is_outline = any(item.children for item in members) or SUBJECT.search(head)
    return not is_outline and not JOINED.search(head) and all(map(_is_noun, texts))


def _announces(head: str) -> bool:
    return bool(ENUMERATING.search(head) or OF_WHAT.search(head))


def _is_member(text: str) -> bool:
    is_said = bool(text) and len(text) <= LONGEST_ITEM and any(map(str.isalpha, text))
    return is_said and not any(form.search(text) for form in (UNFIT, OPENING, TOPIC, PAST))


def _is_noun(text: str) -> bool:
    is_short = len(text.split()) <= WORDS and not is_sentence(text)
    is_act = len(text.split()) > 1 and NO_GENUS.search(text)  # `쿼리 도구 제공`
    return is_short and not (is_act or DASH.search(text) or CASED.search(text))


def _member(item: Item) -> Text:
    line = item.lines[0] if item.lines else ()
    label = LABEL.match(plain(line))
    return strip(cut(line, label.end()) if label else line)
