"""Sets the answer below the choices of a question beside them: `① 비`, `② 소금`, `답 ②`."""

from dataclasses import replace

from studyguide.ask_labels import ANSWER, CHOSEN
from studyguide.notes.lists.markers import Marker
from studyguide.notes.lists.ordinals import ordinal_of
from studyguide.notes.rows import Row
from studyguide.notes.titles.headings import Note

LABEL = "답"
FEWEST = 2  # choices


def settle(note: Note) -> Note:
    """A line that answers is no part of the last choice, but an item of its own behind it.

    Behind a numbered list, a paragraph of its own.
    """
    rows: list[Row] = []
    count = 0  # choices down to here
    for row in note.rows:
        above = rows[-1].marker if rows else None
        if above and count >= FEWEST and _answers(row):
            if above.number is None:
                marker = row.marker or replace(above, col=row.col)
                row = replace(row, kind="item", marker=replace(marker, label=LABEL))
            elif row.kind == "text" and not above.indent:  # no number is the answer's
                rows.append(Row("blank", 0))
        count = _counted(row.marker, above, count)
        rows.append(row)
    return replace(note, rows=tuple(rows))


def _answers(row: Row) -> bool:
    is_text = row.kind == "text" or (row.kind == "item" and row.marker and not row.marker.label)
    return bool(is_text and (CHOSEN.match(row.text) or ANSWER.match(row.text)))


def _counted(marker: Marker | None, above: Marker | None, count: int) -> int:
    """How many choices stand in a row with this one: labels and numbers that count on."""
    number = _number(marker)
    if marker and above and above.kind == marker.kind:
        count = count + 1 if number == _number(above) + 1 else 0
    else:
        count = 0
    return count or int(number == 1)


def _number(marker: Marker | None) -> int:
    if marker is None:
        return 0
    return marker.number or ordinal_of(marker.label)
