"""Looks on the finished pages for what bars readers and a program can see.

EPUB Accessibility 1.1 section 2.3 asks for WCAG 2; of its rules these are those that the notes
of an author can break. The rest is the templates' and is held by tests (Ace, tests/readers).
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from studyguide.epub.xhtml import MATHML, Node, all_of, tag, text_of

LEVELS = {f"h{level}": level for level in range(1, 7)}


def faults(trees: Iterable[Node]) -> list[str]:
    """Every bar as a phrase (studyguide/codes/phrases.py); none in a book that has none."""
    found: list[str] = []
    for tree in trees:
        found += [*_pictures(tree), *_formulas(tree), *_headings(tree), *_tables(tree)]
        found += _ids(tree)
    return list(dict.fromkeys(found))


def _pictures(tree: Node) -> Iterator[str]:
    for picture in all_of(tree, "img"):
        if not (picture.get("alt") or "").strip():
            yield f"the picture {picture.get('src')} has no words"


def _formulas(tree: Node) -> Iterator[str]:
    for formula in tree.iter(f"{{{MATHML}}}math"):
        if not (formula.get("alttext") or "").strip():
            yield "a formula has no words"
    for code in all_of(tree, "code", "formula-fault"):
        yield f"the formula “{text_of(code)}” stands as TeX"


def _headings(tree: Node) -> Iterator[str]:
    """WCAG 2 technique G141: no level is left out on the way down."""
    above = 0
    for heading in all_of(tree, "*"):
        level = LEVELS.get(tag(heading), 0)
        if not level:
            continue
        if level > above + 1:
            yield f"the heading “{text_of(heading)}” leaves out a level"
        above = level


def _tables(tree: Node) -> Iterator[str]:
    for table in all_of(tree, "table"):
        heads = [cell for cell in all_of(table, "th") if text_of(cell)]
        if not heads:
            yield f"the table “{text_of(table)[:20]}…” has no head"


def _ids(tree: Node) -> Iterator[str]:
    counted = Counter(node.get("id") for node in tree.iter() if node.get("id"))
    for name, times in counted.items():
        if times > 1:
            yield f"the name {name} stands {times} times"
