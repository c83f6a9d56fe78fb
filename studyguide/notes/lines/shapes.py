"""What a single line of a text looks like: a sentence without full stop, a label, a date."""

import re
import unicodedata

from studyguide.ask_labels import ANSWER, QUESTION
from studyguide.notes.lines.ends import is_amid
from studyguide.notes.lines.widths import columns

FULL_STOP = re.compile(r"[^.]\.[)”’\"']*$")  # `쓴다.`, not `..`: prose
# a sentence or its noun: `캐시는 어렵다`, `여기까지예요`, `값이 없음`, `최소 힙임`, `왜?`
SAID = re.compile(
    r"(?:[?!…~]|\.\.|(?<![보마바에])다|[아어해와워여예에네나죠지까래군게세돼봐]요"
    r"|(?<![가-힣])[다하]?(?:있|없|좋|같|많|않)음|[가-힣][었았했됐렸졌였꼈갔왔났봤웠겠있없같좋많않높낮늦깊]음"
    r"|(?<![포결명])함|됨|(?<![책게타레위모네선부])임|[뀜짐킴씀줌옴둠낌]|느림|빠름|다름|모름|올림|내림)[)”’\"']*$"
)
# a noun with what sets it apart, as definitions end: `폴트가 느는 현상`, `값을 둔 곳`
DEFINED = re.compile(
    r"(?:[는던]|[한된할될룬둔난쓴]) (?:것|곳|일|현상|과정|방법|방식|기법|구조|성질|상태|단위|저장소"
    r"|공간|장치|도구|기술|정도|비율)$"
)
ASKED = re.compile(r"[?？!][)”’\"']*$")  # ends a sentence of prose as well
LABEL_END = re.compile(r"[:：]$")
# a line that names what stands below it: `느낀 점`, `오늘 배운 것`, `할 일`, `내일 목표`
LABEL_NOUN = re.compile(
    r"(?:(?<![가-힣])(?:것|점|일|말)|내용|이유|까닭|질문|소감|느낌|회고|메모|정리|요약|결론|목표|계획|숙제|과제|준비물"
    r"|문제점|장점|단점|특징)들?$"
)
LABEL = 20  # columns
NAMED = re.compile(r"[^\s,.!?:]{1,8}(?: [^\s,.!?:]{1,8})?\s?[:：]\s\S")  # `참고: …`, `첫째 날: …`
REFERENCE = re.compile(r"\\?\[\d{1,3}\\?\]\s")  # `[1] Devlin et al.`
# `2024. 5. 3.`, `2024-05-03 (금) 12:30`, `24년 5월 3일 오후 2:10 · 개발`; `23.04.1` is a version
DATE = re.compile(
    r"(?:(?:\d{4}|[’']\d{2})\s?[년./-]|\d{2}\s?년"
    r"|\d{2}\s?[./-](?=[\s\d.,/-]*(?:\(?[월화수목금토일]|오[전후]|[AP]M|:\d)))\s?\d{1,2}\s?[월./-]\s?\d{1,2}(?:\s?일|\.)?(?:\s?\(?[월화수목금토일](?:요일)?\)?)?"
    r"(?:[\s,]*(?:오전|오후|AM|PM)?\s?\d{1,2}:\d{2}(?::\d{2})?)?(?:\s?[·|]\s?.{0,30})?$"
)
DAY = re.compile(r"\d{2}([./-]) ?\d{1,2}\1 ?\d{1,2}\.?$")  # `24.5.3`, the first line of a text
CHOSEN = re.compile(r"정?답\s?(?:은\s)?[①-⑳A-H\d](?![\w가-힣])")  # `답 ③`
ARROW = re.compile(r"[-=]*>|[→⇒]")  # how a consequence begins: `-> 느려졌다`
WEIGHED = re.compile(r"\\?[\[(][+\-–±?!OX○×△]\\?[\])]\s\S")  # `(+) 빠르다`, `(?) 왜 그런가`
WHY = re.compile(r"(?:왜|뭐|언제|어떻게|누가)\s?[?？]")  # `왜?? → 다음 시간`
# `A. 서버`, `1.2 물`, `제3조(뜻)`, `step 4.`, `2차 시험`, `12시 점심`
COUNTED = re.compile(
    r"(?:(?P<letter>[A-H])(?=[.)]\s)"
    r"|(?P<head>\(?(?:제\s?|[A-Za-z]{2,8}\s?|\d{1,2}[.-])?)(?P<number>\d{1,4})(?P<tail>[.):]|[가-힣]{1,2})?(?=[\s.:,()]))"
)
NTH = re.compile(r"(?:(첫|둘|셋|넷|다섯|여섯)째|(첫|두|세|네|다섯|여섯)\s?번째)[\s,.:]")
NTH_WORDS = "첫둘두셋세넷네다여"
SIGNED = ("So", "Sk")  # Unicode's categories of emoji, stars, boxes: `💡 밀도`, `★ 중요`
NOT_SIGNS = frozenset("°©®™^`´")  # of a degree, a mark, code: these may stand anywhere


# how a line begins that none before it goes on with
ANEW = (QUESTION, ANSWER, CHOSEN, DATE, ARROW, WHY)


def is_finished(line: str) -> bool:
    """Whether a line says all that it has to: a sentence without its stop, or a label."""
    return bool(SAID.search(line) or DEFINED.search(line)) or is_label(line)


def is_label(line: str) -> bool:
    """Whether a line names what stands below it; a picture of a line stands alone as well."""
    is_short = columns(line) <= LABEL
    is_named = LABEL_END.search(line) or LABEL_NOUN.search(line)
    return line[0] == "!" or (is_short and bool(is_named))


def begins_anew(line: str, above: str = "") -> bool:
    """Whether a line begins what the one above it, if any, can not go on with.

    >>> [begins_anew(line) for line in ("💡 밀도", "(A) 밀도", "→ 뜬다", "밀도", "°C는")]
    [True, True, True, False, False]
    >>> begins_anew("(-) 극으로", "전류는 (+) 극에서 나와서"), begins_anew("(-) 어렵다", "빠르다")
    (False, True)
    """
    if WEIGHED.match(line):
        return not above or not is_amid(above, line)
    if any(form.match(line) for form in ANEW):
        return True
    return unicodedata.category(line[0]) in SIGNED and line[0] not in NOT_SIGNS


def counts_on(line: str, after: str) -> bool:
    """Whether two lines count: `1차 시험`, `2차 시험`.

    >>> counts_on("A. 켠다.", "B. 끈다."), counts_on("2019년 입학", "2023년 졸업")
    (True, True)
    >>> counts_on("첫째, 켠다.", "둘째, 끈다."), counts_on("3개를 쓴다", "5번 잰다")
    (True, False)
    """
    (form, number), (next_form, next_number) = _count(line), _count(after)
    return bool(form) and form == next_form and number < next_number


def _count(line: str) -> tuple[str, int]:
    """The form in which a line counts and its number; no form if it does not."""
    if met := NTH.match(line):
        return ("째" if met[1] else "번째"), NTH_WORDS.index((met[1] or met[2])[0])
    met = COUNTED.match(line)
    if not met:
        return "", 0
    if met["letter"]:
        return "A", ord(met["letter"])
    return f"{met['head']}#{met['tail'] or ''}", int(met["number"])
