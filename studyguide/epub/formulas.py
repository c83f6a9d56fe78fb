"""Formulas on the pages: their numbers, boxes that scroll where they are wide, names of links."""

import re

from lxml import etree

from studyguide.epub.fences import size_fences
from studyguide.epub.row_numbers import set_beside
from studyguide.epub.xhtml import (
    MATHML,
    XHTML,
    Node,
    all_of,
    classes,
    formulas_of,
    new,
    parent,
    tag,
)
from studyguide.outputs.profiles import STANDARD, Profile
from studyguide.row_numbers import ROWS

WIDE = "wide-formula"  # class of the box around a display
TOKENS = ("mi", "mo", "mn", "mtext")
WIDTH = re.compile(r"width:([\d.]+)em")  # `width:4.200em;vertical-align:-0.3em` of a picture
LETTER = 0.55  # em; about the width of one
STOPS = frozenset(".,;:")
LONG_FORMULA = 18  # letters and signs; about 300 px at twice the usual size
LONG_WITH_PARTICLE = 12  # so long a formula may part from the particle behind it


def lay_formulas(tree: Node, profile: Profile = STANDARD, has_typefaces: bool = False) -> None:
    """Make the formulas of a page fit a phone's, and their links speak.

    `has_typefaces`: the book brings one that stretches brackets; otherwise tall ones are set large,
    but for readers that stretch them by a typeface of their own.
    """
    for formula in formulas_of(tree):
        _name_link(formula)
        if not (has_typefaces or profile.stretches_fences):
            size_fences(formula)
        if tag(formula) == "img":
            _free(formula)
        elif formula.get("display") == "block":
            _take_stop(formula)
            if profile.has_boxes:
                _box(formula, WIDE, is_scrolled=letters_of(formula) >= LONG_WITH_PARTICLE)
        else:
            _free(formula)
            if profile.has_boxes and letters_of(formula) >= LONG_FORMULA:
                _box(formula, "long-formula", is_scrolled=True)
    _number(tree)


def letters_of(formula: Node) -> int:
    """About how many letters stand beside each other: in its longest line, if it has lines."""
    if width := WIDTH.search(formula.get("style") or ""):
        return round(float(width[1]) / LETTER)
    rows = list(formula.iter(f"{{{MATHML}}}mtr"))
    return max(map(_letters, rows or [formula]))


def _letters(node: Node) -> int:
    tokens = (each for each in node.iter() if tag(each) in TOKENS)
    return sum(max(1, len((token.text or "").strip())) for token in tokens)


def _name_link(formula: Node) -> None:
    """A link around a formula alone says it: screen readers take no name from MathML."""
    link = parent(formula)
    if (
        tag(formula) == "math"
        and tag(link) == "a"
        and not (link.text or "").strip()
        and not link.get("aria-label")
    ):
        link.set("aria-label", formula.get("alttext") or "수식")


def _free(formula: Node) -> None:
    """Let the particle behind a long formula go to the next line."""
    holder = parent(formula)
    if "nobreak" in classes(holder) and letters_of(formula) >= LONG_WITH_PARTICLE:
        holder.set("class", " ".join(k for k in classes(holder) if k != "nobreak") or "formula")


def _take_stop(formula: Node) -> None:
    """The full stop behind a display becomes its last sign: it would stand on a line of its own."""
    stop = (formula.tail or "").strip()
    row = formula.find(f"{{{MATHML}}}semantics/{{{MATHML}}}mrow")
    if stop in STOPS and row is not None:
        etree.SubElement(row, f"{{{MATHML}}}mtext").text = stop
        formula.tail = None


def _box(formula: Node, name: str, is_scrolled: bool) -> None:
    """A box that scrolls by itself; the keyboard reaches it where it may have to."""
    box = etree.Element(f"{{{XHTML}}}span", {"class": name})
    if is_scrolled:
        box.attrib.update({"role": "group", "tabindex": "0", "aria-label": "수식"})
    box.tail, formula.tail = formula.tail, None
    parent(formula).replace(formula, box)
    box.append(formula)


def _number(tree: Node) -> None:
    """The number that the text refers to stands beside its formula, as text."""
    for holder in (*all_of(tree, "span", "equation"), *all_of(tree, "div", "equation")):
        number = holder.get("data-number")
        formula = next(formulas_of(holder), None)
        if ROWS in classes(holder):
            set_beside(holder, formula)
            continue
        has_link = bool([*all_of(holder, "a", "equation-number")])  # to the table of symbols
        if number and not has_link:
            box = holder if formula is None else parent(formula)
            beside = parent(box) if WIDE in classes(box) else box
            new(beside, "span", f"({number})", class_="equation-number")
