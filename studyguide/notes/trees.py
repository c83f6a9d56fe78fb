r"""Trees drawn with `/` and `\` between the lines of their nodes."""

import re
from collections.abc import Sequence

from studyguide.notes.markers import read_marker

EDGES = re.compile(r"[ \t]*(?:[/\\|][ \t]*)+$")  # `  / \`
SLANT = re.compile(r"[/\\]")
NODE = re.compile(r"\S{1,12}$")  # of a line of nodes
FEWEST = 2  # edges, one of which at least is slanted


def end_of_tree(lines: Sequence[str], at: int) -> int:
    r"""Index behind the tree whose root is a line; the line's own if it is no root.

    >>> end_of_tree(["  A", " / \\", "B   C", "글"], 0), end_of_tree(["앞", "/", "뒤"], 0)
    (3, 0)
    """
    if not _may_be_nodes(lines[at]) or at + 1 == len(lines) or not EDGES.match(lines[at + 1]):
        return at
    end, edges = at + 1, ""
    for number in range(at + 1, len(lines)):
        is_edges = bool(EDGES.match(lines[number]))
        if not is_edges and not (EDGES.match(lines[number - 1]) and _may_be_nodes(lines[number])):
            break
        edges += lines[number] if is_edges else ""
        end = number + 1
    count = len(edges.replace(" ", "").replace("\t", ""))
    return end if count >= FEWEST and SLANT.search(edges) else at


def _may_be_nodes(line: str) -> bool:
    """Whether a line has nothing but short words, of which each may be a node."""
    return bool(line.strip()) and all(map(NODE.match, line.split())) and not read_marker(line)
