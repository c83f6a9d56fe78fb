"""Makes wide tables fit the measure: smaller type first, then columns by their longest words."""

from collections.abc import Sequence

from lxml import html

from studyguide.elements import add_class, plain
from studyguide.pdf.paper import ems_of

SIZE, DENSE = 0.891, 0.72  # of the text's size, as styles/print/tables.css has them
PADDING = 1.1  # ems of the table on both sides of a cell
FEW = 9  # rows with the head; so small a table stays on one page
LONGEST = 14.0  # ems; a longer word is broken in any case


def fit(root: html.HtmlElement, measure: float) -> None:
    """Mark the tables that need it; `measure` is the width of the text in ems of its size."""
    for table in root.iter("table"):
        if sum(1 for _ in table.iter("tr")) <= FEW:
            add_class(table, "few")
        if table.find(".//th") is None:
            _name_rows(table)
        words = _longest_words(table)
        needed = sum(words) + PADDING * len(words)
        if needed * SIZE > measure:
            add_class(table, "dense")
        if needed * DENSE > measure:
            _share_out(table, words, measure)


def _name_rows(table: html.HtmlElement) -> None:
    """Without a head the first cell of a row is what its others are of (ISO 14289-1, 7.5)."""
    for row in table.iter("tr"):
        cells = list(row.iterchildren("td"))
        if len(cells) > 1 and (plain(cells[0]) or cells[0].find(".//img") is not None):
            cells[0].set("scope", "row")


def _longest_words(table: html.HtmlElement) -> list[float]:
    """The width of the longest word of each column, in ems of the table."""
    longest: list[float] = []
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if any(cell.get("colspan") for cell in cells):
            continue
        longest += [0.0] * (len(cells) - len(longest))
        for at, cell in enumerate(cells):
            found = max((ems_of(word) for word in plain(cell).split()), default=1.0)
            longest[at] = max(longest[at], found)
    return longest


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


def _share_out(table: html.HtmlElement, words: Sequence[float], measure: float) -> None:
    """Give each column what its words need; only the longest words break, all at one length."""
    add_class(table, "tight")
    for columns in table.findall("colgroup"):
        columns.drop_tree()
    longest = min(LONGEST, _level(words, measure / DENSE - PADDING * len(words)))
    shares = [min(word, longest) + PADDING for word in words]
    columns = html.Element("colgroup")
    for share in shares:
        width = f"width: {100 * share / sum(shares):.2f}%"
        columns.append(html.Element("col", {"style": width}))
    caption = table.find("caption")
    table.insert(0 if caption is None else table.index(caption) + 1, columns)
