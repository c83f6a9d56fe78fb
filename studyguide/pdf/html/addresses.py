"""Links the web addresses that the author wrote out: `https://a.kr/b를 보라.`"""

import re
from collections.abc import Iterator

from lxml import html

# `https://a.kr/b`, `https://a.kr/b(c)`; a mark at the end and a josa are no part of it
ADDRESS = re.compile(r"https?://(?:\([!-'*-~]*\)|[!-'*-~])*(?:\([!-'*-~]*\)|[A-Za-z0-9/=&#_~$+-])")
UNLINKED = ("a", "pre", "code", "h1", "h2", "h3", "h4", "h5", "h6", "svg")


def link_addresses(root: html.HtmlElement) -> None:
    """Make a link of each address below `root` that stands in text."""
    todo = [root]
    while todo:
        element = todo.pop()
        below = [child for child in element if isinstance(child.tag, str)]
        todo += [child for child in below if child.tag not in UNLINKED]
        for child in below:
            text, child.tail = child.tail or "", None
            _put(element, element.index(child) + 1, text)
        text, element.text = element.text or "", None
        _put(element, 0, text)


def _put(parent: html.HtmlElement, at: int, text: str) -> None:
    """Put `text` before the child at this place, with its addresses as links."""
    first, *links = _parts(text)
    if at:
        parent[at - 1].tail = first
    else:
        parent.text = first
    for number, (address, tail) in enumerate(zip(links[::2], links[1::2], strict=True)):
        link = html.Element("a", {"href": address})
        link.text, link.tail = address, tail
        parent.insert(at + number, link)


def _parts(text: str) -> Iterator[str]:
    """What is plain and what is an address, in turn; first and last is plain.

    Of `https://a.kr/말을` nobody can tell where it ends: it stays plain.
    """
    end = 0
    for found in ADDRESS.finditer(text):
        if text[found.end() : found.end() + 1].isalpha() and not found[0][-1].isalnum():
            continue
        yield text[end : found.start()]
        yield found[0]
        end = found.end()
    yield text[end:]
