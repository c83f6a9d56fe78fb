"""Accounts for every line of the notes: kept, merged, an echo, moved or dropped, and why."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studyguide import notes
from studyguide.diagnostics import Pos, Report
from studyguide.notes import Manuscript
from studyguide.notes.obsidian import blocks_of, without_name
from studyguide.notes.printed import printed

Row = dict[str, Any]
Key = tuple[str, int]  # file and line
JOINT = re.compile(r"(?<=[0-9A-Za-z])[*_=+<>/&@^~](?=[0-9A-Za-z])")  # `3*3`, `a_b`, `a=b`
TEX_WORD = re.compile(r"\\[A-Za-z]+")  # `\frac`: what joins stands on its other side, `=\frac1n`
PLACE = re.compile(r"#[A-Za-z0-9._-]+")  # `#g-cache` of a link to an entry, before its words
SIGNS = frozenset("%?")  # compared besides letters, digits, emoji and money


@dataclass(frozen=True)
class Text:
    """What the finished tree holds of one source line: its anchor, its text, its role."""

    anchor: str
    text: str
    is_keyword: bool = False
    is_rest: bool = False


@dataclass(frozen=True)
class Fate:
    """What became of one source line, and why."""

    kind: str
    reason: str = ""


Lines = Mapping[Key, Text]
FATES = ("kept", "merged", "echo", "moved", "dropped")
LOST = Fate("dropped", "lost")
CUT = "formula without its comment"


def account(manuscript: Manuscript, found: Lines, report: Report) -> list[Row]:
    """One row for each non-blank source line: {file, line, fate, reason, anchor}.

    `found` is the text of each source line as the finished tree still has it. A line of which
    letters are missing there, and that nothing accounts for, is our own fault and a warning.
    """
    fates = _echoes(report) | _told(manuscript, found)
    rows = []
    nearest = ""
    for key, line in _lines(manuscript):
        nearest = found[key].anchor if key in found else nearest
        fate = fates.get(key) or _compared(line, found.get(key))
        if fate == LOST:
            report.add("N011", Pos(*key), text=line.strip()[:40])
        is_there = fate.kind in ("kept", "merged") or (fate.kind == "moved" and key in found)
        row = {"file": key[0], "line": key[1], "fate": fate.kind, "reason": fate.reason}
        rows.append(row | {"anchor": nearest if is_there else None})
    return rows


def _lines(manuscript: Manuscript) -> Iterator[tuple[Key, str]]:
    """Lines that say something, without the names by which others lead to them."""
    blocks = blocks_of(line for lines in manuscript.sources.values() for line in lines)
    for file, lines in manuscript.sources.items():
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield (file, number), without_name(line, blocks)


def _echoes(report: Report) -> dict[Key, Fate]:
    rows = report.byproducts.get("echoes")
    fate = Fate("echo", "the extractor repeated an item")
    return {(r["file"], r["line"]): fate for r in rows} if isinstance(rows, list) else {}


def _told(manuscript: Manuscript, found: Lines) -> dict[Key, Fate]:
    """Fates of the lines without a mark of their own; what was set is believed only when seen."""
    fates: dict[Key, Fate] = {}
    formulas: dict[Key, list[Key]] = {}
    cut: dict[Key, str] = {}
    for told in manuscript.fates:
        key = (told.pos.file, told.pos.line)
        if told.reason == notes.TEX_COMMENT:
            cut[key] = told.text
        elif told.reason == notes.FORMULA:
            formulas.setdefault((told.pos.file, told.owner), []).append(key)
        elif told.reason == notes.CODE:
            line = manuscript.sources[key[0]][key[1] - 1]
            is_there = key in found and not _short(letters(line), found[key].text)
            fates[key] = Fate(told.kind, told.reason) if is_there or not line.strip() else LOST
        elif told.reason != notes.TABLE:
            fates[key] = Fate(told.kind, told.reason)
    for owner, inside in formulas.items():
        fates |= _formula(manuscript, found, owner, inside, cut)
    return fates


def _formula(
    manuscript: Manuscript, found: Lines, owner: Key, inside: list[Key], cut: Mapping[Key, str]
) -> dict[Key, Fate]:
    """A formula over several lines is compared as one; its text belongs to its first line.

    Signs that were no formula after all stand in lines of their own. `cut` has what is left of
    the lines whose comments are not printed.
    """
    keys = [owner, *inside] if owner[1] else inside
    lines = [cut.get(key, manuscript.sources[key[0]][key[1] - 1]) for key in keys]
    text = " ".join(found[key].text for key in (owner, *inside) if key in found)
    if owner not in found or not _is_said(lines, text):
        return dict.fromkeys([*inside, owner], LOST)
    fates = {key: Fate("merged", notes.FORMULA) for key in inside}
    fates[owner] = Fate("kept", notes.FORMULA)
    for key in fates.keys() & cut.keys():
        is_left = cut[key].strip("$ ") != ""
        fates[key] = Fate(fates[key].kind, CUT) if is_left else Fate("dropped", notes.TEX_COMMENT)
    return fates


def _is_said(lines: Sequence[str], text: str) -> bool:
    """Whether a text has what lines print, alone or as one: an address may end in the next one."""
    ways = (" ".join(map(printed, lines)), printed(" ".join(lines)))
    return any(not _short(letters(said), text) for said in ways)


def _compared(line: str, text: Text | None) -> Fate:
    if text and text.is_keyword:
        return Fate("moved", "keyword list")
    if text and not missing(line, text.text):
        return Fate("merged", "continues the line above") if text.is_rest else Fate("kept")
    return LOST if any(letters(printed(line))) else Fate("dropped", "no letters")


def missing(line: str, text: str) -> str:
    """The letters and digits of a source line that the text does not have.

    >>> missing("- **가** `x` → 나", "가 x 다")
    '나'
    """
    said = printed(line).strip()
    is_spelled = unicodedata.is_normalized("NFC", said) and unicodedata.is_normalized("NFC", text)
    is_whole = is_spelled and _unspaced(said) in PLACE.sub("", _unspaced(text))  # as most are
    lost = "" if is_whole else _short(letters(said), text)
    return lost if lost and _short(letters(line), text) else ""  # it may stand as it was typed


def _unspaced(text: str) -> str:
    return "".join(text.split())


def _short(said: Iterable[str], text: str) -> str:
    there = Counter(letters(text)) | Counter(letters(TEX_WORD.sub("", text)))
    lost = Counter(said) - there
    return "".join(sorted(lost.elements()))


def letters(text: str) -> Iterable[str]:
    """Its letters and digits after NFC in any script, emoji, money, `%`, `?` and `*` of `3*3`."""
    text = unicodedata.normalize("NFC", text)
    joints = {met.start() for met in JOINT.finditer(text)}
    return (char for at, char in enumerate(text) if _counts(char) or at in joints)


def _counts(char: str) -> bool:
    if "\u2500" <= char <= "\u257f":  # the borders of a drawn table
        return False
    kind = unicodedata.category(char)
    return kind[0] in "LN" or (kind in ("So", "Sc") and char != "$") or char in SIGNS
