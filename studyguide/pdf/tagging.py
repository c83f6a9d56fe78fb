"""Tells a PDF's structure tree more than WeasyPrint does: numbering, languages, notes, code.

Made for WeasyPrint 70 (`weasyprint/pdf/tags.py`), whose tree knows the boxes only by their tags.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pydyf
from weasyprint.pdf import tags

NUMBERING = {"ul": "Disc", "ol": "Decimal", "dl": "None"}  # ISO 32000-1, table 347
TAGS = {"pre": "Code", "nav": "TOC"}


@contextmanager
def richer(lang: str) -> Iterator[None]:
    """Write PDFs with these attributes; `lang` is that of the document."""
    build = tags._build_box_tree

    def dressed(box: Any, *rest: Any) -> Iterator[Any]:
        box = getattr(box, "_box", box)
        for element in build(box, *rest):
            if box.element is not None:
                _dress(element, box, lang)
            yield element

    with patch.object(tags, "_build_box_tree", dressed):
        yield


def _dress(element: Any, box: Any, lang: str) -> None:
    kind, own = element["S"], box.element
    if kind == "/L" and "A" not in element:
        numbering = NUMBERING.get(box.element_tag, "None")
        if box.style["list_style_type"] == "none":
            numbering = "None"
        element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{numbering}"})
    if own.get("lang") and own.get("lang") != lang and kind != "/LI":
        element["Lang"] = pydyf.String(own.get("lang"))
    if kind == "/NonStruct" and box.element_tag == "pre":
        element["S"] = "/Code"
