"""Finds what the author put off: `나중에 공부할 것`, `값은 확인 필요`, tasks of learning."""

import re

from studyguide.study.bare import REST

LATER = re.compile(
    r"(?:나중에|추후|따로|다시|날 잡고|언젠가|더)\s(?:\S+\s){0,4}?"
    r"(?:공부|찾아|알아|물어|질문|확인)\S*?(?:\s\S+){0,4}?\s?"
    r"(?:것|할게|하자|하기|보기|보자|봐야\S*|예정|생각|필요(?:함)?|해야\s?\S*)" + REST
)
# `왜 그런지 나중에 정리`; not `큐를 나중에 정리한다`
PUT_OFF = re.compile(
    r"(?:나중에|추후에?|언젠가)\s(?:\S+\s){0,3}?(?:(?:정리|보충|복습|조사)(?:하기|하자|\s?예정)?"
    r"|(?:정리|보충|복습|조사)(?:할|해야)\s?\S{1,3}|(?:읽|풀)(?:기|을\s것|\s것))[)\]….!~\s]*$"
)
_DO = r"(?:확인|검증|조사|공부|복습|검토|보충)"
_AGAIN = r"(?:재|(?:추가로?|다시|따로|더|추후|나중에)\s?)?"
_OF_NOTES = r"출처|수치|숫자|철자|뜻|의미|이유|원리|정의|공식|수식|번역|사실|근거|증명|부분|내용"
# `확인 필요`, `(확인 필요)`, `값은 확인 필요`, `출처 확인 필요`; not `본인 확인 필요`
NEEDED = re.compile(
    rf"(?:^[(（\[]?|[(（\[.!?…,–—-]\s*|[가-힣][은는]\s|(?<![가-힣])(?:{_OF_NOTES})[은는이가]?\s?)"
    rf"(?P<memo>(?:{_AGAIN}{_DO}(?:이|가)?\s?필요(?:함)?|추후\s?확인)[)\]….!~\s]*)$"
)
# `수명은 알아봐야 함`; not `표지를 알아봐야 한다`
TO_BE_LEARNT = re.compile(r"(?:알아|찾아|물어)\s?봐야\s?(?:함|할\s?듯\S*|겠[다음]|됨)[)\]….!~\s]*$")
# `45초가 맞는지 확인 필요`, `왜인지 조사 필요`
WHETHER = re.compile(rf"[가-힣]지(?:는|를|도)?\s{_AGAIN}{_DO}(?:이|가)?\s?필요[)\]….!~\s]*$")
# what is checked each time, no memo: `넣기 전에 비었는지 확인 필요`
EACH_TIME = re.compile(r"(?:때|경우|면|전|후|마다)(?:에|는|에는|도)?,?\s")
# The verbs of learning; `우유 사기` is no open question.
_LEARN = (
    r"(?:공부|복습|예습|조사|질문|정리|요약|이해|암기|비교|증명|유도|연습|실습|학습|검색|구현|계산|풀이"
    r"|외우|외워|읽기|읽을|읽어|풀기|풀\s것|찾기|묻기|물어\s?보|알아\s?보|찾아\s?보"
    r"|(?:[아어해여려러켜쳐져내써짜꿔펴돼]|[라아어]가)\s?(?:보기|보자|볼|봐)|지\s확인"
    rf"|(?:{_OF_NOTES})[을를]?\s?확인"
    r"|다시\s(?:보|읽|풀어))"
)
LEARNT = re.compile(rf"{_LEARN}\S*(?:\s\S{{1,4}})?$")
# `☐ 차이 다시 풀어 보기`, `TODO: 도커 네트워크 공부하기`, `나눈다. TODO: 왜 나누는지 정리`
TASK = re.compile(
    r"(?:^☐|(?:^|[.!?)…]\s+|\s[-–—]\s|[(（])(?:to-?do|fixme)(?:\([^()]*\))?\s?[:：]?)\s",
    re.IGNORECASE,
)


def is_put_off(text: str) -> bool:
    """Whether a line says that something is to be learnt, or made sure of, later.

    >>> is_put_off("값은 확인 필요"), is_put_off("본인 확인 필요"), is_put_off("☐ 우유 사기")
    (True, False, False)
    """
    if any(form.search(text) for form in (LATER, PUT_OFF, NEEDED, TO_BE_LEARNT)):
        return True
    if begins := list(TASK.finditer(text)):
        return bool(LEARNT.search(text, begins[-1].end()))
    return bool(WHETHER.search(text)) and not EACH_TIME.search(text)


def is_bare_memo(text: str) -> bool:
    """Whether a line says no more than that the line before it is to be checked."""
    met = NEEDED.search(text)
    return met is not None and not any(map(str.isalnum, text[: met.start("memo")]))
