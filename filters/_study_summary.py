"""Sets the summary sheet of a chapter: its outline to the second level with the terms."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import panflute as pf

from filters._ast import every
from filters._inlines import words
from filters._study_text import inlines, text_of
from studyguide.study.summary import MORE, REST, Entry, Room, fitted
from studyguide.study.text import Text

TITLE, TERMS = "한눈에 보기", "용어"
LISTS = (pf.BulletList, pf.OrderedList)
LEFT_OUT = frozenset({"keywords", "study", "question", "answer", "byline"})


def sheet(blocks: Sequence[Any], name: str, room: Room) -> list[Any]:
    """The sheet of one chapter; a chapter of one thing alone needs none."""
    entries = fitted([entry for entry in _entries(blocks) if entry.text], room)
    if len(entries) < 2:
        return []
    items = [pf.ListItem(*_shown(entry)) for entry in entries]
    title = pf.Plain(pf.Span(*words(TITLE), classes=["title"]))
    return [pf.Div(title, pf.BulletList(*items), identifier=f"summary-{name}", classes=["summary"])]


def _entries(blocks: Sequence[Any]) -> Iterator[Entry]:
    """Sections with what stands in them; without sections, items with what stands below."""
    starts = [at for at, block in enumerate(blocks) if isinstance(block, pf.Header)]
    top = min((blocks[at].level for at in starts), default=0)
    starts = [at for at in starts if blocks[at].level == top]
    yield from _items(blocks[: starts[0]] if starts else blocks)
    for start, end in pairwise([*starts, len(blocks)]):
        inside = blocks[start + 1 : end]
        deeper = [block for block in inside if isinstance(block, pf.Header)]
        below = [text_of(block.content.list) for block in deeper] or _first_lines(inside)
        text = text_of(blocks[start].content.list)
        yield Entry(text, blocks[start].identifier, tuple(below), _terms(inside))


def _items(blocks: Iterable[Any]) -> Iterator[Entry]:
    for item in _members(blocks):
        yield Entry(_line(item), "", tuple(_first_lines(item.content)), _terms(item.content))


def _members(blocks: Iterable[Any]) -> Iterator[Any]:
    for block in blocks:
        if isinstance(block, LISTS):
            yield from block.content
        elif isinstance(block, pf.Div) and not LEFT_OUT & set(block.classes):
            yield from _members(block.content)


def _first_lines(blocks: Iterable[Any]) -> list[Text]:
    return [line for item in _members(blocks) if (line := _line(item))]


def _line(item: Any) -> Text:
    first = next(iter(item.content), None)
    return text_of(first.content.list) if isinstance(first, pf.Plain | pf.Para) else ()


def _terms(blocks: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    """The terms of the glossary that stand in some blocks, each once, as they stand first."""
    found: dict[str, str] = {}
    for block in blocks:
        for link in every(block):
            if isinstance(link, pf.Link) and "term" in link.classes:
                found.setdefault(link.url.removeprefix("#"), pf.stringify(link))
    return tuple(found.items())


def _shown(entry: Entry) -> Iterator[Any]:
    said = inlines(entry.text)
    head = pf.Link(*said, url=f"#{entry.anchor}") if entry.anchor else pf.Span(*said)
    yield pf.Plain(pf.Span(head, classes=["head"]))
    rest = [pf.ListItem(pf.Plain(*inlines(text))) for text in entry.below]
    if entry.left_out and entry.below:
        rest.append(pf.ListItem(pf.Plain(*words(f"{MORE} {REST.format(entry.left_out)}"))))
    if rest:
        yield pf.BulletList(*rest)
    if entry.terms:
        links = [pf.Link(pf.Str(word), url=f"#{name}") for name, word in entry.terms]
        joined = [inline for link in links for inline in (link, pf.Str(","), pf.Space())][:-2]
        if entry.terms_left_out:
            joined += [pf.Space(), *words(f"{MORE} {REST.format(entry.terms_left_out)}")]
        label = pf.Span(pf.Str(TERMS), classes=["label"])
        yield pf.Div(pf.Plain(label, pf.Space(), *joined), classes=["terms"])
