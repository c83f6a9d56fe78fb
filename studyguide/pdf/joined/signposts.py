"""What leads a reader through a joined file: destinations, outline, ids, page labels."""

from collections.abc import Sequence
from dataclasses import dataclass

from studyguide.pdf.joined import packed
from studyguide.pdf.joined.labels import Labels
from studyguide.pdf.joined.placed import Based, Bookmark

Objects = list[tuple[int, bytes]]  # numbers and texts


def ids(placed: Sequence[Based]) -> bytes:
    """The elements that have ids, sorted as a name tree wants."""
    found = {
        packed.note_id(each.notes + at): b"%d 0 R" % (each.base + number)
        for each in placed
        for at, number in enumerate(each.unit.pack.notes, 1)
    }
    pairs = packed.texts(b"%s %s" % pair for pair in sorted(found.items()))
    return b"/IDTree << /Names %s >> " % pairs if found else b""


def add_dests(plain: Objects, placed: Sequence[Based], number: int, top: int) -> int:
    """The name tree of all anchors; of two with one name the first counts."""
    found: dict[bytes, bytes] = {}
    for each in placed:
        for name, page, x, y in each.unit.anchors:
            place = b"[ %d 0 R /XYZ %s %s 0 ]" % (each.number_of(page), _real(x), _real(y))
            found.setdefault(text_bytes(name), place)
    names = sorted(found)
    kids = []
    for first in range(0, len(names), packed.BUNCH):
        some = names[first : first + packed.BUNCH]
        pairs = packed.texts(string(name) + b" " + found[name] for name in some)
        limits = string(some[0]) + b" " + string(some[-1])
        plain.append((number, b"<< /Limits [ %s ] /Names %s >>" % (limits, pairs)))
        kids.append(number)
        number += 1
    if kids:
        plain.append((top, b"<< /Kids " + refs(kids) + b" >>"))
    return number


@dataclass
class _Line:
    """A line of the outline with those below it."""

    mark: Bookmark
    page: int
    number: int
    below: list["_Line"]


def add_outline(plain: Objects, placed: Sequence[Based], number: int, top: int) -> int:
    """The outline below the object `top`; `number` is the next free one."""
    lines = _Line(Bookmark(0, "", 0, 0, 0), 0, top, [])
    above = [lines]
    for each in placed:
        for mark in each.unit.bookmarks:
            line = _Line(mark, each.number_of(mark.page), number, [])
            number += 1
            while above[-1].mark.level >= mark.level:
                above.pop()
            above[-1].below.append(line)
            above.append(line)
    if lines.below:
        plain.append((top, b"<< /Type /Outlines " + _bounds(lines) + b" >>"))
        _write_lines(plain, lines)
    return number


def _shown(line: _Line) -> int:
    """How many lines are open below a line."""
    return sum(1 + (0 if below.mark.is_closed else _shown(below)) for below in line.below)


def _bounds(line: _Line) -> bytes:
    if not line.below:
        return b""
    count = -_shown(line) if line.mark.is_closed else _shown(line)
    ends = (line.below[0].number, line.below[-1].number, count)
    return b"/First %d 0 R /Last %d 0 R /Count %d" % ends


def _write_lines(plain: Objects, above: _Line) -> None:
    for at, line in enumerate(above.below):
        place = b"[ %d 0 R /XYZ %s %s 0 ]" % (line.page, _real(line.mark.x), _real(line.mark.y))
        parts = [b"/Title " + string(text_bytes(line.mark.text)), b"/Dest " + place]
        parts.append(b"/Parent %d 0 R" % above.number)
        if at:
            parts.append(b"/Prev %d 0 R" % above.below[at - 1].number)
        if at + 1 < len(above.below):
            parts.append(b"/Next %d 0 R" % above.below[at + 1].number)
        plain.append((line.number, b"<< " + b" ".join([*parts, _bounds(line)]) + b" >>"))
        _write_lines(plain, line)


def label(run: Labels) -> bytes:
    """A run of page labels with its first page."""
    style = b"/S /%s " % run.style.encode() if run.style else b""
    prefix = b"/P %s " % string(text_bytes(run.prefix)) if run.prefix else b""
    return b"%d << %s%s>>" % (run.first, style, prefix)


def text_bytes(text: str) -> bytes:
    """The text as a PDF has it: ASCII as it is, the rest as UTF-16 (ISO 32000-1, 7.9.2.2)."""
    try:
        return text.encode("ascii")
    except UnicodeEncodeError:
        return b"\xfe\xff" + text.encode("utf-16-be")


def string(said: bytes) -> bytes:
    """A string object."""
    return b"<" + said.hex().encode() + b">"


def _real(value: float) -> bytes:
    return f"{value:.4f}".rstrip("0").rstrip(".").encode()


def refs(numbers: Sequence[int]) -> bytes:
    """An array of references."""
    return packed.texts(b"%d 0 R" % number for number in numbers)
