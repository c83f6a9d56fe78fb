"""Tells questions that a talk or a book puts, and answers, from what the author does not know."""

import re
from collections.abc import Sequence

from studyguide.ask_labels import ANSWER, QUESTION
from studyguide.hangul import tail_of

ASKS = re.compile(r"[?？][)\]?？!.…~\s]*$")  # `왜 붙지?`, `gcs 는? ….`; not `"왜 쌓아요?"`
MARK = re.compile(r"[?？]+")
# A question that sets the scene for what comes next: `키가 노출된다면?`, `밖에서 쓸 때는?`
SCENE = re.compile(
    r"(?:면|[ㄹ할쓸될갈올볼을를] ?때는?|땐|에선|에서는|경우(?:에?는|엔)?)\s*[.…?？]+$"
)
TAG = re.compile(
    r"(?:잖아요?|그렇죠|그치|안 그래요?|[않하]겠[는은나]가?|아니겠[는은나]?가?|는데"
    r"|이상하[다네지]|=)\s*[?？]+[)\].…]*$"
)
# Questions put to a reader, not to oneself: `어떻게 하면 될까요?`; titles: `광합성이란?`
POLITE = re.compile(
    r"(?:[까나가니]요|습니까|[가-힣]니까|세요|[죠래]|지요)\s*[?？]+\s*(?:[(（].*)?[)）\]]?$"
    r"|[가-힣A-Za-z)]\s?란\s*[?？]+$|^(?:본인|당신|여러분|귀하|너희)(?:은|는|이|의|도)?\s"
)
# Questions in the voice of a book: `어떻게 나눌 것인가?`, `조약의 결과는?`, `해야 할까?`
FORMAL = re.compile(r"(?P<verb>[가-힣])가\s*[?？]$")
ABOUT = re.compile(r"\S[은는]\s*[?？]$")
PLANNED = re.compile(r"것인가\s*[?？]$")
PROBLEM = re.compile(
    r"(?:수\s?[있없]을까|야\s?(?:할까|하나|되나|될까)|좋을까|어떻게\s.*할까)\s*[?？]$"
)
BOOKISH = re.compile(
    r"(?:어떻게|왜|어떤|무엇|언제|누구).*[까가랑]\s*[?？]$|(?:언제|누가|무엇을|어떻게)\s*[?？]$"
)
OWN = re.compile(r"[건거]가\s*[?？]$")  # `회의록까지 되는 건가?` asks oneself
SAID_WHOLE = re.compile(r"(?:[까나가요지니냐래데죠자])\s*[)\]]?[?？]+$")  # no fragment: `권한?`
# What answers `왜 …?` in the next line: `왕실의 권위를 세우려고`
BECAUSE = re.compile(
    r"(?:려고|때문(?:에|이다|임|입니다)?|위해서?|위함|라서|니까|므로|[해어아]서|덕분|탓|이유)[가-힣]{0,2}[.!]?$"
)
WHY = re.compile(r"왜|이유|까닭")
YES_NO = re.compile(
    r"^(?:아니|네[,. ]|예[,. ]|응[,. ]|ㅇㅇ|ㄴㄴ|맞[다음]|그렇다|가능|불가|yes\b|no\b)",
    re.IGNORECASE,
)
CHECKED = re.compile(r"[까나가냐니]\s*[?？].*[까나가냐니]\s*[?？]")  # `꾸준히 했나? 공개했나?`
RESOLVED = re.compile(r"면\s?(?:되지|된다|됨|되죠|돼요?|됩니다)\W*$")  # `가져오면 되지~`
MANY, FEW = 4, 3  # whole questions in a row that are no doubts; where a line follows them, fewer
LONG = 4  # words of a question that names all it is about
TRAILING = re.compile(r"[.…]\s*[?？]")  # a voice that trails off: `비동기..?`
ARROW = re.compile(r"^\s*(?:→|⇒|->|=>)")
HOW = re.compile(r"어떻게|어디|무엇|뭘로|누가")
FIRST = re.compile(r"[A-Za-z0-9가-힣]{3,}")
PARTICLES = re.compile(
    r"(?:에서는?|에게|으로|까지|부터|이라|은|는|이|가|을|를|의|에|로|와|과|도|만|란)$"
)
SAYS = re.compile(r"(?:다|[있없같]음|함|됨|[어아해세네]요|죠|지)[.!~…)]*$")  # ends as a statement


def asks(text: str) -> bool:
    """Whether words end as a question does; mere signs ask nothing: `"…" … ??`."""
    return bool(ASKS.search(text)) and any(map(str.isalnum, text))


def is_scene(text: str) -> bool:
    """Whether a question opens what comes next, or is put to a reader."""
    if QUESTION.match(text):  # with its answer below
        return True
    return any(form.search(text) for form in (SCENE, TAG, POLITE, CHECKED))


def is_title(text: str) -> bool:
    """Whether a question reads as a heading: `이진 탐색 트리의 목적은?`."""
    return bool(ABOUT.search(text)) and len(MARK.findall(text)) == 1


def is_answered_by(text: str, after: str) -> bool:
    """Whether the next line answers a question, or goes on from it."""
    if any(form.match(line) for form, line in ((ARROW, text), (ARROW, after), (ANSWER, after))):
        return True
    if YES_NO.match(after) or RESOLVED.search(after):
        return True
    if WHY.search(text) and BECAUSE.search(after):
        return True
    return _goes_on(text, after)


def _goes_on(text: str, after: str) -> bool:
    """`젠킨스에서 날짜를 어떻게 보내지?`, and behind it `젠킨스에 날짜 플러그인이 있다.`"""
    first, second = FIRST.match(text), FIRST.match(after)
    if not (first and second and HOW.search(text) and SAYS.search(after)):
        return False
    return PARTICLES.sub("", first.group()) == PARTICLES.sub("", second.group())


def is_own(text: str) -> bool:
    """Whether the voice is that of somebody who wonders: `되는 건가?`, `비동기..?`, `…? …?`."""
    return len(MARK.findall(text)) > 1 or bool(TRAILING.search(text) or OWN.search(text))


def is_posed(text: str, after: str | None, is_sure: bool, outer: bool) -> bool:
    """Whether a question is put to the reader, and what follows may be the answer.

    `after` is the next line of the same list (with its place, if that is sure), `outer` says
    that a line follows the list.
    """
    if PLANNED.search(text) and (after is not None or outer):
        return True
    follows = not ASKS.search(after) if after is not None else outer
    if not follows or is_own(text):
        return False
    if is_formal(text) or PROBLEM.search(text):
        return True
    if after is None:
        return is_title(text)
    if not is_sure:  # it may stand below the question
        return bool(ABOUT.search(text) or BOOKISH.search(text))
    return is_title(text) and len(text.split()) >= LONG


def is_formal(text: str) -> bool:
    """`없는가?`, `인가?`, not `누가?`"""
    met = FORMAL.search(text)
    return bool(met) and tail_of(met["verb"]) == "ㄴ"  # type: ignore[index]


def in_rows(texts: Sequence[str]) -> set[int]:
    """The places of whole questions that stand in a row, as on a list of questions to put."""
    found: set[int] = set()
    row: list[int] = []
    for at, text in enumerate((*texts, "")):
        if SAID_WHOLE.search(text) or (MARK.search(text) and text.endswith("까")):
            row.append(at)
            continue
        found.update(row if len(row) >= (FEW if text and not ASKS.search(text) else MANY) else ())
        row = []
    return found
