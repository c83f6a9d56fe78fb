"""Links a note's number in the text to the note at the foot, and the note's number back.

WeasyPrint 70 makes links of `<a>` alone; both numbers are generated content.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pydyf

from studyguide.pdf.tags.structure import Annotation, Element

Edges = tuple[float, float, float, float]  # left, bottom, right, top in points


@dataclass(frozen=True)
class Number:
    """A number that stands on a page (from 0), and its element of the structure tree."""

    element: Element
    page: int
    edges: Edges


def tie(calls: Mapping[Any, Number], marks: Mapping[Any, Number], pdf: Any) -> None:
    """Link the numbers of each note (the keys) to each other."""
    sheets = pdf.page_references
    for note, call in calls.items():
        if mark := marks.get(note):
            _link(call, mark, pdf, sheets)
            _link(mark, call, pdf, sheets)


def _link(start: Number, end: Number, pdf: Any, sheets: Sequence[bytes]) -> None:
    left, _, _, top = end.edges
    target = (sheets[end.page], "/XYZ", left, top, 0)
    annotation = pydyf.Dictionary({"Type": "/Annot", "Subtype": "/Link", "F": 4})
    annotation["Rect"] = pydyf.Array(start.edges)
    annotation["BS"] = pydyf.Dictionary({"W": 0})
    annotation["Dest"] = pydyf.Array(target)
    pdf.add_object(annotation)
    page = pdf.objects[pdf.pages["Kids"][::3][start.page]]
    page.setdefault("Annots", pydyf.Array()).append(annotation.reference)
    kids = start.element.kids
    start.element.kids = [Element("Link", [Annotation(start.page, annotation), *kids])]
