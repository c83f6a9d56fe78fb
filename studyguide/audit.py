"""Accounts for every line of the notes: kept, merged, an echo, moved or dropped, and why."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from studyguide import notes
from studyguide.diagnostics import Pos, Report
from studyguide.keeping.facts import Facts
from studyguide.keeping.records import NOWHERE, Records
from studyguide.notes import Manuscript
from studyguide.notes.lists.markers import read_marker
from studyguide.notes.obsidian import blocks_of, without_name
from studyguide.notes.printed import printed
from studyguide.terms import boxed

Row = dict[str, Any]
Key = tuple[str, int]  # file and line
# `3*3`, `a_b`, `a=b`; between letters `*` slants: `f*x*,`
JOINT = re.compile(r"(?<=[0-9A-Za-z])[_=+<>/&@^~](?=[0-9A-Za-z])|(?<=[0-9])\*(?=[0-9])")
TEX_WORD = re.compile(r"\\[A-Za-z]+")  # `\frac`: what joins stands on its other side, `=\frac1n`
PLACE = re.compile(r"#[A-Za-z0-9._-]+")  # `#g-cache` of a link to an entry, before its words
DOUBTS = re.compile(r"\?[?!]*")  # `캐시??`: one mark of doubt stands in a box
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
EMPTY = Fate("dropped", "no letters")
CUT = "formula without its comment"
ECHO = Fate("echo", "the extractor repeated an item")
KEPT, BULLET = Fate("kept"), Fate("kept", "its first sign is a bullet")


@dataclass(frozen=True)
class _Note:
    """What is known of the lines of one note, by their numbers."""

    file: str
    lines: tuple[str, ...]
    fates: tuple[notes.Fate, ...]
    texts: tuple[tuple[int, Text], ...]
    echoes: frozenset[int]
    names: frozenset[str]  # by which others lead to its lines
    bullets: tuple[tuple[int, str], ...]  # lines whose first letter is read as a bullet
    anchor: str  # of what stands before

    @cached_property
    def found(self) -> dict[int, Text]:
        """The texts by the numbers of their lines."""
        return dict(self.texts)

    @cached_property
    def boxed(self) -> str:
        """What its keyword lists say: each names a term once, whatever lines do so again."""
        return " ".join(text.text for _, text in self.texts if text.is_keyword)

    def line(self, number: int) -> str:
        """A line of the note."""
        return self.lines[number - 1]


def account(
    manuscript: Manuscript, found: Lines, report: Report, shelf: Records = NOWHERE
) -> list[Row]:
    """One row for each non-blank source line: {file, line, fate, reason, anchor}.

    `found` is the text of each source line as the finished tree still has it. A line of which
    letters are missing there, and that nothing accounts for, is our own fault and a warning.
    """
    facts = Facts(shelf, report)
    rows: list[Row] = []
    anchor = ""
    for note in _notes(manuscript, found, report):
        first, _ = next(_lines(note), (0, ""))
        given = note if first in note.found else replace(note, anchor=anchor)
        rows += facts.made(facts.name("audit", given), list[Row], partial(_accounted, given))
        anchor = note.texts[-1][1].anchor if note.texts else anchor
    return rows


def _notes(manuscript: Manuscript, found: Lines, report: Report) -> Iterator[_Note]:
    """The notes with what is known of each."""
    names = blocks_of(line for lines in manuscript.sources.values() for line in lines)
    echoes = _echoes(report)
    fates: dict[str, list[notes.Fate]] = defaultdict(list)
    for fate in manuscript.fates:
        fates[fate.pos.file].append(fate)
    texts: dict[str, list[tuple[int, Text]]] = defaultdict(list)
    for file, line in sorted(found):
        texts[file].append((line, found[file, line]))
    bullets: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (file, number), read in manuscript.bullets.items():
        bullets[file].append((number, read))
    for file, lines in manuscript.sources.items():
        told = tuple(fates[file]), tuple(texts[file]), frozenset(echoes[file])
        yield _Note(file, lines, *told, names, tuple(bullets[file]), "")


def _accounted(note: _Note, report: Report) -> list[Row]:
    fates = dict.fromkeys(note.echoes, ECHO) | _told(note)
    rows = []
    nearest = note.anchor
    bullets = {number: without_name(line, note.names) for number, line in note.bullets}
    for number, line in _lines(note):
        text = note.found.get(number)
        nearest = text.anchor if text else nearest
        fate = fates.get(number) or _compared(bullets.get(number, line), text, note)
        if number in bullets and fate == KEPT:
            fate = BULLET
        if fate == LOST:
            report.add("N011", Pos(note.file, number), text=line.strip()[:40])
        is_there = fate.kind in ("kept", "merged") or (fate.kind == "moved" and text)
        row = {"file": note.file, "line": number, "fate": fate.kind, "reason": fate.reason}
        rows.append(row | {"anchor": nearest if is_there else None})
    return rows


def _lines(note: _Note) -> Iterator[tuple[int, str]]:
    """Lines that say something, without the names by which others lead to them."""
    for number, line in enumerate(note.lines, 1):
        if line.strip():
            yield number, without_name(line, note.names)


def _echoes(report: Report) -> dict[str, list[int]]:
    """The lines that are echoes, by their note."""
    rows = report.byproducts.get("echoes")
    found: dict[str, list[int]] = defaultdict(list)
    for row in rows if isinstance(rows, list) else ():
        found[row["file"]].append(row["line"])
    return found


def _told(note: _Note) -> dict[int, Fate]:
    """Fates of the lines without a mark of their own; what was set is believed only when seen."""
    fates: dict[int, Fate] = {}
    formulas: dict[int, list[int]] = {}
    cut: dict[int, str] = {}
    for told in note.fates:
        number = told.pos.line
        if told.reason == notes.TEX_COMMENT:
            cut[number] = told.text
        elif told.reason == notes.FORMULA:
            formulas.setdefault(told.owner, []).append(number)
        elif told.reason == notes.CODE:
            line = note.line(number)
            is_there = number in note.found and not _short(letters(line), note.found[number].text)
            fates[number] = Fate(told.kind, told.reason) if is_there or not line.strip() else LOST
        elif told.reason != notes.TABLE:
            fates[number] = Fate(told.kind, told.reason)
    for owner, inside in formulas.items():
        fates |= _formula(note, owner, inside, cut)
    return fates


def _formula(note: _Note, owner: int, inside: list[int], cut: Mapping[int, str]) -> dict[int, Fate]:
    """A formula over several lines is compared as one; its text belongs to its first line.

    Signs that were no formula after all stand in lines of their own. `cut` has what is left of
    the lines whose comments are not printed.
    """
    numbers = [owner, *inside] if owner else inside
    lines = [cut.get(number, note.line(number)) for number in numbers]
    text = " ".join(note.found[each].text for each in (owner, *inside) if each in note.found)
    if not any(any(letters(printed(line))) for line in lines):  # `$$` that holds nothing
        return dict.fromkeys([*inside, owner], EMPTY)
    if owner not in note.found or not _is_said(lines, text):
        return dict.fromkeys([*inside, owner], LOST)
    fates = {number: Fate("merged", notes.FORMULA) for number in inside}
    fates[owner] = Fate("kept", notes.FORMULA)
    for number in fates.keys() & cut.keys():
        is_left = cut[number].strip("$ ") != ""
        kind = fates[number].kind
        fates[number] = Fate(kind, CUT) if is_left else Fate("dropped", notes.TEX_COMMENT)
    return fates


def _is_said(lines: Sequence[str], text: str) -> bool:
    """Whether a text has what lines print, alone or as one: an address may end in the next one."""
    ways = (" ".join(map(printed, lines)), printed(" ".join(lines)))
    return any(not _short(letters(said), text) for said in ways)


def _compared(line: str, text: Text | None, note: _Note) -> Fate:
    if text and text.is_keyword:
        line = DOUBTS.sub("?", line)  # as the box has it
        gone = missing(line, text.text)
        is_title = boxed.is_of_title(gone)
        is_there = not gone or is_title or not _short(letters(boxed.said(line)), note.boxed)
        return Fate("moved", "keyword list") if is_there else LOST
    if text and not missing(line, text.text):
        return Fate("merged", "continues the line above") if text.is_rest else KEPT
    return LOST if any(letters(printed(line))) else EMPTY


def missing(line: str, text: str) -> str:
    """The letters and digits of a source line that the text does not have.

    >>> missing("- **가** `x` → 나", "가 x 다")
    '나'
    """
    said = printed(line).strip()
    is_spelled = unicodedata.is_normalized("NFC", said) and unicodedata.is_normalized("NFC", text)
    is_whole = is_spelled and _unspaced(said) in PLACE.sub("", _unspaced(text))  # as most are
    lost = "" if is_whole else _short(letters(said), text)
    typed = line[marker.col :] if (marker := read_marker(line)) else line
    return lost if lost and _short(letters(typed), text) else ""  # it may stand as it was typed


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
