"""Keeps the board up to date: a quick look at what was saved, then the whole book."""

import gc
import time
from multiprocessing.connection import wait

from studyguide import config, diagnostics
from studyguide.chain.collecting import collect_seldom
from studyguide.diagnostics import Diagnostic, Report
from studyguide.faults import one_line
from studyguide.preview.board import Board
from studyguide.preview.quick import Quick
from studyguide.preview.watch import Watch
from studyguide.preview.whole import Maker, Order, Whole
from studyguide.site import Site
from studyguide.terminal import tell
from studyguide.wording import say

PATIENCE = 0.5  # seconds after which Ctrl-C is noticed where a wait cannot be interrupted


class Keeper:
    """Follows one book folder; `folder` is its name in messages."""

    def __init__(self, order: Order, board: Board, folder: str) -> None:
        self._order, self._board, self._folder = order, board, folder
        book = config.load(order.root, Report(order.lang))
        shared = [path.resolve() for path in book.glossary]
        self._watch = Watch(order.root, shared, [order.folders(book).build])
        self._maker = Maker(order)
        self._quick = Quick(order)
        self._last: Whole | None = None  # the last good one
        self._site: Site | None = None  # as it is shown
        self._saved = time.perf_counter()

    def run(self) -> None:
        """Follow the folder for ever."""
        self._maker.begin()
        gc.freeze()
        collect_seldom()
        while True:
            ready = wait([self._watch.news, self._maker.answers], PATIENCE)
            if self._watch.news in ready:
                self._look()
            elif ready:
                self._take()

    def end(self) -> None:
        """Stop watching and making."""
        self._watch.end()
        self._maker.end()

    def _look(self) -> None:
        """Something was saved: show the changed chapter at once, and have the book made."""
        while self._watch.news.poll():
            self._watch.news.recv()
        self._saved = time.perf_counter()
        if self._last and self._site:
            try:
                found = self._quick.look(self._last, self._site)
            except OSError:  # saved just now, or gone: the whole book will tell
                found = None
            if found:
                said = self._board.shown.messages
                self._show(found, tuple(each for each in said if each.severity != "error"))
        self._maker.begin()

    def _take(self) -> None:
        """The whole book was made."""
        try:
            made = self._maker.answer()
        except EOFError:  # the process died, which only memory or a person can cause
            raise OSError(say(self._order.lang, "maker died")) from None
        except OSError as error:
            tell(one_line(error, self._order.lang), is_aside=True)
            return
        before = self._board.shown.messages
        if made.site is None:
            self._board.tell(made.messages)
        else:
            self._last = made
            self._show(made.site, made.messages)
        self._print(before, made)

    def _show(self, found: Site, messages: tuple[Diagnostic, ...]) -> None:
        self._site = found
        pages = self._board.show(found.files, messages)
        if pages:
            facts = {"pages": len(pages), "seconds": f"{time.perf_counter() - self._saved:.2f}"}
            clock = time.strftime("%H:%M:%S")
            tell(say(self._order.lang, "pages changed", clock=clock, **facts))

    def _print(self, before: tuple[Diagnostic, ...], made: Whole) -> None:
        """The messages that are new, and that all is well again."""
        fresh = [each for each in made.messages if each not in before]
        if fresh:
            tell(diagnostics.as_text(fresh, self._folder), is_aside=True)
        if made.is_faulty:
            tell(say(self._order.lang, "last good"), is_aside=True)
