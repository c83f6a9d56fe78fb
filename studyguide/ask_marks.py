"""Lets the author's own question mark be the mark of an open question, so that none is doubled."""

import re

from lxml import html

from studyguide.outputs.elements import NOT_READ, add_class, plain, with_class

OPEN = ("question", "doubt")  # what the press sets a mark behind
ASKS = re.compile(r"([?？][?!？！]*)[\"'”’」』)\]]*\s*$")  # `왜?`, `정말?!`, `"왜?"`
MARK, MARKED = "ask", "asks"  # classes of the author's mark, and of a text that ends in one


def lift_marks(root: html.HtmlElement) -> None:
    """Put the question marks at the end of open questions into spans of their own."""
    for question in with_class(root, OPEN):
        if ASKS.search(plain(question)):
            add_class(question, MARKED)
            _wrap(question)


def _wrap(element: html.HtmlElement) -> None:
    """Wrap the mark when the last text of `element` holds it; one with a dress of its own stays."""
    at = len(element)
    while at and not (element[at - 1].tail or "").strip():
        last = (element[at - 1].get("class") or "").split()
        if not set(NOT_READ) & set(last):
            _wrap(element[at - 1])
            return
        at -= 1
    text = (element[at - 1].tail if at else element.text) or ""
    found = ASKS.search(text)
    if not found or "unsure" in (element.get("class") or ""):
        return
    mark = html.Element("span", {"class": MARK})
    mark.text, mark.tail = found[1], text[found.end(1) :]
    if at:
        element[at - 1].tail = text[: found.start()]
    else:
        element.text = text[: found.start()]
    element.insert(at, mark)
