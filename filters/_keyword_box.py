"""Fills the box 핵심 용어: links to the entries, open questions, and what else the author said."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import panflute as pf

from filters import _excerpts
from filters._ast import is_mark, marks, taken
from filters._inlines import CONTAINERS, words
from filters._keyword_blocks import QUESTIONS, SAID, TITLE, Block
from filters._keyword_items import Item
from filters._term_links import Linker, link_to
from filters._typography import CLASSES as DOUBTS
from studyguide.terms import Entry, fold
from studyguide.terms.headwords import Headword
from studyguide.terms.other_names import other_names


@dataclass
class _Box:
    """What goes into one box: terms, questions, sentences, and marks that have no other place."""

    shown: set[str] = field(default_factory=set)  # ids of the entries that are named already
    terms: list[Any] = field(default_factory=list)
    questions: list[Any] = field(default_factory=list)
    said: list[Any] = field(default_factory=list)
    loose: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class _Parts:
    """The inlines of one keyword in its line."""

    head: Headword
    term: list[Any]
    counterpart: list[Any]
    expansion: list[Any]
    gloss: list[Any]

    @property
    def all(self) -> list[Any]:
        """Everything that is shown of it."""
        return [*self.term, *self.counterpart, *self.expansion, *self.gloss]

    def repeated(self) -> "_Parts":
        """The same for a line that the box gives as a whole too."""
        said = (self.term, self.counterpart, self.expansion, self.gloss)
        return _Parts(self.head, *map(_excerpts.repeatable, said))


def entries_of(blocks: list[Block]) -> list[Entry]:
    """An entry for every headword of the keyword lists, in reading order."""
    return [
        entry_of(head, item) for block in blocks for item, _ in block.sources()
        for head in item.line.headwords
    ]  # fmt: skip


def entry_of(head: Headword, item: Item) -> Entry:
    """One headword as an entry; its gloss stays with the keyword line."""
    named = other_names(head.text, head.counterpart)
    return Entry(
        head.text,
        item.pos,
        en=named.en,
        ko=named.ko,
        abbr=named.abbr,
        expansion=head.expansion,
        aliases=named.aliases,
        is_doubted=head.is_doubted,
    )


def fill(block: Block, linker: Linker) -> None:
    """Write the keywords of one list into its box; the marks of every line stay."""
    box = _Box()
    for item in block.items:
        _add(item, box, linker)
    title = pf.Plain(*block.title_marks, *box.loose, pf.Span(*words(TITLE), classes=["title"]))
    block.box.content = [title, *_list(box.terms), *_titled(QUESTIONS, box.questions, "questions"),
                         *_titled(SAID, box.said, "said")]  # fmt: skip


def _add(item: Item, box: _Box, linker: Linker) -> None:
    """Put one keyword line into the box: its new terms, and the line itself if that says more."""
    if item.line.kind == "question":
        box.questions.append(_as_written(item))
        return
    found = list(parts_of(item))
    parts = [each for each in found if _target(each.head, linker) not in box.shown]
    again = [taken(each.head.text) for each in found if each not in parts]
    box.shown |= {_target(each.head, linker) for each in parts}
    is_said = _says_more(item, parts)
    terms = [_term(each.repeated() if is_said else each, item, linker) for each in parts]
    box.terms += terms
    if is_said:
        box.said.append(_as_written(item))
    elif terms:
        _keep(item, terms)
        terms[-1].content[0].content.extend(again)
    else:
        box.loose += [*marks(pf.Plain(*item.inlines)), *again]
    _add_below(item, terms[-1:], box, linker)


def _add_below(item: Item, above: list[Any], box: _Box, linker: Linker) -> None:
    """Put the terms that stood below a line below its term, if that is new here."""
    inner = _Box(shown=box.shown)
    for sub in item.subs:
        _add(sub, inner, linker)
    for term in above if inner.terms else ():
        term.content = [*term.content.list, *_list(inner.terms)]
    box.terms += [] if above else inner.terms
    box.questions += inner.questions
    box.said += inner.said
    box.loose += inner.loose


def parts_of(item: Item) -> Iterator[_Parts]:
    """The keywords of a line with the inlines that say each, so that a formula stays one."""
    text = _excerpts.text_of(item.inlines)
    at = 0

    def take(wanted: str) -> list[Any]:
        nonlocal at
        found = _excerpts.find(text, wanted, at) or _excerpts.find(text, wanted)
        at = found[1] if found else at
        return _excerpts.cut(item.inlines, found) if found else words(wanted)

    for head in item.line.headwords:
        said = (head.text, head.counterpart, head.expansion, head.gloss)
        yield _Parts(head, *map(take, said))


def _target(head: Headword, linker: Linker) -> str:
    return linker.by_name.get(fold(head.text), "")


def _says_more(item: Item, new: list[_Parts]) -> bool:
    """Whether the line says more than the terms that the box takes from it."""
    shown = [inline for each in new for inline in each.all]
    is_rich = _excerpts.count_rich(item.inlines) > _excerpts.count_rich(shown)
    if not item.line.is_whole or not item.line.headwords:
        return True
    again = {*item.line.headwords} - {each.head for each in new}
    has_more = any(head.gloss or head.expansion or head.counterpart for head in again)
    return is_rich or has_more or (not new and bool(item.below))


def _as_written(item: Item) -> pf.ListItem:
    return pf.ListItem(pf.Plain(*item.inlines), *item.below)


def _term(parts: _Parts, item: Item, linker: Linker) -> pf.ListItem:
    """`CDC? (change data capture) – 풀이`, the term linked to its entry."""
    head, anchor = parts.head, linker.next_id()
    linker.keyword_places[anchor] = item.pos
    inlines: list[Any] = [link_to(_target(head, linker), _bare(parts.term), anchor)]
    if head.is_doubted:
        inlines.append(pf.Span(pf.Str("?"), classes=["unsure"]))
    for address in _addresses(parts.term):
        own = pf.Link(pf.Str("링크"), url=address.url, title=address.title)
        inlines += [pf.Space(), pf.Str("("), own, pf.Str(")")]
    inlines += [each for each in parts.term if isinstance(each, pf.Note)]
    in_brackets = [parts.counterpart, parts.expansion if head.gloss else []]
    for said in filter(None, in_brackets):
        inlines += [pf.Space(), pf.Str("("), *said, pf.Str(")")]
    if behind := parts.gloss or parts.expansion:
        inlines += [pf.Space(), pf.Str("–"), pf.Space(), *behind]
    return pf.ListItem(pf.Plain(*inlines))


def _bare(inlines: list[Any]) -> list[Any]:
    """Inlines that may stand in a link: no notes, and of a link its text."""
    found: list[Any] = []
    for inline in inlines:
        is_doubt = isinstance(inline, pf.Span) and bool({*DOUBTS} & {*inline.classes})
        if isinstance(inline, pf.Link) or is_doubt:  # a doubted term has a sign of its own
            found += _bare(inline.content.list)
        elif is_mark(inline) or not isinstance(inline, (*CONTAINERS, pf.Note)):
            found.append(inline)
        elif not isinstance(inline, pf.Note):
            found.append(_excerpts.remade(inline, _bare(inline.content.list)))
    return found


def _addresses(inlines: list[Any]) -> Iterator[Any]:
    """The author's own links around a term, each address once."""
    seen: set[str] = set()
    for inline in inlines:
        inside = _addresses(inline.content.list) if isinstance(inline, CONTAINERS) else ()
        for link in (inline, *inside):
            if _excerpts.is_author_link(link) and link.url not in seen:
                seen.add(link.url)
                yield link


def _keep(item: Item, terms: list[pf.ListItem]) -> None:
    """Put the line's marks into its first link, and what stood below it under its last term.

    Inside the link, because a mark belongs to the nearest id before it.
    """
    kept = {id(mark) for term in terms for mark in marks(term)}
    link = terms[0].content[0].content[0]
    missing = [each for each in marks(pf.Plain(*item.inlines)) if id(each) not in kept]
    link.content = [*missing, *link.content.list]
    terms[-1].content = [*terms[-1].content.list, *item.below]


def _list(items: list[Any]) -> list[Any]:
    return [pf.BulletList(*items)] if items else []


def _titled(title: str, items: list[Any], name: str) -> list[Any]:
    if not items:
        return []
    head = pf.Plain(pf.Span(*words(title), classes=["title"]))
    return [pf.Div(head, pf.BulletList(*items), classes=[name])]
