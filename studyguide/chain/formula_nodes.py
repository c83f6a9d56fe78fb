"""Puts drawn formulas into a finished tree (pandoc JSON), where it has TeX."""

import json
from collections.abc import Callable, Iterator
from typing import Any

Draw = Callable[[str, bool], str]  # the HTML of TeX that is displayed or not


def _math(node: Any) -> Iterator[dict[str, Any]]:
    todo = [node]
    while todo:
        found = todo.pop()
        if isinstance(found, dict):
            if found.get("t") == "Math":
                yield found
            todo.extend(reversed(list(found.values())))
        elif isinstance(found, list):
            todo.extend(reversed(found))


def with_formulas(tree: str, draw: Draw) -> str:
    """The tree with each formula as the HTML that `draw(tex, displayed)` gives."""
    root = json.loads(tree)
    put_formulas(root, draw)
    return json.dumps(root, ensure_ascii=False)


def put_formulas(root: Any, draw: Draw) -> list[tuple[str, bool]]:
    """The same in a tree that was read already; what was drawn."""
    drawn = []
    for node in _math(root):
        kind, tex = node["c"]
        formula = (tex, kind["t"] == "DisplayMath")
        node["t"], node["c"] = "RawInline", ["html", draw(*formula)]
        drawn.append(formula)
    return drawn
