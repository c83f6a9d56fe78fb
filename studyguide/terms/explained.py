"""Finds where a keyword line begins to explain its term: `A - B`, `A: B`, `A → B`, `A | B`."""

import re
from collections.abc import Sequence

from studyguide.hangul import has_hangul
from studyguide.terms.names import ADNOMINAL, is_name
from studyguide.terms.sentences import is_sentence
from studyguide.terms.untold import is_untold

GOES_ON = re.compile(r"[가-힣](?:를|와|에서|으로|처럼)$")  # `르방 밀가루와`
SPACED_DASH = re.compile(r"\s[-–—]\s")  # `A - B`, `A – B`
ARROW = re.compile(r"\s*(?:[-=]+>|[→⇒➔➜])\s*")  # `A -> B`
# `A - B`, `A = B`, `A := B`, `A: B` explain whatever follows; the others if what follows tells:
# `A | B`, `A; B`, `A—B`, `A- B`, `A -B`, `A:B`
SIGN = re.compile(
    r"(?P<sure>\s+[-–—]\s+|\s+(?:=(?![=>])|[:：]=?)\s*|(?<=[가-힣A-Za-z0-9)])[:：]\s+)"
    rf"|(?P<arrow>{ARROW.pattern})"
    r"|\s+[|｜]\s+|\s*[;；]\s+|\s*—+\s*|(?<=[가-힣A-Za-z)])-\s+|\s-(?=[가-힣])"
    r"|(?<=[가-힣A-Za-z)])[:：](?=[가-힣])"
)
JOINED = re.compile(rf"{ARROW.pattern}|\s*(?:<[-=]+>|[↔⇔])\s*")  # also `A ↔ B`: two names
BEGINS = re.compile(r"[:：=|–—-]|→|⇒")  # of a line that explains the term above it
# a word of a phrase, `물로 키운 효모`, and none of a name: neither `결과 값` nor `회의 시간`
MARKED = re.compile(
    r"\S(?:[를는은]|(?<![마가노])을|(?<!기)와|(?<![결효학성])과|(?<![정회주동강합협결])의"
    r"|에서?|으로|에게|부터|까지|처럼|보다|하고|하며)$"
)
RESULT = re.compile(
    r"(?:[짐킴함됨줌감옴남]|(?<![책위선수])임|증가|감소|필요)[.!]?$"
)  # `적중률 떨어짐`: a consequence
LONGEST_NAME = 80  # letters before a sign that explains
WORDS_LOOKED_AT = 20  # of what may explain
WORDS_TOLD = 3  # of the one line below a term that explains it
DASH = " – "


def cut(line: str) -> tuple[str, str] | None:
    """What stands before and behind the sign that explains, if there is one.

    >>> cut("떼루아 => 포도가 자라는 환경"), cut("수집 → 정제 → 적재"), cut("해시 | 솔트")
    (('떼루아', '포도가 자라는 환경'), None, None)
    """
    for met in SIGN.finditer(line, 0, LONGEST_NAME):
        left, right = line[: met.start()].strip(), line[met.end() :].strip()
        if not (left and right):
            continue
        is_led = met["arrow"] and _is_led_to(left, right)
        if met["sure"] or is_led or _tells_of(left, right) or is_untold(right):
            return left, right
    return None


def _is_led_to(left: str, right: str) -> bool:
    """Whether an arrow leads to words that explain: neither to one word nor on to another arrow."""
    is_chain = ARROW.search(left) or ARROW.search(right)
    if is_chain or is_told(left) or not has_hangul(right):
        return False
    return is_told(right) or (len(right.split()) > 1 and not RESULT.search(right))


def _tells_of(left: str, right: str) -> bool:
    return is_told(right) and not (is_told(left) or ARROW.search(left) or ARROW.search(right))


def is_told(text: str) -> bool:
    """Whether Korean words tell something rather than name it.

    >>> is_told("포도를 거둔 해"), is_told("경사 하강법"), is_told("결과 값")
    (True, False, False)
    """
    words = text.split(maxsplit=WORDS_LOOKED_AT)
    if len(words) < 2 or not has_hangul(text):
        return False
    return any(MARKED.search(word) or ADNOMINAL.search(word) for word in words[:-1])


def in_one_line(lines: Sequence[str], stressed: str = "") -> str:
    """The lines of a keyword as one; a dash parts the explanation from a term above it.

    `stressed` are the bold words with which the first line begins.

    >>> in_one_line(["브릭스", "포도의 당도"]), in_one_line(["르방 밀가루와", "물로 키운 효모"])
    ('브릭스 – 포도의 당도', '르방 밀가루와 물로 키운 효모')
    >>> in_one_line(["해시", "솔트"]), in_one_line(["크럼 빵의 속살"], "크럼")
    ('해시, 솔트', '크럼 – 빵의 속살')
    """
    first, *rest = lines
    below = " ".join(rest)
    is_whole = bool(stressed) and first == stressed
    if not rest:
        return _parted(first, stressed)
    is_term = is_whole or (is_name(first) and not GOES_ON.search(first))
    if BEGINS.match(below) or not is_term or cut(first):
        return f"{_parted(first, stressed)} {below}"
    is_longer = len(rest) == 1 and len(below.split()) >= WORDS_TOLD
    if is_whole or is_longer or is_explanation(below):
        return f"{first}{DASH}{below}"
    return ", ".join(lines) if all(map(is_name, rest)) else f"{first} {below}"


def is_explanation(text: str) -> bool:
    """Whether words below a term, or behind its bold letters, explain it."""
    return is_told(text) or is_sentence(text)


def _parted(line: str, stressed: str) -> str:
    """`**크럼** 빵의 속살` with the dash that its author left to the bold letters."""
    rest = line.removeprefix(stressed) if stressed else ""
    if not rest[:1].isspace() or not rest.strip()[:1].isalnum() or stressed[-1:] in ":：":
        return line
    return f"{stressed}{DASH}{rest.strip()}" if is_explanation(rest.strip()) else line
