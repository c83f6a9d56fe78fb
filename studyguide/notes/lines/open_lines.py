r"""Knows the lines that begin inside a formula, code or an address: `$a +` and below it `b$`."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from studyguide.notes.held import held
from studyguide.notes.rows import Row
from studyguide.notes.titles.headings import Note

BEGINS = ("item", "text", "note")  # a paragraph


def settle(note: Note) -> Note:
    """No mark may stand before such a line: it is sorted as one of a formula."""
    rows = list(note.rows)
    for first, end in _paragraphs(rows):
        texts = [_within(row).text for row in rows[first:end]]
        starts = [0, *accumulate(len(text) + 1 for text in texts)]
        inside = {at for span in held("\n".join(texts)) for at in range(span[0] + 1, span[1])}
        for at, start in zip(range(first, end), starts, strict=False):
            if start in inside:
                rows[at] = _in_formula(rows[at])
    return replace(note, rows=tuple(rows))


def _paragraphs(rows: list[Row]) -> Iterator[tuple[int, int]]:
    """First row and end of each paragraph of several lines that has signs of such pieces."""
    at = 0
    while at < len(rows):
        end = at + 1
        if _within(rows[at]).kind in BEGINS:
            while end < len(rows) and _goes_on(rows[at], rows[end]):
                end += 1
        if end > at + 1 and any(_opens(row.text) for row in rows[at:end]):
            yield at, end
        at = end


def _opens(text: str) -> bool:
    return "`" in text or "$" in text or "](" in text


def _goes_on(first: Row, row: Row) -> bool:
    is_alike = (first.inner is None) == (row.inner is None)
    inside = _within(row)
    return is_alike and inside.kind in ("text", "math") and not inside.starts


def _within(row: Row) -> Row:
    return row.inner or row


def _in_formula(row: Row) -> Row:
    if row.inner:
        return replace(row, inner=replace(row.inner, kind="math"))
    return replace(row, kind="math")
