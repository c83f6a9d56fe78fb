"""The names that the author gave, in place of the ids that the book has for them."""

import re
from typing import Any

from studyguide.linking.anchors import GIVEN, LABELLED, OWN
from studyguide.notes.obsidian import BLOCK_ID

BLOCK = re.compile(r"b-(?=.)")  # how the id of a block begins in ASCII
Attributes = list[Any]  # of pandoc's JSON: id, classes, pairs


def of_element(attributes: Attributes) -> Attributes:
    """Attributes with the name that the author gave in place of ours."""
    ident, classes, pairs = attributes
    rest = [pair for pair in pairs if pair[0] != LABELLED]
    return [dict(pairs).get(LABELLED, ident.removeprefix(OWN)), classes, rest]


def of_block(attributes: Attributes) -> Attributes:
    """Attributes of what has an id and nothing else: a block that Obsidian knows by its name."""
    ident, classes, pairs = attributes
    return [BLOCK.sub(BLOCK_ID, ident, count=1) if BLOCK.match(ident) else ident, classes, pairs]


def of_heading(attributes: Attributes) -> Attributes:
    """A heading's id if the author gave it, and the classes that the text stage cannot guess."""
    ident, classes, pairs = attributes
    given = str(dict(pairs).get(LABELLED, ident))
    own = "" if GIVEN.fullmatch(given) else given.removeprefix(OWN)
    left_out = {"chapter", "generated"} if "preface" in classes else {"chapter"}
    numbers = [pair for pair in pairs if pair[0] == "number"]
    return [own, [name for name in classes if name not in left_out], numbers]
