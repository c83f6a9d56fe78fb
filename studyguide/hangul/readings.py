"""How a written word ends when a Korean reader says it aloud: numbers, letters, Latin words.

A josa after Latin text or a number follows its *reading*: `SQL` is 에스큐엘, so `SQL로`.
Hangul needs no guess; for the rest the rules below name the reading the field uses.
"""

import re
import unicodedata
from enum import Enum


class Final(Enum):
    """The last sound of a word, as far as josa care."""

    VOWEL = "vowel"
    RIEUL = "rieul"
    CONSONANT = "consonant"
    UNKNOWN = "unknown"


HANGUL_FIRST, HANGUL_LAST = 0xAC00, 0xD7A3
RIEUL_INDEX = 8  # ㄹ among the 28 finals

# Names of the consonant letters all end in a consonant: 기역, 니은; ㄹ is 리을.
JAMO_CONSONANTS = frozenset("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
JAMO_VOWELS = frozenset("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ")

# 엘, 알 end in ㄹ; 엠, 엔 in ㅁ, ㄴ; every other letter's name in a vowel.
LETTER_RIEUL, LETTER_CONSONANT = frozenset("lr"), frozenset("mn")

SINO_DIGITS = dict(zip("0123456789", "영일이삼사오육칠팔구", strict=True))
# A single digit glued to Latin letters is read in English: S3 에스쓰리, IPv6 아이피브이식스.
ENGLISH_DIGITS = dict(
    zip(
        "0123456789",
        ["제로", "원", "투", "쓰리", "포", "파이브", "식스", "세븐", "에잇", "나인"],
        strict=True,
    )
)
# 10 십, 100 백, 1000 천, then 만, 억, 조, 경 for each four further zeros.
SMALL_POWERS = ("", "십", "백", "천")
LARGE_POWERS = ("", "만", "억", "조", "경", "해")

UNITS = {
    "%": "퍼센트", "％": "퍼센트", "‰": "퍼밀", "℃": "도", "°": "도", "°C": "도", "°F": "도",
    "km": "킬로미터", "m": "미터", "cm": "센티미터", "mm": "밀리미터", "nm": "나노미터",
    "μm": "마이크로미터", "kg": "킬로그램", "g": "그램", "mg": "밀리그램", "t": "톤",
    "L": "리터", "l": "리터", "mL": "밀리리터", "ml": "밀리리터", "s": "초", "ms": "밀리초",
    "us": "마이크로초", "ns": "나노초", "h": "시간", "min": "분", "Hz": "헤르츠",
    "kHz": "킬로헤르츠",
    "MHz": "메가헤르츠", "GHz": "기가헤르츠", "bit": "비트", "B": "바이트", "KB": "킬로바이트",
    "KiB": "키비바이트", "MB": "메가바이트", "MiB": "메비바이트", "GB": "기가바이트",
    "GiB": "기비바이트", "TB": "테라바이트", "PB": "페타바이트", "bps": "비피에스",
    "Mbps": "메가비피에스", "Gbps": "기가비피에스", "px": "픽셀", "pt": "포인트", "dB": "데시벨",
    "V": "볼트", "W": "와트", "kW": "킬로와트", "A": "암페어", "x": "배", "X": "배", "×": "배",
    "$": "달러", "€": "유로", "￦": "원", "₩": "원", "¥": "엔", "㎡": "제곱미터", "㎏": "킬로그램",
    "㎞": "킬로미터", "㎝": "센티미터", "㎜": "밀리미터",
}  # fmt: skip
SYMBOLS = {
    "+": "플러스", "#": "샵", "&": "앤드", "@": "골뱅이", "%": "퍼센트", "℃": "도", "∞": "무한대",
    "α": "알파", "β": "베타", "γ": "감마", "δ": "델타", "ε": "엡실론", "ϵ": "엡실론", "ζ": "제타",
    "η": "에타", "θ": "세타", "ι": "요타", "κ": "카파", "λ": "람다", "μ": "뮤", "µ": "뮤",
    "ν": "뉴", "ξ": "크사이", "ο": "오미크론", "π": "파이", "ρ": "로", "σ": "시그마", "ς": "시그마",
    "τ": "타우", "υ": "입실론", "φ": "파이", "ϕ": "파이", "χ": "카이", "ψ": "프사이", "ω": "오메가",
}  # fmt: skip

# Read as a word although the spelling says otherwise; the value is the Korean spelling.
READ_AS = {
    # capitals that are read as a word
    "JPEG": "제이펙", "MPEG": "엠펙", "SOAP": "솝", "BLOB": "블롭", "GRUB": "그럽", "MAC": "맥",
    "WYSIWYG": "위지윅", "OPEC": "오펙", "LIDAR": "라이다", "RADAR": "레이다", "CAP": "캡",
    "RAID": "레이드", "LEAP": "리프", "RAG": "래그", "NUMA": "누마", "ROC": "로크",
    # short words and abbreviations in small letters
    "ip": "아이피", "ar": "에이알", "er": "이알", "id": "아이디", "tip": "팁", "ap": "에이피",
    "db": "디비", "oop": "오오피", "ec": "이씨", "etc": "기타",
    # words whose Korean spelling breaks the rule of their ending
    "bit": "비트", "kit": "키트", "set": "세트", "hub": "허브", "github": "깃허브", "type": "타입",
    "prototype": "프로토타입", "tape": "테이프", "template": "템플릿", "private": "프라이빗",
    "loop": "루프", "soup": "수프", "check": "체크", "shape": "셰이프", "hit": "히트", "net": "넷",
    "cut": "컷", "spot": "스폿", "tweet": "트윗", "sheet": "시트", "byte": "바이트", "quiz": "퀴즈",
    "pipe": "파이프", "scope": "스코프", "recipe": "레시피", "apache": "아파치", "acme": "애크미",
    "karate": "가라테", "latte": "라테", "cafe": "카페", "resume": "레주메", "plot": "플롯",
    "image": "이미지", "tomcat": "톰캣", "thumb": "섬", "comb": "콤", "tomb": "툼",
    "hertz": "헤르츠",
    "matplotlib": "맷플롯리브", "lib": "리브", "sklearn": "사이킷런", "dotnet": "닷넷",
    "airflow": "에어플로", "node": "노드", "chrome": "크롬", "gnome": "그놈", "meme": "밈",
    "scheme": "스킴", "cube": "큐브", "tube": "튜브", "youtube": "유튜브", "nosql": "노에스큐엘",
    "nginx": "엔진엑스", "mysql": "마이에스큐엘", "postgresql": "포스트그레스큐엘",
    "vue": "뷰", "deque": "덱", "regex": "레젝스", "makefile": "메이크파일", "week": "위크",
    "tech": "테크", "epoch": "에포크", "stomach": "스토마크", "mach": "마하", "bach": "바흐",
}  # fmt: skip

CLOSERS = "\"'”’»」』】〉》)]}.,;:!?…·`*_~"
# 멱등성(idempotency), 홍길동(1990); but the number of `식 (6.2)` is read aloud
PARENTHETICAL = re.compile(r"\s*[(（\[](?!\d{1,3}(?:[.\-–]\d+)*[)）\]])[^()（）\[\]]*[)）\]]\s*$")
NUMBER_UNIT = re.compile(r"(?P<number>\d[\d,.]*)\s?(?P<unit>[^\s\d,.]{1,4})$")  # 10GB, 3 %
MONEY = re.compile(r"(?P<sign>[$€¥₩￦])\s?\d[\d,.]*$")  # $5 is 오 달러
GLUED_DIGIT = re.compile(r"[A-Za-z][-‐‑]?(?P<digit>\d)$")  # S3, GPT-4
NUMERAL = re.compile(r"\d+(?:,\d{3})+$|\d+$")  # 1,000
LATIN_TAIL = re.compile(r"[A-Za-z]+$")
# GPT in ChatGPT; a lone R; the C of IoC
CAPITAL_TAIL = re.compile(r"(?:[A-Z]{2,}|(?<![A-Za-z])[A-Z]|(?<=[A-Z][a-z])[A-Z])$")
VOWEL_LETTER = re.compile(r"[aeiouy]", re.IGNORECASE)
# Endings of Latin words, in the order they are tried; transliteration norm for loan words.
LATIN_ENDINGS: tuple[tuple[re.Pattern[str], Final], ...] = (
    (re.compile(r"(?:l|[^aeiou]le|[aeiou]le)$"), Final.RIEUL),  # model, google, file
    (re.compile(r"(?:n|m|ne|me)$"), Final.CONSONANT),  # python, stream, pipeline, frame
    (re.compile(r"ng$"), Final.CONSONANT),  # pruning
    (re.compile(r"(?:[^aeiou]|^)[aeiouy]t$"), Final.CONSONANT),  # bucket, but root 루트
    (
        re.compile(r"(?:ck|ook|(?:[^aeiou])[aiou]k)$"),
        Final.CONSONANT,
    ),  # block, hook, tiktok
    (re.compile(r"[aeiouy]pp?$"), Final.CONSONANT),  # map, group, app
    (re.compile(r"[aeiouy]b$"), Final.CONSONANT),  # web, job
    (re.compile(r"[aeiouy]c$"), Final.CONSONANT),  # metric, spec; sync is 싱크
)


def final_sound(text: str, reading: str = "") -> Final:
    """The last sound of `text`; a given `reading` (Hangul) decides before any rule.

    >>> final_sound("SQL"), final_sound("S3"), final_sound("멱등성(idempotency)")
    (<Final.RIEUL: 'rieul'>, <Final.VOWEL: 'vowel'>, <Final.CONSONANT: 'consonant'>)
    """
    word = bare(reading) or bare(text)
    if not word:
        return Final.UNKNOWN
    return _of_number(word) or _of_character(word[-1]) or _of_latin(word) or Final.UNKNOWN


def bare(text: str) -> str:
    """`text` in NFC without closing marks, and without a parenthetical that follows a word."""
    word = unicodedata.normalize("NFC", text).strip()
    while True:
        shorter = PARENTHETICAL.sub("", word).rstrip(CLOSERS + " ") or word.rstrip(CLOSERS + " ")
        if shorter == word:
            return word
        word = shorter


def read_number(digits: str) -> str:
    """The last spoken syllable of a whole number: 10 십, 2000 천, 007 칠, 30000 만."""
    plain = digits.replace(",", "")
    zeros = len(plain) - len(plain.rstrip("0"))
    if plain.startswith("0") or zeros == 0:
        return SINO_DIGITS[plain[-1]]
    large, small = divmod(zeros, 4)
    if small:
        return SMALL_POWERS[small] + (_large_power(large) if _is_round(plain, large) else "")
    return _large_power(large)


def _large_power(index: int) -> str:
    return LARGE_POWERS[index] if index < len(LARGE_POWERS) else LARGE_POWERS[-1]


def _is_round(plain: str, large: int) -> bool:
    """Whether everything below the `large`-th group of four is zero (10,0000 is 십만)."""
    return large > 0 and not plain[-4 * large :].strip("0")


def _of_number(word: str) -> Final | None:
    if money := MONEY.search(word):
        return _of_character(UNITS[money["sign"]][-1])
    united = NUMBER_UNIT.search(word)
    if united and united["unit"] in UNITS:
        return _of_character(UNITS[united["unit"]][-1])
    if glued := GLUED_DIGIT.search(word):
        return _of_character(ENGLISH_DIGITS[glued["digit"]][-1])
    if numeral := NUMERAL.search(unicodedata.normalize("NFKC", word)):
        decimal = word[: -len(numeral[0])].endswith(".")
        spoken = SINO_DIGITS[numeral[0][-1]] if decimal else read_number(numeral[0])
        return _of_character(spoken[-1])
    return None


def _of_character(character: str) -> Final | None:
    if HANGUL_FIRST <= ord(character) <= HANGUL_LAST:
        tail = (ord(character) - HANGUL_FIRST) % 28
        return {0: Final.VOWEL, RIEUL_INDEX: Final.RIEUL}.get(tail, Final.CONSONANT)
    if character in JAMO_CONSONANTS:
        return Final.RIEUL if character == "ㄹ" else Final.CONSONANT
    if character in JAMO_VOWELS:
        return Final.VOWEL
    spoken = SYMBOLS.get(character.lower())
    return _of_character(spoken[-1]) if spoken else None


def _of_latin(word: str) -> Final | None:
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    tail = LATIN_TAIL.search(plain)
    if not tail:
        return None
    known = READ_AS.get(tail[0]) or READ_AS.get(tail[0].lower())
    if known and (tail[0].upper() != tail[0] or tail[0] in READ_AS):
        return _of_character(known[-1])
    if CAPITAL_TAIL.search(tail[0]) or len(tail[0]) == 1 or not VOWEL_LETTER.search(tail[0]):
        return _of_letter(tail[0][-1].lower())
    return _of_ending(tail[0].lower())


def _of_letter(letter: str) -> Final:
    if letter in LETTER_RIEUL:
        return Final.RIEUL
    return Final.CONSONANT if letter in LETTER_CONSONANT else Final.VOWEL


def _of_ending(word: str) -> Final:
    for ending, final in LATIN_ENDINGS:
        if ending.search(word):
            return final
    return Final.VOWEL
