"""The pictures of a finished book as their author wrote them, those that are missing too."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from studyguide.chain.tree import TAKEN
from studyguide.images.pictures import ALT, GENERATED, MISSING
from studyguide.outline import nested_names as names

Node = dict[str, Any]  # of pandoc's JSON


def is_mark(inline: Node) -> bool:
    """Whether this carries a place."""
    return inline["t"] == "Span" and "at" in inline["c"][0][1]


def is_missing(node: Node) -> bool:
    """Whether this stands for a picture that is not shown."""
    return node.get("t") == "Span" and MISSING in node["c"][0][1]


def picture(span: Node, caption: Sequence[Node] = ()) -> Node:
    """The picture that the words stand for: a missing one may be found later.

    Its own words stand between them, or in the `caption` of its figure.
    """
    words, address = span["c"][1]
    alt = words["c"][1][1:-1]
    if alt[0]["t"] == "Span" and GENERATED in alt[0]["c"][0][1]:  # the press's, for want of others
        alt = [*alt[1:], *caption]
    pairs = [["alt" if name == ALT else name, value] for name, value in span["c"][0][2]]
    attributes = names.of_element(["", [], pairs])
    return as_typed({"t": "Image", "c": [attributes, alt, address["c"][2]]})


def as_typed(image: Node) -> Node:
    """The picture with the words that its author typed for it; its file's name is none."""
    attributes, alt, target = image["c"]
    words = [said for each in alt for said in _typed(each, target[0])]
    return {**image, "c": [attributes, words, target]}


def _typed(inline: Node, url: str) -> Iterator[Node]:
    if inline["t"] != "Link" or TAKEN not in inline["c"][0][1]:
        yield inline
    elif (name := inline["c"][2][0]) not in (url, PurePosixPath(unquote(url)).name):
        yield {"t": "Str", "c": name}


def lone_image(figure: Node) -> Node | None:
    """The picture of a figure whose caption is its own text, as the author wrote it."""
    _, (_, caption), blocks = figure["c"]
    shown = blocks[0]["c"] if len(blocks) == 1 and blocks[0]["t"] == "Plain" else []
    inside = [each for each in shown if not is_mark(each)]
    if len(inside) != 1 or len(caption) != 1:
        return None
    said = [each for each in caption[0]["c"] if not is_mark(each)]
    image = picture(inside[0], said) if is_missing(inside[0]) else inside[0]
    if image["t"] != "Image":
        return None
    is_nameless = is_missing(inside[0]) and not said  # its words are the press's
    return image if is_nameless or said == image["c"][1] else None
