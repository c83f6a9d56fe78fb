"""The logical structure of a PDF as a tree, and the shape that the standards ask of it.

Knows neither boxes nor files: `pdf/tags/tagging.py` grows the tree from the pages, the rules here
give it the shape of ISO 32000-1, 14.8.4 and ISO 14289-1, 7, and `pdf/tags/tagged.py` writes it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

HEADINGS = frozenset(f"H{level}" for level in range(1, 7))
PARAGRAPHS = HEADINGS | {"P"}  # hold a line of text and nothing else
INLINE = frozenset(("Span", "Quote", "Reference", "Code", "Link", "Formula"))
GROUPS = frozenset(("Document", "Sect", "Div", "BlockQuote"))  # text in them wants a paragraph
MAY_BE_EMPTY = frozenset(("TH", "TD"))  # a table keeps its shape


@dataclass(eq=False)
class Content:
    """A marked piece of a page: its page (from 0), its stream and where the mark begins in it."""

    page: int
    stream: object
    at: int
    text: str = ""


@dataclass(eq=False)
class Annotation:
    """A link on a page, to which its element refers (`OBJR`)."""

    page: int
    mark: object


@dataclass(eq=False)
class Element:
    """One structure element; `owners` are its attributes by owner (`Layout`, `List`, `Table`)."""

    kind: str
    kids: list["Kid"] = field(default_factory=list)
    owners: dict[str, dict[str, object]] = field(default_factory=dict)
    lang: str = ""
    alt: str = ""
    id: str = ""
    level: int = 0  # of a line of the contents
    note: "Element | None" = None  # what a reference calls

    def elements(self) -> Iterator["Element"]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.elements()

    def text(self, between: str = "") -> str:
        """What is read aloud of it."""
        return self.alt or between.join(
            kid.text() if isinstance(kid, Element) else kid.text
            for kid in self.kids
            if not isinstance(kid, Annotation)
        )


Kid = Content | Annotation | Element


def shape(root: Element) -> list[Content]:
    """Give the tree its final shape by the rules in their order; returns what is blank."""
    blanks = [content for element in root.elements() for content in _take_blanks(element)]
    _prune(root)
    for rule in (_gather_items, _embody, _nest_contents, _wrap_text, _name_pictures):
        for element in list(root.elements()):
            rule(element)
    _place_notes(root)
    _steady_headings(root)
    return blanks


def _prune(element: Element) -> None:
    """Take off elements that hold nothing, and groups around one other group."""
    for kid in element.kids:
        if isinstance(kid, Element):
            _prune(kid)
    element.kids = [kid for kid in element.kids if not _is_empty(kid)]
    inner = element.kids[0] if len(element.kids) == 1 else None
    if element.kind == "Div" and isinstance(inner, Element) and inner.kind == "Div":
        element.kids, element.lang = inner.kids, inner.lang or element.lang


def _name_pictures(link: Element) -> None:
    """A link around a formula or picture alone says what that says."""
    if link.kind == "Link" and not any(isinstance(kid, Content) for kid in link.kids):
        link.alt = link.text().strip()


def _is_empty(kid: Kid) -> bool:
    return isinstance(kid, Element) and not kid.kids and kid.kind not in MAY_BE_EMPTY


def _is_inline(kid: Kid) -> bool:
    return not isinstance(kid, Element) or kid.kind in INLINE


def _gather_items(listed: Element) -> None:
    """Leave nothing but items in a list: terms with their definitions, strays with what is above.

    A term is the label of its item (ISO 32000-1, table 336).
    """
    if listed.kind != "L":
        return
    items: list[Element] = []
    for kid in _ungrouped(listed.kids):
        begins = kid.kind == "Lbl" and (not items or any(k.kind == "LBody" for k in _in(items[-1])))
        if kid.kind == "LI":
            items.append(kid)
        elif begins or not items:
            items.append(Element("LI", [kid]))
        else:
            items[-1].kids.append(kid)
    listed.kids = list(items)


def _ungrouped(kids: list[Kid]) -> Iterator[Element]:
    for kid in kids:
        if not isinstance(kid, Element):
            yield Element("LBody", [kid])
        elif kid.kind == "Div":
            yield from _ungrouped(kid.kids)
        else:
            yield kid


def _in(element: Element) -> list[Element]:
    return [kid for kid in element.kids if isinstance(kid, Element)]


def _embody(item: Element) -> None:
    """Put all of an item that is not its label into one `LBody`; an item of a label has a body."""
    if item.kind != "LI":
        return
    labels = [kid for kid in _in(item) if kid.kind == "Lbl"]
    content = [kid for kid in item.kids if kid not in labels]
    bodies = [kid for kid in content if isinstance(kid, Element) and kid.kind == "LBody"]
    for body in bodies if len(content) > 1 else ():
        body.kind = "Div"  # one of several definitions
    if not content and labels:
        bodies = [labels.pop()]
        bodies[0].kind, content = "LBody", [*bodies]
    body = bodies[0] if len(content) == 1 and bodies else Element("LBody", content)
    item.kids = [*labels, body]


def _nest_contents(contents: Element) -> None:
    """Lines of a deeper level stand in a list of contents of their own."""
    if contents.kind != "TOC":
        return
    lines, top = _in(contents), min((line.level for line in _in(contents)), default=0)
    kids: list[Kid] = []
    for is_top, group in groupby(lines, key=lambda line: line.level <= top):
        deeper = Element("TOC", list(group))
        if is_top:
            kids += deeper.kids
        else:
            _nest_contents(deeper)
            kids.append(deeper)
    contents.kids = kids


def _take_blanks(group: Element) -> list[Content]:
    """Take off the lines of a group that hold nothing but blanks."""
    if group.kind not in GROUPS:
        return []
    found: list[Content] = []
    for is_text, run in groupby(list(group.kids), key=_is_inline):
        blanks = [kid for kid in run if isinstance(kid, Content)] if is_text else []
        found += [] if "".join(kid.text for kid in blanks).strip() else blanks
    group.kids = [kid for kid in group.kids if kid not in found]
    return found


def _wrap_text(group: Element) -> None:
    """Text that stands beside blocks gets a paragraph."""
    if group.kind not in GROUPS:
        return
    kids: list[Kid] = []
    for is_text, run in groupby(group.kids, key=_is_inline):
        found = list(run)
        kids += [Element("P", found)] if is_text else found
    group.kids = kids


def _place_notes(element: Element) -> None:
    """A note is read after the paragraph that calls it (ISO 14289-1, 7.9)."""
    kids: list[Kid] = []
    called: list[Kid] = []
    for kid in element.kids:
        if _is_inline(kid):
            kids.append(kid)
            called += _called(kid)
            continue
        kids += [*called, kid]
        called = _called(kid) if isinstance(kid, Element) and kid.kind in PARAGRAPHS else []
        if isinstance(kid, Element) and kid.kind not in PARAGRAPHS:
            _place_notes(kid)
    element.kids = [*kids, *called]


def _called(kid: Kid) -> list[Kid]:
    each = kid.elements() if isinstance(kid, Element) else ()
    return [element.note for element in each if element.note]


def _steady_headings(root: Element) -> None:
    """No level is skipped (ISO 14289-1, 7.4.2): what stands below an H2 is at most an H3."""
    above: list[int] = []  # the levels as they were, from the top
    for element in root.elements():
        if element.kind in HEADINGS:
            level = int(element.kind[1:])
            above = [*(each for each in above if each < level), level]
            element.kind = f"H{len(above)}"
