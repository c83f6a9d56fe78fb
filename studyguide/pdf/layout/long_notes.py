"""Cuts a note that is taller than the room at the foot of its page, as a compositor does.

Made for WeasyPrint 70 (`layout/__init__.py`, `layout/page.py`), which keeps each note whole: one
that is taller than a page covers the text and runs off the sheet. Here it stands below the line
that calls it as far as there is room, and goes on at the foot of the next page.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from weasyprint import document, layout
from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import LayoutContext, block
from weasyprint.layout import page as page_layout

MOST = 0.62  # of a page's height that a note takes when it is cut; a figure finds room above
SHORT = 6  # lines of a note that go to the next page together with their call
LEAST = 3  # lines of a note that are worth beginning
UNBOUNDED = float("-inf")
NOTES_ALONE = 2  # of a page type: no text, and yet not what style sheets call `:blank`
RESUMED = "resumed"  # of a note that goes on: where, as WeasyPrint counts


class _Context(LayoutContext):  # type: ignore[misc]  # WeasyPrint has no types
    """Lays out the notes of each page; `cut` is the last note if it is cut, and its area's height.

    `reached` is an area, and the foot of the last line above it (CSS pixels).
    """

    in_column: bool
    reported_footnotes: list[Any]  # of the pages before

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.reached: tuple[Any, float] = (None, 0.0)
        self.cut: tuple[Any, float] | None = None
        self.held: list[Any] = []  # called behind a note that is cut
        self._area: Any = None  # that these three are of
        self._is_noting = False

    def reach(self, line: Any, below: float) -> None:
        """Take note of a line of text, and of the room that must be left below it."""
        if not self._is_noting:
            self.reached = (self.current_footnote_area, line.position_y + line.height + below)

    def layout_footnote(self, footnote: Any) -> bool:
        """Add a note to the page; whether it does not fit."""
        if self._area is not self.current_footnote_area:
            self._area, self.cut, self.held = self.current_footnote_area, None, []
        if self.cut:
            self.footnotes.remove(footnote)
            self.held.append(footnote)
            return False
        reached = self._reached()
        overflows = bool(super().layout_footnote(footnote))
        if self.in_column or not self.overflows_page(0, reached):
            return overflows
        return not self._is_cut(footnote, reached)

    def unlayout_footnote(self, footnote: Any) -> None:
        """Take a note off the page: its line goes to the next one."""
        self._mend(footnote)
        if footnote in self.held:
            self.held.remove(footnote)
            self.footnotes.append(footnote)
            return
        super().unlayout_footnote(footnote)

    def report_footnote(self, footnote: Any) -> None:
        """Leave a note to the next page."""
        self._mend(footnote)
        super().report_footnote(footnote)

    def lay(self, area: Any) -> tuple[Any, Any]:
        """The notes of the page as they stand below each other, and where the last was cut."""
        is_here = self.cut and self._area is self.current_footnote_area
        return self._laid(area, self.cut[1] if self.cut and is_here else None)

    def lay_for_good(self, area: Any) -> tuple[Any, Any]:
        """The same; what was cut off is left to the next page."""
        laid, resume_at = self.lay(area)
        if self.cut and self._area is self.current_footnote_area:
            rest = [_rest(self.cut[0], resume_at)] if resume_at else []
            self.reported_footnotes = [*rest, *self.held, *self.reported_footnotes]
        if area.page.page_type.blank:
            laid.translate(dy=laid.margin_height() - area.page.height)  # it is set from the foot up
        return laid, resume_at

    def _laid(self, area: Any, height: float | None) -> tuple[Any, Any]:
        notes = self.current_footnote_area.children
        resumed = getattr(notes[0], RESUMED, None) if notes else None
        below = UNBOUNDED
        if height is not None:
            below = self.page_bottom - area.position_y - height
        # in columns WeasyPrint does not take notes off the page when a line does not fit
        self._is_noting, in_column, self.in_column = True, self.in_column, True
        try:
            skip = {0: resumed} if resumed else None
            laid, resume_at, *_ = block.block_level_layout(self, area, below, skip, area.page)
        finally:
            self._is_noting, self.in_column = False, in_column
        return laid, resume_at

    def _reached(self) -> float:
        """How far down the text is that a new note must leave uncovered."""
        area, foot = self.reached
        if area is self.current_footnote_area:
            return foot
        page = self.current_footnote_area.page  # the note comes from the page before
        left = 0.0 if page.page_type.blank else (1 - MOST) * page.height
        return float(page.content_box_y() + left)

    def _is_cut(self, footnote: Any, reached: float) -> bool:
        """Cut the note that was added last, if that is worth it."""
        area = self.current_footnote_area
        room = self.page_bottom + area.margin_height() - reached
        height = room if area.page.page_type.blank else min(room, MOST * area.page.height)
        whole, _ = self._laid(_copied(area), None)
        begun, resume_at = self._laid(_copied(area), height)
        last = len(area.children) - 1
        is_long = hasattr(footnote, RESUMED) or _lines(whole.children[last]) > SHORT
        if not (is_long and begun and resume_at and resume_at.get(last)):
            return False
        if _lines(begun.children[last]) < LEAST:
            return False
        self.cut = (footnote, height)
        self._update_footnote_area()
        return True

    def _mend(self, footnote: Any) -> None:
        if self.cut and self.cut[0] is footnote:
            self.cut = None


def _copied(area: Any) -> Any:
    return build.create_anonymous_boxes(area.deepcopy())


def _lines(note: Any) -> int:
    return sum(isinstance(box, boxes.LineBox) for box in note.descendants())


def _rest(footnote: Any, resume_at: dict[int, Any]) -> Any:
    """What is left of a note."""
    rest = footnote.copy()
    setattr(rest, RESUMED, next(iter(resume_at.values())))
    return rest


@contextmanager
def cut_notes() -> Iterator[None]:
    """Lay out with notes that go on overleaf."""
    lines_of = block.iter_line_boxes

    def told(context: Any, box: Any, top: float, below: float, *rest: Any) -> Iterator[Any]:
        around = rest[1]
        padding = around.padding_bottom + around.border_bottom_width
        for line, resume_at in lines_of(context, box, top, below, *rest):
            context.reach(line, below + padding)
            yield line, resume_at

    def lay(context: Any, box: Any, *args: Any, **named: Any) -> Any:
        if isinstance(box, boxes.FootnoteAreaBox):
            return context.lay(box)
        return block.block_level_layout(context, box, *args, **named)

    def lay_for_good(context: Any, box: Any, *args: Any, **named: Any) -> Any:
        if isinstance(box, boxes.FootnoteAreaBox):
            return context.lay_for_good(box)
        return block.block_level_layout(context, box, *args, **named)

    def remake(index: int, context: Any, *rest: Any) -> Any:
        has_ended = index > 0 and context.page_maker[index][0] is None

        def typed(side: str, blank: bool, *about: Any) -> Any:
            is_of_notes = has_ended and bool(context.reported_footnotes)
            return page_type(side, NOTES_ALONE if is_of_notes else blank, *about)

        page_type = page_layout.PageType
        with patch.object(page_layout, "PageType", typed):
            return remake_page(index, context, *rest)

    remake_page = page_layout.remake_page
    with ExitStack() as patches:
        patches.enter_context(patch.object(page_layout, "remake_page", remake))
        patches.enter_context(patch.object(document, "LayoutContext", _Context))
        patches.enter_context(patch.object(block, "iter_line_boxes", told))
        patches.enter_context(patch.object(layout, "block_level_layout", lay))
        patches.enter_context(patch.object(page_layout, "block_level_layout", lay_for_good))
        yield
