"""Tells screen readers which letters of a term are English, not Korean spelled out."""

import re

from lxml import etree

from studyguide.epub.xhtml import LANG, XHTML, Node, all_of, classes, parent, tag, text_of

LETTER = "A-Za-zÀ-ɏ"
# `eventual consistency`, `raw` of `raw 데이터`, `CI/CD`
LATIN = re.compile(rf"[{LETTER}](?:[{LETTER}0-9 .,'’/&+#-]*[{LETTER}0-9+#])?")
HOLDERS = frozenset(("term", "headword", "mention", "counterpart", "expansion", "name"))
ENGLISH = "en"


def mark_latin(tree: Node) -> None:
    """Give every Latin run of a term its language; the whole term where it is one run."""
    if (tree.get("lang") or "").startswith("en"):
        return
    for node in (*all_of(tree, "a"), *all_of(tree, "span"), *all_of(tree, "dfn")):
        is_term = tag(node) == "dfn" or bool(HOLDERS & set(classes(node)))
        if is_term and not _has_language(node):
            _mark(node)


def _has_language(node: Node) -> bool:
    """Whether it, something in it, or something around it within the page has one."""
    around = (each for each in node.iterancestors() if each.getparent() is not None)
    return any(each.get("lang") for each in (*node.iter(), *around))


def _mark(node: Node) -> None:
    if LATIN.fullmatch(text_of(node)):
        node.attrib.update({"lang": ENGLISH, LANG: ENGLISH})
    else:
        _mark_runs(node)


def _mark_runs(node: Node) -> None:
    for child in list(node):
        if str(child.tag).startswith(f"{{{XHTML}}}") and tag(child) != "code":
            _mark_runs(child)
        child.tail, runs = _parted(child.tail or "")
        holder = parent(child)
        place = holder.index(child) + 1
        holder[place:place] = runs
    node.text, runs = _parted(node.text or "")
    node[0:0] = runs


def _parted(text: str) -> tuple[str, list[Node]]:
    """What stands before the first Latin run, and the runs, each with what follows it."""
    found = list(LATIN.finditer(text))
    if not found:
        return text, []
    ends = [*(met.start() for met in found[1:]), len(text)]
    runs: list[Node] = []
    for met, end in zip(found, ends, strict=True):
        run = etree.Element(f"{{{XHTML}}}span", {"lang": ENGLISH, LANG: ENGLISH})
        run.text, run.tail = met.group(), text[met.end() : end]
        runs.append(run)
    return text[: found[0].start()], runs
