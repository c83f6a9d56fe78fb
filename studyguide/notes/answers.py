"""Sets the answer below the choices of a question beside them: `① 비`, `② 소금`, `답 ②`."""

from dataclasses import replace

from studyguide.ask_labels import ANSWER, CHOSEN
from studyguide.notes.headings import Note
from studyguide.notes.markers import ORDERED, Marker
from studyguide.notes.rows import Row

LABEL = "답"
FEWEST = 2  # choices


def settle(note: Note) -> Note:
    """A line that answers is no part of the last choice, but an item of its own behind it."""
    rows: list[Row] = []
    count = 0  # choices down to here
    for row in note.rows:
        marker = rows[-1].marker if rows else None
        if row.kind == "text" and marker and count >= FEWEST and _answers(row):
            row = replace(row, kind="item", marker=replace(marker, label=LABEL, col=row.col))
        count = _counted(row, marker, count)
        rows.append(row)
    return replace(note, rows=tuple(rows))


def _answers(row: Row) -> bool:
    return bool(CHOSEN.match(row.text) or ANSWER.match(row.text))


def _counted(row: Row, above: Marker | None, count: int) -> int:
    """How many choices stand in a row with this one: labels that count on, `1.` aside."""
    marker = row.marker
    if marker is None or marker.kind not in ORDERED or marker.number is not None:
        return 0
    is_next = above is not None and (above.kind, above.ordinal + 1) == (marker.kind, marker.ordinal)
    return count + 1 if is_next else int(marker.ordinal == 1)
