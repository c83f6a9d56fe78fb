"""Where to look for what the pages tell, and the typefaces that are not ours."""

import re
from collections.abc import Iterable

from studyguide.book_folder import content_of
from studyguide.config import CONFIG_NAME, Book
from studyguide.diagnostics import Pos, Report

ANCHOR = "anchor"  # fact of a message: where the place stands for which it has none
OURS = (
    "Noto-Serif-KR",
    "Noto-Serif-KR-Old",
    "Pretendard",
    "D2Coding",
    "Press-Bar",
    "Noto-Emoji",
    "Own-Serif",
    "Own-Sans",
    "Own-Mono",
)
OWN = "Own "  # begins the names of the families of `fonts:`
STYLE = re.compile(r"-(?:Semi-)?Bold.*$|-Regular$|-Italic$|-Oblique$")  # `Pretendard-Semi-Bold`


def foreign_fonts(names: Iterable[str], book: Book, report: Report) -> None:
    """Tell of typefaces (`/BaseFont` of the PDF) that neither the press nor `fonts:` brought."""
    families = {STYLE.sub("", name.lstrip("/").rpartition("+")[2]) for name in names}
    for family in sorted(families - {*OURS}):
        name = family.replace("-", " ")
        report.add("P005", place_of_font(name, book), font=name)


def place_of_press(book: Book, own: str) -> Pos | None:
    """Where to look when no note has what ran over, but the cover or the colophon: the styles."""
    if own.strip() and book.local_css:
        return Pos(book.local_css.name)
    return Pos(CONFIG_NAME) if (book.root / CONFIG_NAME).is_file() else None


def place_of_font(family: str, book: Book) -> Pos | None:
    """The line that brings a typeface: of book.yaml for one of `fonts:`, else of local.css."""
    face = family.removeprefix(OWN).lower()
    is_own = family.startswith(OWN) and face in book.fonts
    path = book.root / CONFIG_NAME if is_own else book.local_css
    wanted = book.name_of(book.fonts[face]) if is_own else family
    lines = content_of(path).decode(errors="replace").splitlines() if path else []
    alike = wanted.replace("-", " ").lower()
    numbered = ((n, line.replace("-", " ").lower()) for n, line in enumerate(lines, 1))
    return next((Pos(str(path and path.name), n) for n, line in numbered if alike in line), None)
