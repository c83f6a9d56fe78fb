"""How formulas are said."""

from pathlib import Path

import pytest

from studyguide.formulas.engine import Engine

ROWS = [
    row.split(" | ")
    for row in (Path(__file__).parent / "speech.txt").read_text(encoding="utf-8").splitlines()
    if row and not row.startswith("#")
]


@pytest.mark.parametrize(("tex", "said"), ROWS)
def test_speech(tex: str, said: str, engine: Engine) -> None:
    assert engine.speech(tex, False) == engine.speech(tex, True) == said


def test_a_faulty_formula_is_its_tex(engine: Engine) -> None:
    assert engine.speech(r"\frac{1}{", False) == r"\frac{1}{"
