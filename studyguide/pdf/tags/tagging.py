"""Grows the structure tree of a PDF from its laid-out boxes, in place of WeasyPrint's own.

WeasyPrint 70 (`weasyprint/pdf/tags.py`) begins each element anew on every page and line, keeps
running heads and leaders as content and knows elements by their tag alone. Here an element of the
page's HTML is one element of the tree, however many boxes it became. A part of a book is treated
like a whole one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream

from studyguide.formulas.tags import GOES_ON, MARK
from studyguide.pdf.html import notelinks
from studyguide.pdf.html.notelinks import Edges, Number
from studyguide.pdf.tags import tagged
from studyguide.pdf.tags.painting import in_reading_order
from studyguide.pdf.tags.structure import Annotation, Content, Element, shape

KINDS = {
    **dict.fromkeys(("section", "article", "aside", "nav"), "Sect"),
    **dict.fromkeys(("div", "figure", "header", "footer", "address"), "Div"),
    **dict.fromkeys(("ul", "ol", "dl"), "L"),
    **dict.fromkeys(("caption", "figcaption"), "Caption"),
    **dict.fromkeys(("pre", "code", "kbd", "samp"), "Code"),
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    **{name: name.upper() for name in ("p", "tr", "th", "td")},
    **{"thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "table": "Table"},
    **{"li": "LI", "dt": "Lbl", "dd": "LBody", "blockquote": "BlockQuote", "q": "Quote"},
    **{"img": "Figure", "svg": "Figure", "object": "Figure", "embed": "Figure"},
}
OUTER = ("html", "body", "main")  # hold the document and say nothing of their own
NUMBERING = {  # ISO 32000-1, table 347; by the sign of a list
    **dict.fromkeys(("disc", "•", "·", "–", "‣"), "Disc"),
    **dict.fromkeys(("circle", "◦", "○"), "Circle"),
    **dict.fromkeys(("square", "▪", "■"), "Square"),
    **dict.fromkeys(("decimal", "decimal-leading-zero"), "Decimal"),
    **{"lower-roman": "LowerRoman", "upper-roman": "UpperRoman"},
    **dict.fromkeys(("lower-alpha", "lower-latin"), "LowerAlpha"),
    **dict.fromkeys(("upper-alpha", "upper-latin"), "UpperAlpha"),
}
PSEUDO = {"footnote-call": "Reference", "footnote-marker": "Lbl"}
NUMBERED = tuple(f"::{pseudo}" for pseudo in PSEUDO)
AROUND = {("Link", "TOCI"): "Reference"}  # what an element below another is wrapped in
LEVEL = re.compile(r"level(\d)")  # `contents-level2`
PIXEL = 0.75  # points
NAMELESS = {"ko": "설명이 없는 그림"}  # a figure whose author gave no text for it; N012 told it


@contextmanager
def richer(lang: str) -> Iterator[None]:
    """Write PDFs with this tree; `lang` is that of the document."""
    begin = Stream.marked

    @contextmanager
    def marked(stream: Any, box: Any, tag: str) -> Iterator[None]:
        at = len(stream.stream)
        with begin(stream, box, tag):
            if stream._tags is not None:
                stream._tags[box].update(stream=stream, at=at)
            yield

    def add_tags(pdf: Any, document: Any, _version: Any, streams: Sequence[Any]) -> None:
        tree = _Tree(lang)
        for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
            tree.add_page(number, page._page_box, stream._tags)
        notelinks.tie(tree.calls, tree.numbers, pdf)
        tagged.write(tree.finished(), pdf, streams)
        tagged.take_off(tree.unneeded, pdf)

    with ExitStack() as patches:
        patches.enter_context(in_reading_order())
        patches.enter_context(patch.object(Stream, "marked", marked))
        patches.enter_context(patch.object(weasyprint.pdf, "add_tags", add_tags))
        yield


@dataclass
class _Tree:
    """The tree while it grows, page after page."""

    lang: str
    root: Element = field(default_factory=lambda: Element("Document"))
    made: dict[tuple[Any, str], Element] = field(default_factory=dict)
    first_page: dict[Element, int] = field(default_factory=dict)
    notes: dict[Any, Element] = field(default_factory=dict)
    page: int = 0
    height: float = 0.0
    marks: dict[Any, Mapping[str, Any]] = field(default_factory=dict)
    calls: dict[Any, Number] = field(default_factory=dict)  # by the HTML of their note
    numbers: dict[Any, Number] = field(default_factory=dict)
    contents: set[Element] = field(default_factory=set)
    unneeded: list[Any] = field(default_factory=list)
    formula: Element | None = None  # the last one, which may go on

    def add_page(self, number: int, sheet: Any, marks: dict[Any, Mapping[str, Any]]) -> None:
        self.page, self.height, self.marks = number, sheet.margin_height(), marks
        for child in sheet.children:
            if isinstance(child, boxes.MarginBox):
                is_top = child.at_keyword.startswith("@top")
                self._leave_out(child, "Header" if is_top else "Footer")
            else:
                self._grow(child, self.root, self.lang, None)
        for box in list(marks):  # drawn, but in no box of the page
            self._leave_out(box)

    def finished(self) -> Element:
        called = {element.note for element in self.root.elements() if element.note}
        self.root.kids += [note for note in self.notes.values() if note not in called]
        for content in shape(self.root):
            tagged.leave_out(content.stream, content.at)
        return self.root

    def _leave_out(self, box: Any, what: str = "") -> None:
        """What repeats or decorates is an artifact, not content (ISO 14289-1, 7.1 and 7.8)."""
        box = getattr(box, "_box", box)
        if mark := self.marks.pop(box, None):
            tagged.leave_out(mark["stream"], mark["at"], what)
        if box.link_annotation:
            self.unneeded.append(box.link_annotation)
        for child in getattr(box, "children", ()):
            self._leave_out(child, what)

    def _grow(self, box: Any, parent: Element, lang: str, link: Element | None) -> None:
        """Put what a box holds below `parent`; `link` is the one it stands in."""
        box = getattr(box, "_box", box)
        if isinstance(box, boxes.TextBox):
            is_added = (box.element_tag or "").endswith("::after")  # the page of a link
            self._take(box, parent, " " * is_added + getattr(box, "said", box.text))
            return
        element = self._element(box, parent, lang)
        if box.is_leader or self._repeats(box, element):
            self._leave_out(box, "" if box.is_leader else "Header")
            return
        is_own = self.made.get((box.element, box.element_tag)) is link
        if box.link_annotation and (link is None or is_own):
            element = link = self._linked(box, element)
        elif box.link_annotation:
            self.unneeded.append(box.link_annotation)
        if isinstance(box, boxes.ReplacedBox):
            self._picture(box, element)
        if box.element_tag and box.element_tag.endswith(NUMBERED):
            self._number(box, element)
        if isinstance(box, boxes.FootnoteAreaBox):
            for note in box.children:
                self.made[note.element, note.element_tag] = self._note(note.element)
        for child in getattr(box, "children", ()):
            self._grow(child, element, element.lang or lang, link)

    def _take(self, box: Any, element: Element, text: str) -> None:
        if mark := self.marks.pop(box, None):
            element.kids.append(Content(self.page, mark["stream"], mark["at"], text))

    def _repeats(self, box: Any, element: Element) -> bool:
        """Whether the box is the head of a table that goes on from another page."""
        is_group = isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer)
        return is_group and self.first_page.setdefault(element, self.page) != self.page

    def _element(self, box: Any, parent: Element, lang: str) -> Element:
        """The element that a box belongs to: its own, or `parent` if it means nothing by itself."""
        own, tag = box.element, box.element_tag
        if own is None or tag in OUTER:
            return parent
        if (own, tag) in self.made:
            return self.made[own, tag]
        if self.formula and own.get(GOES_ON) is not None:
            return self.formula
        kind = self._kind(box, parent, lang)
        if not kind:
            return parent
        element = self.made[own, tag] = Element(kind)
        if "::" not in tag and own.get("lang", lang) != lang:
            element.lang = own.get("lang")
        self._describe(element, box)
        around = AROUND.get((kind, parent.kind)) or (own.tag == "pre" and "P")
        parent.kids.append(Element(around, [element]) if around else element)
        return element

    def _kind(self, box: Any, parent: Element, lang: str) -> str:
        name, _, pseudo = box.element_tag.rpartition("}")[2].partition("::")
        if pseudo:
            is_label = pseudo == "marker" and parent.kind == "LI"
            return "Lbl" if is_label else PSEUDO.get(pseudo, "")
        if name == "a":
            return "Link" if box.link_annotation else ""
        kind = KINDS.get(name, "")
        if kind == "Figure" and not isinstance(box, boxes.ReplacedBox):
            return ""  # a picture that could not be read shows its text
        if kind == parent.kind == "Code":
            return ""
        if kind == "TD" and box.element.get("scope") == "row":
            return "TH"
        if kind == "TH" and not (box.element.find(".//img") is not None or _text(box.element)):
            return "TD"  # the corner above a column of names is the head of nothing
        if kind in ("L", "LI") and parent in self.contents:
            kind = {"L": "TOC", "LI": "TOCI"}[kind]
        return kind or ("Span" if box.element.get("lang", lang) != lang else "")

    def _describe(self, element: Element, box: Any) -> None:
        """What an element says of itself beside its kind."""
        own, kind = box.element, element.kind
        if own.tag == "nav" or kind in ("TOC", "TOCI"):
            self.contents.add(element)
        if kind == "L":
            element.owners["List"] = {"ListNumbering": "/" + _numbering(box)}
        elif kind in ("TH", "TD"):
            element.owners["Table"] = _cell(box, kind)
        elif kind == "Reference":
            element.note = self._note(own)
        elif kind == "TOCI":
            found = LEVEL.search(own.get("class", ""))
            element.level = int(found[1]) if found else 0

    def _note(self, own: Any) -> Element:
        if own not in self.notes:
            self.notes[own] = Element("Note", id=f"note-{len(self.notes) + 1}")
        return self.notes[own]

    def _linked(self, box: Any, element: Element) -> Element:
        """The link whose box this is; WeasyPrint gives boxes within its box annotations too."""
        link = element
        if element.kind != "Link":
            link = self.made.setdefault((box.element, f"{box.element_tag} link"), Element("Link"))
            if link not in element.kids:
                element.kids.append(link)
        here = [k.mark for k in link.kids if isinstance(k, Annotation) and k.page == self.page]
        if any(tagged.covers(mark, box.link_annotation) for mark in here):
            self.unneeded.append(box.link_annotation)
        else:
            link.kids.append(Annotation(self.page, box.link_annotation))
        return link

    def _number(self, box: Any, element: Element) -> None:
        left, top, width, height = box.hit_area()
        edges = self._edges(left, top, width, height)
        is_call = element.kind == "Reference"
        found = self.calls if is_call else self.numbers
        found.setdefault(box.element, Number(element, self.page, edges))

    def _edges(self, left: float, top: float, width: float, height: float) -> Edges:
        """A rectangle of the page box (CSS pixels from the top) as PDF counts it."""
        bottom = self.height - top - height
        edges = (left, bottom, left + width, bottom + height)
        first, second, third, fourth = (round(edge * PIXEL, 2) for edge in edges)
        return first, second, third, fourth

    def _picture(self, box: Any, element: Element) -> None:
        if element is self.formula:
            element.owners.pop("Layout", None)  # no rectangle holds it
            self._take(box, element, "")
            return
        if element.kind != "Figure":
            self._leave_out(box)  # a sign that a style sheet draws
            return
        title = box.element.find("{http://www.w3.org/2000/svg}title")
        alt = str(box.element.get("alt") or (title is not None and title.text) or "")
        element.kind = "Formula" if alt.startswith(MARK) else "Figure"
        element.alt = alt.removeprefix(MARK).strip() or NAMELESS.get(self.lang[:2], "Figure")
        edges = self._edges(box.content_box_x(), box.content_box_y(), box.width, box.height)
        element.owners["Layout"] = {"BBox": list(edges)}
        self.formula = element if element.kind == "Formula" else self.formula
        self._take(box, element, "")


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _numbering(box: Any) -> str:
    """`ListNumbering` of a list, by the style of its signs."""
    style = box.style["list_style_type"]
    if box.element_tag == "dl" or style == "none":
        return "None"
    sign = style[1].strip() if isinstance(style, tuple) else style
    return NUMBERING.get(sign, "Decimal" if box.element_tag == "ol" else "Disc")


def _cell(box: Any, kind: str) -> dict[str, object]:
    spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
    said: dict[str, object] = {name: span for name, span in spans.items() if span != 1}
    if kind == "TH":
        said["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
    return said
