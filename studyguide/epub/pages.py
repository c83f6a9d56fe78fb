"""Finishes the chapter pages that pandoc split: names, titles, roles, links, notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from studyguide.ask_marks import ASKS, MARKED, OPEN
from studyguide.epub.columns import widen
from studyguide.epub.formulas import lay_formulas
from studyguide.epub.languages import mark_latin
from studyguide.epub.occurrences import name_places, section_of
from studyguide.epub.pagelist import PrintedPage, mark_pages
from studyguide.epub.terms import group_entries, lay_letters, link_terms
from studyguide.epub.xhtml import (
    TYPE,
    XHTML,
    Node,
    all_of,
    body_of,
    classes,
    new,
    parent,
    tag,
    text_of,
)
from studyguide.outputs.blocks import PageStart, blocks
from studyguide.outputs.elements import CALLED_AGAIN
from studyguide.outputs.profiles import STANDARD, Profile

ASCII_ID = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")  # `g-idempotency`

# Class of a level-1 section → (part of the book, epub:type and ARIA role of the section)
KINDS = {
    "preface": ("frontmatter", "preface"),
    "frontmatter": ("frontmatter", "introduction"),
    "chapter": ("bodymatter", "chapter"),
    "glossary": ("backmatter", "glossary"),
    "appendix": ("backmatter", "appendix"),
    "symbols": ("backmatter", "glossary"),
    "index": ("backmatter", "index"),
    "questions": ("backmatter", "appendix"),
}

CHECKED, UNCHECKED = "☒", "☐"


@dataclass
class Page:
    """One XHTML file of the book's text."""

    name: str
    kind: str
    title: str
    tree: Node
    old_name: str = ""
    anchors: dict[str, Node] = field(default_factory=dict)

    @property
    def section(self) -> Node:
        """The level-1 section."""
        return next(child for child in body_of(self.tree) if tag(child) == "section")


def finish(
    sources: dict[str, bytes],
    starts: Sequence[PageStart] = (),
    profile: Profile = STANDARD,
    has_typefaces: bool = False,
) -> tuple[list[Page], list[PrintedPage]]:
    """Pages in reading order, out of pandoc's files by name in reading order; the page list.

    `starts` tells where the pages of the PDF begin, `profile` for what readers this is;
    `has_typefaces`: the book brings one that stretches the brackets of formulas.
    """
    pages = [_page(name, content) for name, content in sources.items()]
    _name_apart(pages)
    texts = [(block, page.name) for page in pages for block in blocks(body_of(page.tree))]
    for page in pages:
        page.anchors = {str(n.get("id")): n for n in page.tree.iter() if n.get("id")}
    for page in pages:
        _number(page)
    _mend_links(pages)
    name_places(
        [page.tree for page in pages],
        {a: (page.title, section_of(n)) for page in pages for a, n in page.anchors.items()},
    )
    for page in pages:
        _give_roles(page)
        _notes(page)
        _tables(page, is_plain=not profile.has_boxes)
        _boxes(page)
        _code(page)
        _ask(page)
        lay_formulas(page.tree, profile, has_typefaces)
        if page.kind in ("glossary", "index"):
            lay_letters(page.section)
        mark_latin(page.tree)
        _set_title(page)
    shown = starts if profile.marks_pages else ()
    printed = mark_pages([text for text, _ in texts], [name for _, name in texts], shown)
    return pages, printed


def _page(name: str, content: bytes) -> Page:
    tree = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    body = body_of(tree)
    sections = [n for n in body if tag(n) == "section" and "level1" in classes(n)]
    if not sections:
        _wrap(body)
        sections = [body[0]]
    kind = next((k for k in classes(sections[0]) if k in KINDS), "chapter")
    return Page(sections[0].get("id") or "", kind, "", tree, old_name=name)


def _wrap(body: Node) -> None:
    """Text before the first heading gets a section of its own."""
    children = list(body)
    section = new(body, "section", class_="level1 preface")
    section.extend(child for child in children if tag(child) != "section")
    body.insert(0, section)


def _name_apart(pages: list[Page]) -> None:
    """Name each page by its section's id; one without a usable id by its place."""
    taken: set[str] = set()
    for place, page in enumerate(pages, 1):
        usable = ASCII_ID.fullmatch(page.name) and page.name.lower() not in taken
        stem = page.name if usable else f"page-{place:03}"
        taken.add(stem.lower())
        page.name = f"{stem}.xhtml"


def _number(page: Page) -> None:
    """Put `2장` before the title as real text: readers search, copy and speak it."""
    heading = next(all_of(page.section, "h1"), None)
    if heading is None:
        page.title = "본문"
        return
    number = page.section.get("data-number")
    if number and page.kind == "chapter":
        label = etree.Element(f"{{{XHTML}}}span", {"class": "number"})
        label.text, label.tail = f"{number}장", f" {heading.text or ''}"
        heading.text = None
        heading.insert(0, label)
    page.title = text_of(heading)


def _mend_links(pages: list[Page]) -> None:
    """Point links at the renamed pages; a link to nowhere becomes plain text."""
    names = {page.old_name: page.name for page in pages}
    home = {anchor: page.name for page in pages for anchor in page.anchors}
    for page in pages:
        for link in all_of(page.tree, "a"):
            path, mark, target = (link.get("href") or "").partition("#")
            if not mark or (path and path not in names):
                continue
            if not path and target in page.anchors:
                continue
            if target in home:
                link.set("href", ("" if home[target] == page.name else home[target]) + "#" + target)
            else:
                _unlink(link)


def _unlink(link: Node) -> None:
    link.tag = f"{{{XHTML}}}span"
    for key in {"href", "role", TYPE} & {str(key) for key in link.attrib}:
        del link.attrib[key]


def _give_roles(page: Page) -> None:
    """EPUB structural semantics and the DPUB-ARIA roles that match them."""
    part, section_type = KINDS[page.kind]
    body_of(page.tree).set(TYPE, part)
    page.section.set(TYPE, section_type)
    page.section.set("role", f"doc-{section_type}")
    link_terms(page.tree)
    if section_type == "glossary":
        group_entries(page.section)


def _notes(page: Page) -> None:
    """Each note begins with its number, which leads back to the text."""
    for link in all_of(page.tree, "a", CALLED_AGAIN):
        call = page.anchors.get(str(link.get("href")).lstrip("#"))
        for first in all_of(call, "a", "footnote-ref") if call is not None else ():
            link.text = "".join(map(str, first.itertext()))
            link.attrib.update({name: str(first.get(name)) for name in ("href", "role", TYPE)})
    for part in all_of(page.tree, "section", "footnotes"):
        part.set("aria-label", "각주")
        for rule in all_of(part, "hr"):
            part.remove(rule)
    for note in all_of(page.tree, "aside"):
        number = str(note.get("id")).removeprefix("fn")
        first = next(iter(note), note)
        first = first if tag(first) == "p" else note
        back = etree.Element(f"{{{XHTML}}}a", {"href": f"#fnref{number}", "class": "note-number"})
        back.attrib.update({"role": "doc-backlink", "aria-label": f"각주 {number}, 본문으로"})
        back.text, back.tail = number, f" {(first.text or '').lstrip()}"
        first.text = None
        first.insert(0, back)


def _tables(page: Page, is_plain: bool) -> None:
    """A wide table scrolls by itself, and its head cells say what they head.

    A plain one is rows and cells alone: Kindle neither scrolls it nor heeds the widths.
    """
    for table in all_of(page.tree, "table"):
        for cell in all_of(table, "th"):
            cell.set("scope", "col")
        if is_plain:
            _unsize(table)
            continue
        widen(table)
        box = etree.Element(f"{{{XHTML}}}div", {"class": "wide", "role": "group"})
        box.attrib.update({"tabindex": "0", "aria-label": "표"})
        box.tail, table.tail = table.tail, None
        parent(table).replace(table, box)
        box.append(table)


def _unsize(table: Node) -> None:
    for columns in all_of(table, "colgroup"):
        parent(columns).remove(columns)
    for node in (table, *all_of(table, "*")):
        if tag(node) in ("table", "tr", "th", "td"):
            node.attrib.pop("style", "")


def _boxes(page: Page) -> None:
    """Check boxes become signs: a book is not a form."""
    for box in all_of(page.tree, "input"):
        label = parent(box)
        sign = etree.Element(f"{{{XHTML}}}span", {"class": "checkbox"})
        sign.text = CHECKED if box.get("checked") is not None else UNCHECKED
        sign.tail = box.tail
        label.replace(box, sign)
        label.tag = f"{{{XHTML}}}span"


def _code(page: Page) -> None:
    """Lines of code are text: no link to each of them, no name that nothing leads to."""
    for code in all_of(page.tree, "pre"):
        for link in all_of(code, "a"):
            if link.get("aria-hidden"):  # pandoc's, the first in its line
                line = parent(link)
                line.attrib.pop("id", "")
                line.text = (line.text or "") + (link.tail or "")
                line.remove(link)


def _ask(page: Page) -> None:
    """Where the author put a question mark, the press puts none."""
    for kind in OPEN:
        for question in all_of(page.tree, "*", kind):
            if ASKS.search(text_of(question)):
                question.set("class", f"{question.get('class')} {MARKED}")


def _set_title(page: Page) -> None:
    next(all_of(page.tree, "title")).text = page.title
