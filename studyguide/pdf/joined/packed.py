"""The objects of one unit, which fit anywhere in a larger file, and their way into it.

References within the unit stay relative to its first object, those to what the units share get
numbers of their own. One substitution then gives the objects of the joined file.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

SHARED = 10_000_000  # numbers from here on name objects that the units share
PAGES, FONTS, DOCUMENT = (SHARED + at for at in range(3))
PROFILE = SHARED + 3  # the colour profile, the same for all
# `12 0 R`, `12 1 R` (a number that moves along, but is no reference), `3 2 R` (the id of a note,
# counted in its unit), `7 3 R` (a text with late numbers), or a string to be let alone
MOVING = re.compile(rb"\((?:[^\\()]|\\.)*\)|(\d+) ([0123]) R\b", re.S)
LEVEL = 6  # of compression
BUNCH = 200  # objects packed together


@dataclass(frozen=True)
class Flow:
    """A stream: its place in the unit, its dictionary without length, its bytes as they are.

    One with marks of late numbers is kept unpacked; the dictionary then has no filter either.
    """

    number: int
    head: bytes
    content: bytes
    is_late: bool = False


@dataclass(frozen=True)
class Pack:
    """The objects of a unit, numbered from 0, and where its pages and its tags begin."""

    objects: bytes  # packed: the plain objects, a zero byte behind each
    numbers: tuple[int, ...]  # of these objects
    flows: tuple[Flow, ...]
    size: int
    pages: tuple[int, ...]
    tops: tuple[int, ...]  # elements of the structure tree right below the document
    parents: int  # the leaf of the parent tree
    keys: tuple[int, int]  # first and last key in that leaf
    notes: tuple[int, ...]  # elements that have an id, the first one's is 1
    texts: tuple[str, ...]  # that hold late numbers
    extra: Mapping[str, bytes] = field(default_factory=dict)  # of the catalogue


@dataclass(frozen=True)
class Stand:
    """What the references of a unit become: its first number, the notes before it, its texts."""

    base: int
    shared: Mapping[int, int]
    notes: int = 0
    texts: Sequence[bytes] = ()

    def moved(self, text: bytes) -> bytes:
        """Objects of the unit as they stand in the file."""
        return MOVING.sub(self._placed, text)

    def _placed(self, found: re.Match[bytes]) -> bytes:
        if found[1] is None:
            return found[0]
        number = int(found[1])
        if found[2] == b"0":
            return b"%d 0 R" % (self.shared[number] if number >= SHARED else self.base + number)
        if found[2] == b"1":
            return b"%d" % (self.base + number)
        return note_id(self.notes + number) if found[2] == b"2" else self.texts[number]


def note_id(number: int) -> bytes:
    """The id of the element of a note, counted from 1."""
    return b"(note-%d)" % number


def bunches(pack: Pack, stand: Stand) -> Iterator[tuple[list[int], bytes]]:
    """Object streams of a unit's plain objects: the numbers in each, and the whole stream."""
    texts = stand.moved(zlib.decompress(pack.objects)).split(b"\0")[:-1]
    numbered = sorted(zip((stand.base + number for number in pack.numbers), texts, strict=True))
    yield from bunched(numbered)


def bunched(numbered: Sequence[tuple[int, bytes]]) -> Iterator[tuple[list[int], bytes]]:
    """Plain objects by `BUNCH` as object streams (ISO 32000-1, 7.5.7)."""
    for first in range(0, len(numbered), BUNCH):
        some = numbered[first : first + BUNCH]
        index, at = [], 0
        for number, text in some:
            index.append(b"%d %d" % (number, at))
            at += len(text) + 1
        head = b" ".join(index) + b"\n"
        content = zlib.compress(head + b"\n".join(text for _, text in some), LEVEL)
        entries = b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode " % (len(some), len(head))
        yield [number for number, _ in some], stream(entries, content)


def stream(head: bytes, content: bytes) -> bytes:
    """A stream object; `head` is its open dictionary.

    The end of line before `endstream` is always two bytes: content that ends in a carriage return
    is then no shorter to a reader that takes both for the end of the line.
    """
    return b"%s/Length %d >>\nstream\n%s\r\nendstream" % (head, len(content), content)


def texts(found: Iterable[bytes]) -> bytes:
    """An array of what is already text."""
    return b"[ " + b" ".join(found) + b" ]"
