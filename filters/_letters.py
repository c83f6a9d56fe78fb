"""Files entries under letters, ㄱ to ㅎ and A to Z, and lists the places where each one stands."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

import panflute as pf

from filters._inlines import words
from studyguide.hangul import letter_group, romanise
from studyguide.terms import Occurrence

M = TypeVar("M")
GROUP_IDS = {"0–9": "digits", "기호": "symbols"}


def filed(
    members: Sequence[M], name: Callable[[M], str], part: str
) -> Iterator[tuple[pf.Header, list[M]]]:
    """Members that are in order, under a heading for each letter; `part` begins the ids."""
    for letter, group in groupby(members, key=lambda each: letter_group(name(each))):
        yield heading(letter, f"{part}-{_group_id(letter)}"), list(group)


def heading(text: str, identifier: str, *classes: str) -> pf.Header:
    """A heading inside an appendix, which the contents do not list."""
    names = ["letter", "unnumbered", *classes]
    return pf.Header(*words(text), level=2, identifier=identifier, classes=names)


def _group_id(letter: str) -> str:
    if letter in GROUP_IDS:
        return GROUP_IDS[letter]
    return letter.lower() if letter.isascii() else _jamo_id(letter)


def _jamo_id(letter: str) -> str:
    """ㄱ as `hangul-g`: the id is ASCII."""
    syllable = chr(0xAC00 + "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ".index(letter) * 588)
    return "hangul-" + romanise(syllable).removesuffix("a").replace("-", "ng")


@dataclass(frozen=True)
class Mention:
    """A place where a term stands, as a list of places shows it."""

    anchor: str
    is_definition: bool
    is_again: bool  # no link itself


def mentions(occurrences: Iterable[Occurrence]) -> tuple[Mention, ...]:
    """The places of an entry, each once."""
    found = []
    for each in distinct(occurrences):
        is_own = each.anchor not in (each.section, each.chapter)  # a heading has its own id
        is_again = is_own and not each.is_linked
        found.append(Mention(each.anchor, each.kind == "definition", is_again))
    return tuple(found)


def places(mentions: Iterable[Mention]) -> list[Any]:
    """Links back to where a term stands; the outputs write pages or chapters into them."""
    links: list[Any] = []
    for number, each in enumerate(mentions, 1):
        links += [pf.Str(","), pf.Space()] if links else []
        classes = ["occurrence", *(["definition"] if each.is_definition else [])]
        classes += ["again"] if each.is_again else []
        links.append(pf.Link(pf.Str(str(number)), url=f"#{each.anchor}", classes=classes))
    return links


def distinct(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """One occurrence for each anchor, the defining one before any other there."""
    found: dict[str, Occurrence] = {}
    for each in occurrences:
        if each.anchor and (each.anchor not in found or each.kind == "definition"):
            found[each.anchor] = each
    return list(found.values())
