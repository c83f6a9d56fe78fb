"""Draws every page of a PDF small on a few sheets, for a person to look over at once."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

from studyguide import console
from studyguide.files import replace_file
from studyguide.pipeline import Filter
from studyguide.terminal import tell

ACROSS, DOWN = 6, 3  # pages on a sheet
SCALE = 0.9  # pixels a point
GAP, GROUND = 8, "#8a8f94"  # pixels and colour between the pages


def proof(chain: Sequence[Filter], book: str, out: str, lang: str = "") -> None:
    """Make the PDF of a book and print where its contact sheets are."""
    made = console.build(["pdf"], chain, book, out, strict=False, lang=lang)
    folders = console.folders(out)(made.book)
    for path in write(folders.dist / f"{made.book.slug}.pdf", folders.build / "proof"):
        tell(str(path))


def write(pdf: Path, folder: Path) -> list[Path]:
    """Write the contact sheets of `pdf` into `folder` and return them; old ones go."""
    for old in folder.glob("sheet-*.png"):
        old.unlink()
    sheets = []
    for number, pages in enumerate(_rows(pdf), 1):
        path = folder / f"sheet-{number:02}.png"
        replace_file(path, _png(_sheet(pages)))
        sheets.append(path)
    return sheets


def _rows(pdf: Path) -> Iterator[list[Image.Image]]:
    """The pages as pictures, as many at a time as a sheet holds."""
    document = pypdfium2.PdfDocument(pdf)
    size = ACROSS * DOWN
    for first in range(0, len(document), size):
        last = min(first + size, len(document))
        yield [document[at].render(scale=SCALE).to_pil() for at in range(first, last)]
    document.close()


def _sheet(pages: Sequence[Image.Image]) -> Image.Image:
    width, height = (max(sizes) + GAP for sizes in zip(*(p.size for p in pages), strict=True))
    rows = -(-len(pages) // ACROSS)
    sheet = Image.new("RGB", (ACROSS * width + GAP, rows * height + GAP), GROUND)
    for at, page in enumerate(pages):
        sheet.paste(page, (GAP + at % ACROSS * width, GAP + at // ACROSS * height))
    return sheet


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
