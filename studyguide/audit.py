"""Accounts for every line of the notes: kept, merged, an echo, moved or dropped, and why."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from studyguide.diagnostics import Pos, Report
from studyguide.notes import Manuscript

Row = dict[str, Any]
LETTER = re.compile(r"\w")


def account(
    manuscript: Manuscript, places: Iterable[tuple[str, str]], report: Report
) -> list[Row]:
    """One row for each non-blank source line.

    `places` are the marks that are still in the tree (`file:line:col`) with their anchors. A line
    that nothing accounts for is our own fault and an error.
    """
    anchors = _anchors(places)
    told = {(f.pos.file, f.pos.line): (f.kind, f.reason) for f in manuscript.fates}
    echoes = _echo_lines(report)
    rows = []
    for file, lines in manuscript.sources.items():
        nearest = ""
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            key = (file, number)
            nearest = anchors.get(key, nearest)
            fate, reason = _fate(key, line, anchors, told, echoes)
            if fate == "dropped" and reason == "lost":
                report.add("N011", Pos(file, number), text=line.strip()[:40])
            anchor = nearest if fate in ("kept", "merged") else None
            rows.append(
                {"file": file, "line": number, "fate": fate, "reason": reason, "anchor": anchor}
            )
    return rows


def _anchors(places: Iterable[tuple[str, str]]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for place, anchor in places:
        file, line, _ = place.rsplit(":", 2)
        found.setdefault((file, int(line)), anchor)
    return found


def _echo_lines(report: Report) -> set[tuple[str, int]]:
    rows = report.byproducts.get("echoes")
    return {(row["file"], row["line"]) for row in rows} if isinstance(rows, list) else set()


def _fate(
    key: tuple[str, int],
    line: str,
    anchors: Mapping[tuple[str, int], str],
    told: Mapping[tuple[str, int], tuple[str, str]],
    echoes: set[tuple[str, int]],
) -> tuple[str, str]:
    if key in told:
        return told[key]
    if key in anchors:
        return "kept", ""
    if key in echoes:
        return "echo", "the extractor repeated an item"
    if not LETTER.search(line):
        return "dropped", "no letters"
    return "dropped", "lost"
