"""Puts footnotes where pandoc finds them: out of lists, and below those that call them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice, takewhile

from studyguide.notes.blocks import blocks
from studyguide.notes.headings import Note
from studyguide.notes.labels import FOOTNOTE_USE, called_in
from studyguide.notes.rows import FOOTNOTE, Row
from studyguide.notes.spans import outside_code

BELOW = 4  # columns by which the second paragraph of a footnote stands in
DAGGERS = "†‡§¶"
MOST = 8  # footnotes below one; a chain of thousands would be printed by each of them


def settle(note: Note) -> Note:
    """The note with its footnotes behind its lists, each called from the text."""
    note = _behind(note)
    calls_inside = any(FOOTNOTE_USE.search(row.text) for row in note.rows if row.kind == "note")
    return _hung(note) if calls_inside else note


def _behind(note: Note) -> Note:
    """Footnotes that stand in a list, `  [^1]: 글` or between two items, behind all the text."""
    kept: list[Row] = []
    moved: list[Row] = []
    nexts = _nexts(note.rows)
    at = 0
    while at < len(note.rows):
        row = note.rows[at]
        is_between = row.kind == "note" and _is_listed(kept) and nexts[at] == "item"
        is_inside = row.kind == "text" and row.indent > 0 and bool(FOOTNOTE.match(row.text))
        if not (is_between or is_inside):
            kept.append(row)
            at += 1
            continue
        below = list(takewhile(partial(_goes_on, row), islice(note.rows, at + 1, None)))
        moved += [Row("blank", 0), _as_footnote(row), *below]
        at += 1 + len(below)
    return replace(note, rows=(*kept, *moved)) if moved else note


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
    is_text = row.kind in ("text", "math") and not row.starts and not FOOTNOTE.match(row.text)
    return is_text and row.indent >= first.indent


def _as_footnote(row: Row) -> Row:
    met = FOOTNOTE.match(row.text) if row.kind == "text" else None
    if not met:
        return row
    rest, col = row.text[met.end() :], row.col + met.end()
    return replace(row, kind="note", text=rest, col=col, info=met[1], indent=0, starts=False)


def _hung(note: Note) -> Note:
    """`가는 †다.` and below it `† 다른 주`, where nothing but a footnote calls the other one."""
    found = [block for block in blocks(note.rows, False) if block[0].kind == "note"]
    inside = {id(row) for block in found for row in block}
    called = set(called_in(row for row in note.rows if id(row) not in inside))
    alone = {block[0].info: block for block in reversed(found) if block[0].info not in called}
    whole: dict[int, list[Row]] = {}
    gone: set[int] = set()
    for block in (block for block in found if block[0].info in called):
        whole[id(block[0])], hung = _with_hung(block, alone)
        below = (row for label in hung for row in alone[label])
        gone |= {id(row) for row in (*block, *below)}
    rows = (whole.get(id(row), [] if id(row) in gone else [row]) for row in note.rows)
    return replace(note, rows=tuple(chain.from_iterable(rows)))


def _with_hung(
    block: Sequence[Row], alone: Mapping[str, Sequence[Row]]
) -> tuple[list[Row], set[str]]:
    """A footnote and below it those that it calls, and that they call; and their labels."""
    signs: dict[str, str] = {}
    rows: list[Row] = []
    todo = list(block)

    def called(met: re.Match[str]) -> str:
        label = met[1]
        if label not in alone or (label not in signs and len(signs) == MOST):
            return met[0]
        if label not in signs:
            times, at = divmod(len(signs), len(DAGGERS))
            signs[label] = DAGGERS[at] * (times + 1)
            todo.extend(_below(alone[label], signs[label]))
        return signs[label]

    for row in todo:
        rows.append(replace(row, text=outside_code(row.text, partial(FOOTNOTE_USE.sub, called))))
    return rows, set(signs)


def _below(rows: Sequence[Row], sign: str) -> Iterator[Row]:
    """A footnote as a paragraph of another one."""
    yield Row("blank", 0)
    yield replace(rows[0], kind="text", text=f"{sign} {rows[0].text}", indent=BELOW, info="",
                  col=rows[0].col, starts=True)  # fmt: skip
    yield from rows[1:]
