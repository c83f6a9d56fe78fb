"""Looks over the pages that were set: what runs over an edge, and typefaces that are not ours."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from weasyprint.formatting_structure import boxes

from studyguide.config import CONFIG_NAME, Book
from studyguide.diagnostics import Pos, Report
from studyguide.formulas.tags import MARK
from studyguide.pdf.places import AT, to_pos

TOLERANCE = 1.5  # CSS pixels; rounding, and a mark that hangs
MILLIMETRE = 96 / 25.4  # CSS pixels
ANCHOR = "anchor"  # fact of a message: where the place stands for which it has none
SHOWN = 30  # characters of the text that a message quotes
OURS = (
    "Noto-Serif-KR",
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


@dataclass(frozen=True)
class _Area:
    """The edges (CSS pixels) that hold for a box, and the place in the notes it came from.

    What the press wrote, as the contents, has no place, but a link to one that has.
    """

    left: float
    right: float
    bottom: float
    at: str = ""
    anchor: str = ""


class Told(Protocol):
    """Takes messages as `Report` does."""

    def add(self, code: str, pos: Pos | None = None, **facts: object) -> None:
        """File one message."""


def overflows(document: Any, report: Told) -> None:
    """Tell of every piece of text, picture or formula that leaves its page or table cell."""
    for number, page in enumerate(document.pages, 1):
        sheet = page._page_box
        left, top = sheet.content_box_x(), sheet.content_box_y()
        area = _Area(left, left + sheet.width, top + sheet.height)
        for child in sheet.children:
            if isinstance(child, boxes.MarginBox) or child.element_tag != "html":
                continue
            for box, found in _pieces(child, area):
                _tell(box, found, number, report)


def _pieces(box: Any, area: _Area) -> Iterator[tuple[Any, _Area]]:
    """Every box that draws something, with the area it should stay in."""
    todo = [(box, area)]
    while todo:
        box, area = todo.pop()
        box = getattr(box, "_box", box)  # an absolute box stands in a placeholder
        place = box.element.get(AT) if box.element is not None else None
        area = replace(area, at=place) if place else area
        if box.element_tag == "a" and box.element.get("href", "").startswith("#"):
            area = replace(area, anchor=box.element.get("href")[1:])
        if isinstance(box, boxes.TableCellBox):
            right = min(area.right, box.position_x + box.border_width())
            area = replace(area, left=max(area.left, box.position_x), right=right)
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            yield box, area
        todo += [(child, area) for child in reversed(getattr(box, "children", ()))]


def _tell(box: Any, area: _Area, page: int, report: Told) -> None:
    right = box.position_x + box.width - area.right
    bottom = box.position_y + box.height - area.bottom
    over = max(area.left - box.position_x, right, bottom)
    if over > TOLERANCE:
        facts = {"what": _named(box), "by": f"{over / MILLIMETRE:.1f}", "page": page}
        report.add("P004", to_pos(area.at), **facts, **{ANCHOR: area.anchor})


def _named(box: Any) -> str:
    if isinstance(box, boxes.TextBox):
        said = box.text.strip()
    else:
        said = str(box.element.get("alt") or "").removeprefix(MARK) or str(box.element.get("src"))
    return f"“{said[:SHOWN]}…”" if len(said) > SHOWN else f"“{said}”"


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
    lines = path.read_text(encoding="utf-8-sig").splitlines() if path and path.is_file() else []
    alike = wanted.replace("-", " ").lower()
    numbered = ((n, line.replace("-", " ").lower()) for n, line in enumerate(lines, 1))
    return next((Pos(str(path and path.name), n) for n, line in numbered if alike in line), None)
