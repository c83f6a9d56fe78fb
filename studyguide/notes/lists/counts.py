"""Tells a number that begins an item from one that a line happens to begin with."""

from studyguide.notes.lines.widths import SENTENCE_END
from studyguide.notes.rows import Row

KINDS = frozenset({"1.", "1)", "(1)", "가.", "가)", "(가)", "ㄱ.", "ㄱ)", "(ㄱ)", "a)"})


class Counts:
    """The last number of each kind (`1.`, `1)`, `(1)`, `가.`, `(가)`, `a)`) since a heading."""

    def __init__(self) -> None:
        self.last: dict[str, int] = {}

    def is_stray(self, row: Row, before: Row | None) -> bool:
        """Whether a sentence goes on in `row`: `이 문장은 여기서 끝난⏎다. 그리고`.

        It does where its number does not count on, right below a line that ends no sentence.
        """
        if row.kind == "heading":
            self.last.clear()
        number = ordinal(row)
        if not number or not row.marker:
            return False
        kind = row.marker.kind
        goes_on = before is not None and before.kind == "text" and before.text
        if goes_on and number not in (1, self.last.get(kind, 0) + 1) and not _ends(before):
            return True
        self.last[kind] = number
        return False


def _ends(row: Row | None) -> bool:
    return row is not None and bool(SENTENCE_END.search(row.text))


def ordinal(row: Row) -> int:
    """The number of an item from 1, 0 if it has none: 3 for `3.`, `(3)` and `다)`."""
    marker = row.marker
    return marker.ordinal if marker and marker.kind in KINDS else 0
