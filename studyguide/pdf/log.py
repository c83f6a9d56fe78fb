"""Makes a diagnostic of every line that WeasyPrint or fontTools logs: none is harmless."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from studyguide.config import Book
from studyguide.diagnostics import Pos, Report
from studyguide.pdf.places import Places

LOGGERS = ("weasyprint", "fontTools")
TOLD = re.compile(r"Failed to load image")  # the fetcher has told it with its reason
# `.notdef glyph rendered for Unicode string unsupported by fonts: "𒀀" (U+12000)`
NO_GLYPH = re.compile(r'\.notdef glyph .*: "(?P<text>.*)" (?P<points>\(.*\))$', re.S)
NO_ANCHOR = re.compile(r"No anchor (?P<url>#\S*) for internal URI reference")
NO_FONT = re.compile(r"Font-face '(?P<family>.*)' cannot be loaded")
NO_ALT = re.compile(r'Image "(?P<url>.*)" has no required alt description')
IN_SHEET = re.compile(r" at (?P<line>\d+):(?P<col>\d+)\b")  # `Ignored `a: b` at 2:5, …`


class Listener(logging.Handler):
    """Files warnings and errors of the typesetter in `report`."""

    def __init__(self, report: Report, places: Places, book: Book) -> None:
        super().__init__(logging.WARNING)
        self._report = report
        self._places = places
        self._book = book
        self._sheet = ""  # the author's style sheet that is being read

    def emit(self, record: logging.LogRecord) -> None:
        """One log line becomes one message of the table, with its place in the notes."""
        text = record.getMessage()
        if TOLD.match(text):
            return
        add, places = self._report.add, self._places
        if found := NO_GLYPH.match(text):
            char, points = found["text"], found["points"]
            add("P002", places.of_text(char), char=f"{char} {points}")
        elif found := NO_ANCHOR.match(text):
            add("P006", places.of_address(found["url"]), url=found["url"])
        elif found := NO_FONT.match(text):
            from studyguide.pdf.checks import place_of_font  # loads the typesetter

            add("P001", place_of_font(found["family"], self._book), message=text)
        elif (found := NO_ALT.match(text)) and places.of_address(found["url"]):
            return  # N012 has told it
        else:
            add("P001", self._in_sheet(text), message=text)

    def _in_sheet(self, text: str) -> Pos | None:
        found = IN_SHEET.search(text) if self._sheet else None
        return Pos(self._sheet, int(found["line"]), int(found["col"]) - 1) if found else None

    @contextmanager
    def reading(self, sheet: str) -> Iterator[None]:
        """What is logged now is about the author's own `sheet`."""
        self._sheet = sheet
        try:
            yield
        finally:
            self._sheet = ""

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen while a book is set."""
        loggers = [logging.getLogger(name) for name in LOGGERS]
        for logger in loggers:
            logger.addHandler(self)
        try:
            yield
        finally:
            for logger in loggers:
                logger.removeHandler(self)
