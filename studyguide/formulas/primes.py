"""Primes and the ring above a letter, as they are said: `f″`, `x′²`, `90°`, `f∘²`."""

import re

from studyguide.formulas.words import POWERS

ABOVE = re.compile(r"(?P<ring>[∘°]?)(?P<primes>′*)(?P<power>\d*)")  # `′2` of `x'^2`, `∘` of `90°`
COUNTED = {0: "", 1: " 프라임", 2: " 두 프라임", 3: " 세 프라임"}
UNITS = {"′": "분", "′′": "초"}  # of an angle, behind a number


def said(text: str) -> str:
    """How such signs are said behind a letter; empty if others stand among them.

    >>> [said(text) for text in ("∘", "′′′", "′2", "∘′", "∘2", "n")]
    ['도', ' 세 프라임', ' 프라임 제곱', '도 프라임', ' 2번 합성,', '']
    """
    met = ABOVE.fullmatch(text)
    if not met or not (met["ring"] or met["primes"]):
        return ""
    count, power = len(met["primes"]), met["power"]
    if met["ring"] and power:
        return f"{COUNTED.get(count, '')} {power}번 합성,"
    raised = f" {POWERS.get(power, f'{power} 제곱,')}" if power else ""
    return "도" * bool(met["ring"]) + COUNTED.get(count, f" 프라임 {count}개") + raised
