"""The number that an item's label says: 3 for `3)`, `다.`, `③`, `ⓒ`, `iii)`."""

import re
import unicodedata

ROWS = (
    "가나다라마바사아자차카타파하",
    "㈎㈏㈐㈑㈒㈓㈔㈕㈖㈗㈘㈙㈚㈛",
    "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
)
# first and last of a row of signs, where Unicode gives them no number
RUNS = ("az", "ⓐⓩ", "ⒶⓏ", "⒜⒵", "㉠㉭", "㉮㉻", "㈀㈍")
ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
DIGITS = re.compile(r"\d+")


def ordinal_of(label: str) -> int:
    """The number from 1, 0 if the label has none.

    >>> [ordinal_of(label) for label in ("3.", "(3)", "다)", "③", "ⓒ", "iii)", "ㄷ.", "※")]
    [3, 3, 3, 3, 3, 3, 3, 0]
    """
    if digits := DIGITS.match(label.lstrip("(")):
        return int(digits[0])
    letter = label.strip("().\\")
    if letter in ROMANS:
        return ROMANS.index(letter) + 1
    if len(letter) != 1:
        return 0
    for row in ROWS:
        if letter in row:
            return row.index(letter) + 1
    first = next((run[0] for run in RUNS if run[0] <= letter <= run[1]), "")
    return ord(letter) - ord(first) + 1 if first else int(unicodedata.numeric(letter, 0))
