"""Hangul for the book: the right josa, 가나다 order, syllables and their letters."""

import re
import unicodedata
from typing import Literal

from studyguide.hangul.readings import HANGUL_FIRST, HANGUL_LAST, Final, final_sound

LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
LETTER_OF_LEAD = str.maketrans("ㄲㄸㅃㅆㅉ", "ㄱㄷㅂㅅㅈ")  # a dictionary files ㄲ under ㄱ
# Revised Romanization, clause 8: letter by letter, so that two spellings never meet.
ROMAN_LEADS = "g kk n d tt r m b pp s ss - j jj ch k t p h"
ROMAN_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"
ROMAN_TAILS = " g kk gs n nj nh d l lg lm lb ls lt lp lh m b bs s ss ng j ch k t p h"

# Each josa by its two spoken forms (after a consonant, after a vowel) and the form for both.
JOSA: dict[str, tuple[str, str, str]] = {
    name: (closed, open_, both)
    for closed, open_, both in (
        ("은", "는", "은(는)"),
        ("이", "가", "이(가)"),
        ("을", "를", "을(를)"),
        ("과", "와", "와(과)"),
        ("으로", "로", "(으)로"),
        ("으로써", "로써", "(으)로써"),
        ("으로서", "로서", "(으)로서"),
        ("으로부터", "로부터", "(으)로부터"),
        ("아", "야", "아(야)"),
        ("이여", "여", "(이)여"),
        ("이랑", "랑", "(이)랑"),
        ("이나", "나", "(이)나"),
        ("이란", "란", "(이)란"),
        ("이라", "라", "(이)라"),
        ("이라는", "라는", "(이)라는"),
        ("이라고", "라고", "(이)라고"),
        ("이며", "며", "(이)며"),
        ("이든", "든", "(이)든"),
        ("이다", "다", "(이)다"),
        ("이고", "고", "(이)고"),
        ("이에요", "예요", "이에요(예요)"),
        ("이었다", "였다", "이었다(였다)"),
    )
    for name in {closed, open_, both, f"{closed}/{open_}", f"{open_}/{closed}"}
    | {f"{closed}({open_})", f"{open_}({closed})"}
}
RO_FORMS = frozenset({"로", "로써", "로서", "로부터"})  # these also follow ㄹ: 서울로

# `은(는)`, `을/를`, `(으)로` right after a word: the author left the choice to the press.
MARKED_JOSA = re.compile(
    r"(?<=\S)("
    r"은\(는\)|는\(은\)|이\(가\)|가\(이\)|을\(를\)|를\(을\)|과\(와\)|와\(과\)"
    r"|은/는|는/은|이/가|가/이|을/를|를/을|과/와|와/과"
    r"|\(으\)로(?:부터|써|서)?|\(이\)(?:라고|라는|라|란|랑|나|며|든|다|고)"
    r")(?![가-힣])"
)
SYLLABLE = re.compile(r"[가-힣]")
IGNORED_IN_ORDER = re.compile(r"[\s\-‐‑–_·]+")  # 데이터 카탈로그 = 데이터카탈로그
Order = Literal["hangul-first", "latin-first"]
SYMBOL, DIGIT, HANGUL, LATIN = range(4)
Key = tuple[tuple[tuple[int, int, str], ...], str]


def is_syllable(character: str) -> bool:
    """Whether `character` is one whole Hangul syllable, 가 to 힣."""
    return HANGUL_FIRST <= ord(character) <= HANGUL_LAST


def has_hangul(text: str) -> bool:
    """Whether any Hangul syllable stands in `text`."""
    return SYLLABLE.search(text) is not None


def split_syllable(syllable: str) -> tuple[int, int, int]:
    """The indexes of lead, vowel and tail (tail 0 is none) of one Hangul syllable."""
    lead, rest = divmod(ord(syllable) - HANGUL_FIRST, 21 * 28)
    vowel, tail = divmod(rest, 28)
    return lead, vowel, tail


def tail_of(syllable: str) -> str:
    """The final consonant of a Hangul syllable as a letter; a blank when it is open."""
    return TAILS[split_syllable(syllable)[2]]


def josa(word: str, pair: str, reading: str = "") -> str:
    """The form of `pair` that follows `word`; both forms when its reading is unknown.

    `pair` is any form of the josa: `은/는`, `은(는)`, `는`. Raises KeyError for no josa.

    >>> josa("멱등성", "은/는"), josa("SQL", "(으)로"), josa("S3", "을/를"), josa("衆", "은/는")
    ('은', '로', '를', '은(는)')
    """
    closed, open_, both = JOSA[pair]
    final = final_sound(word, reading)
    if final is Final.UNKNOWN:
        return both
    if final is Final.VOWEL or (final is Final.RIEUL and open_ in RO_FORMS):
        return open_
    return closed


def with_josa(word: str, pair: str, reading: str = "") -> str:
    """`word` with its josa: `with_josa("AWS", "은/는")` is `AWS는`."""
    return word + josa(word, pair, reading)


def settle_josa(text: str, before: str = "", reading: str = "") -> str:
    """`text` with each marked josa settled by the word in front of it.

    `before` is what stands in front of `text` (a reference, a term); `reading` is its reading.

    >>> settle_josa("GCP은(는) 키을/를"), settle_josa("(으)로 푼다", before="식 7")
    ('GCP는 키를', '로 푼다')
    """
    whole = before + text

    def settled(mark: re.Match[str]) -> str:
        is_first = mark.start() == len(before)
        return josa(whole[: mark.start()].split()[-1], mark[1], reading if is_first else "")

    return MARKED_JOSA.sub(settled, whole)[len(before) :]


def order_key(text: str, order: Order = "hangul-first") -> Key:
    """A sort key: symbols, digits by value, 가나다, A–Z; space, hyphen and case ignored.

    >>> sorted(["AWS", "나", "10장", "까", "2장", "@", "가"], key=order_key)
    ['@', '2장', '10장', '가', '까', '나', 'AWS']
    """
    folded = IGNORED_IN_ORDER.sub("", _without_accents(text).casefold())
    swap = {HANGUL: LATIN, LATIN: HANGUL} if order == "latin-first" else {}
    units = tuple((swap.get(rank, rank), value, unit) for rank, value, unit in _units(folded))
    return units, unicodedata.normalize("NFC", text)


def letter_group(text: str) -> str:
    """The heading a term is filed under: ㄱ … ㅎ, A … Z, `0–9` or `기호`."""
    folded = IGNORED_IN_ORDER.sub("", _without_accents(text)).upper()
    first = folded[:1]
    if first and is_syllable(first):
        return LEADS[split_syllable(first)[0]].translate(LETTER_OF_LEAD)
    if first in set(LEADS):
        return first.translate(LETTER_OF_LEAD)
    if "A" <= first <= "Z":
        return first
    return "0–9" if first.isdecimal() else "기호"


def romanise(text: str) -> str:
    """`text` with its Hangul in Latin letters, for ids: 멱등성 → myeogdeungseong."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(_roman(each) if is_syllable(each) else each for each in composed)


def _roman(syllable: str) -> str:
    lead, vowel, tail = split_syllable(syllable)
    letters = zip((ROMAN_LEADS, ROMAN_VOWELS, ROMAN_TAILS), (lead, vowel, tail), strict=True)
    return "".join(row.split(" ")[index] for row, index in letters)


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    plain = "".join(each for each in decomposed if unicodedata.category(each) != "Mn")
    return unicodedata.normalize("NFC", plain)


def _units(folded: str) -> list[tuple[int, int, str]]:
    units: list[tuple[int, int, str]] = []
    for run in re.findall(r"[0-9]+|.", folded, re.DOTALL):
        if run.isascii() and run.isdecimal():
            units.append((DIGIT, int(run[:400]), ""))
        else:
            units.append((_rank(run), 0, run))
    return units


def _rank(character: str) -> int:
    if is_syllable(character) or "ㄱ" <= character <= "ㅣ":
        return HANGUL
    return LATIN if "a" <= character <= "z" else SYMBOL
