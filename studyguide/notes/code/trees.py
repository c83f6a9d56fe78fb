r"""Trees drawn with `/` and `\` between the lines of their nodes."""

import re
from collections.abc import Sequence

from studyguide.notes.lists.markers import read_marker

EDGES = re.compile(r"[ \t]*(?:[/\\|][ \t]*)+$")  # `  / \`
SLANT = re.compile(r"[/\\]")
NODE = re.compile(r"\S{1,12}$")  # of a line of nodes
BRANCHES = 2  # edges beside each other, one of which at least is slanted
FAR = 12  # lines that show them, or it is none


def end_of_tree(lines: Sequence[str], at: int) -> int:
    r"""Index behind the tree whose root is a line; the line's own if it is no root.

    >>> end_of_tree(["  A", " / \\", "B   C", "글"], 0)
    3
    >>> end_of_tree(["앞", "/", "뒤", "/", "끝"], 0)
    0
    """
    if not _may_be_nodes(lines[at]) or at + 1 == len(lines) or not EDGES.match(lines[at + 1]):
        return at
    branches = False
    for number in range(at + 1, len(lines)):
        is_edges = bool(EDGES.match(lines[number]))
        if not is_edges and not (EDGES.match(lines[number - 1]) and _may_be_nodes(lines[number])):
            return number if branches else at
        branches |= is_edges and _branches(lines[number])
        if number - at == FAR and not branches:
            return at
    return len(lines) if branches else at


def _branches(edges: str) -> bool:
    return len(edges.split()) >= BRANCHES and SLANT.search(edges) is not None


def _may_be_nodes(line: str) -> bool:
    """Whether a line has nothing but short words, of which each may be a node."""
    return bool(line.strip()) and all(map(NODE.match, line.split())) and not read_marker(line)
