"""What sentences say of symbols: each line of the table, and how much of it is right."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from studyguide.meanings import Piece
from studyguide.symbols import harvest

TABLE = Path(__file__).with_name("meanings.txt").read_text("utf-8").splitlines()
LINES = [line for line in TABLE if line and not line.startswith("#")]


def found(sentence: str, lead: str = "여기서 ") -> list[str]:
    parts = re.split(r"\$([^$]+)\$", lead + sentence)
    pieces = [Piece(part, is_formula=at % 2 == 1) for at, part in enumerate(parts) if part]
    pieces = [each for piece in pieces for each in _broken(piece)]
    return [f"{each.tex}={each.meaning}" for each in harvest(pieces, "1", None)]


def _broken(piece: Piece) -> list[Piece]:
    """The breaks within words as pieces of their own, as the press reads them."""
    return [replace(piece, text=part) for part in re.split("([\n\u2028])", piece.text) if part]


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
        (r"$U$: 유넷, $\theta$: 매개변수", ["U=유넷", r"\theta=매개변수"]),
        ("$c$: 높이, $d$: 깊이; $e$: 길이", ["c=높이", "d=깊이", "e=길이"]),
        ("$x$: 위치와 $y$: 속도 및 $z$: 시간", ["x=위치", "y=속도", "z=시간"]),
        ("$N$: 값과 $M$: 효과, $y$는 정답이다.", ["N=값", "M=효과", "y=정답"]),
        ("$x$: 입력, $a$, $b$: 상수", ["x=입력", "a=상수", "b=상수"]),
        (r"$\eta$ - 학습률, $\beta$ - 모멘텀", [r"\eta=학습률", r"\beta=모멘텀"]),
        ("$x$: 실험의 결과 $y$: 출력", ["x=실험의 결과 $y$: 출력"]),
        ("$r$: 거리, $a$:$b$의 비", ["r=거리, $a$:$b$의 비"]),
        ("$f$: 함수(예, $x$: 입력), $g$: 기울기", ["f=함수(예, $x$: 입력)", "g=기울기"]),
        ("$p$: $x$와 $y$: 확률, $q$를 뺀 값", ["p=$x$와 $y$: 확률, $q$를 뺀 값"]),
        ("$x$: 입력, $y$는 모른다", ["x=입력"]),
        ("$T$: 온도, $T$는 1 이상", ["T=온도"]),
        ("$F$: 힘\u2028$m$: 질량\u2028$a$: 가속도", ["F=힘", "m=질량", "a=가속도"]),
        ("$F$: 힘\n$m$ - 질량\n$a$: 가속도", ["F=힘", "m=질량", "a=가속도"]),
        (
            "$K$: 상수\u2028여기서 $v$는 초기 속도이고\n$s$는 농도다.",
            ["K=상수", "v=초기 속도", "s=농도"],
        ),
        ("$K$: 상수\n여기서 $v$는 속도", ["K=상수", "v=속도"]),
        ("여기서\u2028$x$는 입력\u2028$W$는 가중치다.\u2028$q$는 덤", ["x=입력", "W=가중치"]),
        ("$f$: 물체에 작용하는\n힘", ["f=물체에 작용하는 힘"]),
        ("$f$: 힘\u2028단위는 뉴턴", ["f=힘"]),
        ("여기서 $r$은 반지름(단위 m), $k$는 상수(무차원)", ["r=반지름(단위 m)", "k=상수(무차원)"]),
        ("(여기서 $r$은 반지름(m), $k$는 상수)", ["r=반지름(m)", "k=상수"]),
        ("여기서 $x$: 위치와 $y$: 속도 및 $z$: 결과", ["x=위치", "y=속도", "z=결과"]),
    ],
)
def test_a_line_explains_its_formula(line: str, told: list[str]) -> None:
    assert found(line, lead="") == told
