"""Makes wide tables fit: smaller type, long names in lines, and at last a page on its side.

What still does not fit breaks its longest words, all at one length. Numbers break last of all.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from statistics import median

from lxml import html

from studyguide.outputs.elements import add_class, classes_of, plain
from studyguide.outputs.formats import Format
from studyguide.pdf.html.paper import ems_of
from studyguide.pdf.lines.eojeol import pieces

SIZES = {"": 0.891, "dense": 0.72, "tiny": 0.62}  # of the text's size: styles/print/tables.css
PADDING = 1.1  # ems of the table on both sides of a cell
FEW = 9  # rows with the head; so small a table stays on one page
LONGEST = 14.0  # ems; a longer word is broken in any case
MANY = 6  # columns; with fewer a table is no wider than the book
HIGHEST = 4  # lines that half of the rows of a table of many columns have at the most
STEPS = 60  # in which room is shared out
SAMPLE = 50  # rows that are looked at
TURNED = "turned"
SHORT = 80.0  # ems of a text that goes with a table: two lines, about
HEADINGS = ("h2", "h3", "h4", "h5", "h6")


@dataclass
class Column:
    """What a column has to hold, in ems of the table: its words, the parts they may be cut into."""

    word: float = 1.0
    piece: float = 1.0
    texts: list[float] = field(default_factory=list)  # the length of each cell

    def take(self, text: str) -> None:
        """See what the text of a cell needs."""
        words = text.split()
        self.word = max([self.word, *map(ems_of, words)])
        parts = (ems_of(part) for word in words for part in pieces(word))
        self.piece = max([self.piece, *(min(LONGEST, part) for part in parts)])
        self.texts.append(ems_of(text))

    def gain(self, width: float, more: float) -> float:
        """How much better it stands when it becomes wider; lines of high rows count most."""
        texts = self.texts[:: len(self.texts) // SAMPLE + 1]
        return sum(_lines(text, width) ** 3 - _lines(text, width + more) ** 3 for text in texts)


def _lines(text: float, width: float) -> float:
    return max(1.0, text / width)


def fit(root: html.HtmlElement, page: Format) -> None:
    """Mark the tables that need it, and what stands on a page on its side with them."""
    for table in root.iter("table"):
        if sum(1 for _ in table.iter("tr")) <= FEW:
            add_class(table, "few")
        if table.find(".//th") is None:
            _name_rows(table)
        columns = _columns(table)
        if not columns:
            continue
        size, measure = _size(columns, page.measure), page.measure
        if _is_cramped(columns, size, measure) and _may_turn(table):
            measure = page.turned_measure
            size = _size(columns, measure)
            add_class(table, TURNED)
            for each in _led_by(table):
                add_class(each, TURNED if each.tag in HEADINGS else f"{TURNED} leads")
        if size:
            add_class(table, size)
        if _width(each.word for each in columns) * SIZES[size] > measure:
            _share_out(table, columns, measure / SIZES[size])


def _name_rows(table: html.HtmlElement) -> None:
    """Without a head the first cell of a row is what its others are of (ISO 14289-1, 7.5)."""
    for row in table.iter("tr"):
        cells = list(row.iterchildren("td"))
        if len(cells) > 1 and (plain(cells[0]) or cells[0].find(".//img") is not None):
            cells[0].set("scope", "row")


def _columns(table: html.HtmlElement) -> list[Column]:
    found: list[Column] = []
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if any(cell.get("colspan") for cell in cells):
            continue
        found += [Column() for _ in cells[len(found) :]]
        for column, cell in zip(found, cells, strict=False):
            column.take(plain(cell))
    return found


def _width(widths: Iterable[float]) -> float:
    """What columns take with the room beside their text, in ems of the table."""
    return sum(width + PADDING for width in widths)


def _size(columns: Sequence[Column], measure: float) -> str:
    """The largest type in which no word breaks; then the one in which names break at signs."""
    words = _width(each.word for each in columns)
    parts = _width(each.piece for each in columns)
    if words * SIZES[""] <= measure:
        return ""
    is_enough = min(words, parts) * SIZES["dense"] <= measure or len(columns) < MANY
    return "dense" if is_enough else "tiny"


def _is_cramped(columns: Sequence[Column], size: str, measure: float) -> bool:
    """Whether words break anywhere, or most of the rows are towers of words."""
    if size == "tiny" or len(columns) < MANY:
        return size == "tiny"
    widths = _shares(columns, measure / SIZES[size])
    rows = zip(*(each.texts for each in columns), strict=False)
    high = [max(ceil(t / w) for t, w in zip(row, widths, strict=True)) for row in rows]
    return bool(median(high) > HIGHEST)


def _may_turn(table: html.HtmlElement) -> bool:
    """Whether it stands by itself, in no list and no box."""
    return all(
        above.tag == "section" or above.getparent() is None for above in table.iterancestors()
    )


def _led_by(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The headings and leads right above, which go with it; one short text if it has no caption.

    Without a caption nothing may part the two, so that the text would have a page to itself.
    """
    above = table.getprevious()
    has_lead = table.find("caption") is not None
    while above is not None:
        is_lead = above.tag in HEADINGS or "leads" in classes_of(above)
        is_short = above.tag == "p" and not has_lead and ems_of(plain(above)) < SHORT
        if not (is_lead or is_short):
            return
        yield above
        has_lead, above = True, above.getprevious()


def _level(words: Sequence[float], room: float) -> float:
    """The length to which the longest words must shrink so that all have room.

    >>> _level([2, 3, 10, 12], 15)
    5.0
    """
    left = room
    for at, word in enumerate(sorted(words)):
        level = left / (len(words) - at)
        if word > level:
            return max(level, 1.0)
        left -= word
    return max(words, default=1.0)


def _shares(columns: Sequence[Column], room: float) -> list[float]:
    """How wide the text of each column is, in ems of the table."""
    room -= PADDING * len(columns)
    parts = [each.piece for each in columns]
    if sum(parts) > room:
        longest = _level(parts, room)
        return [min(part, longest) for part in parts]
    return _grown(columns, parts, room - sum(parts))


def _grown(columns: Sequence[Column], widths: Sequence[float], room: float) -> list[float]:
    """Share out the room that is left, always to the column that makes the rows lowest."""
    grown, step = list(widths), room / STEPS
    gains = [each.gain(width, step) for each, width in zip(columns, grown, strict=True)]
    for _ in range(STEPS):
        at = max(range(len(gains)), key=gains.__getitem__)
        if not gains[at]:
            break
        grown[at] += step
        gains[at] = columns[at].gain(grown[at], step)
    return grown


def _share_out(table: html.HtmlElement, columns: Sequence[Column], room: float) -> None:
    """Give each column what its words need."""
    add_class(table, "tight")
    for before in table.findall("colgroup"):
        before.drop_tree()
    shares = [width + PADDING for width in _shares(columns, room)]
    group = html.Element("colgroup")
    for share in shares:
        width = f"width: {100 * share / sum(shares):.2f}%"
        group.append(html.Element("col", {"style": width}))
    caption = table.find("caption")
    table.insert(0 if caption is None else table.index(caption) + 1, group)
