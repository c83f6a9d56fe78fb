"""Opens one note: bytes in any usual encoding → the lines as the author's editor counts them."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from studyguide.book_folder import content_of
from studyguide.diagnostics import Pos, Report
from studyguide.encodings import CONTROL, decode
from studyguide.notes.obsidian import blocks_of

MOST_BYTES = 20_000_000  # of all notes of a book; 1,000 pages are about 2,000,000
MOST_LINES = 200_000  # the same; 1,000 pages are about 30,000
NEWLINE = re.compile(r"\r\n|\n|\r")
SPACES = str.maketrans(
    dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2007\u2009\u2028\u2029\u202f\x0b\x0c", " ")
)
INVISIBLE = re.compile(r"[\u200b\u200c\u2060\ufeff\u00ad]")  # zero width; the ZWJ of emoji stays
STRAY_ZWJ = re.compile(r"\u200d(?![\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])")


@dataclass(frozen=True)
class Source:
    """One note: its name as messages show it, and its lines (raw, without line ends).

    `blocks` are the names of lines to which some note of the book leads (Obsidian).
    """

    file: str
    lines: tuple[str, ...]
    blocks: frozenset[str] = frozenset()


def open_notes(paths: Mapping[str, Path], report: Report) -> list[Source]:
    """Read the notes of a book, by their names in messages; what is too much gives an error."""
    found: list[Source] = []
    size = lines = 0
    for name, path in paths.items():
        size += path.stat().st_size
        source = open_note(path, name, report) if size <= MOST_BYTES else Source(name, ())
        lines += len(source.lines)
        if size > MOST_BYTES or lines > MOST_LINES:
            report.add("N020", Pos(name), size=MOST_BYTES // 1_000_000, lines=f"{MOST_LINES:,}")
            return [*found, *(Source(name, ()) for name in list(paths)[len(found) :])]
        found.append(source)
    blocks = blocks_of(line for source in found for line in source.lines)
    return [replace(source, blocks=blocks) for source in found] if blocks else found


def open_note(path: Path, name: str, report: Report) -> Source:
    """Read one file; an encoding that cannot be read is an error and gives no lines."""
    text = decode(content_of(path), name, report)
    if text is None:
        return Source(name, ())
    controls = [met.start() for met in CONTROL.finditer(text)]
    if controls:
        first = text.count("\n", 0, controls[0]) + 1
        report.add("N005", Pos(name, first), count=len(controls))
        text = CONTROL.sub("\ufffd", text)
    lines = NEWLINE.split(text)
    if not text.strip():
        report.add("N007", Pos(name))
    return Source(name, tuple(lines[:-1] if lines[-1] == "" else lines))


def clean(line: str) -> str:
    """The line as the book prints it: NFC, plain blanks, nothing invisible.

    >>> clean("가\\u200b나\\u00a0다")
    '가나 다'
    """
    line = unicodedata.normalize("NFC", line).translate(SPACES)
    return STRAY_ZWJ.sub("", INVISIBLE.sub("", line))
