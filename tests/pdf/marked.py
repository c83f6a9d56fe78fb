"""Reads the text of each marked piece of a PDF's pages."""

import ctypes
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium


def marked_texts(path: Path) -> dict[tuple[int, int], str]:
    """The text of each marked piece by its page and number (MCID), in the order of painting."""
    found: dict[tuple[int, int], str] = {}
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document):
            layer = page.get_textpage()
            for piece in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                at = pdfium.FPDFPageObj_GetMarkedContentID(piece)
                if at >= 0:
                    key = (number, at)
                    found[key] = found.get(key, "") + _text_of(piece, layer)
    return found


def _text_of(piece: Any, layer: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(piece, layer, None, 0)
    letters = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFTextObj_GetText(piece, layer, letters, size)
    return bytes(letters).decode("utf-16-le").partition("\0")[0]
