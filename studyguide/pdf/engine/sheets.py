"""The style sheets and typefaces of one printed book, ready for WeasyPrint."""

import errno
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from studyguide.bounded import within
from studyguide.config import STYLES_NAME, Book
from studyguide.outputs import cover, layers
from studyguide.pdf.engine import fontconfig
from studyguide.pdf.html.pages import OWN

BOOK_URL = "file:///book/"
TEMPLATES_URL = "file:///press/"
COVER_URL = "file:///made/cover.svg"
RING_URL = "file:///made/ring.svg"  # behind the title page

SECONDS = 20  # of the processor, for the shortest unit as the author wants it set
# what a typesetter raises that was not made for such styles
CANNOT = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
)
LETTERS_A_SECOND = 2_000  # of HTML that are set at least; 40,000 are usual


@contextmanager
def bounds_of(book: Book, own: str, text: str) -> Iterator[None]:
    """Set `text` as the author's own styles or templates say: they may ask for pages without end,
    or for some that no typesetter can give. Raises OSError that names them."""
    names = [STYLES_NAME] if own.strip() else []
    names += [OWN] if (book.root / OWN).is_dir() else []
    if not names:
        yield
        return
    try:
        with within(SECONDS + len(text) / LETTERS_A_SECOND, names[0]):
            yield
    except CANNOT:
        raise OSError(errno.EDOM, os.strerror(errno.EDOM), names[0]) from None


class Dress:
    """What a book wears: the layers of the press, its format, its own typefaces, local.css."""

    def __init__(self, book: Book, own: str) -> None:
        self._book = book
        self._own = own  # local.css, cleaned
        css = layers.joined("print", book.theme) + book.page_format.tokens()
        if book.study.notes == "margin":
            css += layers.note_margin()
        addresses = {face: BOOK_URL + book.name_of(path) for face, path in book.fonts.items()}
        self._css = css + layers.own_faces(addresses, layers.tokens_of(css))

    @cached_property
    def tokens(self) -> dict[str, str]:
        """The tokens of the book, those of local.css too."""
        return layers.tokens_of(self._css + self._own)

    def drawings(self, bars: tuple[cover.Bar, ...]) -> dict[str, bytes]:
        """The drawings of cover and title page by address, in the book's colours and shape."""
        tokens, format = self.tokens, self._book.page_format
        colours = [tokens[f"cover-bar-{depth}"] for depth in range(1, 6)]
        height = round(format.height / format.width * cover.WIDTH, 2)
        ground, title = tokens["cover-ground"], self._book.title
        return {
            COVER_URL: cover.draw(bars, ground, colours, height, title).encode(),
            RING_URL: cover.ring(bars, tokens["rule"], height, title).encode(),
        }

    def sheets(self, fetcher: Any, fonts: Any, listener: Any) -> list[Any]:
        """The style sheets in the order of the cascade."""
        import weasyprint

        options = {"url_fetcher": fetcher, "font_config": fonts}
        found = [weasyprint.CSS(string=self._css, base_url=TEMPLATES_URL, **options)]
        if local := self._book.local_css:
            with listener.reading(local.name):
                found.append(weasyprint.CSS(string=self._own, base_url=BOOK_URL, **options))
        return found


def bundled_fonts() -> Any:
    """A font configuration that knows no folder of the machine, only what @font-face brings."""
    from weasyprint.text.fonts import FontConfiguration

    with fontconfig.reads(fontconfig.BUNDLED), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # “no fonts”: just so
        return FontConfiguration()
