"""Brackets as tall as what they hold, also where no typeface can stretch them.

Browsers stretch brackets by the MATH table of a typeface (MathML Core 3.2.4), and phones often
have none that has one: a bracket stays a small one then. So in a book that brings no typeface a
tall bracket is not stretched but set in larger letters (`math-tall-…`), a little smaller than
what it holds, as in TeX (\\delimitershortfall). It looks the same in every reader.
"""

import re
from collections.abc import Iterator

from studyguide.epub.xhtml import MATHML, Node, classes, parent, tag

FENCES = frozenset("()[]{}|‖∣∥⟨⟩⌊⌋⌈⌉")
SIZE = re.compile(r"([\d.]+)em")  # `2.047em` of `\bigg`
# em, of `math-tall-1` and so on (templates/styles/epub/formulas.css)
STEPS = (1.4, 1.8, 2.2, 2.6, 3.0, 3.4)
TALLEST = 5.5  # em; letters for more would be too bold, and readers that can stretch do it better
SHORTFALL = 0.3  # em that a bracket may be shorter than what it holds
SMALL = 0.7  # fractions in lines and in fractions, and scripts
SCRIPTS = {"msub": 1, "msup": 1, "msubsup": 2, "mmultiscripts": 2}
LIMITS = frozenset(("munder", "mover", "munderover"))


def size_fences(formula: Node) -> None:
    """Give every bracket of a formula that holds something tall the class of its size."""
    is_display = formula.get("display") == "block"
    for fence in list(formula.iter(f"{{{MATHML}}}mo")):
        if (fence.text or "").strip() in FENCES and fence.get("stretchy") != "false":
            step = _step(_held(fence, is_display))
            if step:
                fence.set("class", " ".join((*classes(fence), f"math-tall-{step}")))
                fence.set("stretchy", "false")
                for bound in ("minsize", "maxsize"):
                    fence.attrib.pop(bound, "")


def _step(height: float) -> int:
    """The largest step not over `height` less the shortfall, 0 for none.

    >>> _step(1.2), _step(2.3), _step(5.2), _step(9)
    (0, 2, 6, 0)
    """
    if height > TALLEST:
        return 0
    return sum(step <= height - SHORTFALL for step in STEPS)


def _held(fence: Node, is_display: bool) -> float:
    """The height in em that a bracket is to have: its own, or that of its neighbours."""
    if named := SIZE.fullmatch(fence.get("minsize") or ""):
        return float(named[1]) + SHORTFALL
    is_display = is_display and not any(tag(each) == "mtd" for each in fence.iterancestors())
    return max(
        (_height(each, is_display) for each in parent(fence) if each is not fence), default=1
    )


def _height(node: Node, is_display: bool) -> float:
    """About how high a formula stands, in em."""
    name, parts = tag(node), [each for each in node if isinstance(each.tag, str)]
    if name == "mfrac":
        scale = 1 if is_display else SMALL
        return scale * sum(_height(part, False) for part in parts) + 0.25
    if name == "mtable":
        return sum(_height(row, False) + 0.3 for row in parts)
    if name in SCRIPTS and parts:
        return _height(parts[0], is_display) + 0.2 * SCRIPTS[name]
    if name in LIMITS and parts:
        return _height(parts[0], is_display) + SMALL * sum(_heights(parts[1:]))
    inner = max(_heights(parts, is_display), default=1.0)
    return inner + 0.2 if name in ("msqrt", "mroot") else inner


def _heights(parts: list[Node], is_display: bool = False) -> Iterator[float]:
    return (_height(part, is_display) for part in parts if not tag(part).startswith("annotation"))
