"""Writes the structure tree into a PDF that pydyf is making (ISO 32000-1, 14.7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pydyf

from studyguide.pdf.tags.structure import Annotation, Content, Element, Kid

PROPERTIES = 1  # where a mark has its properties, counted from its beginning
TOLERANCE = 0.5  # points


def leave_out(stream: Any, at: int, what: str = "") -> None:
    """Make the mark that begins at `at` one of an artifact: `Header`, `Footer` or nothing named."""
    kind = {"Type": "/Pagination", "Subtype": f"/{what}"} if what else {"Type": "/Layout"}
    stream.stream[at] = "/Artifact"
    stream.stream[at + PROPERTIES] = pydyf.Dictionary(kind)


def covers(outer: Any, inner: Any) -> bool:
    """Whether the rectangle of an annotation lies within another's."""
    left, top, right, bottom = _edges(outer)
    edges = _edges(inner)
    return (
        left - TOLERANCE <= edges[0]
        and top - TOLERANCE <= edges[1]
        and edges[2] <= right + TOLERANCE
        and edges[3] <= bottom + TOLERANCE
    )


def _edges(mark: Any) -> tuple[float, float, float, float]:
    x1, y1, x2, y2 = mark["Rect"]
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def take_off(marks: Iterable[Any], pdf: Any) -> None:
    """Take annotations off their pages."""
    gone = {mark.reference for mark in marks}
    for page in _pages(pdf):
        if "Annots" in page:
            page["Annots"] = pydyf.Array(each for each in page["Annots"] if each not in gone)
            if not page["Annots"]:
                del page["Annots"]


def _pages(pdf: Any) -> list[Any]:
    return [pdf.objects[number] for number in pdf.pages["Kids"][::3]]


def write(root: Element, pdf: Any, streams: Sequence[Any]) -> None:
    """Write the tree below `root`; `streams` are those of the pages."""
    writer = _Writer(pdf, streams)
    top = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(top)
    top["K"] = pydyf.Array([writer.write(root, top).reference])
    top["ParentTree"] = writer.parent_tree()
    top["ParentTreeNextKey"] = writer.next_key
    if writer.ids:
        names = [
            part for name in sorted(writer.ids) for part in (pydyf.String(name), writer.ids[name])
        ]
        top["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})
    pdf.catalog["StructTreeRoot"] = top.reference
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


@dataclass
class _Writer:
    """Numbers the marks of each stream in reading order and remembers whose they are."""

    pdf: Any
    streams: Sequence[Any]
    owners: dict[int, list[bytes]] = field(default_factory=dict)  # by key of the parent tree
    keys: dict[int, int] = field(default_factory=dict)  # of the streams, by `id`
    linked: dict[int, bytes] = field(default_factory=dict)  # elements of annotations, by key
    ids: dict[str, bytes] = field(default_factory=dict)
    next_key: int = 0
    sheets: Sequence[bytes] = ()  # pydyf lists all pages anew for each that is asked for

    def __post_init__(self) -> None:
        self.sheets = self.pdf.page_references
        self.keys = {id(stream): number for number, stream in enumerate(self.streams)}
        self.owners = {number: [] for number in range(len(self.streams))}
        self.next_key = len(self.streams)

    def write(self, element: Element, parent: Any) -> Any:
        """One element with all below it; returns its dictionary."""
        written = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{element.kind}"})
        written["P"] = parent.reference
        self.pdf.add_object(written)
        page = next((kid.page for kid in element.kids if not isinstance(kid, Element)), None)
        if page is not None:
            written["Pg"] = self.sheets[page]
        for name, text in (("Lang", element.lang), ("Alt", element.alt), ("ID", element.id)):
            if text:
                written[name] = pydyf.String(text)
        if element.id:
            self.ids[element.id] = written.reference
        if owners := [_attributes(*owner) for owner in element.owners.items() if owner[1]]:
            written["A"] = owners[0] if len(owners) == 1 else pydyf.Array(owners)
        if element.kind == "Link":
            _name_links(element, " " if parent.get("S") == "/Reference" else "")
        written["K"] = pydyf.Array(self._kid(kid, written, page) for kid in element.kids)
        return written

    def _kid(self, kid: Kid, owner: Any, page: int | None) -> Any:
        if isinstance(kid, Element):
            return self.write(kid, owner).reference
        if isinstance(kid, Annotation):
            return self._annotation(kid, owner)
        return self._content(kid, owner, page)

    def _annotation(self, kid: Annotation, owner: Any) -> Any:
        mark: Any = kid.mark
        mark["StructParent"] = self.next_key
        self.linked[self.next_key] = owner.reference
        self.next_key += 1
        page = self.sheets[kid.page]
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": mark.reference, "Pg": page})

    def _content(self, kid: Content, owner: Any, page: int | None) -> Any:
        stream: Any = kid.stream
        key = self._key(stream)
        number = len(self.owners[key])
        self.owners[key].append(owner.reference)
        stream.stream[kid.at] = str(owner["S"])
        stream.stream[kid.at + PROPERTIES] = pydyf.Dictionary({"MCID": number})
        if key == page:
            return number
        reference = {"Type": "/MCR", "Pg": self.sheets[kid.page], "MCID": number}
        if key >= len(self.streams):
            reference["Stm"] = stream.reference
        return pydyf.Dictionary(reference)

    def _key(self, stream: Any) -> int:
        """The key of a stream; one of a group (`opacity`) gets its own."""
        if id(stream) not in self.keys:
            self.keys[id(stream)] = stream.extra["StructParents"] = self.next_key
            self.owners[self.next_key] = []
            self.next_key += 1
        return self.keys[id(stream)]

    def parent_tree(self) -> Any:
        """Whose each mark and each annotation is."""
        rows: dict[int, Any] = {key: pydyf.Array(found) for key, found in self.owners.items()}
        numbers = [
            part for key, row in sorted({**rows, **self.linked}.items()) for part in (key, row)
        ]
        return pydyf.Dictionary({"Nums": pydyf.Array(numbers)})


def _attributes(owner: str, said: dict[str, object]) -> Any:
    plain = {
        name: pydyf.Array(value) if isinstance(value, list) else value
        for name, value in said.items()
    }
    return pydyf.Dictionary({"O": f"/{owner}", **plain})


def _name_links(link: Element, between: str) -> None:
    """Tell in the annotations of a link what it says, and where a web link leads."""
    said = " ".join(link.text(between).split())
    for kid in link.kids:
        if isinstance(kid, Annotation):
            mark: Any = kid.mark
            address = mark["A"]["URI"].string if "A" in mark else ""
            parts = filter(None, dict.fromkeys((said, address)))
            mark["Contents"] = pydyf.String(" ".join(parts) or str(mark["Contents"].string))
