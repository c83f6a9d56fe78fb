"""The sheet that shows a chapter on one page: its outline to the second level, its terms."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from studyguide.study.text import Text, cut, plain, words

LINES = 52  # of the second level that one page holds in two columns, at most
LONGEST = 34  # letters of a line; what is longer is cut at a blank
MORE = "…"


@dataclass(frozen=True)
class Entry:
    """A line of the first level with what stands below it, and the ids of its terms."""

    text: Text
    anchor: str = ""
    below: tuple[Text, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()  # id in the glossary and the word
    left_out: int = 0


def fitted(entries: Sequence[Entry], lines: int = LINES) -> list[Entry]:
    """The entries with as many lines below each as one page holds, evenly shared.

    >>> [len(e.below) for e in fitted([Entry((), below=((),) * 9), Entry((), below=((),))], 6)]
    [3, 1]
    """
    room = max(lines - 2 * len(entries), len(entries))
    most = max((len(entry.below) for entry in entries), default=0)
    while most > 1 and sum(min(len(entry.below), most) for entry in entries) > room:
        most -= 1
    if len(entries) > lines // 2:
        most = 0
    return [_first(entry, most) for entry in entries[:lines]]


def _first(entry: Entry, most: int) -> Entry:
    below = tuple(short(text) for text in entry.below[:most])
    return replace(
        entry, text=short(entry.text), below=below, left_out=len(entry.below) - len(below)
    )


def short(text: Text) -> Text:
    """A line no longer than the sheet has room for, cut between two words."""
    shown = plain(text)
    if len(shown) <= LONGEST:
        return text
    at = shown.rfind(" ", 0, LONGEST)
    return (*cut(text, 0, at if at > 0 else LONGEST), *words(MORE))
