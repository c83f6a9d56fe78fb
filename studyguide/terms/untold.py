"""Knows words that stand where an explanation or an answer should, and are none: `모름. 다음주`."""

import re

# `뜻은`, `이건`, before what says that it is not known
_OF_IT = (
    r"(?:(?:뜻|의미|정의|설명|내용|풀이|답|정답|이유|이건|이것|나|왜인지|뭔지)[은는을를도]?\s*)*"
)
_STILL = r"(?:(?:아직도?|잘|전혀|정확히는?|솔직히|여전히)\s*)*"
# `모르겠음`, `아직 잘 모름`, `뜻은 모름`, `이해 못함`, `놓침`
_ADMISSION = (
    rf"{_OF_IT}{_STILL}(?:모르겠\S*|모름|모른다|몰라\S*"
    r"|이해(?:가|를)?\s?(?:못\s?(?:함|했\S+)|안\s?(?:됨|감|된다))"
    r"|기억(?:이)?\s?안\s?(?:남|난다)|까먹\S+|잊어버\S+|가물가물\S*|헷갈(?:림|린다|려)"
    r"|놓(?:침|쳤\S+)|못\s?(?:들음|봄|적음|썼음|씀))"
)
_NEXT = r"다음\s?(?:주|시간|번|회|달|장|강의|수업)"
_WHEN = (
    rf"(?:나중|다음|{_NEXT}|추후|차후|이따가?|내일|모레|언젠가|시험\s?(?:전|뒤|후)|주말)(?:에서?)?"
)
_AGAIN = rf"(?:(?:{_WHEN}|다시|더|좀|따로|한\s?번)\s*)"
_WORK = r"(?:정리|확인|공부|조사|추가|보충|복습|검색|질문|작성|설명|업데이트|수정|검토)"
_DONE = (
    r"(?:하기|하자|할\s?(?:것|거|예정)|해야\s?\S+|해\s?(?:보기|볼\s?것|보자)|함|한다|할게\S*"
    r"|\s?예정|\s?필요(?:함)?)?"
)
_SEEN = r"(?:보기|보자|봐야\S*(?:\s?함)?|볼\s?(?:것|거|예정))"
_FILLED = (
    r"(?:읽기|읽을\s?것|채우기|채울\s?것|쓰기|쓸\s?것|적기|적을\s?것|하기|하자|할\s?것"
    r"|다룸|다룬다|배움|배운다|(?:채워|적어|써)\s?(?:넣기|넣을\s?것))"
)
# `찾아보기`, `더 알아볼 것`
_SOUGHT = rf"{_AGAIN}*(?:찾아|알아|물어)\s?{_SEEN}"
# `나중에 정리`, `다음에 볼 것`, `정의는 추후 추가 예정`, `다음주`, `확인 필요`
_LATER = (
    rf"{_OF_IT}(?:{_AGAIN}+(?:{_WORK}{_DONE}|{_SEEN}|{_FILLED})"
    rf"|나중에|다음에|{_NEXT}에?|추후에?|차후에?|언젠가|{_WORK}\s?(?:필요(?:함)?|예정|중|할\s?것))"
)
# `TODO`, `미정`, `비워둠`
_MEMO = (
    r"(?:to-?do|tbd|fixme|n/a|미정|미완(?:성)?|미작성|아직|공란|빈칸|비워\s?(?:둠|두기|놓음)|비움"
    r"|생략|패스|[?？]+|[-–—]+|…+)"
)
EMPTY = re.compile(rf"(?:{_ADMISSION}|{_LATER}|{_SOUGHT}|{_MEMO})[ㅠㅜㅋㅎ~^;\s]*", re.IGNORECASE)
STOP = re.compile(r"[.!?？,;:：…~]+(?:\s+|$)|\s+[-–—/]\s+")
FRAME = re.compile(r"[\s()（）\[\]【】*_`\"'“”]+")
BLANK = frozenset("?？.…-–—")  # signs of a place left empty
LONGEST = 40  # letters; who writes more says something
# an admission behind a term, with no sign between: `워킹셋 모름`, `CRDT는 찾아볼 것`
BEHIND = re.compile(rf"(?:(?<=[가-힣A-Za-z])(?:은|는|이란|란))?\s+(?:{_ADMISSION}|{_SOUGHT})\W*$")


def is_untold(text: str) -> bool:
    """Whether words say no more than that something is not known, or not written yet.

    >>> is_untold("모름. 다음주"), is_untold("나중에 볼 것"), is_untold("(비워둠)"), is_untold("?")
    (True, True, True, True)
    >>> is_untold("나중에 갚는 돈"), is_untold("확인"), is_untold("모르는 값"), is_untold("다음")
    (False, False, False, False)
    """
    said = text.strip()
    if not said or len(said) > LONGEST:
        return False
    pieces = [FRAME.sub(" ", piece).strip() for piece in STOP.split(said)]
    told = [piece for piece in pieces if piece]
    return all(map(EMPTY.fullmatch, told)) if told else bool(BLANK & set(said))
