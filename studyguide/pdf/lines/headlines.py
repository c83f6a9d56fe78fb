"""Gives titles and captions lines of about equal length, measured in their own typeface."""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from lxml import html
from PIL import ImageFont

from studyguide.config import Book
from studyguide.files import TEMPLATES, digest_of
from studyguide.outputs.cover import TITLE_EMS, WIDTH, title_size
from studyguide.outputs.elements import plain
from studyguide.outputs.lines import wrap

Measure = Callable[[str], float]  # a line in ems
BOLD = TEMPLATES / "fonts" / "Pretendard-Bold.ttf"
UPEM = 1000  # size at which a typeface is measured
TIGHT = 0.02  # ems that the styles take off behind each letter
CAPTION = 0.84  # of the text's size: styles/book/tables.css
REGULAR = TEMPLATES / "fonts" / "Pretendard-Regular.ttf"
MIXED = re.compile(r"[가-힣](?=[A-Za-z0-9])|[A-Za-z0-9](?=[가-힣])")  # `는A`, `API를`
GAP = 0.09  # ems between them: pdf/lines/autospace.py
LOOSE = 1.0  # ems beyond the longest line of a caption, of which the number is bold
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


def narrow_captions(root: html.HtmlElement, book: Book) -> None:
    """Make the captions of pictures as narrow, so that no word stands alone on their last line."""
    own = book.fonts.get("sans")
    length_of = _length_of(own, digest_of(own)) if own else _length_of(REGULAR, "")

    def measure(text: str) -> float:
        return length_of(text) + TIGHT * len(text) + GAP * len(MIXED.findall(text))

    room = book.page_format.measure / CAPTION
    for caption in root.iter("figcaption"):
        if caption.find(".//img") is not None or not _is_as_wide_as_the_text(caption):
            continue
        lines = wrap(plain(caption), measure, room - LOOSE)
        widest = max(map(measure, lines), default=0.0) + LOOSE
        if len(lines) > 1 and widest <= room:
            caption.set("style", f"width: {widest:.2f}em")


def _is_as_wide_as_the_text(caption: html.HtmlElement) -> bool:
    """Whether its picture stands in no list and no box."""
    around = (above for above in caption.iterancestors() if above.getparent() is not None)
    return all(above.tag in ("figure", "section") for above in around)


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
