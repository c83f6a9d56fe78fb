"""Mends WeasyPrint's line breaking for Korean: whole eojeol, and no line cut too early.

Three gaps of WeasyPrint 70 (`weasyprint/text/line_break.py`) are closed while a book is laid out:

- it does not know `word-break: keep-all` (CSS Text 3, 5.2): Hangul breaks after any syllable;
- a text that fits where the text and its last space do not is cut after its first word;
- inside an inline element that fills the line so far, every text takes itself for the first of the
  line and breaks within its first word.

tests/pdf/test_linebreak.py tells when WeasyPrint no longer needs one of them.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from itertools import accumulate, takewhile
from typing import Any
from unittest.mock import patch

from weasyprint import VERSION
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, preferred
from weasyprint.text import ffi as pango_ffi
from weasyprint.text import line_break

from studyguide.formulas.tags import GOES_ON
from studyguide.pdf.lines.autospace import spaced
from studyguide.pdf.lines.eojeol import bound_runs, is_long, openings
from studyguide.pdf.lines.joints import JOINT, NBSP, settle
from studyguide.pdf.lines.shaping import Memory

SHORTEST = 0.25  # of a line is kept when a word is broken earlier than it must
LESS = 0.5  # CSS pixels
MENDED_VERSION = "70."  # both gaps were read in the source of this series


@cache
def _pango() -> Any:
    """Pango's `pango_attr_allow_breaks_new` (since 1.44), which WeasyPrint does not declare."""
    ffi = type(pango_ffi.ffi)()
    ffi.cdef("intptr_t pango_attr_allow_breaks_new(int allow_breaks);")
    for name in ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"):
        try:
            return ffi.dlopen(name)
        except OSError:
            continue
    raise OSError("Pango is not installed")


def _bind(layout: Any, runs: tuple[tuple[int, int], ...]) -> None:
    """Forbid breaks inside `runs` (characters of `layout.text`, in order)."""
    make, ffi, pango = _pango().pango_attr_allow_breaks_new, pango_ffi.ffi, pango_ffi.pango
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    places = [0, *accumulate(len(char.encode()) for char in layout.text)]  # in bytes
    for start, end in runs:
        attribute = ffi.cast("PangoAttribute *", make(0))
        attribute.start_index, attribute.end_index = places[start], places[end]
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)
    logged = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
    _clear(ffi.cast("PangoLogAttr *", logged), len(layout.text) + 1, runs)


def _clear(log_attrs: Any, count: int, runs: tuple[tuple[int, int], ...]) -> None:
    """Take the places inside `runs` out of the `count` records where a line may end."""
    size, mark, without = _break_bit()
    places = memoryview(pango_ffi.ffi.buffer(log_attrs, count * size)).cast("B")
    for start, end in runs:
        if start + 1 < end:
            inside = slice((start + 1) * size + mark, (end - 1) * size + mark + 1, size)
            places[inside] = bytes(places[inside]).translate(without)


@cache
def _break_bit() -> tuple[int, int, bytes]:
    """Bytes of a record, the one that tells of line ends, a table that takes these out of it."""
    ffi = pango_ffi.ffi
    record = ffi.new("PangoLogAttr *")
    record.is_line_break = 1
    told = bytes(ffi.buffer(record))
    mark = next(at for at, byte in enumerate(told) if byte)
    return len(told), mark, bytes(byte & ~told[mark] for byte in range(256))


class _Mend:
    """The replacements; `whole` is off while a run too long for any line is being broken."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.whole = True
        self.set_text = line_break.Layout.set_text
        self.get_log_attrs = line_break.get_log_attrs
        self.split_first_line = line_break.split_first_line
        self.split_inline_box = inline.split_inline_box
        self.split_inline_level = inline.split_inline_level
        self.line_start = 0.0  # of the line box that is being filled

    def told_line(self, context: Any, box: Any, position_x: float, *rest: Any) -> Any:
        """Remember where a line begins; boxes in it may hold lines of their own."""
        if not isinstance(box, boxes.LineBox):
            return self.split_inline_box(context, box, position_x, *rest)
        settle(box, rest[0] - position_x, partial(self._breaks, box.style["lang"]))
        before, self.line_start = self.line_start, position_x
        try:
            return self.split_inline_box(context, box, position_x, *rest)
        finally:
            self.line_start = before

    def told_text(self, context: Any, box: Any, position_x: float, *rest: Any) -> Any:
        """Tell a text behind others in its line that it is not the first, and how it joins them."""
        *others, line_children, letter_style, line_style = rest
        if isinstance(box, boxes.TextBox) and position_x > self.line_start + 1:
            line_children = line_children or [None]
        rest = (*others, line_children, letter_style, line_style)
        laid = self.split_inline_level(context, box, position_x, *rest)
        joint = getattr(box, JOINT, None) if isinstance(box, boxes.TextBox) else None
        if isinstance(box, boxes.InlineReplacedBox) and box.element.get(GOES_ON) is not None:
            joint = True  # between two pieces of a formula
        return laid if joint is None else (*laid[:3], joint, *laid[4:])

    def _breaks(self, lang: str | None, text: str) -> list[bool]:
        return [bool(each.is_line_break) for each in self.get_log_attrs(text, lang)]

    def bound_set_text(self, layout: Any, text: str, justify: bool = False) -> None:
        self.set_text(layout, text, justify)
        if self.whole and not justify and (runs := bound_runs(layout.text)):
            _bind(layout, runs)

    def bound_log_attrs(self, text: str, lang: str | None) -> Any:
        log_attrs = self.get_log_attrs(text, lang)
        if self.whole:
            _clear(log_attrs, len(text) + 1, bound_runs(text))
        return log_attrs

    def remembered_split(
        self,
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        rest = (max_width, justification_spacing, is_line_start, minimum)
        return self.memory.split(self.mended_split, text, style, context, *rest)

    def mended_split(self, text: str, *rest: Any) -> Any:
        style, _, max_width, _, is_line_start, minimum = rest
        line = self.split_first_line(text, *rest)
        if max_width is None or style["white_space"] != "normal":
            return line
        if text.endswith(NBSP) and (line[2] is not None or line[3] > max_width):
            line = self._break_before_tied(text, rest)
        if line[3] > max_width:
            if not is_line_start or minimum:
                return line
            line = self._break_inside(text, line, rest)
        elif line[2] is not None and text.endswith(" "):
            line = self._fit_without_space(text, line, rest)
        return line if minimum or line[2] is None else self._break_at_sign(text, line, rest)

    def _fit_without_space(self, text: str, line: Any, rest: tuple[Any, ...]) -> Any:
        """Keep the whole text on the line when only its last space does not fit."""
        bare = text.rstrip(" ")
        if line[1] >= len(bare.encode()):
            return line
        layout, length, resume, width, height, baseline = self.split_first_line(bare, *rest)
        if resume is None and width <= rest[2]:
            return layout, length, length + 1, width, height, baseline
        return line

    def _break_before_tied(self, text: str, rest: tuple[Any, ...]) -> Any:
        """Break a text whose last blank is tied to the text behind it, and does not fit.

        Pango 1.50 counts no blank at the end, Pango 1.56 breaks before it.
        """
        style, context, max_width, *others = rest
        bare = text.rstrip(NBSP)
        room = self.split_first_line(bare, style, context, None, *others)[3] - LESS
        line = self.split_first_line(bare, style, context, min(max_width, room), *others)
        is_broken = line[2] is not None
        return line if is_broken else self.split_first_line(text, style, context, None, *others)

    def _break_at_sign(self, text: str, line: Any, rest: tuple[Any, ...]) -> Any:
        """Where a word had to be broken, break it after its last sign or before its last hump.

        Pango breaks an address after the first signs it knows; other signs may fill the line.
        """
        at = len(text.encode()[: line[2]].decode())
        if text[at - 1 : at + 1].split() != [text[at - 1 : at + 1]] or at >= len(text):
            return line
        places = openings(text, at)
        later = [place for place in places if place > at] if is_long(text, at) else []
        if later and (fuller := self._ended(text[: later[0]], rest)):
            filled = (self._ended(text[:place], rest) for place in later[1:])
            return [fuller, *takewhile(bool, filled)][-1]
        before = [place for place in places if place <= at]
        if not before or before[-1] == at or before[-1] < at * SHORTEST:
            return line
        return self._ended(text[: before[-1]], rest) or line

    def _ended(self, bare: str, rest: tuple[Any, ...]) -> Any:
        """The line that all of `bare` fills, to be gone on with; None if it does not fit."""
        layout, length, resume, width, height, baseline = self.split_first_line(bare, *rest)
        if resume is None and width <= rest[2]:
            return layout, length, length, width, height, baseline
        return None

    def _break_inside(self, text: str, line: Any, rest: tuple[Any, ...]) -> Any:
        """Break an eojeol that is wider than a whole line, as a last resort."""
        self.whole = False
        try:
            broken = self.split_first_line(text, *rest)
        finally:
            self.whole = True
        return broken if broken[3] < line[3] else line


@contextmanager
def mended(memory: Memory | None = None) -> Iterator[None]:
    """Lay out with all mends, and with the lines that `memory` holds.

    Raises RuntimeError for a WeasyPrint they were not made for.
    """
    if not VERSION.startswith(MENDED_VERSION):
        raise RuntimeError(f"pdf/lines/linebreak.py is made for WeasyPrint 70, not {VERSION}")
    memory = memory or Memory()
    with ExitStack() as patches:
        patches.enter_context(memory.used())
        patches.enter_context(spaced())
        mend = _Mend(memory)

        def set_text(layout: Any, text: str, justify: bool = False) -> None:
            mend.bound_set_text(layout, text, justify)

        patches.enter_context(patch.object(line_break.Layout, "set_text", set_text))
        patches.enter_context(patch.object(line_break, "get_log_attrs", mend.bound_log_attrs))
        patches.enter_context(patch.object(inline, "split_inline_box", mend.told_line))
        patches.enter_context(patch.object(inline, "split_inline_level", mend.told_text))
        for module in (line_break, inline, preferred):
            patches.enter_context(patch.object(module, "split_first_line", mend.remembered_split))
        yield
