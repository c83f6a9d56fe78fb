"""One term of a keyword line, cleaned of what stands around it: its doubt, brackets, signs."""

import re
from dataclasses import dataclass, replace

from studyguide.hangul import has_hangul
from studyguide.terms import is_expansion
from studyguide.terms.explained import is_told
from studyguide.terms.pieces import split_at_commas
from studyguide.terms.sentences import WORDS_IN_TERM
from studyguide.terms.untold import BEHIND, LONGEST, is_untold

LEAD_IN = re.compile(
    r"(?:그\s?(?:뒤|다음|외|밖)에?(?:도|는)?|그리고|또한?|및|기타)\s+"
)  # 그 뒤에 …
# `캐시??`, `캐시(?)`, `?캐시`: marks of doubt, and not those of `?.`, `?:`, `a?b`
DOUBT = re.compile(
    r"\(\s*\?+\s*\)|^\s*[?!]+(?=\s*\w)(?!\s*(?:연산자|operator))|(?<=[\w)\]#+*%`'\"”’])\s*[?!]+(?=[\s)\]*`'\"”’,]|$)"
)
BANG = re.compile(r"(?P<term>[^!?]{1,40})!+\s+(?P<rest>\S.*)")  # CT! continuous training
PAREN = re.compile(
    r"(?P<term>[^()（）]+?)\s*[(（](?P<inner>[^()（）]+)[)）]"
)  # 멱등성(idempotency)
CALL = re.compile(r"[A-Za-zΑ-ω]\s?\([^()]*\)")  # `O(log n)`, `f(x)`
CALLED = re.compile(r"(?<=[가-힣]{2})이란$|(?<=[A-Za-z0-9)])이?란$")  # `추인이란 - …`, `CORS란?`
# `20년`, `10 %`, `3~5개`: no names; `404` and `5G` may be
AMOUNT = re.compile(r"[\d.,~∼\-–\s]+(?:년|개월|월|일|주|시간|분|초|개|명|원|배|회|번|차|[%％])")
LEADING_DOT = re.compile(r"[ \t\"'“‘`*~-]*(?=\.[A-Za-z])")  # `.NET`
OPERATOR = re.compile(r"(?<=\s)(?:\?[.:]|::)\s*$")  # `삼항 연산자 ?:`
TRIMMED = " \t\"'“”‘’`*~.…,;:-–—•"
LETTERS_IN_TERM = 48


@dataclass(frozen=True)
class Headword:
    """One term of a keyword line, cleaned; the author's doubt is kept."""

    text: str
    is_doubted: bool = False
    expansion: str = ""
    gloss: str = ""
    counterpart: str = ""


def headword(piece: str, doubted: bool) -> Headword | None:
    """The term that a piece of a keyword line names, with what it says of it; none if it has none.

    >>> headword("CT! continuous training", False)
    Headword(text='CT', is_doubted=False, expansion='continuous training', gloss='', counterpart='')
    """
    text = LEAD_IN.sub("", piece, count=1) if LEAD_IN.match(piece) else piece
    if bang := BANG.fullmatch(text):
        head, rest = headword(bang["term"], doubted), bang["rest"]
        if head and is_expansion(head.text, rest):
            return replace(head, expansion=rest)
        return replace(head, gloss=rest) if head else None
    if met := BEHIND.search(text, max(len(text) - LONGEST, 0)):  # `워킹셋 모름`
        return headword(text[: met.start()], True)
    sure = DOUBT.sub("", text)
    is_doubted = doubted or text.count("?") > sure.count("?")
    bare = CALLED.sub("", _trimmed(sure))
    if CALL.fullmatch(bare):
        return Headword(bare, is_doubted)
    if AMOUNT.fullmatch(bare.partition("(")[0]):
        return None
    if (paren := PAREN.fullmatch(bare)) and _is_short(paren["term"].strip(), paren["inner"]):
        return _with_counterpart(paren["term"].strip(TRIMMED), paren["inner"].strip(), is_doubted)
    if not any(each.isalnum() for each in bare) or len(bare) > LETTERS_IN_TERM or "$" in bare:
        return None
    return Headword(bare, is_doubted)


def _is_short(term: str, inner: str) -> bool:
    return len(inner.split()) <= WORDS_IN_TERM or is_expansion(term, inner)


def _trimmed(text: str) -> str:
    """The term without what stands around it; the point of a name and an operator are its own.

    >>> _trimmed("- .NET."), _trimmed("…멱등성,"), _trimmed("삼항 연산자 ?:")
    ('.NET', '멱등성', '삼항 연산자 ?:')
    """
    met = LEADING_DOT.match(text)
    end = OPERATOR.search(text)
    bare = text[met.end() :] if met else text.lstrip(TRIMMED)
    return bare.rstrip() if end else bare.rstrip(TRIMMED)


def _with_counterpart(term: str, inner: str, doubted: bool) -> Headword:
    """A term and what stands in brackets behind it: other names of it, or what it is."""
    if is_untold(inner):
        return Headword(term, True)
    if is_expansion(term, inner):  # whatever commas it has
        return Headword(term, doubted, expansion=inner)
    pieces = [each.strip() for each in inner.split(";") if each.strip()]
    pieces = pieces if len(pieces) > 1 else split_at_commas(inner)
    long = next((piece for piece in pieces if is_expansion(term, piece)), "")
    others = [piece for piece in pieces if piece != long]
    if not others:
        return Headword(term, doubted, expansion=long)
    is_named = long or any(not has_hangul(piece) for piece in others)
    is_like = any(has_hangul(term) == has_hangul(piece) for piece in others)
    if is_told(inner) or (is_like and not (len(pieces) > 1 and is_named)):
        return Headword(term, doubted, gloss=inner)
    return Headword(term, doubted, expansion=long, counterpart=", ".join(others))
