"""The places of page numbers that were drawn before they were known, and how they are filled in.

`late` leaves them; what the numbers are is known when all units are set.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# stands for one digit, for 0xffff is no glyph; or a string, in which it stands for itself
MARK = re.compile(rb"\((?:[^\\()]|\\.)*\)|<feff[0-9a-f]*>|ffff([0-9a-f]{4})ffff", re.S)
IN_TEXT = 0x100000  # a character from here on stands for a digit in what a link is said to be
WAITING = re.compile("[\U00100000-\U0010fffd]")

Ref = tuple[str, str | int]  # ("anchor", its name) or ("sheet", its place in the unit)


@dataclass(frozen=True)
class Spot:
    """One digit that waits: the number it belongs to, its place, the glyphs of 0 to 9."""

    ref: Ref
    at: int  # how many digits stand behind it
    glyphs: tuple[bytes, ...]
    width: int  # of each, in thousandths of an em

    def digit(self, said: Mapping[Ref, str]) -> str:
        """What the true number has here; nothing when it is shorter."""
        text = said[self.ref]
        return text[-1 - self.at] if self.at < len(text) else ""


def filled_text(text: str, spots: Sequence[Spot], said: Mapping[Ref, str]) -> str:
    """A text with the true numbers in place of its marks."""

    def digit(mark: re.Match[str]) -> str:
        return spots[ord(mark[0]) - IN_TEXT].digit(said)

    return WAITING.sub(digit, text)


def waits(content: bytes) -> bool:
    """Whether a content stream holds marks of late numbers."""
    return any(mark[1] for mark in MARK.finditer(content))


def filled(content: bytes, spots: Sequence[Spot], said: Mapping[Ref, str]) -> bytes:
    """A content stream with the true numbers in place of its marks."""

    def glyph(mark: re.Match[bytes]) -> bytes:
        if not mark[1]:
            return mark[0]
        spot = spots[int(mark[1], 16)]
        digit = spot.digit(said)
        return spot.glyphs[int(digit)] if digit else b"> %d <" % -spot.width

    return MARK.sub(glyph, content)
