"""Keyword lines of the notes, split into headwords; what is no term is told apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from studyguide.hangul import has_hangul
from studyguide.terms import fold, is_abbreviation, is_expansion
from studyguide.terms.explained import JOINED, MARKED, SPACED_DASH, cut, is_told
from studyguide.terms.headwords import CALL, CALLED, LEAD_IN, Headword, headword
from studyguide.terms.names import fits, is_name, is_said_of
from studyguide.terms.pieces import between_dots, between_numbers, each_once, split_at_commas
from studyguide.terms.sentences import UNSURE, WORDS_IN_TERM, is_question, is_sentence
from studyguide.terms.untold import is_untold
from studyguide.terms.vocabulary import is_vocabulary

# … 이런것도 나왔는데.. 잘 모르겠음
TAIL = re.compile(
    r"\s*(?:이런|그런|저런)\s?것?들?(?:도|들|을|이|은)?(?:\s.*)?$|\s+등(?:등|이|도|을)?\s.*$"
    r"|\s+등등?[.…]*$"
)
# a, 그리고 b; `추인이란 - …`, `IoC란 …`
JOINING = re.compile(
    r"(?:^|(?<=[\s,]))(?:그리고|또한|및)\s|(?<=[가-힣]{2})이란(?=\s*(?:[-–—=:：,?]|\s|$))"
    r"|(?<=[가-힣]{2})란(?=\s)"
    r"|(?<=[A-Za-z0-9)])이?란(?=\s*(?:[-–—=:：,?]|\s|$))"
)
PAIR = re.compile(  # `리타드 / retard`: one term in two languages
    r"(?P<term>[가-힣][가-힣 ]*?)\s+/\s+(?P<inner>[A-Za-z][A-Za-z0-9 -]*)"
)
TWICE = re.compile(  # `잠금 / 락 - …`
    r"(?P<term>[가-힣][가-힣 ]*?)\s+/\s+(?P<inner>[가-힣][가-힣 ]*)"
)
# `IoC란 제어의 역전이다`, `추인이란 뒤에 인정하는 것`; not `계란을 삶는 법`, `이란의 핵`
NAMES_ITSELF = re.compile(
    r"(?P<term>(?:\S+ ){0,3}?\S*?(?:[A-Za-z0-9)]|[가-힣]{2}(?=이란)))이?란,?\s+(?P<said>\S.*)"
)
LATER = re.compile(  # `무효란 처음부터 힘이 없는 것`; not `임진왜란 때의 일`
    r"(?P<term>(?:\S+ ){0,3}?\S*?[가-힣]{2})(?<![왜호])란,?\s+(?P<said>\S.*)"
)
COLON = re.compile(r"\s*[:：]\s")  # `goodput: useful throughput`, where a dash may part two names
IN_WORDS = re.compile(r"[a-z]+ [a-z]+")
EQUAL = re.compile(r"\s*:?=")  # `ROE = 순이익 / 자본`: what follows is no list of names
HASHTAGS = re.compile(r"(?:#[^\s#,]+[\s,]*){1,}")  # #멱등성 #정합성
LATIN_NOUN = re.compile(  # the Latin words of a sentence that a josa marks as nouns
    r"[A-Za-z][A-Za-z0-9]*(?:[.\-_/][A-Za-z0-9]+)*(?=\s?(?:은|는|이|가|을|를|의|에서|에|로|으로|와|과)"
    r"(?:\s|$))"
)
FEWEST = 2  # names below a title that may head prose as well


@dataclass(frozen=True)
class KeywordLine:
    """What one keyword item is; `is_whole` when the headwords say all that the line says."""

    kind: Literal["terms", "question", "sentence"]
    text: str
    headwords: tuple[Headword, ...] = ()
    is_whole: bool = True


def split_line(text: str) -> KeywordLine:
    """Read one keyword item.

    >>> [h.text for h in split_line("ci/cd, 그리고 CT! continuous training").headwords]
    ['ci/cd', 'CT']
    """
    line = " ".join(text.split())
    if is_question(line):
        return KeywordLine("question", line)
    body = _without_frame(line)
    doubted = bool(UNSURE.search(line))
    if HASHTAGS.fullmatch(body):
        return KeywordLine("terms", line, _headwords(re.findall(r"#([^\s#,]+)", body), doubted))
    if len(parts := between_numbers(body)) > 1:
        heads = tuple(head for part in parts for head in split_line(part).headwords)
        return KeywordLine("terms", line, heads, says_all(heads, "".join(parts)))
    heads = _explained(body, doubted) or _named_themselves(body, doubted)
    if not heads and is_sentence(body):
        nouns = list(dict.fromkeys(LATIN_NOUN.findall(SPACED_DASH.split(body)[0])))
        return KeywordLine("sentence", line, _headwords(nouns, doubted), False)
    if heads:
        return KeywordLine("terms", line, heads, says_all(heads, line))
    pieces = [name for piece in split_at_commas(body) for name in JOINED.split(piece)]
    has_arrow = JOINED.search(body) is not None  # `수집 → 정제`: what it says is no term's alone
    if has_arrow and not all(map(is_name, pieces)):
        return KeywordLine("sentence", line, is_whole=False)
    heads = _headwords(pieces, doubted)
    is_whole = says_all(heads, each_once(line, pieces)) and not has_arrow
    return KeywordLine("terms", line, heads, is_whole)


def are_names(lines: Sequence[KeywordLine], title: str = "") -> bool:
    """Whether lines below a title name things: two, and nothing told that explains no term.

    >>> are_names([split_line("수요 곡선"), split_line("공급 곡선: 값과 파는 양의 사이")])
    True
    >>> are_names([split_line("장점: 빠르다"), split_line("단점: 비싸다")])
    False
    """
    heads = [head for line in lines for head in line.headwords]
    ways = ([line.text for line in lines], [head.text for head in heads])
    if any(is_vocabulary(way, title) for way in ways):
        return False
    is_bare = any(line.kind == "sentence" for line in lines) or any(
        is_told(head.text) for head in heads
    )
    named = [head for head in heads if is_name(head.text)]
    return len(heads) >= FEWEST and not is_bare and 2 * len(named) > len(heads)


def are_explained(lines: Sequence[KeywordLine]) -> bool:
    """Whether all lines name terms of their own, and half of them at least say what these are.

    >>> are_explained([split_line("JWT: 서명한 토큰"), split_line("OAuth")])
    True
    >>> are_explained([split_line("정의: 서명한 토큰"), split_line("OAuth")])
    False
    """
    heads = [head for line in lines for head in line.headwords]
    told = [head for head in heads if head.gloss or head.expansion]
    named = [head for head in heads if is_name(head.text)]
    is_each_a_term = all(line.kind == "terms" and line.headwords for line in lines)
    is_label = any(is_said_of(head.text) for head in heads)
    fewest = min(len(told), len(named))
    return is_each_a_term and not is_label and 0 < len(heads) <= 2 * fewest


def explains(line: KeywordLine, heads: Sequence[Headword]) -> bool:
    """Whether a line says of one of the terms named above what it is, or that it is not known."""
    known = {fold(head.text) for head in heads}
    is_told = len(line.headwords) == 1 and cut(line.text) is not None
    return is_told and fold(line.headwords[0].text) in known


def is_led(line: KeywordLine) -> bool:
    """Whether an arrow leads from words to words, and no sentence is told: `수집 → 값이 쌓임`."""
    return JOINED.search(line.text) is not None and not is_sentence(_without_frame(line.text))


def says_all(heads: tuple[Headword, ...], line: str) -> bool:
    """Whether no word of `line` but a joining one would be lost if only `heads` were shown."""
    shown = "".join(h.text + h.expansion + h.gloss + h.counterpart for h in heads)
    letters = [each for each in JOINING.sub("", line) if each.isalnum()]
    return len(letters) <= sum(each.isalnum() for each in shown)


def _without_frame(line: str) -> str:
    """The line without its lead-in (`그 뒤에`) and its tail (`이런것도 나왔는데`)."""
    body = LEAD_IN.sub("", line, count=1) if LEAD_IN.match(line) else line
    tail = TAIL.search(body)
    if tail and tail.start() > 0 and not is_sentence(body[: tail.start()]):
        body = body[: tail.start()]
    return body.strip()


def _explained(body: str, doubted: bool) -> tuple[Headword, ...]:
    """Headwords of a line `A - explanation`, or none when the line is no such pair."""
    pairs = split_at_commas(body)
    if len(pairs) > 1 and all(map(cut, pairs)):  # `A - 가, B - 나`
        found = [_explained(pair, doubted) for pair in pairs]
        return tuple(head for heads in found for head in heads) if all(found) else ()
    parts = cut(body)
    if not parts:
        return ()
    name, said = parts
    if pair := PAIR.fullmatch(name):
        name = f"{pair['term']}({pair['inner']})"
    if twice := TWICE.fullmatch(name):  # one explanation: one term
        heads = _told_of(twice["term"], said, doubted)
        return tuple(replace(head, counterpart=twice["inner"]) for head in heads if head.gloss)
    if len(split_at_commas(name)) > 1:
        return ()
    behind = body.find(parts[0]) + len(parts[0])
    is_in_words = COLON.match(body, behind) and IN_WORDS.fullmatch(said)
    is_sure = EQUAL.match(body, behind) or (is_in_words and not has_hangul(name))
    return _told_of(name, said, doubted, bool(is_sure))


def _named_themselves(body: str, doubted: bool) -> tuple[Headword, ...]:
    """Headwords of a line that says what they are: `IoC란 제어의 역전이다`, with names beside."""
    found: list[tuple[Headword | None, list[str]]] = [(None, [])]
    for piece in split_at_commas(body):
        if head := _named_itself(piece, doubted, len(found) > 1):
            found.append((head, []))
        else:
            found[-1][1].append(piece)
    (_, before), *told = found
    if not told or not all(map(is_name, before)):
        whole = _named_itself(body, doubted)
        return (whole,) if whole else ()
    heads = [each for head, rest in told if head for each in _with_names(head, rest, doubted)]
    return (*_headwords(before, doubted), *heads)


def _with_names(head: Headword, rest: Sequence[str], doubted: bool) -> tuple[Headword, ...]:
    """A term and the names behind what is said of it; other words there still say it."""
    said = [at for at, piece in enumerate(rest, 1) if not is_name(piece)]
    end = len(rest) if MARKED.search(head.gloss) else max(said, default=0)
    gloss = ", ".join((head.gloss, *rest[:end]))
    return (replace(head, gloss=gloss), *_headwords(list(rest[end:]), doubted))


def _named_itself(piece: str, doubted: bool, is_later: bool = False) -> Headword | None:
    """The headword of words that say what it is; behind others of the kind `무효란` is enough."""
    later = LATER.fullmatch(piece) if is_later else None
    met = NAMES_ITSELF.fullmatch(piece) or (later if later and fits(later["term"], "란") else None)
    if not met or not is_name(met["term"]):
        return None
    head = headword(met["term"], doubted) if is_told(met["said"]) or is_sentence(piece) else None
    return replace(head, gloss=met["said"]) if head else None


def _told_of(name: str, said: str, doubted: bool, is_sure: bool = False) -> tuple[Headword, ...]:
    """The headwords of a name and of what stands behind the sign that explains it."""
    if is_sentence(name) or not 0 < len(name.split()) <= WORDS_IN_TERM:
        return ()
    head = headword(CALLED.sub("", name), doubted)
    if not head:
        return ()
    if head.gloss and is_name(head.gloss):  # `TCA 회로(시트르산 회로) – …`: another name of it
        head = replace(head, gloss="", counterpart=head.gloss)
    if is_untold(said):
        return (replace(head, is_doubted=True),)
    if is_expansion(head.text, said) or _is_short_for(head.text, said):
        return (replace(head, expansion=said),)
    if not is_sure and _is_label(split_at_commas(said)):
        return _headwords(split_at_commas(said), doubted)  # `클라우드: IAM, KMS`
    if not is_sure and not has_hangul(said) and len(said.split()) <= 2:
        return _headwords([name, said], doubted)  # `허깅페이스 - swin2sr` names two things
    return (replace(head, gloss=said),)


def _is_short_for(name: str, said: str) -> bool:
    """Whether Latin words behind an abbreviation begin as it does: `SVM - support vectors`."""
    is_latin = not has_hangul(said) and len(split_at_commas(said)) == 1
    is_like = is_latin and said[:1].casefold() == name[0].casefold()
    return is_like and is_abbreviation(name) and 2 <= len(said.split()) <= WORDS_IN_TERM


def _is_label(pieces: list[str]) -> bool:
    """Whether a list of names follows, and not an explanation in words, or sizes: `O(n), O(1)`."""
    is_short = len(pieces) > 1 and all(len(piece.split()) <= 2 for piece in pieces)
    in_words = any(has_hangul(piece) and " " in piece for piece in pieces)
    return is_short and not in_words and not all(CALL.fullmatch(piece) for piece in pieces)


def _headwords(pieces: list[str], doubted: bool) -> tuple[Headword, ...]:
    found: dict[str, Headword] = {}
    for piece in pieces:
        names = (headword(name, doubted) for name in between_dots(piece))
        for head in _explained(piece, doubted) or names:
            if head:
                found.setdefault(head.text.casefold(), head)
    return tuple(found.values())
