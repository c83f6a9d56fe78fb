"""Lays out one unit of a book as if the rest stood around it.

Made for WeasyPrint 70 (`layout/__init__.py`, `layout/page.py`): a unit begins on a left or a right
page with a page counter that tells a reset from a running number; when all its pages are there,
and before their margins are filled, it asks where it stands, and turns its pages to the other side
if need be.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from math import isclose
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from weasyprint import layout
from weasyprint.formatting_structure import boxes
from weasyprint.layout import page as page_layout
from weasyprint.layout.percent import resolve_percentages

from studyguide.pdf.html.units import Unjoinable
from studyguide.pdf.layout import copyfit
from studyguide.pdf.layout.fitted import fitted_pictures
from studyguide.pdf.layout.late import PAGE
from studyguide.pdf.layout.long_notes import cut_notes
from studyguide.pdf.sets.sides import RELATIVE, Extent, Stand

SIDED = ("left", "right", "recto", "verso")  # values of `break-before` that may need a blank page
PAGED = ("page", "always")
NOISE = 1e-6  # CSS pixels
Asked = Callable[[Extent], Stand]


class Spilling(Exception):
    """Chapters that end with a few lines on a page of their own: `fit` is to be tried."""

    def __init__(self, fit: copyfit.Fit) -> None:
        super().__init__()
        self.fit = fit


class OtherSide(Exception):
    """The unit must be laid out again, beginning on the other side."""


class Alone:
    """One unit being laid out; `html` is WeasyPrint's, `ask` tells its stand by its extent."""

    def __init__(
        self, html: Any, is_first: bool, is_right: bool, ask: Asked, fit: copyfit.Fit
    ) -> None:
        self.html = html
        self.is_first = is_first
        self._is_right = is_right
        self._ask = ask
        self._fit = fit  # how close its chapters are set
        self._pages: list[Any] = []
        self._side = ""
        self.extent: Extent | None = None
        self.stand: Stand | None = None

    @contextmanager
    def patched(self) -> Iterator[None]:
        """Lay out so."""
        begin, margins = layout.initialize_page_maker, layout.make_margin_boxes
        page_type, make_pages = page_layout.PageType, layout.make_all_pages

        def begun(context: Any, root: Any) -> None:
            begin(context, root)
            if not self.is_first:
                self._begin(context, root)

        def filled(context: Any, page: Any, state: Any) -> Any:
            at = context.current_page - 1
            number, is_turned = self._place(context, at)
            if is_turned:
                _turn(page, context, self.html)
            state[1][PAGE] = [number]
            return margins(context, page, state)

        def typed(side: str, blank: bool, name: str, index: int, groups: Any) -> Any:
            return page_type(side, blank, name, index + (not self.is_first), groups)

        def paged(*args: Any) -> Iterator[Any]:
            self._pages = []
            for page in make_pages(*args):
                self._pages.append(SimpleNamespace(_page_box=page))
                yield page

        with ExitStack() as patches:
            patches.enter_context(patch.object(layout, "make_all_pages", paged))
            patches.enter_context(patch.object(layout, "initialize_page_maker", begun))
            patches.enter_context(patch.object(layout, "make_margin_boxes", filled))
            patches.enter_context(patch.object(page_layout, "PageType", typed))
            patches.enter_context(cut_notes())
            patches.enter_context(fitted_pictures())
            yield

    def _begin(self, context: Any, root: Any) -> None:
        """Begin behind other pages, on the asked side, with a blank page where one may be."""
        resume_at, next_page, _, state, remake = context.page_maker[0]
        state[1][PAGE] = [RELATIVE]
        state[2][0].add(PAGE)
        before = _first_break(root)
        is_right = self._is_right
        if before in SIDED:
            is_ltr = root.style["direction"] == "ltr"
            wants_right = before == "right" or before == ("recto" if is_ltr else "verso")
            self._side = "right" if wants_right else "left"
            is_right, resume_at = not wants_right, {0: None}
            next_page = {**next_page, "break": self._side}
        elif before not in PAGED:
            raise Unjoinable("a part of the book does not begin on a page of its own")
        context.page_maker[0] = (resume_at, next_page, is_right, state, remake)

    def _place(self, context: Any, at: int) -> tuple[int, bool]:
        """The number of a sheet and whether it must be turned."""
        if self.stand is None:
            if (fit := self._fit.after(self._pages)) != self._fit:
                raise Spilling(fit)
            made = context.page_maker[1:]
            counters = tuple(entry[3][1][PAGE][-1] for entry in made)
            self.extent = Extent(counters, self._side)
            self.stand = self._ask(self.extent)
        stand = self.stand
        is_turned = not self.is_first and not self._side and stand.is_right != self._is_right
        return stand.sheets[at], is_turned


def _first_break(box: Any) -> str:
    """The strongest `break-before` at the very beginning of the unit."""
    found = "auto"
    while first := next((b for b in getattr(box, "children", ()) if b.is_in_normal_flow()), None):
        value = first.style["break_before"]
        if value in SIDED:
            return str(value)
        found = value if value in PAGED else found
        box = first
    return found


def _turn(page: Any, context: Any, html: Any) -> None:
    """Make a left page a right one or the other way round; its text only moves sideways."""
    old = page.page_type
    if old.blank or page.fixed_boxes:
        raise OtherSide
    turned = old._replace(side="left" if old.side == "right" else "right")
    page_layout.set_page_type_computed_styles(turned, html, context.style_for)
    style = context.style_for(turned)
    style["overflow"] = page.style["overflow"]
    other = boxes.PageBox(turned, style)
    resolve_percentages(other, style["size"])
    other.position_x = other.position_y = 0
    width, height = style["size"]
    page_layout.page_width(other, context, width)
    page_layout.page_height(other, context, height)
    # margins add up in another order
    if not all(
        isclose(*pair, abs_tol=NOISE) for pair in zip(_room(other), _room(page), strict=True)
    ):
        raise OtherSide
    along = other.content_box_x() - page.content_box_x()
    for child in page.children:
        child.translate(dx=along)
    kept = {name: page.__dict__[name] for name in ("children", "fixed_boxes")}
    page.__dict__.update(other.__dict__)
    page.__dict__.update(kept)


def _room(page: Any) -> tuple[float, ...]:
    return page.width, page.height, page.content_box_y(), page.margin_width(), page.margin_height()
