"""Finds definitions of known headwords in the notes; quotes, never invents."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from studyguide.hangul import has_hangul
from studyguide.terms import Entry, Gloss, GlossKind, Passage, fold, is_expansion
from studyguide.terms.explained import SPACED_DASH, cut, is_explanation
from studyguide.terms.names import is_said_of
from studyguide.terms.sentences import UNSURE, is_sentence
from studyguide.terms.stretches import own_lines, quoted
from studyguide.terms.untold import BEHIND, LONGEST, is_untold

SENTENCE = re.compile(
    r"(?:[^.!?]|[.!?](?!\s|$))+[.!?…]*(?:\s+|$)"
)  # a stop ends one before a space
# Y을 A라 함, Y를 A(이)라고 한다; not `A라고도 한다`, which only gives another name
CALLED = re.compile(
    r"(?P<body>\S.*?(?:을|를|걸|게|이|가|켜)\s*)(?P<term>[^,.!?]{1,60}?)\s?(?:이라|라)(?:고|는)?\s*"
    r"(?:함|한다|합니다|하며|하고|부름|부른다|부릅니다|불린다|불림|칭한다|칭함|일컫는다)(?![가-힣])"
)
# A란 Y, A(이)라 함은 Y
IS_CALLED = re.compile(
    r"^\W*(?P<term>[^,.!?]{1,60}?)(?:이란|란|(?:이)?라\s?함은)"
    r"(?!\s*(?:말|단어|용어|이름|표현|게|걸)[은는이가도을를]?\s)[\s,:]+(?P<body>\S.{5,})"
)
# A는 Y을 말한다/뜻한다/의미한다
MEANS = re.compile(
    r"^\W*(?P<term>[^,.!?]{1,40}?)(?:은|는)\s+(?P<body>\S.{3,}?)(?:을|를)\s?"
    r"(?:말한다|말함|말합니다|뜻한다|뜻함|뜻합니다|의미한다|의미함|의미합니다|가리킨다|일컫는다)[.!]?$"
)
PAIR = re.compile(
    r"(?P<left>[^:：]+?)\s*(?:[!?]\s*)?(?:\s[-–—]\s|[:：]\s|\s:|\s=\s)\s*(?P<right>\S.*)"
)
BANG = re.compile(r"(?P<left>[^!?]{1,40})!+\s+(?P<right>\S.*)")  # CT! continuous training
# What a definition of a thing ends in, when it stands behind a dash, a colon or below its term.
DEFINING_END = re.compile(
    r"(?:것|거|방법|방식|기법|기술|과정|구조|단위|성질|특성|개념|도구|툴|서비스|이론|집합|현상|기능|형태|형식"
    r"|모델|알고리즘|시스템|체계|상태|능력|활동|작업|값|함수|지표|원칙|전략|절차|규칙|언어|프로토콜|라이브러리"
    r"|프레임워크|플랫폼|환경|저장소|데이터베이스|네트워크|분포|행위|비율|정도|분야|학문|매니저|계층|공간|자료구조"
    r"|패턴|표준|규약|약속|문제|오류|공격|용어|말|뜻|의미|역할|장치|소프트웨어|프로그램|인터페이스|정책|계정|키)"
    r"(?:이다|임|이라고 함|들?을? ?(?:말|뜻|의미)(?:한다|함)|입니다|들)?(?:\s?\([^)]*\))?[.!?~\s]*$"
)
ASKING = re.compile(r"(?:무엇|어떤|뭐|뭘|무슨)[^.]*\?|(?:인가|일까|는가|나요|까요)\s?\?")
IN_DOUBT = re.compile(f"{ASKING.pattern}|{UNSURE.pattern}")
ANAPHOR = re.compile(
    r"^\W*(?:이를|이것을|이걸|이들을|그것을|그걸|이렇게|이러한\s|이런\s|그런\s)[^,]*$"
)
BEFORE_NAME = re.compile(
    r"(?:을|를|걸|게|켜)$|^(?:보통|흔히|바로|통틀어|각각|주로|일반적으로|우리는|줄여서)$"
)
# without one of these no sentence and no pair defines; most lines of a book have none
SAYS = re.compile(r"라|란|말|뜻|의미|가리킨다|일컫는다|[-–—:：=!]")
PAREN = re.compile(r"\s*\([^()]*\)")  # 입출력(I/O)이란
QUOTE_MARKS = "'\"‘’“”*`"
ASIDE = re.compile(
    r"^(?:이미|그래서|근데|그런데|하지만|그리고|나중에|일단|왜|예:|예\)|ex|e\.g|참고|→|->)"
)
# `뜻: …`, `정의) …`, `뜻 - …`
GLOSS_LABEL = re.compile(r"^(?:정의|뜻|의미|풀이|설명)\s*(?:[:：)]|\s[-–—]\s)\s*")
QUOTES = 2  # context quotations of an entry at most
MIN_WORDS = 2


def gloss_of(entry: Entry, passages: Sequence[Passage], mentions: Iterable[int]) -> Gloss:
    """The definition of one entry, by precedence.

    `mentions` are the indexes of the passages in which the term stands.
    """
    if entry.definition:
        kind: GlossKind = "curated" if entry.is_curated else "explicit"
        return Gloss(kind, entry.definition, entry.place_of("definition"))
    standing = list(dict.fromkeys(mentions))
    found = harvest(entry, passages, standing)
    if found:
        return found
    expansion = entry.expansion or _expansion(entry, passages, standing)
    if expansion:
        return Gloss("expansion", expansion, entry.pos)
    said = [passages[index] for index in standing if not passages[index].is_keyword]
    return Gloss("none") if entry.see else _context(entry, said)


def harvest(entry: Entry, passages: Sequence[Passage], standing: Iterable[int]) -> Gloss | None:
    """The first trustworthy defining sentence, or the first defining pair, that is quoted."""
    names = {fold(form) for form in entry.forms}
    here = [(index, passages[index]) for index in standing]
    if listed := _told_below(names, passages, here):
        return _harvested(listed)
    telling = [passage for _, passage in here if SAYS.search(passage.text)]
    for passage in telling:
        if text := _defining_sentence(names, passage.text):
            return _harvested(quoted(passage, text))
    for line in (line for passage in telling for line in own_lines(passage)):
        if _is_defining_pair(names, line.text):
            return _harvested(line)
    for index, passage in here:
        if is_bare(names, passage.text):
            below = _below(passages, index)
            is_own = below and not _is_of_another(below.text, names)
            if below and is_own and _is_definition(below.text, names):
                return _harvested(below)
    return None


def _told_below(
    names: set[str], passages: Sequence[Passage], here: Iterable[tuple[int, Passage]]
) -> Passage | None:
    """What stands below a keyword in its list and explains it, without a label `뜻:`."""
    for index, passage in here:
        below = _below(passages, index) if passage.is_keyword else None
        if below and is_bare(names, PAREN.sub("", passage.text)):
            text = GLOSS_LABEL.sub("", below.text)
            is_told = is_explanation(text) or DEFINING_END.search(text) or text != below.text
            is_other = ASIDE.match(text) or IN_DOUBT.search(text) or _is_of_another(text, names)
            is_other = is_other or is_untold(text)
            if is_told and not is_other:
                return quoted(below, text)
    return None


def _is_of_another(text: str, names: set[str]) -> bool:
    """Whether words explain a term of their own: `젖산 발효: 근육에서 일어나는 것`."""
    pair = cut(text)
    return pair is not None and not is_said_of(pair[0]) and fold(pair[0]) not in names


def _below(passages: Sequence[Passage], index: int) -> Passage | None:
    """The first passage below another one."""
    return next((p for p in islice(passages, index + 1, None) if p.parent == index), None)


def _harvested(said: Passage) -> Gloss:
    return Gloss("harvested", said.text, said.pos, (said,))


def is_bare(names: set[str], text: str) -> bool:
    """Whether a passage is one of the names alone, but for marks: `멱등성!`."""
    return fold(text.strip(" !?:.*")) in names


def _defining_sentence(names: set[str], text: str) -> str:
    sentences = [sentence.strip() for sentence in SENTENCE.findall(text)]
    for index, sentence in enumerate(sentences):
        for form in (CALLED, IS_CALLED, MEANS):
            for found in form.finditer(sentence):
                if not IN_DOUBT.search(sentence) and _is_named(found["term"], names):
                    return _with_antecedent(sentences, index)
    return ""


def _is_named(term: str, names: set[str]) -> bool:
    """Whether the words right before the particle are one of the names: `이를 흔히 멱등성`."""
    words = PAREN.sub("", term).split()
    for start in range(len(words)):
        name = " ".join(words[start:]).strip(QUOTE_MARKS)
        if fold(name) in names:
            return start == 0 or bool(BEFORE_NAME.search(words[start - 1]))
    return False


def _with_antecedent(sentences: list[str], index: int) -> str:
    """The sentence, after the one that its `이를` points back to; empty when that is missing."""
    if not ANAPHOR.match(sentences[index]):
        return sentences[index]
    return f"{sentences[index - 1]} {sentences[index]}" if index else ""


def _is_defining_pair(names: set[str], text: str) -> bool:
    for form in (PAIR, BANG):
        if found := form.fullmatch(text):
            left, right = found["left"].strip(" !?*"), found["right"].strip()
            if fold(left) in names and _is_definition(right, names):
                return True
            last = SPACED_DASH.split(right)[0].strip(" !?*")
            if fold(last) in names and last == right.strip(" !?*") and _leads_to(left):
                return True
    return False


def _leads_to(left: str) -> bool:
    """Whether the left side of a reversed pair describes: `한 번만 해야 하는! - 멱등성`."""
    return len(left.split()) >= 3 and bool(re.search(r"(?:는|한|된|할|것|기)$", left))


def _is_definition(right: str, names: set[str]) -> bool:
    first = re.split(r"\s[-–—]\s", right)[0]
    if is_untold(right) or ASIDE.match(right) or UNSURE.search(first) or ASKING.search(first):
        return False
    if not has_hangul(first) or len(first.split()) < MIN_WORDS or fold(first) in names:
        return False
    return bool(DEFINING_END.search(first) or re.search(r"(?:하|되|우|이|리|기)다\??$", first))


def _expansion(entry: Entry, passages: Sequence[Passage], standing: Iterable[int]) -> str:
    """What an abbreviation stands for, if the notes say so: `IAM - identity and …`."""
    for index in standing:
        text = passages[index].text
        for form in (PAIR, BANG):
            found = form.fullmatch(text)
            if found and is_expansion(entry.term, found["right"].strip(" ?!.")):
                return found["right"].strip(" ?!.")
        for inner in re.findall(rf"{re.escape(entry.term)}\s?\(([^()]+)\)", text):
            if is_expansion(entry.term, inner):
                return str(inner)
    return ""


def _is_untold_of(names: set[str], text: str) -> bool:
    """Whether a passage says no more of a term than that it is not known: `CORS – 모르겠음`."""
    behind, pair = BEHIND.search(text, max(len(text) - LONGEST, 0)), cut(text)
    is_admitted = behind is not None and is_bare(names, text[: behind.start()])
    return is_admitted or (pair is not None and is_untold(pair[1]))


def _context(entry: Entry, standing: Sequence[Passage]) -> Gloss:
    names = {fold(form) for form in entry.forms}
    telling = [p for p in standing if len(p.text.split()) > 2 and not is_bare(names, p.text)]
    telling = [p for p in telling if not _is_untold_of(names, p.text)]
    ranked = sorted(telling, key=lambda p: not is_sentence(p.text))[:QUOTES]
    quotes = tuple(p for p in telling if p in ranked)
    return Gloss("context", quotes=quotes, pos=quotes[0].pos) if quotes else Gloss("none")
