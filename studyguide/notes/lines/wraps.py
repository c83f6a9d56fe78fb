"""Knows the lines that a page's or a window's width broke, by what all lines of a note show."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from studyguide.hangul.particles import HANGUL_RUN, is_particle
from studyguide.notes.lines.cuts import CUT, SLACK, goes_on, has_tail
from studyguide.notes.lines.ends import is_amid
from studyguide.notes.lines.shapes import begins_anew
from studyguide.notes.lines.widths import NARROWEST, SENTENCE_END, WIDEST, columns
from studyguide.notes.rows import Row
from studyguide.notes.titles.headings import Note

WRAPPED = "wrapped"  # how a row is joined to the line above: a blank stands between them
JOINED = (CUT, WRAPPED)
GRAMMAR = re.compile(  # `은 관리형이다`, `라고 한다`
    r"(?:은|는|을|를|의|에(?:서|는|게)?|으?로서?|라(?:고|는)?|란|이(?:라(?:고|는)?|란|다|며|고)|까지|부터)"
    r"(?![가-힣])"
)
STOPS = frozenset(".,?!…:;~")  # behind which no grammar follows
FEWEST = 3  # lines that go on below; fewer show no width
MOST = 0.8  # of the lines that end no sentence are full, or the note was not wrapped


@dataclass(frozen=True)
class _Pair:
    """A line and the one that stands below it in the same item or paragraph."""

    at: int  # of the second
    line: str
    after: str
    width: int  # of the first, with its bullet and what it stands in by

    def is_full(self, width: int) -> bool:
        """Whether the first word of the second line would not have fitted in."""
        return self.width + 1 + columns(self.after.split(maxsplit=1)[0]) > width

    @property
    def is_open(self) -> bool:
        """Whether no sentence ends with the line."""
        return not SENTENCE_END.search(self.line)


def settle(note: Note) -> Note:
    """The note with each line marked that goes on, at its width's end, where the one above ended.

    Lines that end amid a sentence go on in any note.
    """
    pairs = list(_pairs(note.rows))
    joined = {pair.at: WRAPPED for pair in pairs if _is_amid(pair)}
    joined |= {pair.at: CUT for pair in pairs if _begins_with_grammar(pair)}
    width = max((pair.width for pair in pairs), default=0)
    if NARROWEST <= width <= WIDEST and all(_width(row) <= width + SLACK for row in note.rows):
        if _are_cut(pairs, width):
            joined = {p.at: CUT if goes_on(p.line, p.after) else WRAPPED for p in pairs}
        elif _are_wrapped(pairs, width):
            joined |= {pair.at: WRAPPED for pair in pairs if pair.is_full(width)}
    rows = (replace(row, join=joined.get(at, row.join)) for at, row in enumerate(note.rows))
    return replace(note, rows=tuple(rows))


def _pairs(rows: Sequence[Row]) -> Iterator[_Pair]:
    for at, (row, after) in enumerate(pairwise(rows), 1):
        is_text = row.kind in ("item", "text") and after.kind == "text" and not after.starts
        is_new = row.breaks or row.inner or (after.text and begins_anew(after.text, row.text))
        if is_text and row.text and after.text and not is_new:
            yield _Pair(at, row.text, after.text, _width(row))


def _width(row: Row) -> int:
    return row.col + columns(row.text) if row.kind in ("item", "text") else 0


def _is_amid(pair: _Pair) -> bool:
    return is_amid(pair.line, pair.after)


def _begins_with_grammar(pair: _Pair) -> bool:
    """Whether the second line begins with what never begins one: `Engine⏎은 관리형이다`.

    Extractors break a line where code stood in it.
    """
    run = GRAMMAR.match(pair.after)
    if run is None or pair.line[-1] in STOPS:
        return False
    last = pair.line[-1]
    return is_particle(run[0], last if HANGUL_RUN.match(last) else "")


def _are_cut(pairs: Sequence[_Pair], width: int) -> bool:
    """Whether all lines are as long as each other, and some end inside a word."""
    if len(pairs) < FEWEST or any(pair.width < width - SLACK for pair in pairs):
        return False
    return any(has_tail(pair.line, pair.after) for pair in pairs)


def _are_wrapped(pairs: Sequence[_Pair], width: int) -> bool:
    """Whether lines end where the next word would not have fitted."""
    full = [pair.is_full(width) for pair in pairs if pair.is_open]
    return len(full) >= FEWEST and sum(full) >= MOST * len(full)
