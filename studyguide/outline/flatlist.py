"""The words in which the outline speaks: an item of a flat list, a join, a place in the tree."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

Kind = Literal["item", "echo"]
Evidence = Literal["markup", "indent", "echo", "join", "hint", "guess"]


class Join(Enum):
    """How the extractor glued an item to the continuation line before it."""

    SIBLING = "sibling"  # `rest - Y`: Y is the next item of the same list
    CHILD = "child"  # `rest- Y`: Y is the first item below


@dataclass(frozen=True)
class Item:
    """One item of a flat list, in the order of the notes."""

    text: str  # the first line without its bullet
    rest: tuple[str, ...] = ()  # continuation lines, the joined item cut off
    gap: bool = False  # a blank line stood before it
    nested: bool = False  # the author indented something below it
    holds: bool = False  # a list, code or a box: no extractor says such an item again
    join: Join | None = None  # how it hangs on the continuation line before it


@dataclass(frozen=True)
class Place:
    """Where an item belongs; indices count the items of the list that was given."""

    parent: int | None
    kind: Kind
    of: int | None  # the item that an echo repeats
    evidence: Evidence
    confidence: float  # 1.0 where the evidence is exact
