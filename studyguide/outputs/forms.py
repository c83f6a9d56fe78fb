"""Takes out of pandoc's HTML what no book shows: form fields, and anchors of lines of code."""

from collections.abc import Iterable

from lxml import etree, html

from studyguide.outputs.elements import add_class

GONE = "gone"  # a tag to be taken off; a `drop_tag` for each takes the square of their number
CHECKED, UNCHECKED = "done", "open"  # classes of items with a box


def draw_boxes(root: html.HtmlElement) -> None:
    """Form fields are no part of a printed book: the box becomes the sign of its item."""
    for field in list(root.iter("input")):
        item = next((above for above in field.iterancestors("li")), None)
        if item is not None:
            add_class(item, CHECKED if field.get("checked") is not None else UNCHECKED)
    etree.strip_tags(root, "input", "label")


def unlink_code(root: html.HtmlElement) -> None:
    """Take off pandoc's anchors of the lines of code and their links to themselves."""
    for link in root.xpath(".//pre//a[@aria-hidden]"):
        link.drop_tree()
    unwrap(root, root.xpath(".//pre//span[@id and not(@class)]"))


def unwrap(root: html.HtmlElement, elements: Iterable[html.HtmlElement]) -> None:
    """Take elements off; what is in them stays."""
    for element in elements:
        element.tag = GONE
    etree.strip_tags(root, GONE)
