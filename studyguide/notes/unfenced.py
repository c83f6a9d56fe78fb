"""Code that has no fence: where it begins and ends, by its words, its signs and its nesting."""

from collections.abc import Sequence

from studyguide.notes.programs import program
from studyguide.notes.sessions import diff, log, request, session
from studyguide.notes.yaml_lines import yaml

READERS = (session, log, diff, request, yaml, program)


def end_of_code(lines: Sequence[str], at: int) -> int:
    """Index behind the code that begins at a line; the line's own if none begins there.

    >>> end_of_code(["while x:", "    f(x)", "글"], 0)
    2
    """
    if not lines[at].strip():
        return at
    return next((end for read in READERS if (end := read(lines, at)) > at), at)
