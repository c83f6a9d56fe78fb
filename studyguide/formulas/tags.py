"""Formula tags in a finished PDF: WeasyPrint knows only Figure for a picture.

The alternative text of a formula's `<img>` begins with an invisible character; here the figures
so marked become `/Formula` elements (ISO 32000-1, 14.8.4.5) and the mark goes.
"""

import pikepdf

MARK = "\u2063"  # invisible separator, the first character of a formula's alternative text


def tag_formulas(pdf: pikepdf.Pdf) -> int:
    """Retag all marked figures of the structure tree; returns how many there were."""
    found = [element for element in pdf.objects if _is_marked(element)]
    for element in found:
        element.S = pikepdf.Name.Formula
        element.Alt = pikepdf.String(str(element.Alt).removeprefix(MARK))
    return len(found)


def _is_marked(element: object) -> bool:
    if not isinstance(element, pikepdf.Dictionary):
        return False
    if element.get("/S") != pikepdf.Name.Figure:
        return False
    return str(element.get("/Alt", "")).startswith(MARK)
