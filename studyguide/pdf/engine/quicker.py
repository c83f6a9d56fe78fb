"""Spares WeasyPrint 70 work whose result is known: styles and lengths of the usual kind.

Nothing comes out differently (tests/pdf/test_quicker.py). For upstream: `css/__init__.py` asks a
style for each of its properties one by one, where most have their initial value;
`layout/percent.py` resolves each length of each box anew, where hardly one is a percentage.
The HTML of a unit was written by lxml, which reads it as tinyhtml5 does in a tenth of the time.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch
from xml.etree import ElementTree

import weasyprint
from lxml import etree
from lxml import html as lxml_html
from weasyprint import css
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.functions import check_math
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.layout import absolute, block, column, float, grid, inline, page, table

from studyguide.pdf.engine.cascade import Styles

SIDES = ("top", "right", "bottom", "left")
CORNERS = ("top_left", "top_right", "bottom_left", "bottom_right")
LENGTHS = (
    *(f"{edge}_{side}" for edge in ("margin", "padding") for side in SIDES),
    *(f"{bound}{size}" for bound in ("", "min_", "max_") for size in ("width", "height")),
)
# what nearly every box is asked for, and has as it initially is
USUAL = (
    *LENGTHS,
    *(f"border_{side}_style" for side in SIDES),
    *(f"border_{corner}_radius" for corner in CORNERS),
    *("anchor", "box_sizing", "counter_reset", "counter_set", "counter_increment", "overflow"),
    *("bookmark_level", "bookmark_state", "image_orientation", "z_index", "opacity", "transform"),
    *("border_image_source", "mask_border_source", "background_image", "background_color"),
    *("box_shadow", "appearance", "outline_style", "outline_offset", "outline_color"),
    *("box_decoration_break", "string_set", "vertical_align", "continue", "max_lines"),
    *("column_width", "column_count"),
)
PLAIN = {
    name: INITIAL_VALUES[name]
    for name in USUAL
    if name not in INHERITED and name not in INITIAL_NOT_COMPUTED
}
OF_TEXT = (None, "before", "after", "marker")  # `::first-line` hands on just what it was asked for
LAYOUTS = (absolute, block, column, float, grid, inline, page, table)


@contextmanager
def quicker(styles: Styles | None = None) -> Iterator[None]:
    """Lay out with less work, and with the `styles` of what was laid out before."""
    resolve = block.resolve_percentages

    def resolved(box: Any, containing_block: Any) -> None:
        _resolve(resolve, box, containing_block)

    known = styles or Styles()

    def begin(found: Any, *args: Any) -> None:
        known.begin(found, *args)

    with ExitStack() as patches:
        for module in LAYOUTS:
            patches.enter_context(patch.object(module, "resolve_percentages", resolved))
        patches.enter_context(patch.object(css.StyleFor, "__init__", begin))
        for style in (css.ComputedStyle, css.AnonymousStyle):
            patches.enter_context(patch.object(style, "__init__", _filled(style.__init__)))
        inheriting = _inheriting(css.ComputedStyle.__missing__)
        patches.enter_context(patch.object(css.ComputedStyle, "__missing__", inheriting))
        yield


def source(html: str, **how: Any) -> Any:
    """WeasyPrint's HTML of what lxml has written."""
    read = weasyprint.tinyhtml5.parse

    def parsed(file: Any, **told: Any) -> Any:
        try:
            if "xml:" in html:  # its attributes are named otherwise in XML
                raise ValueError
            tree = lxml_html.document_fromstring(html)
            return ElementTree.fromstring(etree.tostring(tree, encoding="unicode"))
        except (etree.LxmlError, ElementTree.ParseError, ValueError):  # names that XML has not
            return read(file, **told)

    with patch.object(weasyprint.tinyhtml5, "parse", parsed):
        return weasyprint.HTML(string=html, **how)


def _filled(begin: Callable[..., None]) -> Callable[..., None]:
    """A style that knows from its beginning what is initial in it."""

    def begun(style: Any, *args: Any) -> None:
        begin(style, *args)
        cascaded = getattr(style, "cascaded", {})
        if getattr(style, "pseudo_type", None) not in OF_TEXT or cascaded.keys() & _logical():
            return
        worked_out = dict(style)
        style.update(PLAIN)
        style.update(worked_out)
        for name in cascaded.keys() & PLAIN.keys():
            del style[name]

    return begun


def _inheriting(work_out: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """A style that takes at once what it merely inherits."""

    def missing(style: Any, name: str) -> Any:
        parent = style.parent_style
        if name not in INHERITED or name in style.cascaded or parent is None:
            return work_out(style, name)
        value = style[name] = parent[name]
        return value

    return missing


@cache
def _logical() -> frozenset[str]:
    """Properties, such as `margin_inline_start`, that stand for others."""
    return frozenset(
        function(block="ttb", inline=direction)
        for function in PHYSICAL_FUNCTIONS.values()
        for direction in ("ltr", "rtl")
    )


def _resolve(resolve: Callable[[Any, Any], None], box: Any, containing_block: Any) -> None:
    """`resolve_percentages`; what a style without percentages comes to is worked out once."""
    style = box.style
    fixed = style.__dict__.get("fixed_lengths")
    if fixed is None:
        fixed = style.fixed_lengths = _fixed(resolve, style)
    if fixed:
        box.__dict__.update(fixed)
    else:
        resolve(box, containing_block)


def _fixed(resolve: Callable[[Any, Any], None], style: Any) -> dict[str, Any]:
    """All that `resolve_percentages` writes, if it is the same in every containing block."""
    lengths = [style[name] for name in LENGTHS]
    if style["border_collapse"] == "collapse" or not all(map(_is_fixed, lengths)):
        return {}
    probe = SimpleNamespace(style=style)
    resolve(probe, (0, 0))
    del probe.style
    return vars(probe)


def _is_fixed(length: Any) -> bool:
    if length is None or length == "auto":
        return True
    return not check_math(length) and getattr(length, "unit", "%") != "%"
