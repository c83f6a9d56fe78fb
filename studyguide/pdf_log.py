"""Makes a diagnostic of every line that WeasyPrint or fontTools logs: none is harmless."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from studyguide.diagnostics import Report

LOGGERS = ("weasyprint", "fontTools")
TOLD = re.compile(r"Failed to load image")  # the fetcher has told it with its reason
NO_ALT = re.compile(r'Image "(?P<path>.*)" has no required alt')
NO_GLYPH = re.compile(r"\.notdef.* (?P<text>'.*'|\".*\")$")


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
