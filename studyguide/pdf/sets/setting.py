"""Sets one unit of a book: lays it out, draws it, and takes the PDF apart for the joining."""

import io
import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pikepdf

from studyguide.diagnostics import Pos
from studyguide.files import TEMPLATES
from studyguide.pdf.engine.cascade import shared
from studyguide.pdf.engine.drawings import bounded_drawings
from studyguide.pdf.engine.log import LOGGERS
from studyguide.pdf.engine.quicker import quicker, source
from studyguide.pdf.engine.sheets import BOOK_URL, TEMPLATES_URL, Dress, bounds_of, bundled_fonts
from studyguide.pdf.html.units import Unit
from studyguide.pdf.joined import faces, pack
from studyguide.pdf.joined.packed import Pack
from studyguide.pdf.joined.pagestarts import page_starts
from studyguide.pdf.joined.placed import Bookmark
from studyguide.pdf.layout import copyfit, guides, overflows
from studyguide.pdf.layout.late import Numbers, filled_later
from studyguide.pdf.layout.lay import Alone, Asked, OtherSide, Spilling
from studyguide.pdf.lines.lacking import numbered_by_character
from studyguide.pdf.lines.linebreak import mended
from studyguide.pdf.lines.old_letters import letters_of_old
from studyguide.pdf.lines.shaping import Memory
from studyguide.pdf.sets.laid import Laid, Order, Told
from studyguide.pdf.tags import finish, tagging

VARIANT = "pdf/a-2a"  # with the PDF/UA mark that `finish` adds
POINTS = 0.75  # of a CSS pixel


class Recorder(logging.Handler):
    """Keeps what is logged and told while a unit is set."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[Told] = []
        self.sheet = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line of WeasyPrint's or fontTools's."""
        self.told.append(Told("log", (self.sheet, record.getMessage())))

    def refused(self, url: str, reason: str) -> None:
        """Keep an address that may not be read."""
        self.told.append(Told("refused", (url, reason)))

    def add(self, code: str, pos: Pos | None = None, **facts: object) -> None:
        """Keep a message, as `Report.add` would take it."""
        self.told.append(Told("message", (code, ""), pos, facts))

    @contextmanager
    def reading(self, sheet: str) -> Iterator[None]:
        """What is logged now is about the author's own `sheet`."""
        self.sheet = sheet
        try:
            yield
        finally:
            self.sheet = ""

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen while a unit is set."""
        loggers = [logging.getLogger(name) for name in LOGGERS]
        for logger in loggers:
            logger.addHandler(self)
        try:
            yield
        finally:
            for logger in loggers:
                logger.removeHandler(self)


class Setter:
    """Sets units of one book one after the other; style sheets and typefaces are read once."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._recorder = Recorder()
        self._fonts = bundled_fonts()
        self._memory = Memory()
        self._styles = shared(order.own)
        self._images: dict[str, Any] = {}  # by address; WeasyPrint adds what it reads
        self._files = faces.Files()
        book = order.book
        self._fetcher = _fetcher(order, self._recorder)
        with self._recorder.listening(), bounds_of(book, order.own, order.own):
            dress = Dress(book, order.own)
            self._sheets = dress.sheets(self._fetcher, self._fonts, self._recorder)
        self._of_sheets = tuple(self._recorder.told)

    def set(
        self, unit: Unit, guessed: Mapping[str, int], images: Mapping[str, object], ask: Asked
    ) -> Laid:
        """Set a unit; `guessed` are numbers of pages elsewhere, `ask` tells where it stands.

        `images` are the formulas in it by their addresses.

        It is laid out from a right page on and turned if need be, so that its bytes do not depend
        on what was guessed of the pages before it.
        """
        self._recorder.told = []
        self._images |= images
        for picture in self._images.values():
            if hasattr(picture, "smallest"):
                picture.smallest = 1.0
        bounds = bounds_of(self._order.book, self._order.own, unit.html)
        with self._recorder.listening(), bounds, warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves sRGB2014.icc open
            try:
                return self._set(unit, guessed, True, ask)
            except OtherSide:
                self._recorder.told = []
                return self._set(unit, guessed, False, ask)

    def _set(self, unit: Unit, guessed: Mapping[str, int], is_right: bool, ask: Asked) -> Laid:
        fit = copyfit.Fit()
        while True:
            try:
                return self._drawn(guessed, self._of(unit, is_right, ask, fit))
            except Spilling as spilling:
                fit = spilling.fit
                self._recorder.told = []

    def _of(self, unit: Unit, is_right: bool, ask: Asked, fit: copyfit.Fit) -> Alone:
        """The unit as it is to be laid out."""
        below = self._order.below
        html = source(
            fit.dress(unit.html),
            base_url=BOOK_URL + ("" if below == "." else below + "/"),
            url_fetcher=self._fetcher,
        )
        return Alone(html, unit.is_first, is_right, ask, fit)

    def _drawn(self, guessed: Mapping[str, int], alone: Alone) -> Laid:
        numbers = Numbers(guessed)
        with mended(self._memory), quicker(self._styles), filled_later(numbers), bounded_drawings():
            document = self._render(alone)
            guides.end_with_text(document)
            overflows.tell(document, self._recorder)
            content = self._draw(document, guessed)
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if alone.is_first:
                finish.finish(pdf)
            packed = pack.pack(pdf, alone.is_first)
        return self._laid(document, alone, numbers, packed)

    def _render(self, alone: Alone) -> Any:
        with alone.patched():
            return alone.html.render(
                font_config=self._fonts,
                stylesheets=self._sheets,
                cache=self._images,
                pdf_tags=True,
            )

    def _draw(self, document: Any, guessed: Mapping[str, int]) -> bytes:
        from weasyprint import pdf as weasy_pdf

        resolve = weasy_pdf.resolve_links
        elsewhere = SimpleNamespace(anchors=dict.fromkeys(guessed, (0, 0, 0, 0)), links=[])

        def resolved(pages: Any) -> Any:
            return resolve([*pages, elsewhere])

        book = self._order.book
        with ExitStack() as patches:
            patches.enter_context(patch.object(weasy_pdf, "resolve_links", resolved))
            patches.enter_context(
                patch.object(weasy_pdf, "build_fonts_dictionary", pack.fonts_to_come)
            )
            patches.enter_context(faces.named_alike())
            patches.enter_context(numbered_by_character())
            patches.enter_context(letters_of_old())
            patches.enter_context(tagging.richer(book.lang))
            content: bytes = document.write_pdf(
                pdf_variant=VARIANT,
                pdf_tags=True,
                pdf_identifier=book.uuid.encode(),
                uncompressed_pdf=True,  # `pack` packs what does not wait for a number
            )
        return content

    def _laid(self, document: Any, alone: Alone, numbers: Numbers, packed: Pack) -> Laid:
        assert alone.extent and alone.stand
        used = faces.used(document.fonts, self._files)
        stand = alone.stand
        anchors = tuple(_anchors(document))
        elsewhere = _targets(document) - {name for name, *_ in anchors}
        exact = {
            ref: numbers.guessed[str(ref[1])] if ref[0] == "anchor" else stand.sheets[int(ref[1])]
            for ref in numbers.exact
        }
        return Laid(
            extent=alone.extent,
            is_right=stand.is_right,
            numbers=stand.sheets,
            pack=packed,
            spots=tuple(numbers.spots),
            drawn=numbers.drawn,
            exact=exact,
            tight=frozenset(numbers.tight),
            counts_pages=numbers.in_flow,
            anchors=anchors,
            bookmarks=tuple(_bookmarks(document)),
            outward=frozenset(elsewhere & numbers.guessed.keys()),
            missing=frozenset(elsewhere - numbers.guessed.keys()),
            starts=tuple(page_starts(document.pages)),
            faces=used,
            files={
                face.file: self._files.by_sum[face.file]
                for face in used
                if face.file not in self._order.known_fonts
            },
            small=_shares(self._images),
            told=(*self._of_sheets, *self._recorder.told),
        )


def _targets(document: Any) -> set[str]:
    """The anchors that a unit links to."""
    return {
        target for page in document.pages for kind, target, *_ in page.links if kind == "internal"
    }


def _shares(images: Mapping[str, object]) -> dict[str, float]:
    """How small each formula was drawn that had to be made smaller."""
    shares = ((url, float(getattr(each, "smallest", 1.0))) for url, each in images.items())
    return {url: share for url, share in shares if share < 1.0}


def _fetcher(order: Order, recorder: Recorder) -> Any:
    from studyguide.pdf.engine.fetch import Fetcher

    roots: Mapping[str, Path] = {BOOK_URL: order.book.root, TEMPLATES_URL: TEMPLATES}
    return Fetcher(roots, order.drawings, recorder.refused)


def _anchors(document: Any) -> Iterator[tuple[str, int, float, float]]:
    seen: set[str] = set()
    for at, page in enumerate(document.pages):
        for name, (x, y, *_) in page.anchors.items():
            if name not in seen:
                seen.add(name)
                yield name, at, x * POINTS, (page.height - y) * POINTS


def _bookmarks(document: Any) -> Iterator[Bookmark]:
    for at, page in enumerate(document.pages):
        for level, text, (x, y), state in page.bookmarks:
            place = (x * POINTS, (page.height - y) * POINTS)
            yield Bookmark(level, text, at, *place, is_closed=state == "closed")
