"""Tells a line of the notes whose sentence goes on in the next line from one that stands alone."""

import re

from studyguide.hangul import has_hangul, tail_of
from studyguide.hangul.particles import HANGUL_RUN, is_particle
from studyguide.notes.lines.widths import SENTENCE_END
from studyguide.notes.typed_formulas import is_formula

PAIR = re.compile(r"^[^,.!?:]{1,40}?(?:\s[-–—=]|\s?:)\s\S")  # `함수 종속: …`, `squash - …`
CALLED = re.compile(r"^[^,.!?:]{1,40}?란\s\S")  # `정규화란 …`
# a line amid a sentence: `값이 바뀌면`, `캐시는`, `먼저 재고,`, `새로 배운`, `준 뒤`, `캐시란`
UNFINISHED = re.compile(
    r"(?:[,(·/&+=]|(?<![가-힣])-|[가-힣](?:을|를|의|에)"
    r"|[가-힣]{2}(?:은|는|이|가|로|와|과|고|며|면|서|데|만|지|게|한|할|된|될|및|운|른|든|긴|아서|어서|도록|려고|거나)"
    r"|(?<![가-힣])(?:[큰준쓴한된본될할볼쓸뒤중후때전그이저더꼭또및각매몇]|매우|아주|가장|다시|바로|먼저|자주|언제나|모두|함께|위해|통해|대해"
    r"|다른|여러|모든|어떤|이런|그런)|(?<![\s혼반계논소환])란)$"
)
SUBJECT = re.compile(
    r"(?<![가-힣])(?![길넓깊높풀놀먹])([가-힣])(이)$|[가-힣]([가-힣])([이가])$"
)  # `값이`, `캐시가`; not `길이`, `쓰는가`, `차이`
ABLE = re.compile(r"(?<![가-힣])수\n[있없]")  # `할 수⏎있다`
# how a sentence begins: `그런데 왜?`
ANEW = re.compile(r"(?:그런데|근데|하지만|그러나|그래서|그러므로|따라서|왜냐하면)\s")
GOES_ON = re.compile(r"[,)\\]|\.(?!\w)|\$\$")  # how a line goes on with the one above
ENDING = re.compile(r"(?:는|ㄴ|은)다(?:고|는|면)?(?![가-힣])")  # of `먹지 않⏎는다`
# grammar that is a word as well: `이 값은`, `같은 값`, `해 본다`
WORDS = frozenset("이그나도만인들별간내시상일한된해자야여당할될적") | {
    "같은",
    "같이",
    "하는",
    "만큼",
    "대로",
}
LOWER = re.compile(r"[a-z]")
# what a line of some words ends in amid a sentence, though it can end one: `여러 개로`, `되지 않아`
AMID = re.compile(r"[은는을를와과의이가에도만로서며고면게지던한된할될져어아해여란]$")
# the same of a line that a sentence's end follows: `학교에서 배운`, `값은 저것보다`
MAY_GO_ON = re.compile(rf"{AMID.pattern}|[려켜쳐워든운른긴준쓴본록]$|보다$")
PARTICLE = re.compile(r"[가-힣][은는을를이가에의로와과면서고며](?=\s)")  # `길어지면 자동`
FEWEST_WORDS = 3  # `외부 효과` is a name, though it ends like a particle
LATIN_WORDS = 4  # of a line that goes on in small letters; fewer may be names: `index.html`


def is_amid(line: str, after: str) -> bool:
    """Whether a line does not end its sentence, or the next begins with what begins none."""
    if GOES_ON.match(after) or ENDING.match(after):
        return True
    if ANEW.match(after):
        return line.endswith(",")
    if _is_unfinished(line) or ABLE.search(f"{line}\n{after}"):
        return True
    run = HANGUL_RUN.match(after)
    if run and run[0] not in WORDS:
        return is_particle(run[0], line[-1] if has_hangul(line[-1]) else "")
    is_long = len(line.split()) >= LATIN_WORDS
    goes_on = LOWER.match(after) and is_long and not has_hangul(line)
    return bool(goes_on) and not (is_formula(line) or is_formula(after))


def _is_unfinished(line: str) -> bool:
    """Whether a line ends as no sentence does: with a particle, an ending that joins, an adverb."""
    if met := SUBJECT.search(line):
        is_closed = tail_of(str(met[1] or met[3])) != " "
        return is_closed == (line[-1] == "이")
    return bool(UNFINISHED.search(line))


def may_go_on(line: str, after: str) -> bool:
    """Whether a line and the end of a sentence below it may be one sentence.

    >>> may_go_on("요청을 받아", "응답을 준다"), may_go_on("물이 얼면 부피", "늘어난다")
    (True, True)
    >>> may_go_on("용해 속도", "온도와 겉넓이"), may_go_on("인덱스", "조회를 빠르게 한다")
    (False, False)
    """
    if not SENTENCE_END.search(after):
        return False
    is_clause = len(line.split()) >= FEWEST_WORDS and PARTICLE.search(line)
    return bool(MAY_GO_ON.search(line) or is_clause)


def goes_on(line: str, after: str) -> bool:
    """Whether a sentence runs over the end of a line of the notes.

    >>> goes_on("정규화란 릴레이션을 여러 개로", "분해하는 것"), goes_on("기회비용", "매몰")
    (True, False)
    """
    if PAIR.match(line) or PAIR.match(after) or CALLED.match(after):
        return False
    count = len(line.split())
    is_rest = len(after.split()) >= FEWEST_WORDS or bool(SENTENCE_END.search(after))
    is_open = is_amid(line, after) or bool(AMID.search(line))
    return count >= FEWEST_WORDS and (is_open or (count > FEWEST_WORDS and is_rest))
