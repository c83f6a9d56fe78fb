"""Closes what an author left open: a callout or a `:::` block must not swallow the next chapter."""

import re
from dataclasses import replace

from studyguide.diagnostics import Pos, Report
from studyguide.notes.headings import Note
from studyguide.notes.labels import TARGET
from studyguide.notes.rows import Row

# `::: note 읽어 두면 좋다 :::`, which pandoc takes for text
WHOLE = re.compile(
    r"(?P<opening>:{3,}[ \t]*(?:\{[^{}]+\}|[\w-]+))[ \t]+(?P<said>[^:\s].*?)[ \t]*:{3,}$"
)
CLOSING = Row("fenced", 0, ":::")
DEEPEST = 12  # boxes within boxes; what begins deeper is printed as text


def parted(row: Row) -> list[Row]:
    """The fence of a block, or the three lines of a block in one."""
    met = WHOLE.match(row.text)
    if not met:
        return [row]
    said = Row("text", row.line, met["said"], row.col + met.start("said"), row.indent, starts=True)
    return [replace(row, text=met["opening"]), said, replace(CLOSING, line=row.line)]


def settle(note: Note, report: Report) -> Note:
    """Close open blocks before the next heading or at the end; tell them, and stray ends."""
    partner = _partners(note.rows)
    found: list[Row] = []
    open_: list[Row] = []
    ends = set(partner.values())
    for row in note.rows:
        if row.kind == "heading":
            left = [o for o in open_ if row.level == 1 or o.line not in partner]
            for opening in left:
                report.add("N016", Pos(note.file, opening.line), text=opening.text)
                open_.remove(opening)
                found.append(CLOSING)
        if _is_opening(row) and len(open_) == DEEPEST:
            report.add("N016", Pos(note.file, row.line), text=row.text)
            row = replace(row, kind="text", text=row.info or row.text, starts=True)
        elif _is_opening(row):
            open_.append(row)
        elif _is_closing(row):
            if not open_:
                row = _stray(note, row, is_told=row.line in ends, report=report)
            else:
                open_.pop()
        found.append(row)
    for opening in open_:
        report.add("N016", Pos(note.file, opening.line), text=opening.text)
        found.append(CLOSING)
    return replace(note, rows=tuple(found))


def _partners(rows: tuple[Row, ...]) -> dict[int, int]:
    """Line of each beginning → line of its end."""
    found = {}
    open_: list[int] = []
    for row in rows:
        if _is_opening(row):
            open_.append(row.line)
        elif _is_closing(row) and open_:
            found[open_.pop()] = row.line
    return found


def _is_opening(row: Row) -> bool:
    return row.kind == "fenced" and row.text.strip(": ") != "" and not TARGET.match(row.text)


def _is_closing(row: Row) -> bool:
    return row.kind == "fenced" and row.text.strip(": ") == ""


def _stray(note: Note, row: Row, is_told: bool, report: Report) -> Row:
    """An end without beginning is no text; its words, if it has any, stay."""
    if not is_told:
        report.add("N017", Pos(note.file, row.line), text=row.text)
    return replace(row, kind="text" if row.info else "comment", text=row.info)
