"""Rows of a display: what each says by itself, which has a number, where it stands."""

import json
from pathlib import Path

import pytest

from studyguide import row_numbers
from studyguide.formulas.engine import Engine
from studyguide.formulas.rows import Row, rows_of

LINES = Path(__file__).with_name("rows.txt").read_text("utf-8").splitlines()[1:]
CASES = [line.split(" | ") for line in LINES]


def told(row: Row) -> str:
    return f"{''.join(row.labels) or ('·' if row.is_numbered else '-')} {row.tex}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_rows(case: list[str]) -> None:
    tex, *rows = case
    assert [told(row) for row in rows_of(tex)] == rows


def test_a_tall_row_moves_those_below_it(engine: Engine) -> None:
    first, last = engine.rows(r"\begin{align} a &= b \\ \frac{1}{2} &= c \end{align}", 2)
    assert first < 0.2 and 0.6 < last < 0.8


def test_rows_that_mathjax_sets_otherwise_stand_evenly(engine: Engine) -> None:
    assert engine.rows(r"\begin{align} a &= b \\ c &= d \end{align}", 4)[0] == 0.125


def test_each_number_has_its_height() -> None:
    mark = {"t": "Span", "c": [["", ["row-number"], [["number", "1.2"], ["row", "1"]]], []]}
    math = {"t": "Math", "c": [{"t": "DisplayMath"}, "a"]}
    display = {"t": "Span", "c": [["", ["equation", "rows"], [["count", "2"]]], [math, mark]]}
    tree = row_numbers.placed(json.dumps([display]), lambda _, count: [0.25, 0.75][:count])
    assert '["style", "top:75.0%"]' in tree
