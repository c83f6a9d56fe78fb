"""Breaks a title into lines of about equal length: no short word stands alone at the end."""

from collections.abc import Callable

STEPS = 50  # a line is narrowed by this part of the width at a time


def wrap(text: str, length_of: Callable[[str], float], width: float) -> list[str]:
    """Lines of at most `width`, broken only between words as Korean titles are.

    `length_of` measures a line in the unit of `width`.

    >>> wrap("그림 모형을 처음부터 다시 읽기", len, 15)
    ['그림 모형을', '처음부터 다시 읽기']
    """
    count = len(_filled(text, length_of, width))
    narrow = width
    while narrow > width / 2 and len(_filled(text, length_of, narrow - width / STEPS)) == count:
        narrow -= width / STEPS
    return _filled(text, length_of, narrow)


def _filled(text: str, length_of: Callable[[str], float], width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and length_of(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
