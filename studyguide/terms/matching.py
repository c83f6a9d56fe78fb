"""Finds terms in Korean text: spelling folded, particles checked, the longest term first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from studyguide.hangul import has_hangul, is_syllable
from studyguide.hangul.particles import follows
from studyguide.terms import Entry

GAPS = frozenset(" -‐‑–\u00a0\n")  # what may stand between the words of one term
GAP_RUN = re.compile(rf"[{re.escape(''.join(sorted(GAPS)))}]+")
SHORT_LATIN = 3  # letters; a shorter term must be written in exactly its own case
WORD_START = re.compile(r"(?<![A-Za-z0-9_])[A-Za-z0-9]|(?<![가-힣])[가-힣]|[^\sA-Za-z0-9가-힣]")
# Places that are no running text: addresses, and titles in quotes that hold no Hangul.
ADDRESS = re.compile(r"(?:\w{1,20}://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,63}\.\w+")
QUOTED_TITLE = re.compile(
    r"[‘“「『《〈\"'](?=[^가-힣’”」』》〉\"']{0,300}\s\S)"
    r"[^가-힣’”」』》〉\"']{12,300}[’”」』》〉\"']"
)
# `「확산 모델의 이해」`, `“확산 모델을 이용한 합성” 논문`
MARKED_TITLE = re.compile(
    r"[「『《〈](?=[^「『《〈」』》〉]{0,300}?\s)[^「『《〈」』》〉]{1,300}[」』》〉]"
    r"|[“\"‘'](?=[^”\"’']{0,300}?\s)[^”\"’']{1,300}[”\"’']"
    r"(?=\s?(?:논문|책|글|블로그|영상|강연|강의|발표|기사|저서))"
)
LATIN_BEFORE = re.compile(r"[A-Za-z0-9_][-.@]$|[A-Za-z0-9_@]$")  # torch.roll, swin-transformer
LATIN_AFTER = re.compile(r"[-.]?[A-Za-z0-9_]")  # node.js, GPT-4
LATIN = re.compile(r"[A-Za-z0-9_]")  # 노드js
PLURAL = re.compile(r"(?:s|es)(?![A-Za-z0-9_])")  # GANs


@dataclass(frozen=True)
class Match:
    """One term in a text, as offsets of characters; the particle is not in it."""

    start: int
    end: int
    entry_id: str
    form: str
    is_typo: bool = False


@dataclass(frozen=True)
class _Form:
    """One spelling of a term, ready to be tried at a place."""

    entry_id: str
    text: str
    is_exact: bool  # in its own case only
    is_latin: bool
    is_typo: bool
    scope: tuple[str, ...]

    @cached_property
    def letters(self) -> tuple[tuple[str, str, bool], ...]:
        """Each letter, the same folded, and whether a gap may stand before it."""
        return tuple((each, each.casefold(), is_loose) for each, is_loose in spelled(self.text))

    def end_in(self, text: str, start: int) -> int | None:
        """Where the spelling ends that begins there, whatever gaps its author left out or made."""
        at = start
        for letter, folded, is_loose in self.letters:
            found = text[at : at + 1]
            if is_loose and found in GAPS:
                at += 1
                found = text[at : at + 1]
            if found != letter and (self.is_exact or found.casefold() != folded):
                return None
            at += 1
        return at


@dataclass(frozen=True)
class Matcher:
    """All spellings of all terms by their first two characters, the longest first."""

    forms: dict[str, tuple[_Form, ...]]

    def find(self, text: str, chapter: str = "") -> list[Match]:
        """The terms in `text` from left to right, never overlapping.

        `chapter` is the number that an entry's `scope` is compared with.
        """
        closed = _closed_spans(text)
        found: list[Match] = []
        at = 0
        for start in WORD_START.finditer(text):
            match = self._at(text, start.start(), chapter) if start.start() >= at else None
            if match and not any(a < match.end and match.start < b for a, b in closed):
                found.append(match)
                at = match.end
        return found

    def _at(self, text: str, start: int, chapter: str) -> Match | None:
        pair = text[start : start + 2].casefold()
        keys = (pair, pair[:1]) if len(pair) == 2 else (pair,)
        for form in (form for key in keys for form in self.forms.get(key, ())):
            if form.scope and chapter not in form.scope:
                continue
            spelled_to = form.end_in(text, start)
            end = spelled_to and _end(text, start, spelled_to, form)
            if end:
                return Match(start, end, form.entry_id, form.text, form.is_typo)
        return None


def build(entries: dict[str, Entry]) -> Matcher:
    """Prepare the spellings of `entries` (by id) for `Matcher.find`."""
    forms: dict[str, list[_Form]] = {}
    for entry_id, entry in entries.items():
        for text, is_typo in _spelled(entry):
            form = _form(text, entry_id, entry, is_typo)
            for key in _keys(text):
                forms.setdefault(key, []).append(form)
    longest_first = {
        key: tuple(sorted(group, key=lambda form: -len(form.text))) for key, group in forms.items()
    }
    return Matcher(longest_first)


def starts_of(entry: Entry) -> frozenset[str]:
    """The letters, in small, that a text must hold next to each other to speak of an entry."""
    return frozenset(key for text, _ in _spelled(entry) for key in _keys(text))


def _spelled(entry: Entry) -> Iterator[tuple[str, bool]]:
    """The spellings of an entry that are looked for, and whether each is a typo."""
    for text, is_typo in (*((t, False) for t in entry.forms), *((t, True) for t in entry.typos)):
        if is_safe(text, entry):
            yield text, is_typo


def is_safe(form: str, entry: Entry) -> bool:
    """Whether a spelling may be looked for: one syllable or letter needs the author's word."""
    return len(form) > 1 or entry.link in ("first", "all")


def _form(text: str, entry_id: str, entry: Entry, is_typo: bool) -> _Form:
    is_latin = not has_hangul(text)
    letters = sum(each.isalnum() for each in text)
    exact = entry.case == "exact" or (entry.case == "auto" and is_latin and letters <= SHORT_LATIN)
    return _Form(entry_id, text, exact, not is_syllable(text[-1]), is_typo, entry.scope)


def _keys(text: str) -> set[str]:
    first = text[:2].casefold()
    is_gap = text[1:2] in GAPS
    return {first[0], first[0] + text[2:3].casefold()} if is_gap else {first}


def spelled(text: str) -> Iterator[tuple[str, bool]]:
    """The letters of one form and whether a gap may stand before each.

    `기계학습` also as `기계 학습`: a gap leaves two syllables (three letters) on each side.

    >>> [letter for letter, is_loose in spelled("기계학습 틀") if is_loose]
    ['학', '틀']
    """
    is_first = True
    for word in filter(None, GAP_RUN.split(text)):
        piece = 2 if has_hangul(word) else 3
        is_whole = len(word) < 2 * piece or not word.isalnum()
        for at, letter in enumerate(word):
            is_inside = not is_whole and piece <= at <= len(word) - piece
            yield letter, is_inside or not (at or is_first)
        is_first = False


def _end(text: str, start: int, end: int, form: _Form) -> int | None:
    """Where the term ends if what stands around it lets it be a word, else None."""
    if not is_syllable(text[start]) and LATIN_BEFORE.search(text, max(0, start - 2), start):
        return None
    if not form.is_latin:
        return end if follows(text, end, text[end - 1]) and not LATIN.match(text, end) else None
    if plural := PLURAL.match(text, end):
        end = plural.end()
    if LATIN_AFTER.match(text, end):
        return None
    return end if follows(text, end, "") else None


def _closed_spans(text: str) -> list[tuple[int, int]]:
    patterns = [QUOTED_TITLE, MARKED_TITLE]
    if "." in text or "@" in text:
        patterns.append(ADDRESS)
    return [match.span() for each in patterns for match in each.finditer(text)]
