"""Makes one subset of each typeface for all units of a book."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pydyf
from weasyprint.pdf import fonts as weasy_fonts
from weasyprint.text import ffi as declared

from studyguide.pdf.joined.faces import Face
from studyguide.pdf.joined.packed import MOVING
from studyguide.pdf.joined.trimmed import trim
from studyguide.pdf.lines.lacking import draw_lacking
from studyguide.pdf.sets.laid import Subsets

OPTIONS = {"hinting": False, "pdf_version": "1.7"}


def embedded(faces: Iterable[Face], files: Mapping[str, bytes]) -> Subsets:
    """The objects of the subsets, and the place of each face's dictionary among them."""
    pdf = pydyf.PDF()
    before = len(pdf.objects)
    stand_ins = {face.name: _stand_in(face, files[face.file]) for face in faces}
    for stand_in in stand_ins.values():
        draw_lacking(stand_in)
        trim(stand_in)
    named = weasy_fonts.build_fonts_dictionary(pdf, stand_ins, True, True, OPTIONS)
    numbers = {name: int(bytes(value).split()[0]) - before for name, value in named.items()}
    return [_apart(obj, before) for obj in pdf.objects[before:]], numbers


def _apart(obj: Any, before: int) -> tuple[bytes, bytes | None]:
    """The text of an object, and of a stream its content; numbers count from `before`."""

    def lower(text: bytes) -> bytes:
        return MOVING.sub(
            lambda found: found[0] if found[1] is None else b"%d 0 R" % (int(found[1]) - before),
            text,
        )

    data = obj.data
    if not hasattr(obj, "stream"):
        return lower(data), None
    head, _, rest = data.partition(b"\nstream\n")
    content = rest.removesuffix(b"\nendstream")
    head = head.rstrip()[:-2]  # still open
    at = head.rindex(b"/Length ")
    return lower(head[:at] + b" "), content


def _stand_in(face: Face, content: bytes) -> Any:
    """What `build_fonts_dictionary` takes for a face that was drawn with."""
    font = weasy_fonts.Font.__new__(weasy_fonts.Font)
    font.__dict__.update(face.told)
    font.file_content = content
    ours, library = _harfbuzz()
    kept = ours.from_buffer(content)
    blob = library.hb_blob_create(kept, len(content), 1, ours.NULL, ours.NULL)
    made = ours.gc(library.hb_face_create(blob, face.told["index"]), library.hb_face_destroy)
    font.kept = (kept, made)
    font.hb_face = declared.ffi.cast("hb_face_t *", int(ours.cast("intptr_t", made)))
    font.widths, font.to_unicode = dict(face.widths), dict(face.to_unicode)
    font.missing = dict(face.missing)
    return font


@cache
def _harfbuzz() -> tuple[Any, Any]:
    """HarfBuzz's way from a file to a face, which WeasyPrint does not declare."""
    ffi = type(declared.ffi)()
    ffi.cdef(
        """
        typedef ... hb_blob_t;
        typedef ... hb_face_t;
        hb_blob_t *hb_blob_create(
            const char *data, unsigned int length, int mode, void *user, void *destroy);
        hb_face_t *hb_face_create(hb_blob_t *blob, unsigned int index);
        void hb_face_destroy(hb_face_t *face);
        """
    )
    for name in ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"):
        try:
            return ffi, ffi.dlopen(name)
        except OSError:
            continue
    raise OSError("HarfBuzz is not installed")
