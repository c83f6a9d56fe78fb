"""Terms on the pages: roles, the entry that a reader shows over the text, the letters on top."""

from lxml import etree

from studyguide.epub.xhtml import TYPE, XHTML, Node, all_of, classes, new, parent, tag, text_of

TERM_LINKS = ("term", "headword", "symbol")
FEW_LETTERS = 4  # fewer are seen at a glance

REFERENCE = "glossref noteref"  # readers show over the page what a `noteref` leads to


def link_terms(tree: Node) -> None:
    """Terms lead to their entries, entries back to the text."""
    for link in all_of(tree, "a"):
        if set(TERM_LINKS) & set(classes(link)):
            link.attrib.update({TYPE: REFERENCE, "role": "doc-glossref"})
        elif "occurrence" in classes(link):
            link.attrib.update({TYPE: "backlink", "role": "doc-backlink"})
    for term in all_of(tree, "dfn"):
        term.set(TYPE, "glossterm")


def group_entries(section: Node) -> None:
    """Term and meaning as one element with the term's id: what a reader shows over the text.

    HTML section 4.4.9 allows `div` in `dl` for this.
    """
    for term in all_of(section, "dt"):
        named = next((node for node in term.iter() if node.get("id")), None)
        if named is None or tag(parent(term)) != "dl":
            continue
        entry = etree.Element(f"{{{XHTML}}}div", {"class": "entry"})
        entry.set("id", named.attrib.pop("id"))
        meanings = _behind(term)
        parent(term).replace(term, entry)
        entry.extend([term, *meanings])
        for meaning in meanings:
            meaning.set(TYPE, "glossdef")


def _behind(term: Node) -> list[Node]:
    meanings: list[Node] = []
    for node in term.itersiblings():
        if tag(node) != "dd":
            break
        meanings.append(node)
    return meanings


def lay_letters(section: Node) -> None:
    """A line of letters under the title of glossary and index: the thumb index of a phone."""
    letters = list(all_of(section, "h2", "letter"))
    if len(letters) < FEW_LETTERS:
        return
    line = etree.Element(f"{{{XHTML}}}p", {"class": "letters"})
    for letter in letters:
        anchor = parent(letter).get("id")
        new(line, "a", text_of(letter), href=f"#{anchor}").tail = " "
    section.insert(1, line)
