"""Admissions that name nothing, `모르겠음`: what they speak of stands in another line."""

import re
from collections.abc import Sequence

from studyguide.ask_labels import ANSWER, QUESTION
from studyguide.study import Item
from studyguide.study.text import Text, cut, join, plain, strip
from studyguide.terms.stretches import SENTENCE_GAP

DONE, TODO = "☒", "☐"  # task list items, as pandoc reads them
REST = r"[^.!?？]{0,6}[)\].…~!\s-]*$"
# `언제 쓰는지 모름`, of a thing to be learnt; not `어디에 저장되는지 모름`, said of a program
USE = (
    r"(?:언제|어디에?|어떻게|무엇에|어떤\s?(?:때|경우)(?:에)?)\s(?:\S+\s)?"
    r"(?:쓰|써야|사용|다르|다른|구하|푸|풀|유도|증명|나오|나온|이해|읽|외우)\S*지"
)
# What one can fail to know of a thing; not `모분산을 모름`, said of a sample
KNOWN = (
    r"이유|까닭|원리|뜻|의미|차이|차이점|정체|정답|답|근거|쓰임|용도|정의|출처|유래|개념|증명|풀이"
)
UNSURE = re.compile(
    r"(?:모르겠(?:다|음|습니다|어요?|네요?|는데)|몰라서\s\S+"
    r"|(?:잘|아직|전혀|왜인지|뭔지|뭐인지|무엇인지|언제인지|어딘지|누군지|(?P<what>(?:왜|무슨|뭐가|뭘)\s[^.!?]{1,20}지)는?"
    rf"|(?P<use>{USE})는?)\s?모름"
    rf"|(?:^|[?？]\s?)(?:왜|나도|이것도|여기도)?\s?모름|(?:^|[\s,])(?:{KNOWN})[은는도을를]?\s(?:잘\s|아직\s)?모름|모르는\s(?:내용|말|이야기|부분|단어)\S*\s(?:생략|넘어\S*|비워\S*)"
    r"|이해(?:가|를|는)?\s?(?:안\s?(?:됨|감|간다|된다|됐[음다])|못\s?(?:했[음다]|함|하겠[음다]))"
    r"|이해하지 못\S+|못\s?알아\s?들[음었]\S*|알아듣지 못\S+|못\s?들[음었]\S*"
    r"|감이?\s?(?:안|잘 안)\s?(?:옴|온다|와요?|잡\S+)"
    r"|가물가물\S*|헷갈(?:린다|림|려요?|리네)|자신(?:이|은)?\s?없(?:음|다)|확실(?:치|하지는?)\s?않(?:음|다|아\S*)"
    r"|(?:(?:흐름|내용|설명|말씀)[을은]?|는데|지만)\s?놓(?:침|쳤\S+)|질문은?\s?못\s?\S+|증명은?\s?못\s?\S+|판단(?:은|을)?\s?못\s?\S+"
    # `기본값은 불확실`, `맞는지 불확실`; not `시장은 불확실`
    rf"|(?:^|[(（]|지(?:는|가)?\s|(?<![가-힣])(?:{KNOWN}|(?:기본|정확한\s)?값|이름|날짜|수치|숫자|연도|순서|철자|범위)(?:은|는|이|가)?\s)"
    r"불확실(?:함|하다)?(?=[)）\].…~!\s]*$)"
    r"|^(?:확실(?:하진|하지는?|친|치는?)\s않지만|잘은?\s모르지만),?\s(?P<hedged>[^.!?？]*)"
    r"|기억(?:이|은)?\s?(?:잘\s)?안\s?(?:남|난다|나요?)|지\s궁금(?:함|하다)?(?=\W*$)"
    r"|아는 게 없\S*(?:\s\S+){0,2}"
    r"|\b(?:not (?:so |quite |really )?sure|no idea|unclear|tbd"
    r"|(?:don['’]t|do not) (?:know|understand|get)(?: \w+)?))" + REST,
    re.IGNORECASE,
)
BACK = re.compile(
    r"왜\s?[그이](?:런|렇|러)\S*지(?:는|를|도)?\s*$"
)  # `왜 그런지`, `왜 이렇게 되는지`
EMPTY = re.compile(r"\b(?:잘|아직|끝내|아직도|이건|이것[은도]|이\s부분은?)\b")  # names nothing
BACKWARD = re.compile(r"등(?:의|등)?\s")  # `등의 이야기가 나왔지만 …` belongs to the lines before
LEFT = 2  # letters besides the admission; fewer name nothing: `모르겠음`
BETWEEN = " · "  # what a line hangs on, from the wider to the nearer


def is_bare(text: str) -> bool:
    """Whether an admission names nothing: `모르겠음`, `잘 이해 못했음..`, `A. 확실하지 않음`."""
    met = UNSURE.search(text)
    if met is None or BACKWARD.match(text):
        return met is not None
    named = "".join(filter(None, met.groupdict().values()))
    named = "" if BACK.match(named) else named
    before = re.sub(
        r"\b(?:잘|아직|끝내|아직도|이건|이것[은도]|이\s부분은?)\b",
        "",
        ANSWER.sub("", text[: met.start()]),
    )
    before = BACK.sub("", before)
    return sum(each.isalnum() for each in before + named) < LEFT


def about(item: Item, before: Sequence[Item], head: Item | None) -> Text:
    """The line that a bare admission speaks of: the one before it, else the one it stands below."""
    if len(item.lines) > 1:
        return _subject(item.lines[-2])
    above = before[-1] if before else head
    if above and above.kind == "list" and above.children:
        above = above.children[-1]
    if above and not item.is_sure:
        above = _last(above) if before else above
    if above is None or not above.lines:
        return ()
    return _subject(above.lines[0 if above.kind == "item" else -1])


def _last(item: Item) -> Item:
    """The last line above: where the nesting is a guess, the nearest is the surest."""
    below = [child for each in item.children for child in each.children]
    return _last(below[-1]) if below and below[-1].lines else item


def _subject(line: Text) -> Text:
    """What a line says, without the label of a question; of a paragraph the last sentence."""
    line = said(line)
    ends = [met.end() for met in SENTENCE_GAP.finditer(plain(line))]
    return cut(line, ends[-1]) if ends else line


def said(text: Text) -> Text:
    """A line without its box, and without its label of a question or an answer."""
    shown = plain(text)
    if shown.startswith((TODO, DONE)):
        return strip(cut(text, 1))
    met = QUESTION.match(shown) or ANSWER.match(shown)
    return strip(cut(text, met.end())) if met and met.end() < len(shown) else text


def hung(*lines: Text) -> Text:
    """The lines that an open question hangs on, in one."""
    full = [line for line in lines if line]
    return join(*(part for line in full for part in (BETWEEN, line)))[1:] if full else ()
