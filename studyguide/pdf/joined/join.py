"""Joins the units of a book into one PDF file."""

import hashlib
import zlib
from collections.abc import Mapping, Sequence

from studyguide.pdf.joined import packed
from studyguide.pdf.joined.labels import Labels
from studyguide.pdf.joined.packed import Stand, bunched, stream
from studyguide.pdf.joined.placed import Based, Placed
from studyguide.pdf.joined.signposts import (
    add_dests,
    add_outline,
    ids,
    label,
    refs,
    string,
    text_bytes,
)
from studyguide.pdf.layout.spots import filled, filled_text

CATALOGUE, PAGES, FONTS, DOCUMENT, TREE, PARENTS, PROFILE, METADATA, INFO, DESTS, OUTLINE = range(
    1, 12
)
SHARED = {
    packed.PAGES: PAGES,
    packed.FONTS: FONTS,
    packed.DOCUMENT: DOCUMENT,
    packed.PROFILE: PROFILE,
}
FIRST = 64  # number of the first object of the first unit
ROOM = 512  # units begin at multiples, so that few numbers move when one unit grows
HEAD = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"


class _File:
    """Writes objects one by one and knows where each begins."""

    def __init__(self) -> None:
        self._parts = [HEAD]
        self._at = len(HEAD)
        self.entries: dict[int, tuple[int, int, int]] = {}

    def add(self, number: int, text: bytes) -> None:
        self.entries[number] = (1, self._at, 0)
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, text))

    def add_bunch(self, number: int, inside: Sequence[int], text: bytes) -> None:
        self.add(number, text)
        for at, one in enumerate(inside):
            self.entries[one] = (2, number, at)

    def _write(self, text: bytes) -> None:
        self._parts.append(text)
        self._at += len(text)

    def closed(self, identifier: bytes) -> bytes:
        """The file with its table of objects (ISO 32000-1, 7.5.8)."""
        number = max(self.entries) + 1
        self.entries[number] = (1, self._at, 0)
        self.entries[0] = (0, 0, 65535)
        numbers = sorted(self.entries)
        index = _runs(numbers)
        rows = b"".join(
            kind.to_bytes(1) + at.to_bytes(4) + rest.to_bytes(2)
            for kind, at, rest in (self.entries[one] for one in numbers)
        )
        digest = hashlib.md5(usedforsecurity=False)
        for part in self._parts:
            digest.update(part)
        head = (
            b"<< /Type /XRef /Size %d /Root %d 0 R /Info %d 0 R /ID [ <%s> <%s> ] /W [ 1 4 2 ]"
            b" /Index [ %s ] /Filter /FlateDecode "
        ) % (
            number + 1,
            CATALOGUE,
            INFO,
            identifier.hex().encode(),
            digest.hexdigest().encode(),
            b" ".join(b"%d %d" % run for run in index),
        )
        start = self._at
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, stream(head, zlib.compress(rows, 9))))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)
        return b"".join(self._parts)


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """First number and length of each run without a gap.

    >>> _runs([0, 1, 2, 64])
    [(0, 3), (64, 1)]
    """
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and sum(runs[-1]) == number:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((number, 1))
    return runs


def joined(
    units: Sequence[Placed],
    fonts: Sequence[tuple[bytes, bytes | None]],
    faces: Mapping[str, int],
    labels: Sequence[Labels],
    identifier: bytes,
) -> bytes:
    """The file. `fonts` are objects (text, or dictionary and content), `faces` their numbers."""
    file = _File()
    placed, number = _write_units(file, units)
    fonts_base = number
    for text, content in fonts:
        moved = Stand(fonts_base, {}).moved(text)
        file.add(number, moved if content is None else stream(moved, content))
        number += 1
    plain: list[tuple[int, bytes]] = []
    named = (b"/%s %d 0 R" % (name.encode(), fonts_base + at) for name, at in faces.items())
    plain.append((FONTS, b"<< " + b" ".join(named) + b" >>"))
    pages = [page for each in placed for page in each.pages]
    plain += _structure(placed)
    plain.append((PAGES, b"<< /Type /Pages /Count %d /Kids %s >>" % (len(pages), refs(pages))))
    number = add_dests(plain, placed, number, DESTS)
    number = add_outline(plain, placed, number, OUTLINE)
    extra = units[0].pack.extra
    plain.append((INFO, extra["info"]))
    plain.append((CATALOGUE, _catalogue(extra, labels, plain)))
    for inside, text in bunched(sorted(plain)):
        file.add_bunch(number, inside, text)
        number += 1
    file.add(METADATA, stream(b"<< /Type /Metadata /Subtype /XML ", extra["metadata"]))
    profile = zlib.compress(extra["profile"], 9)
    file.add(PROFILE, stream(b"<< /N 3 /Filter /FlateDecode ", profile))
    return file.closed(identifier)


def _write_units(file: _File, units: Sequence[Placed]) -> tuple[list[Based], int]:
    base, first, notes = FIRST, 0, 0
    placed: list[Based] = []
    for unit in units:
        pages = tuple(base + page for page in unit.pack.pages[unit.drops_blank :])
        placed.append(Based(unit, base, first, pages, notes))
        said = [filled_text(text, unit.spots, unit.said) for text in unit.pack.texts]
        stand = Stand(base, SHARED, notes, [string(text_bytes(text)) for text in said])
        for flow in unit.pack.flows:
            head = stand.moved(flow.head)
            content = flow.content
            if flow.is_late:
                content = zlib.compress(filled(content, unit.spots, unit.said), packed.LEVEL)
                head += b"/Filter /FlateDecode "
            file.add(base + flow.number, stream(head, content))
        number = base + unit.pack.size
        for inside, text in packed.bunches(unit.pack, stand):
            file.add_bunch(number, inside, text)
            number += 1
        base = -(-number // ROOM) * ROOM
        first += len(pages)
        notes += len(unit.pack.notes)
    return placed, base


def _structure(placed: Sequence[Based]) -> list[tuple[int, bytes]]:
    """One structure tree (ISO 32000-1, 14.7) over the tops and the leaves of all units."""
    tops = [each.base + top for each in placed for top in each.unit.pack.tops]
    leaves = [each.base + each.unit.pack.parents for each in placed]
    document = b"<< /Type /StructElem /S /Document /P %d 0 R /K %s >>" % (TREE, refs(tops))
    last = placed[-1].base + placed[-1].unit.pack.keys[1] + 1
    tree = b"<< /Type /StructTreeRoot /K [ %d 0 R ] /ParentTree %d 0 R /ParentTreeNextKey %d %s>>"
    return [
        (DOCUMENT, document),
        (TREE, tree % (DOCUMENT, PARENTS, last, ids(placed))),
        (PARENTS, b"<< /Kids " + refs(leaves) + b" >>"),
    ]


def _catalogue(
    extra: Mapping[str, bytes], labels: Sequence[Labels], plain: Sequence[tuple[int, bytes]]
) -> bytes:
    there = {number for number, _ in plain}
    parts = [
        b"/Type /Catalog",
        b"/PageMode /UseOutlines",
        b"/Pages %d 0 R" % PAGES,
        b"/StructTreeRoot %d 0 R" % TREE,
    ]
    parts += [b"/Metadata %d 0 R" % METADATA, Stand(0, SHARED).moved(extra["catalogue"])]
    if DESTS in there:
        parts.append(b"/Names << /Dests %d 0 R >>" % DESTS)
    if OUTLINE in there:
        parts.append(b"/Outlines %d 0 R" % OUTLINE)
    parts.append(b"/PageLabels << /Nums %s >>" % packed.texts(map(label, labels)))
    return b"<< " + b" ".join(parts) + b" >>"
