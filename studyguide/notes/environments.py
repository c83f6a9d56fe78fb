r"""LaTeX environments that are no formulas, `\begin{theorem}`: they stay as they were written.

What is a formula the scanner has taken already.
"""

import re
from dataclasses import replace

from studyguide.diagnostics import Pos, Report
from studyguide.notes.displays import ENVIRONMENT
from studyguide.notes.rows import Row
from studyguide.notes.titles.headings import Note

BEGIN = re.compile(r"\\begin\{([A-Za-z]+\*?)\}")
LINE = re.compile(r"\\(?:begin\{|end\{|item(?![A-Za-z]))")  # a line of its own
SAID = ("text", "item")


def settle(note: Note, report: Report) -> Note:
    """The note with the lines of such environments apart; each is told once by its name."""
    told: set[str] = set()
    rows: list[Row] = []
    for row in note.rows:
        is_said = row.kind in SAID and not ENVIRONMENT.match(row.text)  # left open, and told
        met = BEGIN.match(row.text) if is_said else None
        if met and met[1] not in told:
            told.add(met[1])
            report.add("N026", Pos(note.file, row.line, row.col), name=met[1])
        if is_said and LINE.match(row.text):
            row = replace(row, breaks=True)
            if rows and rows[-1].kind in SAID:
                rows[-1] = replace(rows[-1], breaks=True)
        rows.append(row)
    return replace(note, rows=tuple(rows))
