"""What sentences say of symbols: each line of the table, and how much of it is right."""

import re
from pathlib import Path

import pytest

from studyguide.meanings import Piece
from studyguide.symbols import harvest

TABLE = Path(__file__).with_name("meanings.txt").read_text("utf-8").splitlines()
LINES = [line for line in TABLE if line and not line.startswith("#")]


def found(sentence: str) -> list[str]:
    parts = re.split(r"\$([^$]+)\$", f"여기서 {sentence}")
    pieces = [Piece(part, is_formula=at % 2 == 1) for at, part in enumerate(parts) if part]
    return [f"{each.tex}={each.meaning}" for each in harvest(pieces, "1", None)]


@pytest.mark.parametrize("line", LINES)
def test_meanings(line: str) -> None:
    sentence, _, told = line.partition("→")
    assert found(sentence.strip()) == [each for each in told.strip().split(", ") if each]
