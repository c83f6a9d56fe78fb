"""Fills the box 핵심 용어: links to the entries, open questions, and what else the author said."""

from typing import Any

import panflute as pf

from filters._inlines import words
from filters._keyword_blocks import QUESTIONS, SAID, TITLE, Block, Item, marks_in
from filters._term_links import Linker, link_to
from studyguide.diagnostics import Pos
from studyguide.hangul import has_hangul
from studyguide.terms import Entry, fold
from studyguide.terms.keywords import Headword


def entries_of(blocks: list[Block]) -> list[Entry]:
    """An entry for every headword of the keyword lists, in reading order."""
    return [
        entry_of(head, item) for block in blocks for item in block.items
        for head in item.line.headwords
    ]  # fmt: skip


def entry_of(head: Headword, item: Item) -> Entry:
    """One headword as an entry; its gloss stays with the keyword line."""
    other = "en" if has_hangul(head.text) else "ko"
    counterpart = {other: head.counterpart} if head.counterpart else {}
    return Entry(
        head.text,
        item.pos,
        expansion=head.expansion,
        is_doubted=head.is_doubted,
        **counterpart,  # type: ignore[arg-type]
    )


def fill(block: Block, linker: Linker) -> None:
    """Write the keywords of one list into its box; the marks of every line stay."""
    shown: set[str] = set()
    terms: list[Any] = []
    questions: list[Any] = []
    said: list[Any] = []
    loose: list[Any] = []
    for item in block.items:
        new = [h for h in item.line.headwords if _target(h, linker) not in shown]
        shown |= {_target(head, linker) for head in new}
        if item.line.kind == "question":
            questions.append(_as_written(item))
            continue
        is_said = not (item.line.is_whole and new)
        terms += [_term(head, item.pos, linker) for head in new]
        if is_said and not _is_repeated(item, new):
            said.append(_as_written(item))
        elif not new:
            loose += marks_in(item)
        else:
            _keep(item, terms[-len(new)], terms[-1])
    title = pf.Plain(*block.title_marks, *loose, pf.Span(*words(TITLE), classes=["title"]))
    block.box.content = [title, *_list(terms), *_titled(QUESTIONS, questions, "questions"),
                         *_titled(SAID, said, "said")]  # fmt: skip


def _target(head: Headword, linker: Linker) -> str:
    return linker.by_name.get(fold(head.text), "")


def _is_repeated(item: Item, new: list[Headword]) -> bool:
    """Whether the line only names terms that the box has already."""
    has_more = any(h.gloss or h.expansion or h.counterpart for h in item.line.headwords)
    return item.line.is_whole and bool(item.line.headwords) and not (has_more or item.below or new)


def _as_written(item: Item) -> pf.ListItem:
    return pf.ListItem(pf.Plain(*item.inlines), *item.below)


def _term(head: Headword, pos: Pos | None, linker: Linker) -> pf.ListItem:
    anchor = linker.next_id()
    linker.keyword_places[anchor] = pos
    link = link_to(_target(head, linker), words(head.text), anchor)
    inlines: list[Any] = [link]
    if head.is_doubted:
        inlines.append(pf.Span(pf.Str("?"), classes=["unsure"]))
    if head.counterpart:
        inlines += words_after(f"({head.counterpart})")
    if head.expansion or head.gloss:
        inlines += words_after(f"– {head.expansion or head.gloss}")
    return pf.ListItem(pf.Plain(*inlines))


def words_after(text: str) -> list[Any]:
    """A blank and the words of `text`."""
    return [pf.Space(), *words(text)]


def _keep(item: Item, first: pf.ListItem, last: pf.ListItem) -> None:
    """Put the line's marks before its first term, and what stood below it under its last."""
    first.content[0].content = [*marks_in(item), *first.content[0].content.list]
    last.content = [*last.content.list, *item.below]


def _list(items: list[Any]) -> list[Any]:
    return [pf.BulletList(*items)] if items else []


def _titled(title: str, items: list[Any], name: str) -> list[Any]:
    if not items:
        return []
    head = pf.Plain(pf.Span(*words(title), classes=["title"]))
    return [pf.Div(head, pf.BulletList(*items), classes=[name])]
