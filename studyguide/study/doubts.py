"""Finds what the author left open: questions without an answer, admissions, things put off."""

import re
from collections.abc import Iterator, Sequence

from studyguide.ask_labels import ANSWER, CHOSEN, QUESTION
from studyguide.study import Chapter, Doubt, DoubtKind, Item
from studyguide.study.bare import DONE, UNSURE, about, hung, is_bare, said
from studyguide.study.later import is_bare_memo, is_put_off
from studyguide.study.left import left_in, without_same
from studyguide.study.posed import (
    ARROW,
    ASKS,
    MARK,
    POLITE,
    TRAILING,
    asks,
    in_rows,
    is_answered_by,
    is_posed,
    is_scene,
    is_title,
)
from studyguide.study.shown_formulas import around_formulas, has_words
from studyguide.study.text import Text, flat, plain
from studyguide.study.unsure import WH, is_counted, is_empty, is_short_of_words, is_unsure
from studyguide.study.wondered import is_own, wondered

PAIR_DOUBT = re.compile(r"\s[-–—]\s*\S.*[?？]|[-–—]\s*[?？]+$")  # `policy – 권한의 집합?`, `… – ?`
QUIZ = re.compile(
    r"물어볼|확인할|점검|체크\s?리스트|체크할|고려할|따져|생각해\s?볼|연습\s?문제|질문\s?목록"
)
ENDS_OPEN = re.compile(  # `… 정확히 무슨 의미인지`, `뭘 본다는 건지`
    r"(?:정확히|도대체|대체|당최)\s.*[가-힣]지\s*[.…]*$|무슨\s(?:의미|뜻|말|소리)인지\s*[.…]*$"
    r"|(?:뭘|뭐가|무엇을|무슨)\s.*건지\s*[.…]*$|뭔지\s*[.…]*$"
)
DOUBTED = re.compile(r"\(\s?[?？]\s?\)\s*(?=\S)")  # `(?) 왜 굳이 사인을 쓰나`, beside `(+)`, `(-)`
UNKNOWN = re.compile(r"[?？]+$")  # a cell that is to be filled in
POINTS = re.compile(  # `왜 그런지 정리`, `이 부분 보충 필요`
    r"\W*(?:to-?do\s?[:：]?\s)?(?:왜\s?[그이](?:런|렇|러)|[이그윗]\s?(?:부분|내용)\s)",
    re.IGNORECASE,
)
LONGEST_TASK = 60  # letters of a paragraph that is a question and nothing else


def doubts_of(chapter: Chapter) -> list[Doubt]:
    """The open questions in the text of one chapter, in reading order."""
    found = list(_in_blocks(around_formulas(chapter.blocks), chapter))
    return without_same(found, left_in(chapter))


def keyword_doubts_of(chapter: Chapter) -> list[Doubt]:
    """What its boxes of keywords leave open."""
    return [_doubt("keyword", item, item.lines[-1], (), chapter) for item in
            chapter.keyword_doubts if not POLITE.search(_said(item))]  # fmt: skip


def _in_blocks(blocks: Sequence[Item], chapter: Chapter) -> Iterator[Doubt]:
    section: Text = ()
    for at, block in enumerate(blocks):
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        is_last = after is None or after.kind == "heading"
        if block.kind == "heading":
            section = block.lines[-1] if block.lines else ()
        elif block.kind == "list":
            head = (
                blocks[at - 1] if at and blocks[at - 1].kind in ("heading", "paragraph") else None
            )
            yield from _in_list(block, head, section, chapter, None if is_last else after)
        elif block.kind == "table":
            yield from _in_table(block, chapter)
        elif block.kind == "paragraph" and (kind := _of_paragraph(block, after, section)):
            above = about(block, _above(blocks, at), None) or section
            if _names_nothing(block):
                yield _bare(kind, block, above, None, chapter)
            else:
                context = above if ANSWER.match(_said(block)) else section
                yield _doubt(kind, block, _asked(block), context, chapter)
        yield from _in_notes(block, chapter)


def _above(blocks: Sequence[Item], at: int) -> Sequence[Item]:
    """The block above one; above a formula alone, which names nothing, what introduces it."""
    is_formula = at > 0 and blocks[at - 1].lines and not has_words(blocks[at - 1].lines[-1])
    end = at - 1 if is_formula and blocks[at - 1].kind == "paragraph" else at
    found = blocks[max(end - 1, 0) : end]
    is_shown = end == at or (found and found[0].kind == "paragraph")
    return found if is_shown else ()


def _in_notes(item: Item, chapter: Chapter) -> Iterator[Doubt]:
    """What the footnotes of a line leave open."""
    for note in item.notes:
        if kind := _of_paragraph(note, None, ()):
            yield _doubt(kind, note, _asked(note), _first(item), chapter)


def _in_table(table: Item, chapter: Chapter) -> Iterator[Doubt]:
    """Cells that ask or say that they are not known, but none that heads its row."""
    head, *rows = table.children
    columns = [_first(cell) for cell in head.children]
    for row in rows:
        name = _first(row.children[0]) if row.children else ()
        for at, cell in enumerate(row.children):
            if not at or not cell.lines:
                continue
            is_unknown = bool(UNKNOWN.match(_said(cell))) or is_empty(_said(cell))
            kind = "question" if is_unknown else kind_of(cell, None, None)
            column = columns[at] if at < len(columns) else ()
            if kind and name and is_unknown:
                named = name if column else hung(*map(_first, row.children[:at]))
                yield _doubt(kind, cell, named, column, chapter)
            elif kind and name and _names_nothing(cell):
                yield _doubt(kind, cell, name, hung(column, _asked(cell)), chapter)
            elif kind:
                yield _doubt(kind, cell, _asked(cell), hung(name, column), chapter)


def _in_list(
    found: Item, head: Item | None, section: Text, chapter: Chapter, outer: Item | None = None
) -> Iterator[Doubt]:
    """The open items of a list and of the lists in it; `head` is what the list stands below.

    `outer` is the line behind the list, which might answer its last item.
    """
    are_own = _is_own_list(head, section)
    bare = wondered(found.children, _first(head) if head else section)
    rows = set() if are_own else in_rows([_said(item) for item in found.children])
    for at, item in enumerate(found.children):
        before = found.children[:at]
        after = found.children[at + 1] if at + 1 < len(found.children) else None
        kind = kind_of(item, after, head)
        is_free = are_own and _is_free(after)
        if kind == "question" and not is_free and (at in rows or _is_posed(item, after, outer)):
            kind = None
        if kind is None and is_free and not item.children and _is_polite(item):
            kind = "question"  # to be put to the teacher
        if kind is None and bare and not _said(item).startswith(DONE):
            kind = bare
        if kind == "question" and after and _is_admission(after):
            kind = None  # the admission asks it
        if kind and _names_nothing(item):
            yield _bare(kind, item, about(item, before, head) or section, head, chapter)
        elif kind:
            yield _doubt(kind, item, _asked(item), _context(item, before, head, section), chapter)
        yield from _in_notes(item, chapter)
        if not (kind and _is_answered_by_doubts(item)):
            for below in item.children:
                tables = [each for each in below.children if each.kind == "table"]
                for table in tables:
                    yield from _in_table(table, chapter)
                yield from _in_list(below, item, section, chapter, after or outer)


def _is_polite(item: Item) -> bool:
    text = _said(item)
    return bool(POLITE.search(text)) and not (QUESTION.match(text) or text.startswith(DONE))


def _is_free(after: Item | None) -> bool:
    """Whether nothing that could be an answer stands behind a question."""
    return after is None or bool(ASKS.search(_said(after)))


def _names_nothing(item: Item) -> bool:
    """`모르겠음`, `확인 필요`: what the line speaks of stands in another one."""
    return is_bare(_said(item)) or is_bare_memo(_said(item))


def _is_own_list(head: Item | None, section: Text) -> bool:
    """Whether a list stands right below `질문` or `궁금한 점`."""
    return is_own(_first(head) if head else section)


def _is_admission(item: Item) -> bool:
    """Whether an item says no more than that the line above it is not known."""
    is_lone = len(item.lines) == 1 and not item.children
    return is_lone and bool(UNSURE.search(_said(item))) and is_bare(_said(item))


def _is_posed(item: Item, after: Item | None, outer: Item | None) -> bool:
    """Whether a question is not the author's own: the line behind it may answer it."""
    text = _said(item)
    line = _said(after) if after else None
    return is_posed(text, line, after is None or after.is_sure, outer is not None)


def kind_of(item: Item, after: Item | None, head: Item | None) -> DoubtKind | None:
    """Whether an item is open, and how; `after` is its next sibling, `head` its parent."""
    text = _said(item)
    if not item.lines or item.is_struck or text.startswith(DONE):
        return None
    if is_put_off(text):
        return "later"
    if is_unsure(text):
        return "unsure"
    below = [child for each in item.children for child in each.children]
    if not below and ENDS_OPEN.search(text):
        return "unsure"
    if DOUBTED.match(text) and not below:
        return "question"
    if not asks(text) or is_scene(text) or (head and QUIZ.search(plain(_first(head)))):
        return None
    if len(item.lines) > 1 and all(ASKS.search(plain(line)) for line in item.lines):
        return None  # a list of checks
    if after and is_answered_by(text, plain(after.lines[0]) if after.lines else ""):
        return None
    return "question" if not below or _stays_open(item, text) else None


def _stays_open(item: Item, text: str) -> bool:
    """A question with lines below it is answered, unless it only doubts what it says."""
    if _is_answered_by_doubts(item):
        return True
    if WH.search(text) or ARROW.match(text):
        return False
    return bool(PAIR_DOUBT.search(text) or TRAILING.search(text)) or len(MARK.findall(text)) > 1


def _is_answered_by_doubts(item: Item) -> bool:
    below = [child for each in item.children for child in each.children]
    return bool(below) and all(kind_of(child, None, None) in ("unsure", "later") for child in below)


def _of_paragraph(block: Item, after: Item | None, section: Text) -> DoubtKind | None:
    text = _said(block)
    if block.is_struck:
        return None
    if is_put_off(text):
        return "later"
    if is_unsure(text):
        return "unsure"
    if DOUBTED.match(text):
        return "question"
    is_last = after is None or after.kind == "heading"
    is_short = len(text) <= LONGEST_TASK and len(block.lines) == 1
    is_asked = asks(text) and not (is_scene(text) or (after and is_title(text)))
    if _is_own_list(None, section) and (is_last or _is_free(after)):
        is_last, is_asked = True, asks(text) and not QUESTION.match(text)
    return "question" if is_last and is_short and is_asked else None


def _said(item: Item) -> str:
    return plain(item.lines[-1]).strip() if item.lines else ""


def _first(item: Item) -> Text:
    return said(item.lines[0]) if item.lines else ()


def _asked(item: Item) -> Text:
    return said(item.lines[-1])


def _context(item: Item, before: Sequence[Item], head: Item | None, section: Text) -> Text:
    """The line that a question hangs on: its own first, its parent, or the one before."""
    if ANSWER.match(_said(item)):
        return about(item, before, head) or section
    if len(item.lines) > 1 and not CHOSEN.match(plain(item.lines[0])):
        return _first(item)
    heading = _first(head) if head else section
    is_brief = is_short_of_words(_said(item)) or bool(POINTS.match(_said(item)))
    is_sure = head is not None and head.kind == "item" and item.is_sure
    above = _said(before[-1]) if before else ""
    is_open = any(form.search(above) for form in (ASKS, UNSURE)) or is_put_off(above)
    if is_brief and above and not (is_sure or is_open or is_own(heading)):
        return _first(before[-1])
    if is_counted(item) and not item.is_sure:
        return ()
    above_all = _first(head) if head and head.kind == "item" else section
    if above_all:  # `질문` tells nothing of what asks anyhow
        return () if is_own(above_all) and ASKS.search(_said(item)) else above_all
    return () if item.is_sure else _last_said(before)


def _last_said(items: Sequence[Item]) -> Text:
    """The nearest line that asks nothing."""
    return next((_first(each) for each in reversed(items) if not ASKS.search(_said(each))), ())


def _bare(kind: DoubtKind, item: Item, subject: Text, head: Item | None, chapter: Chapter) -> Doubt:
    """An admission that names nothing: what it speaks of, and below what that stands."""
    wider = _first(head) if head and head.kind == "item" and item.is_sure else ()
    wider = wider if plain(wider) != plain(subject) else ()
    text = subject or _asked(item)
    return _doubt(kind, item, text, hung(wider, _asked(item)), chapter)


def _doubt(kind: DoubtKind, item: Item, text: Text, context: Text, chapter: Chapter) -> Doubt:
    return Doubt(kind, flat(text), flat(context), chapter.id, item.last or item.pos, item.spot)
