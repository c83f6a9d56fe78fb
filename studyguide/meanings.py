r"""What a sentence says a symbol means: `여기서 $x$는 입력이고, $W$는 가중치다.`"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from studyguide.hangul.readings import Final, final_sound

LEAD = re.compile(r"^(?:여기서|이때|여기에서|단|where)\b[ ,:]*", re.IGNORECASE)
# the same within a line, right before a symbol: `$y = ax$, 여기서 $a$는`, `(단, $c$는 상수)`
LEAD_WITHIN = re.compile(r"(?:^|[\s,.;:(])(?:여기서|이때|여기에서|단,|where)[ ,:]*$", re.IGNORECASE)
TOGETHER = re.compile(r"^\s*(?:,|와|과|및|·|&|,?\s*and)\s*$", re.IGNORECASE)  # `$a$, $b$는`
SENTENCE = re.compile(r"^(?P<said>(?:[^.?!]|[.](?=\S))*)(?P<end>[.?!…]?)")
CLAUSE = re.compile(
    r"^\s*(?:은|는|이|가|:|：|=|is|are|denotes?|represents?)\s+(?P<body>\S.*?)[\s,;]*(?:\band)?[\s,;]*$"
)
MEANT = re.compile(
    r"\s*(?:을|를)\s?(?:뜻|의미|말|가리|나타)(?:한다|함|하고|하며|합니다|킨다|키고|키며|낸다|내고|내며|냄|냅니다)$"
)
NAMED = re.compile(
    r"(?P<noun>.*?)(?P<be>이)?라고?\s?(?:하자|한다|하고|하며|함|합니다|부른다|두자)$"
)
COPULA = re.compile(r"^(?P<noun>\S.*?)(?P<be>이다|입니다|이고|이며|이라고|임|다|고|며)$")
SHORT = ("다", "고", "며")
# nouns in whose end the copula's 이 would be seen: `높이다` is 높이 + 다
IN_I = re.compile(r"(?:높|길|깊|넓|차|나|사|굵|풀|놀|먹)이$")
# verbs that end in a vowel before 다, 고, 며, as a noun does before the shortened copula
VERB = re.compile(
    r"(?:^|\s|[가-힣])(?:하|되|다르|빠르|따르|모르|이르|나타내|보내|가리키|시키|커지|작아지|[아어여]지)$"
    r"|(?:^|\s)(?:크|쓰|주|보|오|가|나|지나|비싸)$"
)
VERB_ENDING = re.compile(
    r"(?:하|되|다르|빠르|크|쓰|나타내|가리키|시키|지|있|없|같|작|많|높|낮|갖|놓|받|찾|늘|줄|만들)(?:고|며)$"
)
# what ends no name: half a sentence (`크면`), a particle, a verb
NO_NAME = re.compile(
    r"(?:때|경우|[으하되라지]면|면서|[아어해]서|니까|지만|므로|동안|에서|에게|는지|인지|는가|을까|[는를])$"
    r"|(?<!람)다$|^not\b"
)
UNSURE = re.compile(r"모르|모른|모름|무엇|무슨|뭐|뭔|뭘|않|아니")
LONGEST = 60  # letters of a meaning; more is a sentence about something else
# symbols that share a meaning, and the sign before it: `$a$, $b$: `, `$\eta$ - `, `$x$는 `
GROUP = r"(?P<group>\$[^$]+\$(?:\s*(?:,|와|과|및|·)\s*\$[^$]+\$){0,8})"
FIRST = re.compile(rf"{GROUP}(?P<sign>\s*[:：]|\s+[-–—]\s)\s*(?=\S)")
# another symbol within the meaning of the first: `유넷, $\theta$: `, `위치와 $y$: `
NEXT = re.compile(
    r"(?<!\s)(?P<join>\s*(?:[,;，；、·/]|\.(?=\s))|\s+(?:및|그리고|and)|(?<=[가-힣])(?:와|과))\s*"
    rf"(?:(?:및|그리고|and|여기서|이때|단,)\s+)?{GROUP}"
    r"(?P<sign>\s*[:：](?!\$)|\s+[-–—]\s(?!\s*\$)|(?=[은는]\s))\s*(?=\S)"
)
JOINED = re.compile(r"(?:(?<=[가-힣])와|(?<=[가-힣])(?<![결성경통])과|\s및)\s+$")
FORMULA = re.compile(r"\$[^$]+\$")
COLONS, COMMAS = (":", "："), (",", ";", "，", "；", "、")
NOUN_IN_GWA = re.compile(r"[결성경통]$")  # `결과 $y$: 출력` joins nothing


@dataclass(frozen=True)
class Piece:
    """A piece of a line: words, or the TeX of a formula."""

    text: str
    is_formula: bool = False


def meanings(pieces: list[Piece]) -> Iterator[tuple[str, str]]:
    """Each symbol of the sentence behind `여기서`, with the author's words for it."""
    group: list[str] = []
    for piece, after in zip_longest(pieces, pieces[1:]):
        if piece.is_formula:
            group.append(piece.text)
            continue
        if not group or TOGETHER.match(piece.text):
            continue
        met = SENTENCE.match(piece.text)
        said, end = (met["said"], met["end"]) if met else ("", "")
        if after and not end and said.lstrip().startswith(COLONS):
            said = JOINED.sub("", said)
        meaning = "" if end == "?" else name_in(said)
        if meaning:
            yield from ((symbol, meaning) for symbol in group)
        if end:
            return
        group = []


def listed(line: str) -> Iterator[tuple[str, int, int]]:
    r"""Each symbol of a line that opens with one, and where the line has its meaning.

    >>> line = r"$U$: 유넷, $\theta$: 매개변수"
    >>> [(tex, line[start:end]) for tex, start, end in listed(line)]
    [('U', '유넷'), ('\\theta', '매개변수')]
    """
    first = FIRST.match(line)
    if not first:
        return
    found = [first]
    for met in NEXT.finditer(line, first.end()):
        if _goes_on(line[found[-1].end() : met.start()][-400:], met, first["sign"].strip()):
            found.append(met)
    ends = [*(met.start() for met in found[1:]), len(line)]
    told: set[str] = set()
    for met, end in zip(found, ends, strict=True):
        symbols = met["group"].split("$")[1::2]
        meaning = line[met.end() : end].strip()
        if not met["sign"]:
            said = SENTENCE.match(meaning)
            is_new = told.isdisjoint(symbols)  # `$T$: 온도, $T$는 1 이상` says more of it
            meaning = name_in(said["said"]) if said and said["end"] != "?" and is_new else ""
        start = line.find(meaning, met.end()) if meaning else -1
        if start >= 0:
            yield from ((symbol, start, start + len(meaning)) for symbol in symbols)
        told.update(symbols)


def _goes_on(meaning: str, met: re.Match[str], first_sign: str) -> bool:
    """Whether a symbol behind a meaning begins one of its own."""
    words = FORMULA.sub("", meaning)
    if not words.strip() or words.count("(") > words.count(")"):
        return False
    sign, join = met["sign"].strip(), met["join"].strip()
    if join == "과" and (final_sound(words) == Final.VOWEL or NOUN_IN_GWA.search(words)):
        return False
    if not sign:
        return join in COMMAS
    return sign in COLONS or first_sign not in COLONS


def name_in(words: str) -> str:
    """The noun that the words behind a symbol make of it; nothing where they say more or less.

    >>> [name_in(words) for words in ("는 높이다", "는 입력이고, ", "가 크면 발산한다")]
    ['높이', '입력', '']
    """
    met = CLAUSE.match(words)
    body = _closed(met["body"]) if met else ""
    if not body or len(body) > LONGEST or UNSURE.search(body):
        return ""
    told = MEANT.sub("", body)
    if told != body:
        return told
    if met := NAMED.match(body):
        return _before_copula(met["noun"], met["be"] or "다")
    met = COPULA.match(body)
    noun = _before_copula(met["noun"], met["be"]) if met else ""
    return _worded(noun or ("" if NO_NAME.search(body) or VERB_ENDING.search(body) else body))


def _closed(words: str) -> str:
    """`상수)` without the bracket that opens before it; `반지름(단위 m)` as it is."""
    while words.endswith(")") and words.count(")") > words.count("("):
        words = words[:-1].rstrip(" ,;")
    return words.strip()


def _before_copula(noun: str, be: str) -> str:
    """`높` + `이다` is 높이 + 다; before a mere `다` stands a noun that ends in a vowel."""
    if be in SHORT:
        is_noun = final_sound(noun) == Final.VOWEL and not VERB.search(noun)
        return noun if is_noun else ""
    return f"{noun}이" if be[0] == "이" and IN_I.search(f"{noun}이") else noun


def _worded(noun: str) -> str:
    """The noun, if it says something: a word, not a number."""
    return noun if re.search(r"[^\W\d_]{2}|[가-힣]", noun) else ""
