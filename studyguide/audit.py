"""Accounts for every line of the notes: kept, merged, an echo, moved or dropped, and why."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from studyguide.diagnostics import Pos, Report
from studyguide.notes import Manuscript
from studyguide.notes.printed import printed

Row = dict[str, Any]
LETTER = re.compile(r"\w")


@dataclass(frozen=True)
class Text:
    """What the finished tree holds of one source line: its anchor, its text, its role."""

    anchor: str
    text: str
    is_keyword: bool


Lines = Mapping[tuple[str, int], Text]


def account(manuscript: Manuscript, found: Lines, report: Report) -> list[Row]:
    """One row for each non-blank source line: {file, line, fate, reason, anchor}.

    `found` is the text of each source line as the finished tree still has it. A line of which
    letters are missing there, and that nothing accounts for, is our own fault and a warning.
    """
    told = {(f.pos.file, f.pos.line): (f.kind, f.reason) for f in manuscript.fates}
    echoes = _echo_lines(report)
    rows = []
    for file, lines in manuscript.sources.items():
        nearest = ""
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            key = (file, number)
            nearest = found[key].anchor if key in found else nearest
            fate, reason = _fate(key, line, found, told, echoes)
            if reason == "lost":
                report.add("N011", Pos(file, number), text=line.strip()[:40])
            row = {"file": file, "line": number, "fate": fate, "reason": reason}
            rows.append(row | {"anchor": nearest if fate == "kept" else None})
    return rows


def _echo_lines(report: Report) -> set[tuple[str, int]]:
    rows = report.byproducts.get("echoes")
    return {(row["file"], row["line"]) for row in rows} if isinstance(rows, list) else set()


def _fate(
    key: tuple[str, int],
    line: str,
    found: Lines,
    told: Mapping[tuple[str, int], tuple[str, str]],
    echoes: set[tuple[str, int]],
) -> tuple[str, str]:
    if key in told:
        return told[key]
    if key in echoes:
        return "echo", "the extractor repeated an item"
    if key in found and found[key].is_keyword:
        return "moved", "keyword list"
    if key in found and not missing(line, found[key].text):
        return "kept", ""
    if not LETTER.search(line):
        return "dropped", "no letters"
    return "dropped", "lost"


def missing(line: str, text: str) -> str:
    """The letters and digits of a source line that the text does not have.

    >>> missing("- **가** `x` → 나", "가 x 다")
    '나'
    """
    lost = Counter(letters(printed(line))) - Counter(letters(text))
    return "".join(sorted(lost.elements()))


def letters(text: str) -> Iterable[str]:
    """Its letters and digits after NFC, in any script."""
    text = unicodedata.normalize("NFC", text)
    return (char for char in text if unicodedata.category(char)[0] in "LN")
