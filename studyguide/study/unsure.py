"""Tells a line in which its author does not know something: `모르는 것: …`, `용어: 모름`."""

import re

from studyguide.notes.lists.ordinals import ordinal_of
from studyguide.study import Item
from studyguide.study.bare import UNSURE
from studyguide.study.later import is_put_off
from studyguide.study.right_choice import LABEL
from studyguide.study.text import plain
from studyguide.terms.explained import cut
from studyguide.terms.untold import is_untold

WH = re.compile(
    r"어떻게|어떤|왜|무엇|무슨|뭐|뭘|뭔|어디|언제|누가|누구|얼마|어느|몇|"
    r"\b(?:how|why|what|which|when|who|where)\b",
    re.IGNORECASE,
)
BRIEF, LEFT = 5, 2  # letters; a shorter question needs the line before it: `why??`
# `모르는 것: 왜 나오지?`
OWN_LABEL = re.compile(
    r"\W*(?:모르는\s?(?:것|점|거)|궁금한\s?(?:것|점|거)|의문점?|헷갈리는\s?(?:것|점|거)"
    r"|이해\s?(?:안|못)\s?(?:되는|가는|한)\s?(?:것|점|거|부분))\s*[:：]\s*(?!.*(?:->|→|=>)).*[가-힣]"
)
# `답변자: … 모르겠어요`: what another person says in a talk
SPEAKER = re.compile(
    r"\W*(?:답변자|응답자|발표자|강연자|연사|화자|참석자|진행자|인터뷰이|교수|선생|강사|학생|멘토|멘티|선배|후배|기자|대표|팀장"
    r"|면접관|고객|환자)님?\s?\d{0,2}\s*[:：]"
)
UNSETTLED = re.compile(r"미정|생략|패스|공란|빈칸|아직\W*$|^\W*$")  # `장소: 미정`, `값: ?`


def is_unsure(text: str) -> bool:
    """Whether a line says that its author does not know: by itself, or of what it names first."""
    if SPEAKER.match(text):
        return False  # another's voice
    if UNSURE.search(text) or OWN_LABEL.match(text):
        return True
    pair = cut(text)
    return pair is not None and is_untold(pair[1]) and not UNSETTLED.search(pair[1])


def is_counted(item: Item) -> bool:
    """Whether a label counts the item, `ㄴ.`: a guessed parent of it may stand beside it."""
    met = LABEL.match(plain(item.lines[0]))
    return met is not None and ordinal_of(met["name"]) > 0


def is_empty(text: str) -> bool:
    """Whether a cell waits for its words: `나중에`, and not `미정`, which is settled elsewhere."""
    is_other = UNSETTLED.search(text) or UNSURE.search(text) or is_put_off(text)
    return is_untold(text) and not is_other


def is_short_of_words(text: str) -> bool:
    """Whether a question is too short to name what it asks: `왜??`; a term is not: `변별?`."""
    letters = sum(map(str.isalnum, text))
    return letters < LEFT or (letters < BRIEF and bool(WH.search(text)))
