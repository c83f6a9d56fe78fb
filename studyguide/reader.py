"""Calls pandoc's Markdown reader as templates/pandoc.yaml describes it, and hears its warnings."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from studyguide import pandoc
from studyguide.diagnostics import Pos
from studyguide.files import TEMPLATES

MARK = re.compile(r'pos="((?:[^"\\]|\\.)*):(\d+):(\d+)"')  # the place that a line begins with
ESCAPED = re.compile(r"\\(.)")  # `\"` in an attribute
PLACE = re.compile(r"\s*(?:at )?\S+ line \d+ column \d+")  # in pandoc's own text


@dataclass(frozen=True)
class Warned:
    """What pandoc says of a place in the notes."""

    pos: Pos | None
    text: str


@dataclass(frozen=True)
class Read:
    """A tree as pandoc JSON, and the warnings of reading it."""

    json: str
    warnings: tuple[Warned, ...]


def defaults() -> Mapping[str, Any]:
    """The defaults file for pandoc: `from`, `columns`, `filters`."""
    options: Mapping[str, Any] = yaml.safe_load((TEMPLATES / "pandoc.yaml").read_text("utf-8"))
    return options


def read(markdown: str, args: Sequence[str]) -> Read:
    """Read Markdown with marks; `args` are further options of pandoc. Raises OSError.

    When pandoc needs too much time or memory the error names the note that is to blame.
    """
    try:
        return _read(markdown, args)
    except pandoc.TooMuch as stopped:
        name = _blamed(markdown, args) or stopped.filename
        raise pandoc.TooMuch(stopped.errno, stopped.strerror, name) from None


def _read(markdown: str, args: Sequence[str]) -> Read:
    options = defaults()
    with TemporaryDirectory() as folder:
        log = Path(folder) / "log.json"
        quiet = [f"--columns={options['columns']}", f"--log={log}", "--quiet"]
        text = pandoc.convert(markdown, options["from"], "json", [*quiet, *args])
        said = json.loads(log.read_text("utf-8") or "[]")
    warned = (row for row in said if row.get("verbosity") == "WARNING")
    lines = markdown.split("\n")
    return Read(text, tuple(_to_warned(row, lines) for row in warned))


def _blamed(markdown: str, args: Sequence[str]) -> str:
    """The first note that is too much alone."""
    for name, text in _by_note(markdown):
        try:
            _read(text, args)
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


def _to_warned(row: Mapping[str, Any], lines: Sequence[str]) -> Warned:
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
