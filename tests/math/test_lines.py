"""Formulas in one line of plain text, for running heads and bookmarks."""

from pathlib import Path

import pytest

from studyguide.formulas.engine import Engine

ROWS = [
    row.rsplit(" | ", 1)
    for row in Path(__file__).with_name("lines.txt").read_text(encoding="utf-8").splitlines()
    if row and not row.startswith("#")
]


@pytest.mark.parametrize(("tex", "line"), ROWS)
def test_lines(tex: str, line: str, engine: Engine) -> None:
    assert engine.line(tex, False) == engine.line(tex, True) == line
