"""The vocabulary of EPUB pages on lxml: names, classes, text."""

from collections.abc import Iterator
from itertools import chain
from typing import TypeAlias

from lxml import etree

from studyguide.formulas.linear import line_of

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
MATHML = "http://www.w3.org/1998/Math/MathML"
TYPE = f"{{{OPS}}}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Node: TypeAlias = etree._Element


def tag(node: Node) -> str:
    """The element's name without its namespace; empty for comments."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def parent(node: Node) -> Node:
    """The element around one that is known to stand inside another."""
    found = node.getparent()
    if found is None:
        raise ValueError(f"<{tag(node)}> stands alone")
    return found


def classes(node: Node) -> list[str]:
    """The classes of an element."""
    return (node.get("class") or "").split()


def all_of(root: Node, name: str, kind: str = "") -> Iterator[Node]:
    """Elements of one name (`*` for any) and class, as a list safe against changes."""
    found = list(root.iter(f"{{{XHTML}}}{name}"))
    return (node for node in found if not kind or kind in classes(node))


def body_of(tree: Node) -> Node:
    """The page's `body`."""
    return next(all_of(tree, "body"))


def new(parent: Node, name: str, text: str = "", **attributes: str) -> Node:
    """Append an XHTML element; `class_` stands for `class`, `_` for `-`."""
    named = {key.strip("_").replace("_", "-"): value for key, value in attributes.items()}
    node = etree.SubElement(parent, f"{{{XHTML}}}{name}", named)
    node.text = text or None
    return node


def formulas_of(root: Node) -> Iterator[Node]:
    """Formulas as MathML or as pictures, as a list safe against changes."""
    return chain(list(root.iter(f"{{{MATHML}}}math")), all_of(root, "img", "formula"))


def text_of(node: Node) -> str:
    """What a reader reads: no note numbers, and of a formula only what it shows."""
    return " ".join("".join(_read(node)).split())


def _read(node: Node) -> Iterator[str]:
    if node.tag == f"{{{MATHML}}}math":
        yield line_of(node)
    elif isinstance(node.tag, str) and not _is_apart(node):
        yield str(node.get("data-text") or node.text or "")
        for child in node:
            yield from _read(child)
            yield str(child.tail or "")


def _is_apart(node: Node) -> bool:
    return tag(node).startswith("annotation") or node.get("role") == "doc-noteref"
