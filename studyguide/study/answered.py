"""Finds the questions that a note asks and answers itself: `누가 취소할 수 있는가?` and items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studyguide.ask_labels import ANSWER, QUESTION
from studyguide.study import Chapter, Item
from studyguide.study.bare import said
from studyguide.study.choices import are_choices
from studyguide.study.doubts import kind_of
from studyguide.study.lists import LABEL, PAST
from studyguide.study.pairs import Pair, pairs
from studyguide.study.posed import SCENE
from studyguide.study.text import Text, cut, plain, strip
from studyguide.terms.sentences import UNSURE
from studyguide.terms.untold import is_untold

MOST, LONGEST_ANSWER = 7, 240  # lines and letters of an answer that can be recalled
LONGEST, WORDS = 60, 2  # letters of a question, and its fewest words
LONGEST_LABELLED = 120  # letters of a question that the author labelled as one
ASKED = re.compile(  # `취소권자는 누구인가?`, `왜 해시를 쓰는가?`, `캐시란?`, `큐와 스택의 차이는?`
    r"(?:(?:무엇|누구|어디|언제|얼마)(?:인가|일까|이?지)?|[가-힣]란|[가-힣]가|[할될쓸갈볼날줄릴칠길]까|하나|되나|쓰나"
    r"|(?:차이|차이점|목적|이유|원인|조건|요건|특징|종류|의미|역할|기능|방법|효과|장점|단점|한계)[은는]?)\s?[?？]$"
)
WH = re.compile(
    r"무엇|누구|누가|어디|언제|얼마|왜|어떻게|어떤|무슨|몇|(?:[가-힣]란|[은는])\s?[?？]$"
)
OF_WHAT = re.compile(  # a noun that the question is about: not `어떤 경우에 쓸까?`
    r"(?<![가-힣])(?!(?:경우|때|것|곳|사람|방법|이유|목적|차이|무엇|누구|어디|언제|얼마|누)[이가은는을를에의로])"
    r"[가-힣A-Za-z0-9()]+(?:은|는|이|가|을|를|의|와|과|란|에서)(?:\s|[?？])|[A-Za-z]{2,}"
)
# `3. `, `3번) `, `3번 다음 중`; not `3번 노드를 지우면`
NUMBER = re.compile(
    r"(?P<number>\d{1,3})(?:번?[.)]|번(?=\s+(?:다음|아래|위의|보기|빈칸|괄호|밑줄)))\s+(?=\S)"
)
POINTING = re.compile(
    r"(?:그럼|그러면|그런데|근데|그래서|그렇다면|하지만|만약|만일|이건|이게|이걸|이를|이것|이때|여기|그건|그게|그때|거기|다른"
    r"|위|아래|앞|이|그|저|내|내가|나|나는|우리|우리가|제가|본인|당신|여러분|너|이런|그런|이렇게|그렇게|왜[?？]|어떻게[?？]|Q\d*[.)]?)(?:[\s은는도]|$)"
)
# `정규화?`: a term, and no `이유?`, `언제?`, `되나?`
TERM = re.compile(
    r"(?!(?:왜|뭐|언제|어디|누구|무엇|얼마|어떻게|이유|까닭|원인|목적|결과|의미|뜻|차이|차이점|특징|장점|단점|장단점|방법|종류|역할|조건|예시?)\s?[?？])"
    r"[가-힣A-Za-z]{1,15}(?<![까나가요지니냐래데죠자다음은는을를도면])\s?[?？]$"
)
DOUBTED = re.compile(  # not `결과 같음`, which says that two are alike
    r"[?？]|\.\.|…|(?:것|거|건|게)\s?같|듯|라고 이해|맞나|ㅠ|ㅋ"
)
UNFIT = re.compile(  # lines that answer nothing, or say where the answer is
    r"[?？]|[:：]$|^(?:근데|그런데|하지만|그래서|그러면|예[:)]|ex|참고|→|->|위|아래|다음)|[하보]자\W*$|세요\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Answered:
    """A question in the author's words, the lines below it that answer it, and its place."""

    asked: Text
    answer: tuple[Text, ...]
    item: Item
    options: tuple[Text, ...] = ()  # of which the answer is one
    number: int = 0  # that its author gave it

    @property
    def is_choice(self) -> bool:
        """Whether its lines could be choices, of which one alone answers."""
        return are_choices(self.answer)


def answered(chapter: Chapter) -> Iterator[Answered]:
    """The questions of a chapter whose answers are certain: sure items, right below."""
    found = list(pairs(chapter))
    for pair in found:
        if pair.is_whole and _is_fit(pair) and _say(pair.answer):
            asked, number = _numbered(pair.asked)
            yield Answered(asked, pair.answer, pair.item, pair.options, number)
    is_exam = any(pair.options and pair.answer for pair in found)
    yield from (each for each in _unlabelled(chapter.blocks) if not (is_exam and each.is_choice))


def _numbered(asked: Text) -> tuple[Text, int]:
    """A question without the number of its own before it, and that: `24. 스택이 아닌 것은?`"""
    met = NUMBER.match(plain(asked))
    return (cut(asked, met.end()), int(met["number"])) if met else (asked, 0)


def _unlabelled(blocks: Sequence[Item]) -> Iterator[Answered]:
    for at, block in enumerate(blocks):
        after = blocks[at + 2] if at + 2 < len(blocks) else None
        is_alone = after is None or after.kind == "heading"
        if block.kind == "heading" and is_alone and blocks[at + 1 : at + 2]:
            below = blocks[at + 1]
            yield from _of(block, below.children if below.kind == "list" else (below,))
        yield from _inside(block)


def _inside(block: Item) -> Iterator[Answered]:
    for at, item in enumerate(block.children):
        after = block.children[at + 1] if at + 1 < len(block.children) else None
        is_whole = len(item.children) == 1 and (after is None or after.is_sure)
        if block.kind == "list" and is_whole:
            yield from _of(item, item.children[0].children)
        yield from _inside(item)


def _of(head: Item, below: Sequence[Item]) -> Iterator[Answered]:
    if len(head.lines) != 1 or not below or len(below) > MOST or not head.is_sure:
        return
    asked = _asked(head, below[0])
    if asked and _answers(below):
        yield Answered(asked, tuple(line for item in below for line in item.lines), head)


def _asked(head: Item, first: Item) -> Text:
    """The question that a line puts to the lines below it; nothing if it puts none."""
    asked = head.lines[0]
    if QUESTION.match(plain(asked)):
        is_pair = first.lines and ANSWER.match(plain(first.lines[0]))
        asked = said(asked)
        is_fit = head.kind == "heading" and _is_labelled(plain(asked))
        return asked if is_fit and not is_pair else ()
    label = LABEL.match(plain(asked))
    asked = strip(cut(asked, label.end()) if label else asked)
    return asked if is_asked(plain(asked)) else ()


def is_asked(text: str) -> bool:
    """Whether a question stands on its own and can be answered in a few lines.

    >>> is_asked("취소권자는 누구인가?"), is_asked("그건 왜 그런가?"), is_asked("언제?")
    (True, False, False)
    """
    is_said = len(text) <= LONGEST and len(text.split()) >= WORDS and bool(ASKED.search(text))
    if not is_said or text.count("?") + text.count("？") != 1 or POINTING.match(text):
        return False
    before = text.rpartition(" ")[0] + " "  # the last word is the verb
    return bool(OF_WHAT.search(before)) and bool(WH.search(text)) and not UNSURE.search(text)


def _is_fit(pair: Pair) -> bool:
    """Whether a question of a pair can be understood: its choices tell what it is about."""
    asked = plain(pair.asked)
    told = plain(pair.answer[0]) if pair.answer else ""
    if any(told.startswith(plain(option)) for option in pair.options):
        return bool(asked) and len(asked) <= LONGEST_LABELLED and not POINTING.match(asked)
    return _is_labelled(asked) or bool(TERM.match(asked))


def _is_labelled(text: str) -> bool:
    """Whether a question that its author labelled can be understood alone, with a `?` or without.

    >>> _is_labelled("캐시를 쓰는 이유"), _is_labelled("이유는?"), _is_labelled("분산 환경에서는?")
    (True, False, False)
    """
    is_said = len(text.split()) >= WORDS and len(text) <= LONGEST_LABELLED
    is_alone = not (POINTING.match(text) or SCENE.search(text))
    return is_said and is_alone and bool(OF_WHAT.search(text))


def _answers(below: Sequence[Item]) -> bool:
    """Whether items answer for certain: all sure, none open, none divided further."""
    if not all(item.kind in ("item", "paragraph") and item.is_sure for item in below):
        return False
    is_open = any(item.children or kind_of(item, None, None) for item in below)
    return not is_open and _say([line for item in below for line in item.lines])


def _say(answer: Sequence[Text]) -> bool:
    """Whether the lines of an answer say something for certain, and no more than one can recall."""
    lines = [plain(line).strip() for line in answer]
    is_short = bool(lines) and len(lines) <= MOST and sum(map(len, lines)) <= LONGEST_ANSWER
    is_open = any(kind_of(Item("item", (line,)), None, None) for line in answer)
    unfit = any(UNFIT.search(line) or DOUBTED.search(line) or UNSURE.search(line) for line in lines)
    unfit = unfit or any(map(is_untold, lines))
    is_told = all(PAST.search(line) for line in lines)
    return is_short and all(lines) and not (is_open or unfit or is_told)
