"""Lifts the author's `::: question` and `::: answer` out of lists and quotations."""

import re
from collections.abc import Sequence
from dataclasses import replace

from studyguide.diagnostics import Pos, Report
from studyguide.notes.boxes.divs import CLOSING, said_in
from studyguide.notes.boxes.signs import read_sign
from studyguide.notes.rows import Row
from studyguide.notes.titles.headings import Note

END = re.compile(r":{3,}$")
# `| ::: question … |`
ANYWHERE = re.compile(r"(?<!:):{3,}[ \t]*(?:\{[ \t]*)?\.?(?:question|answer)\b")
INSIDE = ("text", "item", "quote")  # kinds of the line that opens an indented block
MARGIN = 2  # columns; what stands further in belongs to the item above it


def lift(note: Note, report: Report) -> Note:
    """The note with each such block at the margin, below the list or quotation that it stood in.

    pandoc reads a fenced block in an item only where it is indented to the column and stands
    behind an empty line; authors write neither. Where no block can stand, in a cell of a table
    or within a line, the author is told.
    """
    rows = note.rows
    found: list[Row] = []
    held: list[Row] = []
    at = 0
    rows = tuple(part for row in rows for part in _parts(row))
    while at < len(rows):
        if _is_inside(rows[at]):
            end, is_closed = _end_of(rows, at)
            if not is_closed:
                report.add("N016", Pos(note.file, rows[at].line), text=_said(rows[at]).text)
            held += _at_margin(rows[at:end], is_closed)
            at = end
            continue
        if held and _is_behind(rows, at):
            found += held
            held = []
        if _is_lost(rows[at]):
            report.add("S003", Pos(note.file, rows[at].line), text=_said(rows[at]).text)
        found.append(_named(rows[at]))
        at += 1
    return replace(note, rows=(*found, *held))


def _parts(row: Row) -> tuple[Row, ...]:
    """A question with words behind its name as lines of their own; every other row as it is."""
    inner = _said(row)
    sign = read_sign(inner.text) if row.kind in INSIDE else None
    if not (sign and sign.is_asked and sign.said):
        return (row,)
    said, end = said_in(inner, sign, "text")
    parts = (replace(inner, text=sign.opening), replace(said, starts=False), end)
    if row.kind == "quote":
        return tuple(replace(row, text=part.text, inner=part) for part in parts)
    return parts


def _said(row: Row) -> Row:
    """A row, or what it is without the `>` of a quotation."""
    return row.inner or row


def _is_inside(row: Row) -> bool:
    return row.kind in INSIDE and bool(_named_as(_said(row).text))


def _is_lost(row: Row) -> bool:
    """Whether a row holds the sign of a block where none can stand."""
    is_text = _said(row).kind in ("text", "item", "table", "fenced")
    return is_text and bool(ANYWHERE.search(_said(row).text)) and not _named_as(_said(row).text)


def _end_of(rows: Sequence[Row], at: int) -> tuple[int, bool]:
    """Where a block ends, and whether its author closed it; if not, at the next empty line."""
    is_quoted = rows[at].kind == "quote"
    depth = 0
    for end in range(at, len(rows)):
        row = rows[end]
        if row.kind == "heading" or (row.kind == "quote") != is_quoted:
            break
        depth += bool(_named_as(_said(row).text)) - bool(END.match(_said(row).text))
        if not depth:
            return end + 1, True
    ends = (i for i in range(at, len(rows)) if _said(rows[i]).kind in ("blank", "heading"))
    return next(ends, len(rows)), False


def _at_margin(rows: Sequence[Row], is_closed: bool) -> list[Row]:
    """The rows of a block, without the indent or the `>` that they had in common."""
    inside = [_said(row) for row in rows]
    base = min((row.indent for row in inside[1:] if row.kind in ("text", "item")), default=0)
    found = [_out(row, base) for row in inside]
    return [Row("blank", 0), *found, *([] if is_closed else [CLOSING]), Row("blank", 0)]


def _out(row: Row, base: int) -> Row:
    if name := _named_as(row.text):
        return Row("fenced", row.line, name)
    if END.match(row.text):
        return Row("fenced", row.line, row.text)
    if row.kind not in ("text", "item"):
        return row
    indent = max(row.indent - base, 0)
    marker = row.marker and replace(row.marker, indent=indent)
    return replace(row, indent=indent, marker=marker)


def _named_as(text: str) -> str:
    """The sign of a block as pandoc reads it: `::: question` of `::: 물음`."""
    sign = read_sign(text)
    return sign.opening if sign and sign.is_asked and not sign.said else ""


def _named(row: Row) -> Row:
    name = _named_as(row.text) if row.kind == "fenced" else ""
    return replace(row, text=name) if name else row


def _is_behind(rows: Sequence[Row], at: int) -> bool:
    """Whether a row stands behind the list or the quotation that comes before it."""
    row = rows[at]
    if row.kind in ("blank", "item") or row.indent >= MARGIN:
        return False
    return row.kind not in ("text", "quote") or (at > 0 and rows[at - 1].kind == "blank")
