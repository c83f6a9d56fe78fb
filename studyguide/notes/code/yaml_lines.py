"""Finds where YAML without a fence ends: keys that nest, with more than a list below a word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from studyguide.hangul import has_hangul
from studyguide.notes.code.words import bare, margin_of

KEY = re.compile(
    r"(?P<dash>(?:- )*)(?P<key>[A-Za-z_][\w./-]*|\"[^\"]*\"):(?:\s+(?P<value>\S.*)?)?$", re.ASCII
)
ITEM = re.compile(r"- +\S")
SMALL = re.compile(r"[a-z_][\w./-]*$|[A-Z\d_]+$|\"", re.ASCII)  # `apiVersion`, `PORT`; not `Pros`
SIGNED = re.compile(r"[\d_./\"'\[\]{}$:@<*-]|^(?:true|false|null|yes|no|on|off)$")  # no word
NAME = re.compile(r"[_./-]|[a-z][A-Z]")  # `image_name`, `apiVersion`
TEXT = re.compile(r"[|>][+-]?$")  # a value of several lines
FEWEST = 3  # lines, of which two keys have values
DEEP = 3  # levels of keys; so many no list of words has
FAR = 30  # lines that show it, or it is none


@dataclass
class _Found:
    """The keys so far: how many have values, which levels they stand at."""

    end: int
    values: int = 0
    korean: int = 0
    own: int = 0  # keys with a value that begin no item
    opener: int = -1  # level of the last key without value; what nests below it is its own
    nests: bool = False
    text: int = -1  # level of a key whose value goes on in the lines below
    levels: set[int] = field(default_factory=set)
    is_small: bool = True
    is_plain: bool = True  # words alone, as in a list of words


def yaml(lines: Sequence[str], at: int) -> int:
    """Index behind the YAML that begins at a line; the line's own if none does.

    >>> yaml(["services:", "  web:", "    build: .", "    image: a", "글"], 0)
    4
    >>> yaml(["pros:", "  - fast", "cons:", "  - slow"], 0)
    0
    """
    found = _Found(at)
    for number in range(at, len(lines)):
        line = lines[number].rstrip()
        if line and not (number - found.end <= 1 and _goes_on(line, found)):
            break
        found.end = number + 1 if line else found.end
        if number - at == FAR and not _is_yaml(found):
            return at
    return found.end if found.end - at >= FEWEST and _is_yaml(found) else at


def _is_yaml(found: _Found) -> bool:
    is_named = found.is_small or len(found.levels) >= DEEP
    is_ascii = found.korean * 3 <= found.values
    is_nested = found.nests and found.values > 1 and found.own > 0
    return is_nested and is_named and is_ascii and not found.is_plain


def _goes_on(line: str, found: _Found) -> bool:
    level, said = margin_of(line), line.strip()
    if 0 <= found.text < level:
        return True
    if said.startswith("#") or said == "---":
        return found.end > 0 and found.nests
    met = KEY.match(said)
    if not met:
        return bool(ITEM.match(said)) and _nest(found, level)
    return _add(met, level, found)


def _add(met: re.Match[str], level: int, found: _Found) -> bool:
    value = bare(met["value"] or "")
    found.is_small &= bool(SMALL.match(met["key"]))
    found.is_plain &= not (SIGNED.search(value) or NAME.search(met["key"]))
    found.levels.add(level)
    found.text = level if TEXT.match(value) else -1
    _nest(found, level)
    if value:
        found.values += 1
        found.own += not met["dash"]
        found.korean += has_hangul(value)
    else:
        found.opener = level
    return True


def _nest(found: _Found, level: int) -> bool:
    """Note whether a line stands below a key that has no value."""
    is_below = 0 <= found.opener <= level
    found.nests |= 0 <= found.opener < level
    return is_below
