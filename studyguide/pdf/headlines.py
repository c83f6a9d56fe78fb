"""Gives titles lines of about equal length, measured in the typeface they are set in."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from lxml import html
from PIL import ImageFont

from studyguide.config import Book
from studyguide.cover import TITLE_EMS, WIDTH, title_size
from studyguide.elements import plain
from studyguide.files import TEMPLATES, digest_of
from studyguide.lines import wrap

Measure = Callable[[str], float]  # a line in ems
BOLD = TEMPLATES / "fonts" / "Pretendard-Bold.ttf"
UPEM = 1000  # size at which a typeface is measured
TIGHT = 0.02  # ems that the styles take off behind each letter
SLACK = 0.4  # ems beyond the longest line, so that rounding breaks no line anew
CHAPTER, PART, TITLE = 2.25, 2.6, 2.72  # ems of the text: h1 of chapters and parts, title page
COVER_MARGIN = 18.0  # units


def narrow(root: html.HtmlElement, book: Book) -> None:
    """Make the headings of chapters as narrow as their lines need, if they have several."""
    measure = _measure(book)
    for heading in root.iter("h1"):
        if heading.find(".//img") is not None:
            continue  # a formula has no letters to measure
        room = book.page_format.measure / CHAPTER
        lines = _lines(plain(heading), measure, room)
        if len(lines) > 1:
            widest = max(map(measure, lines)) + SLACK
            heading.set("style", f"width: {min(widest, room):.2f}em")


def of_cover(book: Book) -> list[str]:
    """The lines of the title on the cover."""
    room = (WIDTH - 2 * COVER_MARGIN) / TITLE_EMS[title_size(book.title)]
    return _lines(book.title, _measure(book), room)


def of_title_page(book: Book) -> list[str]:
    """The lines of the title on the title page."""
    return _lines(book.title, _measure(book), book.page_format.measure / TITLE)


def _lines(text: str, measure: Measure, ems: float) -> list[str]:
    return wrap(text, measure, ems - SLACK)


def _measure(book: Book) -> Measure:
    own = book.fonts.get("sans_bold") or book.fonts.get("sans")
    return _length_of(own, digest_of(own)) if own else _length_of(BOLD, "")


@lru_cache(maxsize=4)
def _length_of(typeface: Path, _digest: str) -> Measure:
    """Measures a line in ems; a file that is no typeface is told elsewhere.

    Its digest tells a file from the one that stood there before: a preview lives for hours.
    """
    try:
        font = ImageFont.truetype(str(typeface), UPEM)
    except OSError:
        font = ImageFont.truetype(str(BOLD), UPEM)
    return lambda text: font.getlength(text) / UPEM - TIGHT * len(text)
