"""Puts footnotes where pandoc finds them: out of lists, and below those that call them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice, takewhile

from studyguide.notes.blocks import blocks
from studyguide.notes.labels import FOOTNOTE_USE, called_in
from studyguide.notes.lines.widths import columns
from studyguide.notes.rows import FOOTNOTE, Row, quotations
from studyguide.notes.spans import outside_code
from studyguide.notes.titles.headings import Note

BELOW = 4  # columns by which the second paragraph of a footnote stands in
DAGGERS = "†‡§¶"
MOST = 26  # lines of a footnote and those below it, which stand on one page
LINE = 60  # columns of a line at least
REPEATED = 8  # of them below others too; a chain of thousands would be printed by each of them
TEXT = ("text", "math")


def settle(note: Note) -> tuple[Note, set[str]]:
    """The note with its footnotes behind its lists, and the labels of those below others."""
    note = _apart(_behind(note))
    calls_inside = any(FOOTNOTE_USE.search(row.text) for row in note.rows if row.kind == "note")
    return _hung(note) if calls_inside else (note, set())


def _behind(note: Note) -> Note:
    """Footnotes in a list, `  [^1]: 글` or between two items, or in a quotation, behind it all."""
    kept: list[Row] = []
    moved: list[Row] = []
    nexts = _nexts(note.rows)
    is_quoted = any(row.kind == "quote" and _begins(row) for row in note.rows)
    called = frozenset(called_in(note.rows) if is_quoted else ())
    at = 0
    while at < len(note.rows):
        row = note.rows[at]
        is_between = row.kind == "note" and _is_listed(kept) and nexts[at] == "item"
        is_inside = row.kind == "text" and row.indent > 0 and _begins(row) != ""
        if not (is_between or is_inside or (row.kind == "quote" and _begins(row) in called)):
            kept.append(row)
            at += 1
            continue
        below = list(takewhile(partial(_goes_on, row), islice(note.rows, at + 1, None)))
        moved += [Row("blank", 0), _as_footnote(row), *map(_unquoted, below)]
        at += 1 + len(below)
    return replace(note, rows=(*kept, *moved)) if moved else note


def _apart(note: Note) -> Note:
    """The line that calls a footnote from right below it, and nothing else does, is the text."""
    if not any(row.kind == "note" for row in note.rows):
        return note
    calls = Counter(called_in(note.rows))
    begun: set[int] = set()
    for block in blocks(note.rows, False):
        label = block[0].info
        own = Counter(called_in(block)) if block[0].kind == "note" else Counter()
        if own[label] and own[label] == calls[label] and block[0].text.strip():
            begun |= {id(row) for row in islice(filter(partial(_calls, label), block[1:]), 1)}
    rows = (replace(row, starts=True) if id(row) in begun else row for row in note.rows)
    return replace(note, rows=tuple(rows)) if begun else note


def _calls(label: str, row: Row) -> bool:
    return row.kind == "text" and not row.indent and label in called_in([row])


def _nexts(rows: Sequence[Row]) -> list[str]:
    """For each row the kind of the next one that is no footnote and not blank."""
    found: list[str] = []
    kind = ""
    for row in reversed(rows):
        kind = kind if row.kind in ("note", "blank") else row.kind
        found.append(kind)
    return found[::-1]


def _is_listed(before: Sequence[Row]) -> bool:
    return bool(before) and before[-1].kind == "item"


def _goes_on(first: Row, row: Row) -> bool:
    """Whether a line goes on with the footnote that begins above it."""
    said = _unquoted(row)
    is_text = said.kind in TEXT and not said.starts and not _begins(row)
    if first.kind == "quote":  # a line may have lost its `>`
        return is_text and len(quotations(row)) in (0, len(quotations(first)))
    return is_text and row.kind in TEXT and row.indent >= first.indent


def _begins(row: Row) -> str:
    """The label of the footnote that begins in a line of text, which may be quoted."""
    said = _unquoted(row)
    met = FOOTNOTE.match(said.text) if said.kind == "text" else None
    return met[1] if met else ""


def _unquoted(row: Row) -> Row:
    """A line as it would stand outside of its quotations."""
    inside = quotations(row)
    return replace(inside[-1], col=row.col) if inside else row


def _as_footnote(row: Row) -> Row:
    said = _unquoted(row)
    met = FOOTNOTE.match(said.text) if said.kind == "text" else None
    if not met:
        return row
    rest, col = said.text[met.end() :], said.col + met.end()
    return replace(said, kind="note", text=rest, col=col, info=met[1], indent=0, starts=False)


def _hung(note: Note) -> tuple[Note, set[str]]:
    """`가는 †다.` and below it `† 다른 주`, where nothing but a footnote calls the other one."""
    found = [block for block in blocks(note.rows, False) if block[0].kind == "note"]
    inside = {id(row) for block in found for row in block}
    called = set(called_in(row for row in note.rows if id(row) not in inside))
    alone = {block[0].info: block for block in reversed(found) if block[0].info not in called}
    whole: dict[int, list[Row]] = {}
    hung: set[str] = set()
    for block in (block for block in found if block[0].info in called):
        whole[id(block[0])] = _with_hung(block, alone, hung)
    below = chain.from_iterable(alone[label] for label in hung)
    above = (row for block in found if block[0].info in called for row in block)
    gone = {id(row) for row in (*above, *below)}
    rows = (whole.get(id(row), [] if id(row) in gone else [row]) for row in note.rows)
    return replace(note, rows=tuple(chain.from_iterable(rows))), hung


def _with_hung(
    block: Sequence[Row], alone: Mapping[str, Sequence[Row]], hung: set[str]
) -> list[Row]:
    """A footnote and below it those that it calls, and that they call; `hung` learns of them."""
    before = frozenset(hung)
    lines = _lines(block)
    signs: dict[str, str] = {}
    rows: list[Row] = []
    todo = list(block)

    def called(met: re.Match[str]) -> str:
        nonlocal lines
        label = met[1]
        if label in alone and label not in signs and has_room(label):
            lines += _lines(alone[label])
            signs[label] = _sign(len(signs))
            todo.extend(_below(alone[label], signs[label]))
            hung.add(label)
        return signs.get(label, met[0])

    def has_room(label: str) -> bool:
        is_again = label in before and len(before & signs.keys()) >= REPEATED
        return lines + _lines(alone[label]) <= MOST and not is_again

    for row in todo:
        rows.append(replace(row, text=outside_code(row.text, partial(FOOTNOTE_USE.sub, called))))
    return rows


def _lines(rows: Sequence[Row]) -> int:
    """About how many lines a footnote takes on paper."""
    return sum(1 + columns(row.text) // LINE for row in rows)


def _sign(count: int) -> str:
    """`†` to `¶`, then `††` to `¶¶`, and so on: a number would be that of another footnote."""
    times, at = divmod(count, len(DAGGERS))
    return DAGGERS[at] * (times + 1)


def _below(rows: Sequence[Row], sign: str) -> Iterator[Row]:
    """A footnote as a paragraph of another one."""
    yield Row("blank", 0)
    yield replace(rows[0], kind="text", text=f"{sign} {rows[0].text}", indent=BELOW, info="",
                  col=rows[0].col, starts=True)  # fmt: skip
    yield from rows[1:]
