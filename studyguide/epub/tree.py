"""Makes the finished document ready for pandoc's EPUB writer: formulas and pictures."""

from collections.abc import Callable
from html import escape
from typing import Any

from lxml import etree

from studyguide.epub.pictures import Pictures
from studyguide.formulas.picture import Picture

Element = dict[str, Any]
Change = Callable[[Element], list[Element]]
ToFormula = Callable[[str, bool], str | Picture | None]  # MathML, a drawing, or neither

MATHML = "http://www.w3.org/1998/Math/MathML"
RELATIVE_UNITS = ("%", "em")  # widths a phone can follow; pixels and centimetres it cannot


def rewrite(node: Any, change: Change) -> Any:
    """Replace every element of a pandoc JSON tree, innermost first, by those `change` gives.

    >>> rewrite([{"t": "Math", "c": "a"}, {"t": "Space"}], lambda e: [{"t": "Str", "c": e["c"]}])
    [{'t': 'Str', 'c': 'a'}, {'t': 'Space'}]
    """
    if isinstance(node, dict):
        return {key: rewrite(value, change) for key, value in node.items()}
    if not isinstance(node, list):
        return node
    new: list[Any] = []
    for child in node:
        child = rewrite(child, change)
        is_element = isinstance(child, dict) and "t" in child
        new.extend(change(child) if is_element and child["t"] in CHANGED else [child])
    return new


CHANGED = frozenset({"Math", "Image"})


def prepare(tree: Element, pictures: Pictures, formula: ToFormula) -> Element:
    """The document with formulas as the readers take them, and pictures that are packed."""

    def change(element: Element) -> list[Element]:
        if element["t"] == "Math":
            return [_formula(element, pictures, formula)]
        return [_picture(element, pictures)]

    return {**tree, "meta": {}, "blocks": rewrite(tree["blocks"], change)}


def _formula(element: Element, pictures: Pictures, formula: ToFormula) -> Element:
    """Its MathML or drawing; one that cannot be read stays its TeX, marked, as in print."""
    kind, tex = element["c"]
    found = formula(tex, kind["t"] == "DisplayMath")
    if found is None:
        return {"t": "Code", "c": [["", ["formula-fault"], []], tex]}
    html = _drawn(found, pictures) if isinstance(found, Picture) else with_alttext(found, tex)
    return {"t": "RawInline", "c": ["html", html]}


def _drawn(formula: Picture, pictures: Pictures) -> str:
    """A picture as wide as its formula at the size of the text, standing on the line."""
    name = pictures.add(formula.svg, ".svg")
    style = f"width:{formula.width:.3f}em;vertical-align:{-formula.depth:.3f}em"
    words = f'alt="{escape(formula.alt)}" data-text="{escape(formula.text)}"'
    return f'<img class="formula" src="{name}" {words} style="{style}" />'


def with_alttext(mathml: str, tex: str) -> str:
    """The formula as XML with its namespace; `alttext` is the TeX unless it has a better one.

    EPUB 3.3 section 6.1.3 asks for presentation MathML; EPUBCheck wants `alttext`.
    """
    root = etree.fromstring(mathml)
    for node in root.iter(etree.Element):
        node.tag = f"{{{MATHML}}}{etree.QName(node).localname}"
    if not root.get("alttext"):
        root.set("alttext", " ".join(tex.split()))
    return str(etree.tostring(root, encoding="unicode"))


def _picture(element: Element, pictures: Pictures) -> Element:
    attributes, words, (url, title) = element["c"]
    name = pictures.take(url)
    if name is None:
        return {"t": "Span", "c": [[attributes[0], ["missing-picture"], []], words]}
    return {"t": "Image", "c": [_relative(attributes), words, [name, title]]}


def _relative(attributes: list[Any]) -> list[Any]:
    """Attributes without sizes that a phone cannot follow."""
    name, classes, pairs = attributes
    kept = [
        [key, value]
        for key, value in pairs
        if key not in ("width", "height") or value.endswith(RELATIVE_UNITS)
    ]
    return [name, classes, kept]
