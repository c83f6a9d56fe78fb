"""Sets a book as PDF: Jinja2 page, WeasyPrint, and the finishing of the file."""

import gc
import os
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2

from studyguide import cover, matter, stylesheet
from studyguide.blocks import PageStart
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.files import TEMPLATES, replace_file
from studyguide.pdf import finish as pdf_finish
from studyguide.pdf import pagerefs
from studyguide.pdf.log import Listener
from studyguide.pdf.pagestarts import page_starts

LAYERS = ("tokens.css", "book.css", "print.css", "study.css")
PASSES = 4  # page numbers settle in two; each more is a change of width they caused
BODY = "body"  # anchor of the first chapter's page
TITLE = "title-page"
COVER_URL = "file:///made/cover.svg"
START = re.compile(r'<ol\b[^>]*?\bstart="(\d+)"')  # `<ol start="5"`
VARIANT = "pdf/a-2a"  # with the PDF/UA mark that pdf_finish adds
GC_THRESHOLDS = (200_000, 50, 100)  # boxes are many and live long: collect seldom


@dataclass(frozen=True)
class Printed:
    """What was written: the file, how many pages, the label of each anchor's page, their starts."""

    path: Path
    pages: int
    pages_of: Mapping[str, str] = field(default_factory=dict)
    starts: tuple[PageStart, ...] = ()


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
    (default: the book folder), and only files inside the book folder are read.
    """
    parts = matter.part(START.sub(_counted_from, body))
    with Listener(report).listening(), _seldom_collecting(), warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves sRGB2014.icc open
        document, pages_of = _settle(parts, book, report, dict(images or {}), base or book.root)
        content = document.write_pdf(
            pdf_variant=VARIANT, pdf_tags=True, pdf_identifier=book.uuid.encode()
        )
    replace_file(out, pdf_finish.finish(content, _labels(document)))
    starts = page_starts(document.pages, _label_each(document))
    return Printed(out, len(document.pages), pages_of, starts)


def _counted_from(met: re.Match[str]) -> str:
    """WeasyPrint counts every list from 1 unless a style says otherwise."""
    return f'{met[0]} style="counter-reset: list-item {int(met[1]) - 1}"'


def _settle(
    parts: matter.Matter, book: Book, report: Report, images: dict[str, object], base: Path
) -> tuple[Any, dict[str, str]]:
    """Lay out until the page numbers that are printed are those the layout gives."""
    from studyguide.pdf.linebreak import mended  # WeasyPrint takes a second to import

    pages_of: dict[str, str] = {}
    for _ in range(PASSES):
        page = _page(parts, book, pages_of)
        with mended():
            document = _render(page, parts, book, report, images, base)
        found = _pages_of(document)
        if found == pages_of or not _is_numbered(parts):
            return document, found
        pages_of = found
    return document, pages_of


def _is_numbered(parts: matter.Matter) -> bool:
    return bool(parts.headings) or parts.occurrences


def _page(parts: matter.Matter, book: Book, pages_of: Mapping[str, str]) -> str:
    """The whole book as one HTML page."""
    loader = jinja2.FileSystemLoader(TEMPLATES)
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    return environment.get_template("page.html.j2").render(
        book=book,
        parts=parts,
        back=pagerefs.fill(parts.back, pages_of),
        pages_of=pages_of,
        placeholder=pagerefs.PLACEHOLDER,
        contents=[h for h in parts.headings if h.level <= book.toc_depth],
        cover_picture=book.cover and book.name_of(book.cover),
        title_size=cover.title_size(book.title),
        colophon=_colophon(book),
    )


def _colophon(book: Book) -> list[tuple[str, str]]:
    """Label and value of each line of the 판권."""
    rows = (
        ("지은이", " · ".join(book.author)),
        ("펴낸곳", book.publisher),
        ("판", book.edition),
        ("날짜", korean_date(book.date)),
    )
    return [(label, value) for label, value in rows if value]


def korean_date(date: str) -> str:
    """The date of `book.yaml` as a Korean colophon gives it.

    >>> korean_date("2022-12-04")
    '2022년 12월 4일'
    """
    numbers = [str(int(part)) for part in date.split("-") if part]
    return " ".join(n + unit for n, unit in zip(numbers, "년월일", strict=False))


def _render(
    page: str,
    parts: matter.Matter,
    book: Book,
    report: Report,
    images: dict[str, object],
    base: Path,
) -> Any:
    import weasyprint

    from studyguide.pdf import fetch as pdf_fetch

    fetcher = pdf_fetch.Fetcher(
        {pdf_fetch.BOOK_URL: book.root, pdf_fetch.TEMPLATES_URL: TEMPLATES},
        {COVER_URL: cover.draw(parts.bars).encode()},
        lambda url, reason: report.add("P003", None, url=url, reason=reason),
    )
    below = base.resolve().relative_to(book.root.resolve()).as_posix()
    fonts = _bundled_fonts()
    addresses = [pdf_fetch.TEMPLATES_URL + name for name in LAYERS]
    options = {"url_fetcher": fetcher, "font_config": fonts}
    sheets = [weasyprint.CSS(url=url, **options) for url in addresses]
    own = stylesheet.for_print(book, report)
    sheets.append(weasyprint.CSS(string=own, base_url=pdf_fetch.BOOK_URL, **options))
    source = weasyprint.HTML(
        string=page,
        base_url=pdf_fetch.BOOK_URL + ("" if below == "." else below + "/"),
        url_fetcher=fetcher,
    )
    return source.render(font_config=fonts, stylesheets=sheets, cache=images, pdf_tags=True)


def _bundled_fonts() -> Any:
    """A font configuration that knows no folder of the machine, only what @font-face brings."""
    from weasyprint.text.fonts import FontConfiguration

    name = "FONTCONFIG_FILE"
    before = os.environ.get(name)
    os.environ[name] = str(TEMPLATES / "fonts" / "fonts.conf")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # “no fonts”: just so
            return FontConfiguration()
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _pages_of(document: Any) -> dict[str, str]:
    """The label of the page on which each anchor begins."""
    pages_of: dict[str, str] = {}
    for page, label in zip(document.pages, _label_each(document), strict=True):
        for anchor in sorted(page.anchors):
            pages_of.setdefault(anchor, label)
    return pages_of


def _first_page(document: Any, anchor: str) -> int:
    pages = (n for n, page in enumerate(document.pages) if anchor in page.anchors)
    return next(pages, 0)


def _labels(document: Any) -> list[pdf_finish.Labels]:
    """Cover by name, i, ii … from the title page, 1, 2 … from the first chapter."""
    title, body = _first_page(document, TITLE), _first_page(document, BODY)
    runs = [pdf_finish.Labels(0, prefix="표지")]
    if title > 1:
        runs.append(pdf_finish.Labels(1, prefix="면지"))
    runs += [pdf_finish.Labels(title, "r"), pdf_finish.Labels(body, "D")]
    return runs


def _label_each(document: Any) -> list[str]:
    """The label of every page, as `_labels` writes them into the file."""
    title, body = _first_page(document, TITLE), _first_page(document, BODY)
    front = ["표지", *["면지"] * (title - 1), *map(roman, range(1, body - title + 1))]
    return front + [str(number) for number in range(1, len(document.pages) - body + 1)]


def roman(number: int) -> str:
    """Small Roman numeral of `number` (1 to 399).

    >>> roman(14)
    'xiv'
    """
    signs = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"))
    text = ""
    for value, sign in (*signs, (5, "v"), (4, "iv"), (1, "i")):
        text += sign * (number // value)
        number %= value
    return text


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*GC_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
