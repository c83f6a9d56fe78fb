"""Code that has no fence: where it begins and ends, by its words, its signs and its nesting."""

from collections.abc import Sequence
from itertools import takewhile

from studyguide.notes.code.programs import program
from studyguide.notes.code.sessions import diff, log, request, session
from studyguide.notes.code.words import margin_of
from studyguide.notes.code.yaml_lines import yaml
from studyguide.terms.titles import is_named_title

READERS = (session, log, diff, request, yaml)
MOST_NAMES = 200  # lines below a title of keywords


class Unfenced:
    """Finds the code of a note; lines that were seen to be no program are not looked at twice."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.seen = 0  # before this line no program begins
        self.named = 0  # before this line stand keywords

    def end_of(self, at: int) -> int:
        """Index behind the code that begins at a line; the line's own if none begins there.

        >>> Unfenced(["while x:", "    f(x)", "글"]).end_of(0)
        2
        """
        if not self.lines[at].strip():
            return at
        self.named = max(self.named, self._end_of_names(at))
        for read in READERS[:1] if at < self.named else READERS:
            if (end := read(self.lines, at)) > at:
                return end
        if at < max(self.seen, self.named):
            return at
        end, self.seen = program(self.lines, at)
        return end

    def _end_of_names(self, at: int) -> int:
        """Index behind the keywords below their title; a command may be one, what nests is none."""
        if at < self.named or not is_named_title(self.lines[at]):
            return at
        lines = self.lines
        start = next((i for i in range(at + 1, len(lines)) if lines[i].strip()), len(lines))
        below = list(takewhile(str.strip, lines[start : start + MOST_NAMES]))
        return start + len(below) if len(set(map(margin_of, below))) < 2 else at
