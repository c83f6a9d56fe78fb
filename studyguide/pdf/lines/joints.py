"""Decides whether a line may end where one inline element meets another.

WeasyPrint 70 asks Pango about the two letters at such a joint alone: `.` and the `1` of a note's
number, `/` and the `b` of `a/b처럼`. Here the whole line of text is asked. An eojeol that no line
holds ends at its joints too, for an element that fits in a line breaks nowhere.
"""

from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from typing import Any

from weasyprint.formatting_structure import boxes

from studyguide.pdf.html.paper import ems_of
from studyguide.pdf.lines.eojeol import ATOMIC, bound_runs, run_around

NBSP = "\u00a0"
ADDED = ("::footnote-call", "::after")  # the number of a note, of a page
OCCURRENCE = "occurrence"  # class of a page in a list of pages; the first one stays with its word
JOINT = "joint"  # attribute of a text box: whether a line may end before it
SLACK = 0.97  # of a line, for widths are estimated

BreaksOf = Callable[[str], list[bool]]  # whether a line may end before each letter


def settle(line: Any, room: float, breaks_of: BreaksOf) -> None:
    """Tell each text in a line box that has not been broken yet; `room` is its width in pixels."""
    if hasattr(line, JOINT):
        return
    setattr(line, JOINT, None)
    pieces = list(_pieces(line))
    texts = [ATOMIC if text is None else text.text for text in pieces]
    if not _has_joint(texts):
        return
    whole = "".join(texts)
    breaks, bound = breaks_of(whole), _inside(whole)
    longest = SLACK * room / line.style["font_size"]
    for (before, box), at in zip(pairwise(pieces), accumulate(map(len, texts)), strict=False):
        if box is None or not box.text:
            continue
        start, end = run_around(whole, at)
        is_wide = end > start and ems_of(whole[start:end]) > longest
        is_bound = not is_wide and (at in bound or _is_number(box, whole[:at]))
        setattr(box, JOINT, breaks[at] and not is_bound)
        if whole[at] == " " and at + 1 in bound:
            box.text = NBSP + box.text[1:]  # of `**100** GB`
        if is_bound and before is not None and before.text.endswith(" "):
            before.text = before.text[:-1] + NBSP  # of `식 **6.2**`


def _is_number(box: Any, before: str) -> bool:
    """Whether a text is the number that belongs to the word before it."""
    if (box.element_tag or "").endswith(ADDED):
        return True
    is_listed = box.element is not None and OCCURRENCE in (box.element.get("class") or "").split()
    return is_listed and not before.rstrip().endswith(",")


def _pieces(box: Any) -> Iterator[Any]:
    """The texts of a line in their order; None for a picture, a formula or a leader."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox) and not child.is_leader:
            yield from _pieces(child)
        else:
            yield None


def _has_joint(texts: list[str]) -> bool:
    """Whether two texts meet otherwise than at a blank before a letter."""
    filled = [text for text in texts if text]
    return any(
        before[-1].isdigit()
        or not (before[-1].isspace() or after[0].isspace())
        or not after.lstrip()[:1].isalpha()
        for before, after in pairwise(filled)
    )


def _inside(whole: str) -> set[int]:
    """The places within eojeol and other runs at which no line ends."""
    return {at for start, end in bound_runs(whole) for at in range(start + 1, end)}
