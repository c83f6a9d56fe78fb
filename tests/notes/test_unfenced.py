"""Small notes with code that has no fence, and with what looks like it: which lines are code."""

import re
from pathlib import Path

import pytest

from studyguide import notes
from studyguide.config import Book
from studyguide.diagnostics import Report

HERE = Path(__file__).parent / "unfenced"
CODE = "»"  # begins each line that is code
BLOCK = re.compile(r"^ *~{3,} \{[^\n]*\n(.*?)^ *~{3,}$", re.MULTILINE | re.DOTALL)


def _cases(name: str) -> list[tuple[str, str]]:
    parts = (HERE / name).read_text("utf-8").split("=== ")[1:]
    return [(title, text) for title, _, text in (part.partition("\n") for part in parts)]


def _code_of(text: str, folder: Path) -> list[str]:
    note = folder / "in.txt"
    note.write_text(text, encoding="utf-8")
    clean = notes.read(Book(root=folder, notes=(note,)), Report()).text
    return [line for block in BLOCK.findall(clean) for line in block.splitlines()]


def _shape(lines: list[str]) -> list[str]:
    """Lines that say something, each as far in from the first of all as its author set it."""
    said = [line.expandtabs(4) for line in lines if line.strip()]
    margin = min((len(line) - len(line.lstrip()) for line in said), default=0)
    return [line[margin:].rstrip() for line in said]


@pytest.mark.parametrize(("title", "text"), _cases("code.txt"))
def test_code_is_kept_as_it_stands(title: str, text: str, tmp_path: Path) -> None:
    wanted = [line[1:] for line in text.splitlines() if line.startswith(CODE)]
    assert wanted, title
    assert _shape(_code_of(text.replace(CODE, ""), tmp_path)) == _shape(wanted)


@pytest.mark.parametrize(("title", "text"), _cases("prose.txt"))
def test_prose_is_no_code(title: str, text: str, tmp_path: Path) -> None:
    assert _code_of(text, tmp_path) == [], title
