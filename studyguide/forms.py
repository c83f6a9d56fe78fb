"""Takes out of pandoc's HTML what no book shows: form fields, and anchors of lines of code."""

from lxml import html

from studyguide.elements import add_class

CHECKED, UNCHECKED = "done", "open"  # classes of items with a box


def draw_boxes(root: html.HtmlElement) -> None:
    """Form fields are no part of a printed book: the box becomes the sign of its item."""
    for field in list(root.iter("input")):
        item = next((above for above in field.iterancestors("li")), None)
        if item is not None:
            add_class(item, CHECKED if field.get("checked") is not None else UNCHECKED)
        field.drop_tag()
    for label in list(root.iter("label")):
        label.drop_tag()


def unlink_code(root: html.HtmlElement) -> None:
    """Take off pandoc's anchors of the lines of code and their links to themselves."""
    for link in root.xpath(".//pre//a[@aria-hidden]"):
        link.drop_tree()
    for line in root.xpath(".//pre//span[@id and not(@class)]"):
        line.drop_tag()
