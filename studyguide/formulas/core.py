"""MathML as browsers draw it: MathML Core has no `menclose`, no relative widths of `mpadded`, and
stretches no overline. Such parts become what it has, with classes that the style sheet draws.
"""

import re
from collections.abc import Callable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

BOX = "math-"  # prefix of the classes: `math-box`, `math-updiagonalstrike`, `math-top`
TIGHT = "math-tight"  # class of a table whose cells touch
WIDTH_OF_NOTHING = re.compile(r"0*\.?0*[a-z]*$")  # `0em`
LINES = frozenset("―¯‾_")
WIDE = {
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
}  # by the character that fonts stretch
ARROW_SIDES = ("0.4em", "0.4em")  # what an arrow is longer than its words, on either side
SCRIPTS = ("msub", "msup", "msubsup")
ROWS = ("math", "mrow", "mstyle", "mtd", "mpadded")  # hold one thing beside the other
CLOSED = frozenset(")]}⟩|")
MOVED = "-1width"  # `lspace` of what mhchem sets to the left of its place


def to_core(mathml: str) -> str:
    """The same formula in MathML Core.

    >>> to_core('<math><menclose notation="box"><mi>x</mi></menclose></math>')
    '<math><mrow class="math-box"><mi>x</mi></mrow></math>'
    """
    root = ElementTree.fromstring(mathml)
    for node in list(root.iter()):
        if change := CHANGES.get(node.tag):
            change(node)
        _gather_scripts(node)
        _give_bases(node)
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)


def _enclose(node: Element) -> None:
    notation = node.attrib.pop("notation", "")
    node.tag = "mrow"
    node.set("class", " ".join(f"{BOX}{name}" for name in notation.split()))


def _over(node: Element) -> None:
    base, mark = node
    if _is_stretched(mark) and (mark.text or "") in LINES:
        _rule(node, "top")
    elif _is_stretched(mark) and len("".join(base.itertext())) > 1:
        mark.text = WIDE.get(mark.text or "", mark.text)
    else:
        _arrow(node)


def _under(node: Element) -> None:
    if _is_stretched(node[1]) and (node[1].text or "") in LINES:
        _rule(node, "bottom")
    else:
        _arrow(node)


def _is_stretched(mark: Element) -> bool:
    return mark.tag == "mo" and mark.get("stretchy") != "false"


def _rule(node: Element, side: str) -> None:
    node.remove(node[1])
    node.tag = "mrow"
    node.attrib = {"class": f"{BOX}{side}"}


def _arrow(node: Element) -> None:
    """Words above and below an arrow: blanks beside them make it longer than they are."""
    if node[0].tag != "mo":
        return
    for words in node[1:]:
        if words.tag == "mpadded" and words.get("width", "").startswith("+"):
            node[0].set("stretchy", "true")
            words.tag, words.attrib = "mrow", {}
            before, behind = (Element("mspace", width=side) for side in ARROW_SIDES)
            words[:] = [before, *(each for each in words if each.tag != "mspace"), behind]


def _space_columns(table: Element) -> None:
    """In a table whose cells touch, the columns that MathJax sets apart get a blank before them."""
    spaces = table.get("columnspacing", "").split()
    if table.get("class") != TIGHT or not spaces:
        return
    for row in table:
        for at, cell in enumerate(row[1:]):
            width = spaces[min(at, len(spaces) - 1)]
            if not WIDTH_OF_NOTHING.match(width):
                cell.insert(0, Element("mspace", width=width))


def _gather_scripts(node: Element) -> None:
    """What mhchem sets before a letter (`¹⁴₆C`) by spaces below nothing, as its own scripts."""
    for at in range(len(node) - 3, -1, -1):
        shadow, back, scripts = node[at : at + 3]
        pair = _moved(scripts)
        if back.tag == "mspace" and pair and "".join(shadow[0].itertext()) == "A":
            letter = node[at + 3] if at + 3 < len(node) else Element("mrow")
            element = Element("mmultiscripts")
            element.extend([letter, Element("mprescripts"), *pair])
            node[at : at + 4] = [element]


def _give_bases(node: Element) -> None:
    """An index that mhchem hangs on an unseen `A` hangs on what stands before it: `H₂`."""
    at = 0
    while at < len(node):
        script = node[at]
        if script.tag in SCRIPTS and _is_shadow(script[0]):
            before = node[at - 1] if at and node.tag in ROWS else None
            is_based = before is not None and (before.tag != "mo" or before.text in CLOSED)
            script[0] = before if before is not None and is_based else Element("mrow")
            if is_based:
                del node[at - 1]
                continue
        at += 1


def _is_shadow(base: Element) -> bool:
    return base.get("width") == "0" and [child.tag for child in base] == ["mphantom"]


def _moved(scripts: Element) -> list[Element]:
    """The lower and the upper script, if both were moved to the left."""
    if scripts.tag != "msubsup" or len(scripts) < 3:
        return []
    found = [_content(script) for script in scripts[1:]]
    return [each for each in found if each is not None] if None not in found else []


def _content(script: Element) -> Element | None:
    moved = next((each for each in script.iter("mpadded") if each.get("lspace") == MOVED), None)
    if moved is None:
        return None
    content = Element("mrow")
    content.extend(moved[0] if len(moved) == 1 and moved[0].tag == "mpadded" else moved)
    return content


CHANGES: dict[str, Callable[[Element], None]] = {
    "menclose": _enclose,
    "mtable": _space_columns,
    "mover": _over,
    "munder": _under,
    "munderover": _arrow,
}
