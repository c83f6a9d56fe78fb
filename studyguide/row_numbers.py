"""Where the numbers of a display's rows stand beside it, written into the finished tree."""

import json
from collections.abc import Callable
from typing import Any

from studyguide.chain.raw_spans import raw_spans

# classes of the display, of what holds its numbers, of each number
ROWS, ROW_NUMBERS, ROW_NUMBER = "rows", "row-numbers", "row-number"
COUNT = "count"  # the attribute that says how many rows a display has
PlacesOf = Callable[[str, int], list[float]]  # the rows of TeX as shares of its height


def placed(tree: str, places_of: PlacesOf) -> str:
    """The tree (pandoc JSON) with a `top` for each number of a row, in percent of the display."""
    if f'"{ROWS}"' not in tree:
        return tree
    root = json.loads(tree)
    place(root, places_of)
    return json.dumps(root, ensure_ascii=False)


def place(root: Any, places_of: PlacesOf) -> None:
    """The same in a tree that was read already."""
    for (_, _, pairs), inlines in raw_spans(root, ROWS):
        tex = next(inline["c"][1] for inline in inlines if inline["t"] == "Math")
        tops = places_of(tex, int(dict(pairs)[COUNT]))
        for (_, _, own), _ in raw_spans(inlines, ROW_NUMBER):
            top = tops[int(dict(own)["row"])]
            own.append(["style", f"top:{100 * top:.1f}%"])
