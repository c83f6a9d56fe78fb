"""Takes the PDF of one unit apart into objects that fit anywhere in a larger file.

References within the unit stay relative to its first object, those to what the units share get
numbers of their own. One substitution then gives the objects of the joined file.
"""

import re
import zlib
from collections.abc import Mapping
from typing import Any

import pikepdf
import pydyf

from studyguide.pdf.joined.packed import DOCUMENT, FONTS, LEVEL, MOVING, PAGES, PROFILE, Flow, Pack
from studyguide.pdf.layout.spots import WAITING, waits

FONT_MARK = "/PressFonts"  # entry of the dictionary in which the typefaces will stand
KEYS = re.compile(rb"(/StructParents?) (\d+)")
MAY_WAIT = re.compile(rb"\\333|<[0-9a-f]*db[c-f]", re.I)  # of a text in UTF-16
SPOKEN = ("/Contents", "/Alt")  # entries of an object that may hold late numbers
LATE_TEXT = re.compile(rb"\(press-late-(\d+)\)")
NOTE_ID = re.compile(rb"/ID \(note-(\d+)\)")
SAID = ("/Lang", "/MarkInfo", "/OutputIntents", "/ViewerPreferences")  # of the catalogue


def fonts_to_come(*_: Any) -> pydyf.Dictionary:
    """Stands for the typefaces of all units."""
    return pydyf.Dictionary({FONT_MARK.removeprefix("/"): "true"})


def pack(pdf: pikepdf.Pdf, is_first: bool = True) -> Pack:
    """Take apart a PDF; the first one of a book tells what is said of the whole."""
    return _Packer(pdf).packed(is_first)


class _Packer:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._root = pdf.Root
        tree = pdf.Root.StructTreeRoot
        self._document = tree.K[0] if isinstance(tree.K, pikepdf.Array) else tree.K
        self._tree = tree
        self._numbers: dict[int, int] = {
            pdf.Root.Pages.objgen[0]: PAGES,
            self._document.objgen[0]: DOCUMENT,
        }
        self._todo: list[pikepdf.Object] = []
        self._plain: list[tuple[int, bytes]] = []
        self._flows: list[Flow] = []
        self._texts: list[str] = []
        self._count = 0

    def packed(self, is_first: bool) -> Pack:
        pages = tuple(self._number(page.obj) for page in self._pdf.pages)
        tops = tuple(self._number(kid) for kid in _listed(self._document.get("/K")))
        leaf = self._leaf()
        notes = tuple(self._number(element) for element in self._with_ids())
        self._drain()
        objects = b"".join(text + b"\0" for _, text in self._plain)
        return Pack(
            zlib.compress(objects, LEVEL),
            tuple(number for number, _ in self._plain),
            tuple(self._flows),
            self._count,
            pages,
            tops,
            leaf[0],
            leaf[1],
            notes,
            tuple(self._texts),
            self._extra() if is_first else {},
        )

    def _extra(self) -> dict[str, bytes]:
        """What the file says of itself as a whole; of use when the unit is the first one."""
        root = self._root
        said = {key: self._moved(root[key]) for key in SAID if key in root}
        catalogue = b" ".join(pikepdf.Name(key).unparse() + b" " + said[key] for key in said)
        profile = next(
            (obj for obj in self._pdf.objects if self._numbers.get(obj.objgen[0]) == PROFILE), None
        )
        info = self._pdf.trailer.get("/Info")
        return {
            "catalogue": catalogue,
            "info": b"<< >>" if info is None else self._moved(info, True),
            "metadata": root.Metadata.read_bytes() if "/Metadata" in root else b"",
            "profile": profile.read_bytes() if isinstance(profile, pikepdf.Stream) else b"",
        }

    def _number(self, obj: pikepdf.Object) -> int:
        """The number of an object in the unit; one not met before waits to be taken along."""
        own = obj.objgen[0]
        if own not in self._numbers:
            if isinstance(obj, pikepdf.Dictionary) and FONT_MARK in obj:
                self._numbers[own] = FONTS
            elif isinstance(obj, pikepdf.Stream) and "/N" in obj and "/Alternate" not in obj:
                self._numbers[own] = PROFILE
            else:
                self._numbers[own] = self._count
                self._count += 1
                self._todo.append(obj)
        return self._numbers[own]

    def _with_ids(self) -> list[pikepdf.Object]:
        """The elements that have an id (`note-1` …), by their number."""
        if "/IDTree" not in self._tree:
            return []
        listed = list(self._tree.IDTree.Names.as_list())
        pairs = [(str(listed[at]), listed[at + 1]) for at in range(0, len(listed), 2)]
        return [element for _, element in sorted(pairs, key=lambda pair: (len(pair[0]), pair[0]))]

    def _leaf(self) -> tuple[int, tuple[int, int]]:
        """The unit's part of the parent tree as one more object."""
        listed = list(self._tree.ParentTree.Nums.as_list())
        pairs = [(int(listed[at]), listed[at + 1]) for at in range(0, len(listed), 2)]
        nums = b" ".join(b"%d 1 R %s" % (key, self._moved(owner)) for key, owner in pairs)
        first, last = pairs[0][0], pairs[-1][0]
        number = self._count
        self._count += 1
        text = b"<< /Limits [ %d 1 R %d 1 R ] /Nums [ %s ] >>" % (first, last, nums)
        self._plain.append((number, text))
        return number, (first, last)

    def _drain(self) -> None:
        while self._todo:
            obj = self._todo.pop()
            number = self._numbers[obj.objgen[0]]
            if isinstance(obj, pikepdf.Stream):
                self._flows.append(self._flow(number, obj))
            else:
                self._plain.append((number, self._moved(obj, True)))

    def _flow(self, number: int, obj: pikepdf.Stream) -> Flow:
        head: dict[str, pikepdf.Object] = {
            str(key): obj[str(key)] for key in obj if str(key) not in ("/Length", "/Filter")
        }
        content = obj.read_raw_bytes()
        if "/Filter" in obj:  # a picture
            head["/Filter"] = obj.Filter
        elif waits(content):
            return Flow(number, self._dictionary(head), content, is_late=True)
        elif number != PROFILE:
            head["/Filter"] = pikepdf.Name.FlateDecode
            content = zlib.compress(content, LEVEL)
        return Flow(number, self._dictionary(head), content)

    def _dictionary(self, entries: Mapping[str, pikepdf.Object]) -> bytes:
        parts = (pikepdf.Name(key).unparse() + b" " + self._moved(entries[key]) for key in entries)
        return KEYS.sub(rb"\1 \2 1 R", b"<< " + b" ".join(parts) + b" ")

    def _moved(self, obj: pikepdf.Object, is_itself: bool = False) -> bytes:
        """The text of an object with the references it holds renumbered."""
        if not isinstance(obj, pikepdf.Object):
            return pikepdf.Array([obj]).unparse()[2:-2].strip()
        text = obj.unparse(resolved=is_itself)

        def renumbered(found: re.Match[bytes]) -> bytes:
            if found[1] is None:
                return found[0]
            known = self._numbers.get(int(found[1]))
            if known is None:
                known = self._number(self._pdf.get_object(int(found[1]), 0))
            return b"%d 0 R" % known

        text = MOVING.sub(renumbered, text)
        if is_itself:
            if MAY_WAIT.search(text) and isinstance(obj, pikepdf.Dictionary):
                text = self._with_late_texts(obj, text)
            text = KEYS.sub(rb"\1 \2 1 R", text)
            text = NOTE_ID.sub(rb"/ID \1 2 R", text)
        return text

    def _with_late_texts(self, obj: pikepdf.Dictionary, text: bytes) -> bytes:
        """The text of an object whose spoken texts wait for numbers."""
        for key in SPOKEN:
            said = str(obj.get(key, ""))
            if WAITING.search(said):
                stands = pikepdf.String(f"press-late-{len(self._texts)}")
                text = text.replace(obj[key].unparse(), stands.unparse())
                self._texts.append(said)
        return LATE_TEXT.sub(rb"\1 3 R", text)


def _listed(kids: pikepdf.Object | None) -> list[pikepdf.Object]:
    if kids is None:
        return []
    return list(kids.as_list()) if isinstance(kids, pikepdf.Array) else [kids]
