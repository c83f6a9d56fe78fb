"""Calls pandoc's Markdown reader as templates/pandoc.yaml describes it, and hears its warnings."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from studyguide import pandoc
from studyguide.cores import cores
from studyguide.diagnostics import Pos
from studyguide.files import TEMPLATES
from studyguide.keeping import records
from studyguide.keeping.records import Records

MARK = re.compile(r'pos="((?:[^"\\]|\\.)*):(\d+):(\d+)"')  # the place that a line begins with
ESCAPED = re.compile(r"\\(.)")  # `\"` in an attribute
UNUSED = "NoteDefinedButNotUsed"  # said of those called in a link too; N011 and N013 know better
VERSION, BLOCKS = '{"pandoc-api-version":', ',"meta":{},"blocks":['  # around the version
PLACE = re.compile(r"\s*(?:at )?\S+ line \d+ column \d+")  # in pandoc's own text


@dataclass(frozen=True)
class Warned:
    """What pandoc says of a place in the notes."""

    pos: Pos | None
    text: str


@dataclass(frozen=True)
class Read:
    """The blocks of a text as pandoc JSON without brackets, and the warnings of reading it."""

    blocks: str
    version: str  # of pandoc's JSON
    warnings: tuple[Warned, ...]


def defaults() -> Mapping[str, Any]:
    """The defaults file for pandoc: `from`, `columns`, `filters`."""
    options: Mapping[str, Any] = yaml.safe_load((TEMPLATES / "pandoc.yaml").read_text("utf-8"))
    return options


def read(parts: Sequence[str], shelf: Records) -> list[Read]:
    """Read parts of Markdown with marks, each alone and once. Raises OSError.

    When pandoc needs too much time or memory the error names the note that is to blame.
    """
    options = defaults()
    names = [records.name("read", repr(options), part) for part in parts]
    with ThreadPoolExecutor(cores()) as pool:
        return shelf.made(names, Read, lambda at: pool.map(_read_whole, [parts[i] for i in at]))


def _read_whole(markdown: str) -> Read:
    try:
        return _read(markdown)
    except pandoc.TooMuch as stopped:
        name = _blamed(markdown) or stopped.filename
        raise pandoc.TooMuch(stopped.errno, stopped.strerror, name) from None


def _read(markdown: str) -> Read:
    options = defaults()
    with TemporaryDirectory() as folder:
        log = Path(folder) / "log.json"
        quiet = [f"--columns={options['columns']}", f"--log={log}", "--quiet"]
        text = pandoc.convert(markdown, options["from"], "json", quiet)
        said = json.loads(log.read_text("utf-8") or "[]")
    head, around, blocks = text.rstrip().partition(BLOCKS)
    if not around:  # the JSON of another pandoc, which would be read as an empty book
        raise OSError(f"pandoc: {text[:80]!r} …")
    warned = (row for row in said if row.get("verbosity") == "WARNING")
    lines = markdown.split("\n")
    version = head.removeprefix(VERSION)
    heard = tuple(_heard(row, lines) for row in warned if row.get("type") != UNUSED)
    return Read(blocks.removesuffix("]}"), version, heard)


def _blamed(markdown: str) -> str:
    """The first note that is too much alone."""
    for name, text in _by_note(markdown):
        try:
            _read(text)
        except pandoc.TooMuch:
            return name
    return ""


def _by_note(markdown: str) -> Iterator[tuple[str, str]]:
    """The name of each note and its part of the Markdown."""
    name = ""

    def named(line: str) -> str:
        nonlocal name
        met = MARK.search(line)
        name = _unescaped(met[1]) if met else name
        return name

    for found, lines in groupby(markdown.split("\n"), named):
        yield found, "\n".join(lines)


def _heard(row: Mapping[str, Any], lines: Sequence[str]) -> Warned:
    line = row.get("line") or row.get("openpos", {}).get("line") or 0
    return Warned(_place_above(lines[:line]), PLACE.sub("", row["pretty"]))


def _place_above(lines: Sequence[str]) -> Pos | None:
    for line in reversed(lines):
        found = list(MARK.finditer(line))
        if found:
            file, number, col = found[-1].groups()
            return Pos(_unescaped(file), int(number), int(col))
    return None


def _unescaped(name: str) -> str:
    return ESCAPED.sub(r"\1", name).replace("&amp;", "&")
