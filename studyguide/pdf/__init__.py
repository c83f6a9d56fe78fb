"""Sets a book as PDF: Jinja2 page, WeasyPrint, and the finishing of the file."""

import contextlib
import gc
import io
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lxml import html

from studyguide import stylesheet
from studyguide.blocks import PageStart, blocks
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.files import TEMPLATES, replace_file
from studyguide.pdf import (
    copyfit,
    doubts,
    headlines,
    labels,
    matter,
    opener,
    pages,
    paper,
    places,
    tables,
)
from studyguide.pdf import finish as pdf_finish
from studyguide.pdf.log import Listener
from studyguide.pdf.pagestarts import BLOCK, page_starts
from studyguide.pdf.sheets import BOOK_URL, COVER_URL, TEMPLATES_URL, Dress, bundled_fonts

PASSES = 4  # page numbers settle in two; each more is a change of width they caused
VARIANT = "pdf/a-2a"  # with the PDF/UA mark that pdf_finish adds
GC_THRESHOLDS = (200_000, 50, 100)  # boxes are many and live long: collect seldom
RUNNING_HEAD = 1.2  # ems of the text that one em of the head and its number leave room for


@dataclass(frozen=True)
class Printed:
    """What was written: the file, how many pages, the label of each anchor's page, their starts."""

    path: Path
    pages: int
    pages_of: Mapping[str, str] = field(default_factory=dict)
    starts: tuple[PageStart, ...] = ()


@dataclass(frozen=True)
class _Job:
    """All that every layout of one book needs."""

    book: Book
    parts: matter.Matter
    report: Report
    listener: Listener
    places: places.Places
    images: dict[str, object]
    base: Path
    dress: Dress


def write(
    body: str,
    book: Book,
    out: Path,
    report: Report,
    images: Mapping[str, object] | None = None,
    base: Path | None = None,
) -> Printed:
    """Set `body` (html5 of pandoc) as `out`; the file of before stays until this one is whole.

    `images` are ready pictures by address (formulas); pictures' paths are relative to `base`
    (default: the book folder), and only files inside the book folder are read. Raises OSError
    when Pango is missing or `out` cannot be written.
    """
    _load_typesetter()
    root = html.fragment_fromstring(body, create_parent="div")
    for number, block in enumerate(blocks(root)):
        block.set(BLOCK, str(number))
    found = places.lift(root)
    paper.dress(root, book.page_format.measure * RUNNING_HEAD - 3, book.link_notes)
    tables.fit(root, book.page_format.measure)
    doubts.lift_marks(root)
    opener.open_chapters(root)
    headlines.narrow(root, book)
    parts = matter.part(root, book.parts)
    listener = Listener(report, found, book)
    dress = Dress(book, stylesheet.for_print(book, report))
    ready = dict(images or {})
    job = _Job(book, parts, report, listener, found, ready, base or book.root, dress)
    with listener.listening(), _seldom_collecting(), warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves sRGB2014.icc open
        document, pages_of = _settle(job)
        content = _to_pdf(document, job)
    replace_file(out, content)
    starts = page_starts(document.pages, labels.label_each(document))
    return Printed(out, len(document.pages), pages_of, starts)


def _load_typesetter() -> None:
    """Import WeasyPrint: without Pango it prints a page of advice before it raises OSError."""
    with contextlib.redirect_stdout(io.StringIO()):
        import weasyprint  # noqa: F401


def _to_pdf(document: Any, job: _Job) -> bytes:
    """The finished file, after a look at its pages and typefaces."""
    from studyguide.pdf import checks, tagging

    checks.overflows(document, job.report)
    with tagging.richer(job.book.lang):
        content = document.write_pdf(
            pdf_variant=VARIANT, pdf_tags=True, pdf_identifier=job.book.uuid.encode()
        )
    finished = pdf_finish.finish(content, labels.runs(document))
    checks.foreign_fonts(finished.fonts, job.book, job.report)
    return finished.content


def _settle(job: _Job) -> tuple[Any, dict[str, str]]:
    """Lay out until the page numbers that are printed are those the layout gives."""
    from studyguide.pdf.linebreak import mended  # WeasyPrint takes a second to import

    is_numbered = bool(job.parts.headings) or job.parts.occurrences
    pages_of: dict[str, str] = {}
    parts = job.parts
    for number in range(PASSES):
        page = pages.fill(job.book, parts, pages_of, job.report)
        with mended():
            document = _render(page, job)
        found = labels.pages_of(document)
        if found == pages_of or not is_numbered:
            return document, found
        pages_of = found
        if number == 0:
            names = copyfit.spilling(document.pages)
            parts = replace(parts, chapters=copyfit.closer(parts.chapters, names))
    return document, pages_of


def _render(page: str, job: _Job) -> Any:
    import weasyprint

    from studyguide.pdf.fetch import Fetcher

    def refused(url: str, reason: str) -> None:
        job.report.add("P003", job.places.of_address(url), url=url, reason=reason)

    book, fonts = job.book, bundled_fonts()
    fetcher = Fetcher(
        {BOOK_URL: book.root, TEMPLATES_URL: TEMPLATES},
        {COVER_URL: job.dress.cover(job.parts.bars)},
        refused,
    )
    below = job.base.resolve().relative_to(book.root.resolve()).as_posix()
    sheets = job.dress.sheets(fetcher, fonts, job.listener)
    source = weasyprint.HTML(
        string=page,
        base_url=BOOK_URL + ("" if below == "." else below + "/"),
        url_fetcher=fetcher,
    )
    return source.render(font_config=fonts, stylesheets=sheets, cache=job.images, pdf_tags=True)


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*GC_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
