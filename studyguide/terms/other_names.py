"""Sorts what stands in brackets behind a term: `잔당 (residual sugar, RS)`, `잠금 / 락`."""

from dataclasses import dataclass

from studyguide.hangul import has_hangul
from studyguide.terms import is_abbreviation, is_expansion
from studyguide.terms.pieces import split_at_commas


@dataclass(frozen=True)
class OtherNames:
    """The names of a term besides its headword."""

    en: str = ""
    ko: str = ""
    abbr: str = ""
    aliases: tuple[str, ...] = ()


def other_names(term: str, said: str) -> OtherNames:
    """The names between the commas of `said`.

    >>> other_names("잔당", "residual sugar, RS")
    OtherNames(en='residual sugar', ko='', abbr='RS', aliases=())
    """
    names = split_at_commas(said)
    short = next((name for name in names if _is_short(name, names)), "")
    rest = [name for name in names if name != short]
    is_korean = has_hangul(term)
    other = next((name for name in rest if has_hangul(name) != is_korean), "")
    aliases = tuple(name for name in rest if name != other)
    return OtherNames(other if is_korean else "", "" if is_korean else other, short, aliases)


def _is_short(name: str, names: list[str]) -> bool:
    """Whether a name is made of the first letters of another one."""
    return is_abbreviation(name) and any(is_expansion(name, long) for long in names)
