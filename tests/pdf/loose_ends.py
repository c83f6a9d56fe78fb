"""Looks through the structure of a whole PDF for what hangs loose.

A validator reads each object by itself. Here both ends of every tie are followed: marks and their
elements, links and their annotations, notes and their numbers, names and their places. What is
found is told in lines that a person can act on; a sound file gives none.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf

from tests.pdf.marked import marked_texts

KIDS = {  # ISO 32000-1, 14.8.4: what may stand below an element of a list or table
    "L": {"LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOCI", "TOC", "Caption"},
    "Table": {"THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
}
MAY_BE_EMPTY = {"TD", "LBody"}
SHOWN = {"Tj", "TJ", "'", '"'}  # operators that draw text
HEADINGS = ("H1", "H2", "H3")


@dataclass
class Element:
    """An element of the tree with its marks (page, number), its links and its elements."""

    object: Any
    kind: str
    above: "Element | None"
    marks: list[tuple[int, int]] = field(default_factory=list)
    links: list[tuple[int, Any]] = field(default_factory=list)
    kids: list["Element"] = field(default_factory=list)

    def each(self) -> Iterator["Element"]:
        yield self
        for kid in self.kids:
            yield from kid.each()


class Inside:
    """A file, its tree and what its pages hold."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pdf = pikepdf.open(path)
        self.pages = {page.objgen: at for at, page in enumerate(self.pdf.pages)}
        self.tree = self.pdf.Root.StructTreeRoot
        self.owners = dict(_pairs(self.tree.ParentTree, "/Nums"))
        self.read: list[tuple[int, int]] = []  # the marks in reading order
        kids = self.tree.K
        self.top = self._element(kids[0] if isinstance(kids, pikepdf.Array) else kids, None)

    def _element(self, found: Any, above: Element | None) -> Element:
        element = Element(found, str(found.S)[1:], above)
        for kid in _listed(found.get("/K", [])):
            if not isinstance(kid, pikepdf.Dictionary) or kid.get("/Type") == "/MCR":
                is_other = isinstance(kid, pikepdf.Dictionary)
                page = self.pages[(kid.Pg if is_other else found.Pg).objgen]
                element.marks.append((page, int(kid.MCID if is_other else kid)))
                self.read.append(element.marks[-1])
            elif kid.get("/Type") == "/OBJR":
                element.links.append((self.pages[kid.Pg.objgen], kid.Obj))
            else:
                element.kids.append(self._element(kid, element))
        return element

    def names(self) -> list[tuple[str, Any]]:
        found = self.pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
        return [] if found is None else list(_pairs(found, "/Names"))


def loose_ends(path: Path) -> list[str]:
    """All that hangs loose, a line each."""
    inside = Inside(path)
    checks = (marks, links, notes, shapes, places, headings)
    return [line for check in checks for line in check(inside)]


def marks(inside: Inside) -> Iterator[str]:
    """Each mark of a page belongs to one element, which the parent tree names; no text has none.

    What is read is painted in that order: so it is copied.
    """
    of: dict[tuple[int, int], Element] = {}
    for element in inside.top.each():
        for mark in element.marks:
            if mark in of:
                yield f"mark {mark} is in {of[mark].kind} and {element.kind}"
            of[mark] = element
    for at, page in enumerate(inside.pdf.pages):
        order, bare = _painted(page)
        painted = set(order)
        owners = list(inside.owners.get(int(page.get("/StructParents", -1)), []))
        for number in painted | {number for where, number in of if where == at}:
            element = of.get((at, number))
            if element is None or number not in painted:
                yield f"page {at + 1}: mark {number} is painted or told of, but not both"
            elif number >= len(owners) or owners[number].objgen != element.object.objgen:
                yield f"page {at + 1}: the parent of mark {number} is not its {element.kind}"
        if bare:
            yield f"page {at + 1}: text stands outside of every mark"
        read = [number for where, number in inside.read if where == at]
        if _in_flow(read, at, of) != _in_flow(order, at, of):
            yield f"page {at + 1}: is painted in another order than it is read"


def _in_flow(numbers: list[int], page: int, of: dict[tuple[int, int], Element]) -> list[int]:
    """Marks of a page but those of its notes, which stand at its foot."""
    found = ((number, of.get((page, number))) for number in numbers)
    return [number for number, element in found if element and not _is_in_note(element)]


def _is_in_note(element: Element | None) -> bool:
    while element and element.kind != "Note":
        element = element.above
    return element is not None


def _painted(page: Any) -> tuple[list[int], int]:
    """The numbers of the marks of a page, and how often text is shown outside of one."""
    open_marks, bare = 0, 0
    numbers: list[int] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            open_marks += 1
            if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary):
                numbers += [int(operands[1].MCID)] if "/MCID" in operands[1] else []
        open_marks -= name == "EMC"
        bare += name in SHOWN and not open_marks
    return numbers, bare


def links(inside: Inside) -> Iterator[str]:
    """Each annotation hangs on one link element, which refers to it, and says something."""
    held = Counter(found.objgen for each in inside.top.each() for _, found in each.links)
    for element in inside.top.each():
        if element.links and element.kind != "Link":
            yield f"a link hangs on {element.kind}"
        for at, found in element.links:
            if found.objgen not in {
                each.objgen for each in inside.pdf.pages[at].get("/Annots", [])
            }:
                yield f"page {at + 1} does not have the link that its element names"
            owner = inside.owners.get(int(found.get("/StructParent", -1)))
            if owner is None or owner.objgen != element.object.objgen:
                yield f"page {at + 1}: the parent of a link is not its element"
    for at, page in enumerate(inside.pdf.pages):
        for found in page.get("/Annots", []):
            if held[found.objgen] != 1:
                yield f"page {at + 1}: a link is in {held[found.objgen]} elements"
            if not str(found.get("/Contents", "")).strip():
                yield f"page {at + 1}: a link says nothing"
        if "/Annots" in page and page.get("/Tabs") != "/S":
            yield f"page {at + 1}: links are not reached in the order of the text"


def notes(inside: Inside) -> Iterator[str]:
    """Each note has its own id and its number as label, and is read where it is called."""
    found = [each for each in inside.top.each() if each.kind == "Note"]
    ids = {str(each.object.get("/ID", "")): each.object.objgen for each in found}
    listed = list(_pairs(inside.tree.IDTree, "/Names")) if "/IDTree" in inside.tree else []
    if "" in ids or len(ids) != len(found):
        yield f"{len(found)} notes have {len(ids)} ids"
    if {name: element.objgen for name, element in listed} != ids or not _is_sorted(listed):
        yield "the tree of ids is not that of the notes"
    for note in found:
        if not note.kids or note.kids[0].kind != "Lbl":
            yield f"{note.object.get('/ID')} has no number"
        assert note.above is not None
        before = note.above.kids[: note.above.kids.index(note)]
        if not any(each.kind == "Reference" for kid in before for each in kid.each()):
            yield f"{note.object.get('/ID')} is not read behind what calls it"


def shapes(inside: Inside) -> Iterator[str]:
    """Lists, tables and pictures are built as the standard has it; no element holds nothing."""
    if not str(inside.pdf.Root.get("/Lang", "")):
        yield "the document has no language"
    for element in inside.top.each():
        above = element.above.object if element.above else inside.tree
        kinds = [kid.kind for kid in element.kids]
        if element.object.P.objgen != above.objgen:
            yield f"{element.kind} names another parent"
        if not (set(kinds) <= KIDS.get(element.kind, set(kinds))):
            yield f"{element.kind} holds {sorted(set(kinds))}"
        if element.kind in KIDS and element.marks:
            yield f"{element.kind} holds text"
        if element.kind == "LI" and kinds.count("LBody") != 1:
            yield f"LI holds {kinds}"
        if element.kind in ("Figure", "Formula") and not str(element.object.get("/Alt", "")):
            yield f"{element.kind} without Alt"
        if element.kind == "L" and "/ListNumbering" not in _said(element):
            yield "L without ListNumbering"
        holds = element.kids or element.marks or element.links
        if not holds and element.kind not in MAY_BE_EMPTY:
            yield f"{element.kind} holds nothing"


def places(inside: Inside) -> Iterator[str]:
    """The names of places are sorted, lead to pages of the file, and no link lacks its own."""
    named = inside.names()
    known = dict(named)
    if not _is_sorted(named):
        yield "the names of places are not sorted"
    for name, place in named:
        target = place if isinstance(place, pikepdf.Array) else place.D
        if target[0].objgen not in inside.pages:
            yield f"{name} is on no page"
    for at, page in enumerate(inside.pdf.pages):
        for found in page.get("/Annots", []):
            place = found.get("/Dest")
            if place is None and "/A" not in found:
                yield f"page {at + 1}: a link leads nowhere"
            elif isinstance(place, pikepdf.String) and str(place) not in known:
                yield f"page {at + 1}: no place is named {place}"


def headings(inside: Inside) -> Iterator[str]:
    """The outline is the headings in their order, each where it stands."""
    said = [text for text, _ in _spoken(inside)]
    with inside.pdf.open_outline() as outline:
        marks = list(_titles(outline.root))
    at = 0
    for title in marks:
        try:
            at = said.index(title, at) + 1
        except ValueError:
            yield f"“{title}” of the outline is no heading, or out of order"
    levels = [0, *(level for _, level in _spoken(inside))]
    skipped = [level for above, level in pairwise(levels) if level > above + 1]
    yield from (f"a heading of level {level} skips one" for level in skipped)


def _titles(items: Any) -> Iterator[str]:
    for item in items:
        yield _letters(item.title)
        yield from _titles(item.children)


def _spoken(inside: Inside) -> Iterator[tuple[str, int]]:
    """What each heading says, without blanks and signs, and its level."""
    texts = marked_texts(inside.path)
    for element in inside.top.each():
        if element.kind in HEADINGS:
            calls = [each for each in element.each() if each.kind == "Reference"]
            called = {mark for call in calls for each in call.each() for mark in each.marks}
            marks = [mark for each in element.each() for mark in each.marks]
            said = "".join(texts.get(mark, "") for mark in sorted(marks) if mark not in called)
            yield _letters(said), int(element.kind[1:])


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _said(element: Element) -> dict[str, Any]:
    """The attributes of an element."""
    return {
        key: value for each in _listed(element.object.get("/A", [])) for key, value in each.items()
    }


def _listed(found: Any) -> list[Any]:
    return list(found) if isinstance(found, pikepdf.Array | list) else [found]


def _pairs(node: Any, key: str) -> Iterator[tuple[Any, Any]]:
    """The entries of a name or number tree (ISO 32000-1, 7.9.6 and 7.9.7), in their order."""
    own = list(node.get(key, []))
    for at in range(0, len(own), 2):
        yield int(own[at]) if key == "/Nums" else str(own[at]), own[at + 1]
    for kid in node.get("/Kids", []):
        yield from _pairs(kid, key)


def _is_sorted(named: list[tuple[str, Any]]) -> bool:
    names = [name.encode() for name, _ in named]
    return names == sorted(set(names))
