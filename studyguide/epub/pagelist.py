"""Marks where the pages of the PDF begin, so that a phone and the paper can name the same page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from studyguide.epub.xhtml import MATHML, TYPE, XHTML, Node, parent, tag
from studyguide.outputs.blocks import TEXTS, PageStart, letters

HOMES = {  # pages of the PDF that are a file of their own here
    "cover": "text/cover.xhtml",
    "cover-picture": "text/cover.xhtml",
    "title-page": "text/title.xhtml",
    "contents": "nav.xhtml",
    "colophon": "text/colophon.xhtml",
}


@dataclass(frozen=True)
class PrintedPage:
    """A line of the page list: the page's label, the file here that it begins in, its mark."""

    label: str
    home: str
    anchor: str

    @property
    def href(self) -> str:
        """Where the page list leads to."""
        return f"{self.home}#{self.anchor}"

    @property
    def name(self) -> str:
        """What a screen reader says there.

        >>> PrintedPage("iv", "nav.xhtml", "page-iv").name
        'iv쪽'
        """
        return f"{self.label}쪽" if self.label.isascii() else self.label

    @property
    def type(self) -> str:
        """The kind of a page in an NCX."""
        return "normal" if self.label.isdigit() else "front" if self.label.isascii() else "special"


def mark_pages(
    texts: Sequence[Node], names: Sequence[str], starts: Sequence[PageStart]
) -> list[PrintedPage]:
    """Put a mark at the start of each page; `texts` are the blocks, `names` their files.

    EPUB Accessibility 1.1 section 3.3.2: the page list is that of a book on paper.
    """
    found = []
    for start in starts:
        if start.part:
            anchor = f"page-{start.label if start.label.isascii() else start.part}"
            found.append(PrintedPage(start.label, HOMES[start.part], anchor))
        elif start.block < len(texts):
            page = PrintedPage(start.label, f"text/{names[start.block]}", f"page-{start.label}")
            _insert(texts[start.block], start.letters, _mark(page))
            found.append(page)
    return found


def _mark(page: PrintedPage) -> Node:
    mark = etree.Element(f"{{{XHTML}}}span", {"id": page.anchor, "aria-label": page.name})
    mark.attrib.update({TYPE: "pagebreak", "role": "doc-pagebreak"})
    return mark


def _insert(block: Node, count: int, mark: Node) -> None:
    """Put the mark behind so many letters of the block; at its end when it has fewer."""
    if not count:
        mark.tail, block.text = block.text, None
        block.insert(0, mark)
        return
    for node, is_tail in _texts(block):
        text = (node.tail if is_tail else node.text) or ""
        if count < letters(text):
            _split(node, is_tail, _offset(text, count), mark)
            return
        count -= letters(text)
    block.append(mark)


def _texts(node: Node) -> Iterator[tuple[Node, bool]]:
    """The texts of a block in order, as nodes with whether it is their tail."""
    yield node, False
    for child in list(node):
        if not _is_apart(child):
            yield from _texts(child)
        yield child, True


def _is_apart(node: Node) -> bool:
    """Formulas and calls of notes have no letters in print, nested blocks are counted alone."""
    name = tag(node)
    is_math = isinstance(node.tag, str) and node.tag.startswith(f"{{{MATHML}}}")
    return is_math or name in TEXTS or node.get("role") == "doc-noteref" or not name


def _split(node: Node, is_tail: bool, at: int, mark: Node) -> None:
    if is_tail:
        text = node.tail or ""
        holder = parent(node)
        place = holder.index(node) + 1
        node.tail = text[:at]
    else:
        text = node.text or ""
        holder, place = node, 0
        node.text = text[:at]
    mark.tail = text[at:]
    holder.insert(place, mark)


def _offset(text: str, count: int) -> int:
    """The place of the letter behind `count` letters."""
    for at, char in enumerate(text):
        count -= not char.isspace()
        if count < 0:
            return at
    return len(text)
