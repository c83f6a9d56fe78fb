"""Parts the lines that an extractor glued together: `rest - Y` and `rest- Y` are two.

A dash that an author typed, `cf) 명백성보충요건설 - 소수의견`, parts nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from studyguide.notes.lines.shapes import ARROW
from studyguide.notes.lines.widths import SENTENCE_END
from studyguide.notes.lists.dumps import is_echoing
from studyguide.notes.rows import Row
from studyguide.notes.titles.headings import Note
from studyguide.outline.flatlist import Join
from studyguide.outline.joins import Piece, split_joins

CLAUSE = re.compile(r"[가-힣](?:고|며|면|서|데|만)$")  # `바뀌기도 하고`, of some words
FEWEST = 3  # words of a clause, and of an item in a note without another trace of the extractor


def settle(note: Note) -> Note:
    """The note with an item of its own for each that was glued to a line of the item above."""
    is_sure = is_echoing(note)
    if not is_sure and any(row.marker and row.marker.kind != "-" for row in note.rows):
        return note  # an extractor writes no other bullet
    found: list[Row] = []
    in_list = False
    for row in note.rows:
        in_list = row.kind == "item" or (in_list and row.kind == "text")
        found += _split(row, is_sure) if in_list and row.kind == "text" else [row]
    return replace(note, rows=tuple(found))


def _split(row: Row, is_sure: bool) -> Iterator[Row]:
    pieces = split_joins(row.text)
    if len(pieces) > 1 and not _is_seam(pieces[0], pieces[1], is_sure):
        pieces = []
    for piece in pieces or [Piece(0, row.text, None)]:
        col = row.col + piece.col
        if piece.join:
            yield replace(row, kind="item", text=piece.text, col=col, join=piece.join.value)
        else:
            yield replace(row, text=piece.text, col=col)


def _is_seam(rest: Piece, item: Piece, is_sure: bool) -> bool:
    """Whether what stands before the dash is a line by itself, not the first half of a pair."""
    is_clause = len(rest.text.split()) >= FEWEST and CLAUSE.search(rest.text)
    if not (ARROW.match(rest.text) or SENTENCE_END.search(rest.text) or is_clause):
        return False
    return is_sure or item.join is Join.CHILD or len(item.text.split()) >= FEWEST
