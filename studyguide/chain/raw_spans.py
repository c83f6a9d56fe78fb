"""Finds spans in pandoc's JSON, where no tree is made of it."""

from collections.abc import Iterator
from typing import Any


def raw_spans(node: Any, name: str) -> Iterator[Any]:
    """The attributes and the inlines of each span of a class, in reading order."""
    todo = [node]
    while todo:
        found = todo.pop()
        if isinstance(found, list):
            todo.extend(reversed(found))
        elif isinstance(found, dict):
            if found.get("t") == "Span" and name in found["c"][0][1]:
                yield found["c"]
            todo.extend(reversed(list(found.values())))
