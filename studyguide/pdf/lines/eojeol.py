"""Decides where a line of Korean text may end and where it may not (klreq, 5.1; CSS Text 3, 5.2).

An eojeol stays whole, a number stays with its unit and its label, a mark with its word; an address
or a name too long for a line ends after its signs and humps.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
ATOMIC = "\u2e80"  # what WeasyPrint takes a picture or formula in the line for
RUN = re.compile(r"[^\s\u200b]+")  # `멱등성(idempotency)은`, one eojeol with all that hangs on it
KOREAN = re.compile(f"[{HANGUL}{ATOMIC}]")
LONGEST = 24  # characters; a longer run, `가/나/다/…` or an address, may break after its signs
# `입력/`, `출력·`, `https://`, `example.`, the humps of `FactoryBean`, `를|API`; never `3.14`
PIECE = re.compile(
    r".(?:[^/·,;:|~\-–—.?&=_@]|(?<=\d)[.,](?=\d))*?"
    r"(?:[/·,;:|~\-–—.?&=_@]+(?!(?<=\d[.,])\d)|(?<=[a-z])(?=[A-Z][a-z])|(?<=[가-힣])(?=[A-Za-z])|$)"
)
LABELS = (
    "식|그림|표|코드|예제|보기|정리|정의|부록|제|약|총|단"
    r"|Fig\.|Figure|Table|Eq\.|Chapter|Section|p\."
)
UNITS = (
    r"%|‰|°|℃|Ω|[kKMGTPmµμn]?(?:i?B|b|bps|Hz|Wh?|V|A|g|m|s|L|l|Pa|J|N|eV)(?![A-Za-z0-9])"
    r"|(?:cm|mm|km|min|px|pt|fps|dpi)(?![A-Za-z0-9])"
    r"|개|명|번|장|절|쪽|권|회|초|분|시|일|주|달|월|년|원|배|위|등|단계|가지|대|층|건|줄|자|비트|바이트|만|억"
    r"|조|천|백|살|킬로|미터|퍼센트|도|점|칸|행|열|차|호|판|편|종|쌍|달러|페이지"
)
# Blanks at which no line ends: `식 6.2`, `9 GB를`, `8 개`, `2022. 11. 19.`; `말 –`, `말 )`, `( 말`
GLUE = re.compile(
    rf"(?<![{HANGUL}\w])(?:{LABELS})( )(?=[(]?\d)"
    rf"|(?<=\d)( )(?={UNITS})"
    r"|(?<=\d\.)( )(?=\d{1,2}\.(?:\D|$))"
    r"|( )(?=[–—·:](?:\s|$))"
    r"|( )(?=[)\]}”’」』〉》,.!?…]+(?:\s|\d|$))"
    r"|(?<=[(\[{“‘「『〈《])( )"
)

TIED = re.compile("\\S?\u00a0+\\S?")  # a line may otherwise end between `–` and such a blank


@lru_cache(maxsize=4096)
def bound_runs(text: str) -> tuple[tuple[int, int], ...]:
    r"""Ranges of characters (start, end) inside which no line may end.

    >>> bound_runs("키(key)를 a/b"), bound_runs("식 6.2")
    (((0, 7),), ((0, 1), (1, 3)))
    >>> bound_runs("A –\u00a0?")
    ((1, 3), (2, 5))
    """
    runs = [match.span() for match in RUN.finditer(text) if KOREAN.search(match[0])]
    bound = [piece for start, end in runs for piece in _pieces(text, start, end)]
    glue = ((match.start(match.lastindex or 0), match.end()) for match in GLUE.finditer(text))
    tied = (match.span() for match in TIED.finditer(text))
    return (*bound, *((start, end + 1) for start, end in glue if end < len(text)), *tied)


def openings(text: str, at: int) -> list[int]:
    """Where the word around the character `at` may be parted if no line holds it.

    >>> openings("the org.example.FactoryBean", 22)
    [8, 16, 23]
    """
    start, end = run_around(text, at)
    return [place for piece in PIECE.finditer(text, start, end) if (place := piece.end()) < end]


def pieces(word: str) -> list[str]:
    """The parts into which a word may be broken where no column is as wide as it is.

    >>> pieces("FactoryBean"), pieces("서버/클라이언트"), pieces("2,147.5")
    (['Factory', 'Bean'], ['서버/클라이언트'], ['2,147.5'])
    """
    is_whole = len(word) <= LONGEST and KOREAN.search(word)
    return [word] if is_whole else [piece[0] for piece in PIECE.finditer(word)]


def is_long(text: str, at: int) -> bool:
    """Whether the word around the character `at` is one that may break after any sign."""
    start, end = run_around(text, at)
    return end - start > LONGEST


def run_around(text: str, at: int) -> tuple[int, int]:
    """Where the word around a place in it begins and ends; twice the place between two words."""
    runs = (run.span() for run in RUN.finditer(text))
    return next(((start, end) for start, end in runs if start < at < end), (at, at))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start <= LONGEST:
        yield start, end
        return
    for match in PIECE.finditer(text, start, end):
        if KOREAN.search(match[0]):
            yield match.span()
