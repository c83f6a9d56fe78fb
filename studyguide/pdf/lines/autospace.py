"""Sets Hangul apart from the Latin letters and digits that touch it (CSS Text 4, text-autospace).

`API를 3번` is typed without blanks, and none may come into the text that is copied and searched.
So a syllable itself becomes wider, on the side where the other script stands: Pango measures it
so, lines break and are justified by it, and the glyph is moved within its room when it is drawn.
Where an element ends between the two, it gets the gap as its margin (see `seams`).

Made for WeasyPrint 70 and Pango from 1.44 on, which gives a run half of its letter spacing on
either side, and none at the ends of a line. tests/pdf/test_autospace.py measures the glyphs.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from unittest.mock import patch

from weasyprint.text import ffi as pango_ffi
from weasyprint.text.line_break import Layout

from studyguide.pdf.lines.seams import SEAM

GAP = 0.09  # em; from 0.1 on, Poppler and pdf.js read a gap as a blank
SCALE = 1024  # Pango units in a CSS pixel


@dataclass(frozen=True)
class Wide:
    """A sign that takes gaps: its place in the text, its bytes, the gaps before and behind it."""

    at: int
    start: int
    end: int
    before: int = 0
    behind: int = 0


@lru_cache(maxsize=4096)
def gaps(text: str) -> tuple[Wide, ...]:
    """The signs of a text that take gaps.

    The syllable does, so that Latin words keep their kerning; not so where it begins or ends the
    text, for Pango takes off what is there, but only after it has broken the lines.

    >>> gaps("A와B를")
    (Wide(at=1, start=1, end=4, before=1, behind=1), Wide(at=2, start=4, end=5, before=0, behind=1))
    """
    found: dict[int, list[int]] = {}
    for seam in SEAM.finditer(text):
        at = seam.end()
        is_hangul_ahead = seam[1] is None
        is_inside = at < len(text) - 1 if is_hangul_ahead else at > 1
        if is_hangul_ahead == is_inside or len(text) == 2:
            found.setdefault(at, [0, 0])[0] += 1
        else:
            found.setdefault(at - 1, [0, 0])[1] += 1
    return tuple(
        Wide(at, len(text[:at].encode()), len(text[: at + 1].encode()), *found[at])
        for at in sorted(found)
    )


@contextmanager
def spaced() -> Iterator[None]:
    """Lay out and draw with the gaps."""
    setup, set_text, get_first_line = Layout.setup, Layout.set_text, Layout.get_first_line

    def set_up(layout: Any, style: Any) -> None:
        setup(layout, style)
        layout.widened, layout.moved = (), {}

    def set_spaced(layout: Any, text: str, justify: bool = False) -> None:
        set_text(layout, text, justify)
        wide = () if "monospace" in layout.style["font_family"] else gaps(layout.text)
        if wide or layout.widened:
            _widen(layout, wide)

    def get_moved(layout: Any) -> Any:
        line, index = get_first_line(layout)
        if layout.moved:
            _move(line, layout.moved)
            layout.moved = {}  # once, however often the line is asked for
        return line, index

    with ExitStack() as patches:
        patches.enter_context(patch.object(Layout, "setup", set_up))
        patches.enter_context(patch.object(Layout, "set_text", set_spaced))
        patches.enter_context(patch.object(Layout, "get_first_line", get_moved))
        yield


def _widen(layout: Any, wide: tuple[Wide, ...]) -> None:
    """Give each sign its room, and those of an earlier, longer text of the layout their own."""
    ffi, pango = pango_ffi.ffi, pango_ffi.pango
    usual = layout.style["letter_spacing"]
    usual = 0 if usual == "normal" else usual * SCALE
    gap = max(0, GAP * layout.style["font_size"] * SCALE - max(0, usual))
    rooms = {(sign.start, sign.end): int(usual) for sign in layout.widened}
    for sign in wide:  # neighbours with the same room would be one run
        room = int(usual + (sign.before + sign.behind) * gap) + sign.at % 2
        rooms[sign.start, sign.end] = room
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for (start, end), room in rooms.items():
        attribute = pango.pango_attr_letter_spacing_new(room)
        attribute.start_index, attribute.end_index = start, end
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)
    layout.widened = wide
    layout.moved = {
        sign.start: int((sign.before - sign.behind) * gap / 2)
        for sign in wide
        if sign.before != sign.behind
    }


def _move(line: Any, moved: dict[int, int]) -> None:
    """Move the glyph of each run that begins at one of these bytes; its room stays."""
    run = line.runs[0]
    while run != pango_ffi.ffi.NULL:
        shift = moved.get(run.data.item.offset)
        if shift is not None:
            run.data.glyphs.glyphs[0].geometry.x_offset += shift
        run = run.next
