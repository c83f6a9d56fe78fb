"""Finds where Hangul touches Latin letters and digits, which are set apart there (see `autospace`).

Where an element ends between the two (`<b>API</b>를`), the element gets the gap as its margin.
"""

import re

from lxml import html

from studyguide.outputs.elements import add_class, classes_of

HANGUL = "\u3131-\u318e\uac00-\ud7a3"  # one glyph each
OTHER = "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff"
# between `I` and `를` of `API를`, `제` and `3` of `제3`
SEAM = re.compile(f"(?<=[{OTHER}])(?=[{HANGUL}])|(?<=([{HANGUL}]))(?=[{OTHER}])")
APART_BEFORE, APART_AFTER = "apart-before", "apart-after"
LEFT_ALONE = frozenset({"pre", "code", "sup", "sub"})  # code has columns, `x²는` room enough
NOTE, FORMULA = "footnote", "math"  # classes: what stands at the foot of the page, a formula
# not `q`, whose edge is a quotation mark
INLINE = frozenset((
    "a", "abbr", "b", "cite", "del", "dfn", "em", "i", "ins", "mark", "s", "small", "span",
    "strong", "u",
))  # fmt: skip


def part_elements(root: html.HtmlElement) -> None:
    """Mark each element within a line that ends or begins between the two scripts."""
    for element in root.iter(*INLINE, "img"):
        if not _is_read(element) or next(element.iterancestors(*LEFT_ALONE), None) is not None:
            continue
        if _differ(_last(element), (element.tail or "")[:1]):
            add_class(element, APART_AFTER)
        if _differ(_before(element), _first(element)):
            add_class(element, APART_BEFORE)


def _differ(left: str, right: str) -> bool:
    """Whether a seam lies between two signs."""
    return bool(left and right and SEAM.search(left + right))


def _before(element: html.HtmlElement) -> str:
    """The sign that stands right before an element, within the element around it."""
    other = element.getprevious()
    if other is None:
        above = element.getparent()
        return "" if above is None else (above.text or "")[-1:]
    return (other.tail or "")[-1:] or _last(other)


def _first(element: html.HtmlElement) -> str:
    if not _is_read(element):
        return ""
    if element.tag == "img":
        return _stands_for(element)
    return (element.text or "")[:1] or (_first(element[0]) if len(element) else "")


def _last(element: html.HtmlElement) -> str:
    if not _is_read(element):
        return ""
    if element.tag == "img":
        return _stands_for(element)
    if not len(element):
        return (element.text or "")[-1:]
    return (element[-1].tail or "")[-1:] or _last(element[-1])


def _is_read(element: html.HtmlElement) -> bool:
    """Whether its signs stand in the line, in the typeface of a text; code has room of its own."""
    return element.tag in (*INLINE, "img") and NOTE not in classes_of(element)


def _stands_for(image: html.HtmlElement) -> str:
    """A formula stands among Hangul like a Latin word."""
    return "x" if FORMULA in classes_of(image) else ""
