"""What sentences say of symbols: each line of the table, and how much of it is right."""

import re
from pathlib import Path

import pytest

from studyguide.meanings import Piece
from studyguide.symbols import harvest

TABLE = Path(__file__).with_name("meanings.txt").read_text("utf-8").splitlines()
LINES = [line for line in TABLE if line and not line.startswith("#")]


def found(sentence: str, lead: str = "여기서 ") -> list[str]:
    parts = re.split(r"\$([^$]+)\$", lead + sentence)
    pieces = [Piece(part, is_formula=at % 2 == 1) for at, part in enumerate(parts) if part]
    return [f"{each.tex}={each.meaning}" for each in harvest(pieces, "1", None)]


@pytest.mark.parametrize("line", LINES)
def test_meanings(line: str) -> None:
    sentence, _, told = line.partition("→")
    assert found(sentence.strip()) == [each for each in told.strip().split(", ") if each]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (r"분포 $X \sim N(\mu, s)$, 여기서 $\mu$는 평균, $s$는 분산이다", [r"\mu=평균", "s=분산"]),
        ("$PV = nRT$ 여기서 $P$는 압력, $V$는 부피이다.", ["P=압력", "V=부피"]),
        ("$y = ax + b$ (단, $a$는 상수)", ["a=상수"]),
        ("값은 여기서 나온 $x$는 아니다", []),
        ("$P$는 압력이다", []),
    ],
)
def test_a_line_explains_its_formula(line: str, told: list[str]) -> None:
    assert found(line, lead="") == told
