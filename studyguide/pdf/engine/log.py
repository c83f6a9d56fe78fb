"""Makes a diagnostic of every line that WeasyPrint or fontTools logs: none is harmless."""

import re

from studyguide.config import Book
from studyguide.diagnostics import Pos, Report
from studyguide.images.picture_files import UNFIT
from studyguide.pdf.engine.checks import place_of_font
from studyguide.pdf.tags.places import Places

LOGGERS = ("weasyprint", "fontTools")
TOLD = re.compile(r"Failed to load image")  # the fetcher has told it with its reason
# `.notdef glyph rendered for Unicode string unsupported by fonts: "𒀀" (U+12000)`
NO_GLYPH = re.compile(r'\.notdef glyph .*: "(?P<text>.*)" (?P<points>\(.*\))$', re.S)
NO_DRAWING = re.compile(r"Failed to render SVG image (?P<url>.*)")
NO_ANCHOR = re.compile(r"No anchor (?P<url>#\S*) for internal URI reference")
NO_FONT = re.compile(r"Font-face '(?P<family>.*)' cannot be loaded")
NO_ALT = re.compile(r'Image "(?P<url>.*)" has no required alt description')
IN_SHEET = re.compile(r" at (?P<line>\d+):(?P<col>\d+)\b")  # `Ignored `a: b` at 2:5, …`


def tell(sheet: str, text: str, report: Report, places: Places, book: Book) -> None:
    """One log line becomes one message of the table, with its place in the notes.

    `sheet` is the author's own style sheet if that was being read.
    """
    if TOLD.match(text):
        return
    if found := NO_GLYPH.match(text):
        char, points = found["text"], found["points"]
        report.add("P002", places.of_text(char), char=f"{char} {points}")
    elif found := NO_DRAWING.match(text):
        from studyguide.pdf.engine.fetch import shown  # loads the typesetter

        url, reason = shown(found["url"]), "it draws too much"
        report.add("N009", places.of_address(url), path=url, reason=reason, hint=UNFIT)
    elif found := NO_ANCHOR.match(text):
        report.add("P006", places.of_address(found["url"]), url=found["url"])
    elif found := NO_FONT.match(text):
        report.add("P001", place_of_font(found["family"], book), message=text)
    elif (found := NO_ALT.match(text)) and places.of_address(found["url"]):
        return  # N012 has told it
    else:
        report.add("P001", _in_sheet(sheet, text), message=text)


def _in_sheet(sheet: str, text: str) -> Pos | None:
    found = IN_SHEET.search(text) if sheet else None
    return Pos(sheet, int(found["line"]), int(found["col"]) - 1) if found else None
