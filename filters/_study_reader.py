"""Reads the finished chapters for the study kit: blocks, keyword doubts, the author's questions."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise
from typing import Any

import panflute as pf

from filters._ast import every, is_mark, pos_of
from filters._ast import plain as shown
from filters._places import BOX
from filters._study_cards import card_of
from filters._study_reading import Open, Read, Reading
from filters._study_terms import Appendix, placed
from filters._study_text import alone_in, is_struck, lines_of, text_of, texts_of
from studyguide.diagnostics import Pos, Report
from studyguide.study import Chapter, Item, Question
from studyguide.study.choice import Asked, asked_in
from studyguide.study.text import plain, words

LISTS = (pf.BulletList, pf.OrderedList)
NO_CHAPTER = frozenset({"frontmatter", "glossary", "appendix", "index", "symbols"})
SURE = 0.9  # a guess of the nesting that is surer than this, and than the book asks, counts
ASKED, ANSWERED = "question", "answer"  # classes of the author's own fenced divs
NOT_READ = frozenset({"byline", "study"})


def is_chapter(block: Any) -> bool:
    """Whether a block opens a chapter or the preface, not a part behind them."""
    is_title = isinstance(block, pf.Header) and block.level == 1
    return is_title and not NO_CHAPTER & set(block.classes)


def read(tree: pf.Doc, threshold: float, report: Report) -> Read:
    """A chapter with its blocks, and what its author asks."""
    reading = tree.reading = reading_of(tree, threshold, report)
    asked = tuple(map(asked_in, reading.chapters))
    own = tuple(reading.own)
    return Read(tuple(reading.chapters), asked, tuple(reading.open), own, placed(tree))


def reading_of(tree: pf.Doc, threshold: float, report: Report) -> Reading:
    """The same with the blocks themselves."""
    reading = Reading(threshold, report)
    for header, blocks in parts_of(tree):
        if not is_chapter(header):
            continue
        reading.own += _own(blocks, header.identifier, reading)
        items = tuple(item for block in blocks for item in _items(block, reading))
        boxes = [block for block in blocks if _has_class(block, {BOX})]
        reading.open.append(tuple(each for box in boxes for each in _left_open(box, reading)))
        number = header.attributes.get("number", "")
        title = plain(text_of(header.content.list))
        reading.chapters.append(Chapter(header.identifier, number, title, items))
    return reading


def chapters_of(found: Iterable[Read], appendix: Appendix) -> Iterator[tuple[Chapter, Asked]]:
    """All chapters, with what the glossary does not answer either."""
    for read in found:
        for chapter, asked, boxed in zip(read.chapters, read.asked, read.open, strict=True):
            left = (each.item for each in boxed if not appendix.is_defined(each.entry))
            yield replace(chapter, keyword_doubts=tuple(left)), asked


def own_of(found: Iterable[Read]) -> list[tuple[Question, ...]]:
    """The author's questions by chapter; of two with one name the second gets a number."""
    taken: set[str] = set()
    again: Counter[str] = Counter()

    def free(question: Question) -> Question:
        key = question.key
        while key in taken:
            again[question.key] += 1
            key = f"{question.key}-{again[question.key] + 1}"
        taken.add(key)
        return replace(question, key=key, pair=key)

    return [tuple(map(free, read.own)) for read in found]


def parts_of(doc: pf.Doc) -> Iterator[tuple[Any, list[Any]]]:
    """Each title of the first level with the blocks below it."""
    blocks = doc.content.list
    starts = [at for at, b in enumerate(blocks) if isinstance(b, pf.Header) and b.level == 1]
    for start, end in pairwise([*starts, len(blocks)]):
        yield blocks[start], blocks[start + 1 : end]


def _has_class(block: Any, names: set[str] | frozenset[str]) -> bool:
    return isinstance(block, pf.Div) and bool(names & set(block.classes))


def _items(block: Any, reading: Reading) -> Iterator[Item]:
    if isinstance(block, pf.Header):
        yield _text("heading", block, reading)
    elif isinstance(block, pf.Para | pf.Plain):
        yield _text("paragraph", block, reading)
    elif isinstance(block, LISTS):
        yield _list(block, reading)
    elif _has_class(block, {BOX, ASKED, ANSWERED} | NOT_READ):
        return
    elif isinstance(block, pf.Div):
        for child in block.content:
            yield from _items(child, reading)
    elif isinstance(block, pf.Table):
        yield _table(block, reading)
    else:
        yield Item("other", pos=pos_of(block))


def _text(kind: Any, block: Any, reading: Reading) -> Item:
    lines = [(line, pos) for line, pos in lines_of(block) if line]
    places = [pos for _, pos in lines if pos] or [pos_of(block)]
    texts = tuple(line for line, _ in lines)
    spot = _spot(block, reading)
    notes = tuple(_footnotes(block, spot))
    is_broken = any(isinstance(each, pf.SoftBreak) for each in block.content.list)
    alone = tuple(alone_in(block)) if is_broken else texts
    struck = is_struck(block)
    return Item(
        kind, texts, places[0], places[-1], spot, notes=notes, alone=alone, is_struck=struck
    )


def _footnotes(block: Any, spot: int) -> Iterator[Item]:
    """The paragraphs of the footnotes of a text block, each at the spot of the block."""
    for note in (each for each in every(block) if isinstance(each, pf.Note)):
        for inner in (each for each in note.content if isinstance(each, pf.Para | pf.Plain)):
            lines = [(line, pos) for line, pos in lines_of(inner) if line]
            places = [pos for _, pos in lines if pos] or [pos_of(inner) or pos_of(block)]
            texts = tuple(line for line, _ in lines)
            yield Item("paragraph", texts, places[0], places[-1], spot)


def _table(table: pf.Table, reading: Reading) -> Item:
    """The head of a table and its rows."""
    heads = [_row(row, reading) for row in table.head.content][-1:] or [Item("row")]
    rows = [_row(row, reading) for body in table.content for row in body.content]
    return Item("table", pos=pos_of(table), children=(*heads, *rows))


def _row(row: pf.TableRow, reading: Reading) -> Item:
    """A row; its first cell has the place of all."""
    blocks = [cell.content[0] if _is_text(cell.content.list) else None for cell in row.content]
    cells = [Item("cell") if b is None else _text("cell", b, reading) for b in blocks]
    place = next((cell.pos for cell in cells if cell.pos), None)
    placed = tuple(replace(cell, pos=cell.pos or place, last=cell.last or place) for cell in cells)
    return Item("row", pos=place, children=placed)


def _spot(block: Any, reading: Reading) -> int:
    reading.spots.append(block)
    return len(reading.spots) - 1


def _list(found: Any, reading: Reading) -> Item:
    members = tuple(_member(item, reading) for item in found.content)
    first = members[0].pos if members else None
    is_ordered = isinstance(found, pf.OrderedList)
    if is_ordered:
        numbers = range(found.start, found.start + len(members))
        members = tuple(replace(each, number=at) for each, at in zip(members, numbers, strict=True))
    return Item("list", (), first, children=members, is_ordered=is_ordered)


def _member(item: pf.ListItem, reading: Reading) -> Item:
    blocks = item.content.list
    has_text = _is_text(blocks[:1])
    head = _text("item", blocks[0], reading) if has_text else Item("item")
    below = [child for block in blocks[has_text:] for child in _items(block, reading)]
    lists = [child for child in below if child.kind == "list"]
    loose = tuple(child for child in below if child.kind != "list")
    if loose:
        lists.insert(0, Item("list", (), loose[0].pos, children=loose))
    is_sure = _is_sure(blocks[:1], reading.threshold)
    return replace(head, kind="item", children=tuple(lists), is_sure=is_sure)


def _is_text(blocks: Sequence[Any]) -> bool:
    return bool(blocks) and isinstance(blocks[0], pf.Para | pf.Plain)


def _is_sure(blocks: Sequence[Any], threshold: float) -> bool:
    """Whether the outline knew, or guessed well enough, where an item belongs."""
    inlines = blocks[0].content.list if _is_text(blocks) else []
    known = [i.attributes["sure"] for i in inlines[:1] if is_mark(i) and "sure" in i.attributes]
    return all(float(sure) >= threshold for sure in known)


def _left_open(box: pf.Div, reading: Reading) -> Iterator[Open]:
    """The questions of a box of keywords, and its terms with `?`."""
    for block in box.content:
        is_asked = _has_class(block, {"questions"})
        for item in (i for each in _lists_in(block) for i in each.content):
            holder = item.content[0]
            text = _text("item", holder, reading)
            link = _doubted(holder)
            if is_asked:
                yield Open(text)
            elif link is not None:
                term = plain(text_of(link.content.list))
                pos = text.pos or _place_in(box, term)
                lone = Item("item", (words(f"{term}?"),), pos, pos, text.spot)
                yield Open(lone, link.url.removeprefix("#"))


def _place_in(box: pf.Div, term: str) -> Pos | None:
    """Where the line of the notes stood that named a term among others."""
    texts = [each for each in every(box) if isinstance(each, pf.Plain) and term in shown(each)]
    return next((pos for each in texts if (pos := pos_of(each))), pos_of(box))


def _lists_in(block: Any) -> list[Any]:
    if isinstance(block, pf.Div):
        return [child for child in block.content if isinstance(child, LISTS)]
    return [block] if isinstance(block, LISTS) else []


def _doubted(holder: Any) -> Any:
    """The link to the doubted term that an item of the box names."""
    links = [i for i in holder.content if isinstance(i, pf.Link) and "term" in i.classes]
    is_doubted = any(isinstance(i, pf.Span) and "unsure" in i.classes for i in holder.content)
    return links[0] if links and is_doubted else None


def _own(blocks: Sequence[Any], chapter: str, reading: Reading) -> Iterator[Question]:
    """The author's own questions, each with the answers in it or right behind it.

    They may stand in a list, a quotation or a box.
    """
    used: set[int] = set()
    for at, block in enumerate(blocks):
        if _has_class(block, {ANSWERED}) and at not in used:
            reading.report.add("S001", pos_of(block), text=_shown([block]))
        elif _has_class(block, {ASKED}) and block.content:
            behind = _answers_behind(blocks, at)
            used.update(behind)
            yield from _asked(block, [blocks[each] for each in behind], chapter, reading)
        elif isinstance(block, pf.Div | pf.BlockQuote):
            yield from _own(block.content.list, chapter, reading)
        elif isinstance(block, LISTS):
            for item in block.content:
                yield from _own(item.content.list, chapter, reading)


def _answers_behind(blocks: Sequence[Any], at: int) -> list[int]:
    """Where the answers stand that follow a question without one in it."""
    if any(_has_class(each, {ANSWERED}) for each in blocks[at].content):
        return []
    end = at + 1
    while end < len(blocks) and _has_class(blocks[end], {ANSWERED}):
        end += 1
    return list(range(at + 1, end))


def _asked(block: Any, behind: list[Any], chapter: str, reading: Reading) -> Iterator[Question]:
    inner = [each for each in block.content if _has_class(each, {ANSWERED})] + behind
    asked = [each for each in block.content if not _has_class(each, {ANSWERED})]
    answer = [each for div in inner for each in div.content]
    if not asked:
        return
    reading.taken += [block, *behind]
    if not answer:
        reading.report.add("S002", pos_of(block), text=_shown(asked))
    name = block.identifier or hashlib.sha1(_shown(asked).encode()).hexdigest()[:10]
    key = f"own:{name}"
    reading.blocks.append((asked, answer))
    sides = (card_of(asked), card_of(answer))
    yield Question("own", key, key, texts_of(asked), texts_of(answer), chapter, pos_of(block),
                   card=sides)  # fmt: skip


def without(blocks: Sequence[Any], taken: Set[int]) -> list[Any]:
    """The blocks without those that were taken (by `id`), and without what they leave empty."""
    left = []
    for block in blocks:
        if id(block) in taken:
            continue
        if isinstance(block, pf.Div | pf.BlockQuote) and block.content:
            block.content = without(block.content.list, taken)
        elif isinstance(block, LISTS):
            for item in block.content:
                item.content = without(item.content.list, taken)
            block.content = [item for item in block.content if item.content]
        else:
            left.append(block)
            continue
        left += [block] if block.content else []
    return left


def _shown(blocks: Sequence[Any]) -> str:
    return " ".join(plain(text) for text in texts_of(blocks))
