"""Closes what an author left open: a callout or a `:::` block must not swallow the next chapter."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from studyguide.diagnostics import Pos, Report
from studyguide.notes.boxes.signs import Sign, is_several_words, read_sign
from studyguide.notes.labels import TARGET
from studyguide.notes.lists.markers import indent_of, read_marker
from studyguide.notes.rows import Kind, Row, box_step, read_line
from studyguide.notes.source import clean
from studyguide.notes.titles.headings import Note

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


def is_box(row: Row) -> bool:
    """Whether a line inside an item or a quotation opens or ends a box that can stand there.

    What the author asks and answers is lifted out of them instead.
    """
    if row.kind != "fenced" or not row.text.startswith(":::"):
        return False
    sign = read_sign(row.text)
    return _is_closing(row) or bool(sign and not sign.is_asked)


def matched(rows: Sequence[Row]) -> frozenset[int]:
    """The lines of the boxes that have both their ends among these rows."""
    found: set[int] = set()
    open_: list[Row] = []
    for row in filter(is_box, rows):
        sign = read_sign(row.text)
        if sign and sign.is_whole:
            found.add(row.line)
        elif sign:
            open_.append(row)
        elif open_:
            found |= {open_.pop().line, row.line}
    return frozenset(found)


def in_item(lines: Sequence[str], at: int) -> frozenset[int]:
    """Where boxes begin and end from a line on in the same item; a list stands in as far as it."""
    below = (lines[number] for number in range(at + 1, len(lines)))
    margin = indent_of(lines[at])[0]
    inside = [lines[at], *takewhile(lambda line: _stays(line, margin), below)]
    rows = (read_line(clean(line).strip(), number, line) for number, line in enumerate(inside, at))
    return matched(list(rows))


def tell_open(row: Row, said: str, pos: Pos, report: Report) -> None:
    """Tell of a box that its author began as `said` in an item or a quotation, and never ended."""
    if is_box(row) and box_step(row) > 0:
        report.add("N024", pos, text=said)


def _stays(line: str, margin: int) -> bool:
    """Whether a line goes on in an item, or begins one of a box that stands in by `margin`."""
    indent = indent_of(line)[0]
    return not line.strip() or indent >= (margin if read_marker(line) else 2)


def lines_of(row: Row) -> list[Row]:
    """The line of a box, also of one in a quotation, as lines of their own."""
    if row.inner and row.inner.kind == "fenced":
        return [replace(row, text=part.text, inner=part) for part in parted(row.inner)]
    return parted(row) if row.kind == "fenced" else [row]


def said_in(row: Row, sign: Sign, kind: Kind) -> list[Row]:
    """What stands behind the name of a box: all its text and its end, or its title."""
    is_title = not (sign.is_whole or sign.is_asked or "*" in sign.said)
    text = f"**{sign.said}**" if is_title else sign.said
    said = Row("text", row.line, text, row.col + sign.col, row.indent, starts=True)
    end = Row(kind, row.line, ":::", indent=row.indent)
    return [said, end if sign.is_whole else Row("blank", row.line)]


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
