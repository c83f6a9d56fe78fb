"""Tells a line of prose that goes on in the next line from one that stands alone."""

import re

from studyguide.notes.widths import SENTENCE_END

PAIR = re.compile(r"^[^,.!?:]{2,40}?(?:\s[-–—=]|\s?:)\s\S")  # `함수 종속: …`, `squash - …`
CALLED = re.compile(r"^[^,.!?:]{1,40}?란\s\S")  # `정규화란 …`
# What a line ends in amid a sentence: `릴레이션을 여러 개로`, `중복을 없애는`, `먼저,`
AMID = re.compile(r"(?:[은는을를와과의이가에도만로서며고면게지던한된될할져어아해여란]|[,(])$")
FEWEST_WORDS = 3  # `외부 효과` is a name, though it ends like a particle


def goes_on(line: str, after: str) -> bool:
    """Whether a sentence runs over the end of a line of the notes.

    >>> goes_on("정규화란 릴레이션을 여러 개로", "분해하는 것"), goes_on("기회비용", "매몰")
    (True, False)
    """
    if PAIR.match(line) or PAIR.match(after) or CALLED.match(after):
        return False
    count = len(line.split())
    is_rest = len(after.split()) >= FEWEST_WORDS or bool(SENTENCE_END.search(after))
    return count >= FEWEST_WORDS and bool(AMID.search(line) or (count > FEWEST_WORDS and is_rest))
