"""The typefaces of a joined book: what each unit used of them, and one subset of each.

WeasyPrint keeps the glyph numbers of a face in its subsets, so the text of every unit is right
under a subset for all of them.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from studyguide.book_folder import content_of
from studyguide.pdf.html.units import Unjoinable

TOLD = (  # what `weasyprint.pdf.fonts` asks of a face beside its file
    "hash", "name", "family", "index", "font_size", "style", "variations", "weight", "ascent",
    "descent", "tables", "bitmap", "italic_angle", "upem", "png", "svg", "colr", "glyph_count",
    "stemv", "stemh", "used_in_forms", "flags",
)  # fmt: skip


@dataclass(frozen=True)
class Face:
    """A face as a unit used it: its file by SHA-256, its properties, glyphs and their widths."""

    file: str
    told: Mapping[str, Any]
    widths: Mapping[int, float]
    to_unicode: Mapping[int, str]
    missing: Mapping[int, int]

    @property
    def name(self) -> str:
        """Its key in the resources of every page."""
        return str(self.told["hash"])


@dataclass
class Files:
    """Files of typefaces by SHA-256; to compare one with those that are known is quicker."""

    by_sum: dict[str, bytes] = field(default_factory=dict)

    def sum(self, content: bytes) -> str:
        """The SHA-256 of a file, which is remembered."""
        for name, known in self.by_sum.items():
            if known == content:
                return name
        name = hashlib.sha256(content).hexdigest()
        self.by_sum[name] = content
        return name


@contextmanager
def named_alike() -> Iterator[None]:
    """Name a face by itself alone: Pango 1.56 says `Pretendard #kern`, 1.50 `Pretendard`, and to
    WeasyPrint these are two."""
    from weasyprint.pdf.fonts import Font

    begin = Font.__init__

    def named(font: Any, *told: Any) -> None:
        begin(font, *told)
        name = font.name.partition(b"+")[2]
        own = repr((name, font.index, sorted(font.variations.items()))).encode()
        digest = hashlib.md5(own, usedforsecurity=False).digest()
        font.hash = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
        font.name = b"/" + font.hash.encode() + b"+" + name

    with patch.object(Font, "__init__", named):
        yield


def used(fonts: Mapping[Any, Any], files: Files) -> tuple[Face, ...]:
    """The faces that WeasyPrint drew with; their files are put to `files`."""
    faces = []
    for font in fonts.values():
        told = {name: _plain(getattr(font, name, None)) for name in TOLD}
        kept = (dict(font.widths), dict(font.to_unicode), dict(font.missing))
        faces.append(Face(files.sum(font.file_content), told, *kept))
    return tuple(faces)


def _plain(value: Any) -> Any:
    """Without anything of the C side."""
    return (
        value
        if isinstance(value, str | bytes | list | dict | bool | float)
        else value and int(value)
    )


def united(faces: Iterable[Face]) -> list[Face]:
    """Each face once, with all that the units used. Raises Unjoinable when glyphs clash."""
    found: dict[str, Face] = {}
    for face in faces:
        other = found.setdefault(face.name, face)
        if other is face:
            continue
        missing = {**other.missing, **face.missing}
        if other.file != face.file or len(set(missing.values())) != len(missing):
            raise Unjoinable(f"two files for the typeface {face.name}")
        widths = {**face.widths, **other.widths}
        to_unicode = {**face.to_unicode, **other.to_unicode}
        found[face.name] = Face(face.file, other.told, widths, to_unicode, missing)
    ordered = sorted(found.values(), key=lambda face: face.name)
    return [_in_order(face) for face in ordered]


def _in_order(face: Face) -> Face:
    """The same whatever the order in which the units used its glyphs."""
    widths, to_unicode = dict(sorted(face.widths.items())), dict(sorted(face.to_unicode.items()))
    return Face(face.file, face.told, widths, to_unicode, dict(sorted(face.missing.items())))


def contents(
    faces: Iterable[Face], known: Mapping[str, Path], brought: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The files of these faces, from the press, the book, or a unit that brought one along."""
    wanted = {face.file for face in faces}
    return {
        name: content_of(known[name]) if name in known else brought[name] for name in sorted(wanted)
    }


def sums(paths: Iterable[Path]) -> dict[str, Path]:
    """Files by their SHA-256."""
    return {hashlib.sha256(content_of(path)).hexdigest(): path for path in paths}
