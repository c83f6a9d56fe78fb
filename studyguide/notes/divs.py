"""Closes what an author left open: a callout or a `:::` block must not swallow the next chapter."""

from dataclasses import replace

from studyguide.diagnostics import Pos, Report
from studyguide.notes.box_signs import Sign, is_several_words, read_sign
from studyguide.notes.headings import Note
from studyguide.notes.labels import TARGET
from studyguide.notes.rows import Kind, Row

CLOSING = Row("fenced", 0, ":::")
DEEPEST = 12  # boxes within boxes; what begins deeper is printed as text


def parted(row: Row) -> list[Row]:
    """The fence of a block, or its lines if words stand behind it; a row of text if it is none."""
    if not row.text.startswith(":::") or row.info:
        return [row]
    sign = read_sign(row.text)
    if not sign:
        return [replace(row, kind="text") if is_several_words(row.text) else row]
    if not sign.said:
        return [row if sign.is_asked else replace(row, text=sign.opening)]
    return [replace(row, text=sign.opening), *said_in(row, sign, "fenced")]


def said_in(row: Row, sign: Sign, kind: Kind) -> list[Row]:
    """What stands behind the name of a box: all its text and its end, or its title."""
    is_title = not (sign.is_whole or sign.is_asked or "*" in sign.said)
    text = f"**{sign.said}**" if is_title else sign.said
    said = Row("text", row.line, text, row.col + sign.col, row.indent, starts=True)
    return [said, Row(kind, row.line, ":::") if sign.is_whole else Row("blank", row.line)]


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
