"""Sets one unit of a book: lays it out, draws it, and takes the PDF apart for the joining."""

import io
import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pikepdf

from studyguide.blocks import PageStart
from studyguide.config import Book
from studyguide.diagnostics import Pos
from studyguide.files import TEMPLATES
from studyguide.pdf import checks, copyfit, faces, finish, guides, pack, tagging
from studyguide.pdf.cascade import shared
from studyguide.pdf.drawings import bounded_drawings
from studyguide.pdf.lacking import numbered_by_character
from studyguide.pdf.late import Numbers, Ref, Spot, filled_later
from studyguide.pdf.lay import Alone, Asked, OtherSide, Spilling
from studyguide.pdf.linebreak import mended
from studyguide.pdf.log import LOGGERS
from studyguide.pdf.pagestarts import page_starts
from studyguide.pdf.placed import Bookmark
from studyguide.pdf.quicker import quicker, source
from studyguide.pdf.shaping import Memory
from studyguide.pdf.sheets import BOOK_URL, TEMPLATES_URL, Dress, bounds_of, bundled_fonts
from studyguide.pdf.sides import Extent
from studyguide.pdf.units import Unit

VARIANT = "pdf/a-2a"  # with the PDF/UA mark that `finish` adds
POINTS = 0.75  # of a CSS pixel


@dataclass(frozen=True)
class Order:
    """All that the units of one book have in common."""

    book: Book
    own: str  # local.css, cleaned
    drawings: Mapping[str, bytes]  # cover and title page, by address
    images: dict[str, object]
    below: str  # folder of the pictures, from the book folder
    known_fonts: Mapping[str, Path]  # files by SHA-256 that need not be brought along


@dataclass(frozen=True)
class Told:
    """Something to report, before its place is looked up: a log line, a refusal, a message."""

    kind: str
    words: tuple[str, str]
    pos: Pos | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Laid:
    """A unit that was set."""

    extent: Extent
    is_right: bool  # the side it was drawn for
    numbers: tuple[int, ...]  # of its sheets as they were set, the blank one among them
    pack: pack.Pack
    spots: tuple[Spot, ...]
    drawn: Mapping[Ref, str]
    exact: Mapping[Ref, int]
    tight: frozenset[Ref]
    counts_pages: bool
    anchors: tuple[tuple[str, int, float, float], ...]
    bookmarks: tuple[Bookmark, ...]
    outward: frozenset[str]  # anchors elsewhere that it links to
    missing: frozenset[str]  # anchors that it found nowhere
    starts: tuple[PageStart | None, ...]
    faces: tuple[faces.Face, ...]
    files: Mapping[str, bytes]
    small: Mapping[str, float]
    told: tuple[Told, ...]


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
        self._files = faces.Files()
        book = order.book
        self._fetcher = _fetcher(order, self._recorder)
        with self._recorder.listening(), bounds_of(book, order.own, order.own):
            dress = Dress(book, order.own)
            self._sheets = dress.sheets(self._fetcher, self._fonts, self._recorder)
        self._of_sheets = tuple(self._recorder.told)

    def set(self, unit: Unit, guessed: Mapping[str, int], ask: Asked) -> Laid:
        """Set a unit; `guessed` are numbers of pages elsewhere, `ask` tells where it stands.

        It is laid out from a right page on and turned if need be, so that its bytes do not depend
        on what was guessed of the pages before it.
        """
        self._recorder.told = []
        for picture in self._order.images.values():
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
            checks.overflows(document, self._recorder)
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
                cache=self._order.images,
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
            patches.enter_context(tagging.richer(book.lang))
            content: bytes = document.write_pdf(
                pdf_variant=VARIANT,
                pdf_tags=True,
                pdf_identifier=book.uuid.encode(),
                uncompressed_pdf=True,  # `pack` packs what does not wait for a number
            )
        return content

    def _laid(self, document: Any, alone: Alone, numbers: Numbers, packed: pack.Pack) -> Laid:
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
            small=_shares(self._order.images),
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
    from studyguide.pdf.fetch import Fetcher

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
