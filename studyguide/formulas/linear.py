"""A formula in one line of plain text, from its MathML tree: `p(x|y)`, `dy/dx`, `x₀²`.

For places that hold nothing but text: running heads, bookmarks, the contents of an EPUB.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

from studyguide.formulas.spelling import ACCENTS, LOWERED, RAISED

APART = frozenset("=<>≤≥≠≈≡∼∝∈∉⊂⊆→←↔⇒⇔↦+×÷±∪∩")  # signs with a blank on either side
SIGNS_BEFORE = frozenset("=<>≤≥≈∼∝→(,+×[{|")  # a plus or minus after one of these is a sign
KEPT = frozenset("ℂℕℚℝℤℓ″‴")  # what plain text has in this style
PLAINER = {"∣": "|", "∗": "*", "⋅": "·"}  # for signs that text fonts lack
INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064"))
HIGH = {plain: sign for sign, plain in RAISED.items()} | {"−": "⁻", "T": "ᵀ", "⊤": "ᵀ"}
LOW = {plain: sign for sign, plain in LOWERED.items()} | {"−": "₋"}
MARKS = {"^": "hat", "ˆ": "hat", "~": "tilde", "˜": "tilde", "¯": "bar", "―": "bar", "‾": "bar",
         "→": "vec", "˙": "dot", "¨": "ddot"}  # fmt: skip
COMBINING = {name: mark for mark, name in ACCENTS.items() if mark != "\u0305"}
# `″`, `∘` of a degree, `′` of `x'^2`; not the ring of `f^{∘2}`
RAISED_SIGNS = re.compile(r"[′″‴]+(?=\d*$)|[′″‴*†°∘]+$")
BRACES = frozenset("⏞⏟_")
SILENT = frozenset(["annotation", "annotation-xml", "mphantom"])

Node = Any  # an element of ElementTree, or of lxml, which has comments besides


def linear(mathml: str) -> str:
    """The formula in one line.

    >>> linear("<math><mfrac><mi>d</mi><msup><mi>x</mi><mn>2</mn></msup></mfrac></math>")
    'd/x²'
    """
    return line_of(ElementTree.fromstring(mathml))


def line_of(node: Node) -> str:
    """The formula of a `<math>` element, in one line."""
    return " ".join(_row(node).split())


def _say(node: Node) -> str:
    kind = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else "annotation"
    if kind in SILENT:
        return ""
    if kind == "mspace":
        return " "
    if kind in ("mi", "mn", "mo", "mtext"):
        return _plain(node.text or "")
    return WRITERS.get(kind, _row)(node)


def _plain(text: str) -> str:
    """Styled letters as plain ones, without the signs that nobody sees."""
    seen = text.translate(INVISIBLE)
    return "".join(
        char if char in KEPT else PLAINER.get(char, unicodedata.normalize("NFKC", char))
        for char in seen
    )


def _row(node: Node) -> str:
    line = ""
    for child in node:
        said = _say(child)
        is_apart = said in APART or said == "−"
        line += f" {said} " if is_apart and line.strip() and line.strip()[-1] not in SIGNS_BEFORE \
            else said  # fmt: skip
    return line


def _sub(node: Node) -> str:
    return _say(node[0]) + _low(node[1])


def _sup(node: Node) -> str:
    return _say(node[0]) + _high(node[1])


def _subsup(node: Node) -> str:
    return _say(node[0]) + _low(node[1]) + _high(node[2])


def _low(node: Node) -> str:
    return _script("_", LOW, _say(node))


def _high(node: Node) -> str:
    said = _say(node)
    if met := RAISED_SIGNS.match(said):
        return met.group().replace("∘", "°") + _script("^", HIGH, said[met.end() :])
    return _script("^", HIGH, said)


def _script(sign: str, letters: dict[str, str], said: str) -> str:
    said = "".join(said.split())
    if all(char in letters for char in said):
        return "".join(letters[char] for char in said)
    return f"{sign}{_held(said)}"


def _held(said: str) -> str:
    """In brackets, if it is more than one word."""
    return said if said.isalnum() else f"({said})"


def _over(node: Node) -> str:
    base, mark = _say(node[0]), (node[1].text or "").strip()
    if len(base) == 1 and mark in MARKS:
        return unicodedata.normalize("NFC", base + COMBINING[MARKS[mark]])
    is_mark = mark in MARKS or mark in BRACES or _is_braced(node[0])
    return base if is_mark else base + _high(node[1])


def _under(node: Node) -> str:
    mark, said = (node[1].text or "").strip(), _say(node[0])
    return said if mark in BRACES or _is_braced(node[0]) else said + _low(node[1])


def _is_braced(node: Node) -> bool:
    """Whether a brace stands above or below this: what stands at the brace is a remark."""
    while len(node) == 1:
        node = node[0]
    return len(node) == 2 and (node[1].text or "").strip() in BRACES


def _fraction(node: Node) -> str:
    over, under = (" ".join(_say(part).split()) for part in node[:2])
    if node.get("linethickness") in ("0", "0em", "0pt"):
        return f"{over} {under}"
    return f"{_held(over) if ' ' in over else over}/{_held(under)}"


def _root(node: Node) -> str:
    return f"√{_held(_row(node).strip())}"


def _nth_root(node: Node) -> str:
    index = _high(node[1])
    return f"{index.removeprefix('^')}√{_held(_say(node[0]).strip())}"


def _table(node: Node) -> str:
    rows = (" ".join(filter(None, map(_say, row))) for row in node)
    return "; ".join(" ".join(row.split()) for row in rows)


WRITERS: dict[str, Callable[[Node], str]] = {
    "msub": _sub,
    "msup": _sup,
    "msubsup": _subsup,
    "munder": _under,
    "mover": _over,
    "munderover": _subsup,
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _nth_root,
    "mtable": _table,
}
