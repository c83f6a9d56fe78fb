"""Sets the sheet of formulas in two columns where the formulas of a chapter are short enough."""

from lxml import html

from studyguide.outputs.elements import add_class
from studyguide.outputs.formats import Format

SHEET = "formula-sheet"
PAIRS = "pairs"
BESIDE = 14.5  # millimetres of a column that its number and the gap take: styles/print/symbols.css
SIZE = 0.957  # of the text's size


def pair(root: html.HtmlElement, page: Format) -> None:
    """Mark the lists of formulas that fit in half of the text's width."""
    room = (page.measure / 2 - page.ems(BESIDE)) / SIZE
    for sheet in root.find_class(SHEET):
        for listed in sheet.iterfind(".//ul"):
            widths = [
                float(img.get("data-width")) for img in listed.iterfind(".//img[@data-width]")
            ]
            if len(listed) > 1 and len(widths) == len(listed) and max(widths) <= room:
                add_class(listed, PAIRS)
