"""Makes the whole book in a process of its own, so that a newer change can call it off."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from studyguide.build import Folders, Press
from studyguide.chain.collecting import collect_seldom
from studyguide.config import Book
from studyguide.diagnostics import Diagnostic, Lang, Report
from studyguide.pipeline import Filter
from studyguide.site import Site
from studyguide.terms import Entry

ENTRIES = "glossary-entries"  # by-product: the entries by id


@dataclass(frozen=True)
class Order:
    """What to make."""

    root: Path
    chain: tuple[Filter, ...]
    build: str  # folder for by-products; empty for `build/<slug>`
    lang: Lang

    def press(self, report: Report) -> Press:
        """A press for it."""
        return Press(self.root, self.chain, self.folders, lambda *_: None, report)

    def folders(self, book: Book) -> Folders:
        """Where by-products go; nothing else is written."""
        build = Path(self.build) if self.build else Path("build") / book.slug
        return Folders(build, build)


@dataclass(frozen=True)
class Whole:
    """A whole book: its pages, or none when the notes have errors, and what a quick look needs."""

    messages: tuple[Diagnostic, ...]
    is_faulty: bool
    site: Site | None = None
    manuscript: str = ""
    entries: Mapping[str, Entry] = field(default_factory=dict)
    macros: Mapping[str, str] = field(default_factory=dict)


def make(order: Order) -> Whole:
    """Make the book. Raises OSError when a file cannot be read or written."""
    report = Report(order.lang)
    press = order.press(report)
    edited = press.make([]).edited
    if edited is None or report.has_errors():
        return Whole(tuple(report.in_order()), True)
    site = press.site(edited, is_live=True)
    entries: Any = report.byproducts.get(ENTRIES) or {}
    macros: Any = report.byproducts.get("macros") or {}
    messages = tuple(report.in_order())
    return Whole(messages, False, site, edited.manuscript.text, entries, macros)


class Maker:
    """The process: started ahead, so that its libraries are loaded when there is work."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._start()

    def _start(self) -> None:
        context = get_context("spawn")
        self.answers, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self._order), daemon=True)
        self._process.start()
        theirs.close()
        self.is_busy = False

    def begin(self) -> None:
        """Make the book anew; what is being made is called off."""
        if self.is_busy:
            self.end()
            self._start()
        self.is_busy = True
        self.answers.send(None)

    def answer(self) -> Whole:
        """What was made, once `answers` has it. Raises OSError that the making met."""
        found: Whole | OSError = self.answers.recv()
        self.is_busy = False
        if isinstance(found, OSError):
            raise found
        return found

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.terminate()
        self._process.join()
        self.answers.close()


def _work(answers: Connection, order: Order) -> None:
    """Make the book each time it is asked for, until the preview goes."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the preview, which ends this
    collect_seldom()
    sys.stdin.close()
    try:
        while True:
            answers.recv()
            try:
                found: Whole | OSError = make(order)
            except OSError as error:
                found = error
            answers.send(found)
    except (EOFError, BrokenPipeError):
        return
