"""Code that has no fence: where it begins and ends, by its words, its signs and its nesting."""

from collections.abc import Sequence

from studyguide.notes.programs import program
from studyguide.notes.sessions import diff, log, request, session
from studyguide.notes.yaml_lines import yaml

READERS = (session, log, diff, request, yaml)


class Unfenced:
    """Finds the code of a note; lines that were seen to be no program are not looked at twice."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.seen = 0  # before this line no program begins

    def end_of(self, at: int) -> int:
        """Index behind the code that begins at a line; the line's own if none begins there.

        >>> Unfenced(["while x:", "    f(x)", "글"]).end_of(0)
        2
        """
        if not self.lines[at].strip():
            return at
        for read in READERS:
            if (end := read(self.lines, at)) > at:
                return end
        if at < self.seen:
            return at
        end, self.seen = program(self.lines, at)
        return end
