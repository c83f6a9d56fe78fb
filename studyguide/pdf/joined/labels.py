"""Names the pages of a laid-out book: the cover by name, then i, ii …, then 1, 2 …"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

BODY = "body"  # anchor of the first chapter's page
FIRST = "front-matter"  # anchor of the page that is i
Anchors = Sequence[Collection[str]]  # of each page


@dataclass(frozen=True)
class Labels:
    """A run of page numbers: first page (from 0), style (`r`, `D` or none), a name before it."""

    first: int
    style: str = ""
    prefix: str = ""


def pages_of(anchors: Anchors) -> dict[str, str]:
    """The label of the page on which each anchor begins."""
    found: dict[str, str] = {}
    for names, label in zip(anchors, label_each(anchors), strict=True):
        for anchor in sorted(names):
            found.setdefault(anchor, label)
    return found


def runs(anchors: Anchors) -> list[Labels]:
    """Cover by name, i, ii … from the first inner page, 1, 2 … from the first chapter."""
    first, body = _first_page(anchors, FIRST), _first_page(anchors, BODY)
    found = [Labels(0, prefix="표지")]
    if first > 1:
        found.append(Labels(1, prefix="면지"))
    return [*found, Labels(first, "r"), Labels(body, "D")]


def _first_page(anchors: Anchors, anchor: str) -> int:
    return next((n for n, names in enumerate(anchors) if anchor in names), 0)


def label_each(anchors: Anchors) -> list[str]:
    """The label of every page, as `runs` writes them into the file."""
    first, body = _first_page(anchors, FIRST), _first_page(anchors, BODY)
    front = ["표지", *["면지"] * (first - 1), *map(roman, range(1, body - first + 1))]
    return front + [str(number) for number in range(1, len(anchors) - body + 1)]


def roman(number: int) -> str:
    """Small Roman numeral of `number` (1 to 399).

    >>> roman(14)
    'xiv'
    """
    signs = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"))
    text = ""
    for value, sign in (*signs, (5, "v"), (4, "iv"), (1, "i")):
        text += sign * (number // value)
        number %= value
    return text
