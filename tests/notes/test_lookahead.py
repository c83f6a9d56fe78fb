"""Lines that may begin a block of code: twice as many are looked at about twice as often."""

from collections.abc import Sequence
from typing import Any

import pytest

from studyguide.diagnostics import Report
from studyguide.notes.scanner import scan
from studyguide.notes.source import Source

COUNT = 40  # times that the lines come again
NOTES = ["글이 이어진다.", "글이 또 이어진다.", "끝이다."]
LINES = {
    "a tree without branches": (["가", "|"] * 10, []),
    "titles in a block": (["# a", ""] * 10, []),
    "blocks that nothing closes": (["````text", "", "# 제목", *NOTES * 4], ["```"]),
    "statements that are no program": (["x = 1"] * 10, []),
    "titles of keywords": (["키워드", "", "git add .", ""] * 10, []),
}
OPENED = {"titles in a block": ["```python"]}


class Counted(tuple[str, ...]):
    """Lines that count how many of them are asked for."""

    asked = 0

    def __getitem__(self, at: Any) -> Any:
        """A line, or some."""
        found = super().__getitem__(at)
        self.asked += len(found) if isinstance(at, slice) else 1
        return found


def _asked(before: Sequence[str], lines: Sequence[str], after: Sequence[str]) -> int:
    counted = Counted([*before, *lines, *after])
    scan(Source("in.md", counted), Report())
    return counted.asked


@pytest.mark.parametrize("title", LINES)
def test_lines_are_looked_at_a_bounded_number_of_times(title: str) -> None:
    lines, after = LINES[title]
    once, twice = (
        _asked(OPENED.get(title, []), lines * count, after) for count in (COUNT, 2 * COUNT)
    )
    assert twice < 2.5 * once
