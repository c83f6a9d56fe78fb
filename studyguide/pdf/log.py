"""Makes a diagnostic of every line that WeasyPrint or fontTools logs: none is harmless."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from studyguide.diagnostics import Report

LOGGERS = ("weasyprint", "fontTools")
TOLD = re.compile(r"Failed to load image")  # the fetcher has told it with its reason
# `.notdef glyph rendered for Unicode string unsupported by fonts: "𒀀" (U+12000)`
NO_GLYPH = re.compile(r'\.notdef glyph .*: "(?P<text>.*)" (?P<points>\(.*\))$', re.S)


class Listener(logging.Handler):
    """Files warnings and errors of the typesetter in `report`."""

    def __init__(self, report: Report) -> None:
        super().__init__(logging.WARNING)
        self._report = report

    def emit(self, record: logging.LogRecord) -> None:
        """One log line becomes one message of the table."""
        text = record.getMessage()
        if TOLD.match(text):
            return
        if found := NO_GLYPH.match(text):
            self._report.add("P002", None, char=f"{found['text']} {found['points']}")
        else:
            self._report.add("P001", None, message=text)

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
