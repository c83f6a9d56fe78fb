"""Keywords that stand without bullets below the line that announces them become items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile, zip_longest

from studyguide.notes.lines.ends import is_amid
from studyguide.notes.lines.widths import NARROWEST, columns
from studyguide.notes.lists.markers import Marker
from studyguide.notes.rows import Row
from studyguide.notes.titles.headings import Note
from studyguide.terms.headwords import Headword
from studyguide.terms.keywords import KeywordLine, are_names, explains, split_line
from studyguide.terms.names import is_name
from studyguide.terms.titles import is_named_title, is_title
from studyguide.terms.vocabulary import is_vocabulary

LONGEST = 80  # letters of a keyword line; a longer one is prose
FEWEST = 2  # lines below a title that says more than `키워드`
GLOSS = re.compile(r"[:：]\s+\S")  # `: 풀이`, the line below its term
INSIDE = 2  # columns by which the explanation of an item stands in


def settle(note: Note) -> Note:
    """`키워드` and the bare lines below it, up to a blank one, as a list."""
    return replace(note, rows=tuple(_listed(note.rows)))


def _listed(rows: Sequence[Row]) -> Iterator[Row]:
    at = 0
    while at < len(rows):
        row = rows[at]
        at += 1
        if not _announces(row):
            yield row
            continue
        gap = _run(rows, at, "blank")
        at += len(gap)
        below = _defined(rows, at) or _run(rows, at, "text")
        if _are_vocabulary(below, row.text):
            yield from (replace(row, starts=True), *gap, *map(_item, below))
            at += len(below)
        elif count := _count(row, below):
            yield from (replace(row, starts=True), *gap, *_items(below[:count]))
            yield from _apart(below[count:])
            at += len(below)
        else:
            yield from (row, *gap)


def _apart(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows behind a list, which go on with none of its items."""
    yield from (replace(row, starts=True) for row in rows[:1])
    yield from rows[1:]


def _run(rows: Sequence[Row], at: int, kind: str) -> list[Row]:
    return list(takewhile(lambda each: each.kind == kind, islice(rows, at, None)))


def _announces(row: Row) -> bool:
    is_line = row.kind == "text" and row.indent < 2
    return (is_line or row.kind == "heading") and is_named_title(row.text)


def _defined(rows: Sequence[Row], at: int) -> list[Row]:
    """Terms with `: 풀이` below each, whatever blank lines part them."""
    found: list[Row] = []
    while at < len(rows):
        gap = _run(rows, at, "blank")
        group = _run(rows, at + len(gap), "text")
        after = at + len(gap) + len(group)
        is_below = len(gap) == 1 and bool(found) and bool(group) and _glosses(group[0])
        if not (is_below or any(map(_glosses, group[1:])) or _is_apart(rows, group, after)):
            break
        found += [*gap, *group]
        at = after
    return found if any(map(_glosses, found)) else []


def _is_apart(rows: Sequence[Row], group: Sequence[Row], after: int) -> bool:
    """Whether a term stands alone, and its explanation behind a blank line."""
    is_parted = rows[after : after + 1] and rows[after].kind == "blank"
    return len(group) == 1 and bool(is_parted) and any(map(_glosses, rows[after + 1 : after + 2]))


def _glosses(row: Row) -> bool:
    return row.kind == "text" and bool(GLOSS.match(row.text))


def _are_vocabulary(rows: Sequence[Row], title: str) -> bool:
    """Whether rows are words of another language, `comply v. 따르다`: a list, no terms."""
    lines = [row.text for row in rows if row.kind == "text" and row.indent < INSIDE]
    is_each_short = len(lines) == len(rows) and all(len(line) <= LONGEST for line in lines)
    return is_each_short and len(lines) >= FEWEST and is_vocabulary(lines, title)


def _count(title: Row, rows: Sequence[Row]) -> int:
    """How many of the rows below a title are keywords and explanations of these."""
    terms = [row for row in rows if row.kind == "text" and not _glosses(row)]
    found = [split_line(row.text) for row in terms]
    is_sure = is_title(title.text) and title.level != 1
    if len(terms) < len(rows):  # with `: 풀이` below some: all or none
        is_list = all(map(_is_term, found)) and len(found) >= (1 if is_sure else FEWEST)
        return len(rows) if is_list else 0
    listed = found[: _count_terms(found)]
    if len(listed) < len(found) and listed and not _end_there(listed, found[len(listed)]):
        return 0
    return (
        len(listed) if is_sure or (len(listed) >= FEWEST and are_names(listed, title.text)) else 0
    )


def _count_terms(lines: Sequence[KeywordLine]) -> int:
    """How many lines name terms, down to one that explains a term named above, or names none."""
    heads: list[Headword] = []
    for at, line in enumerate(lines):
        if not _is_term(line) or explains(line, heads):
            return at
        heads += line.headwords
    return len(lines)


def _is_term(line: KeywordLine) -> bool:
    return len(line.text) <= LONGEST and line.kind == "terms" and bool(line.headwords)


def _end_there(listed: Sequence[KeywordLine], after: KeywordLine) -> bool:
    """Whether a list ends before a line: all of it are names, and no sentence goes on in there."""
    are_all = all(is_name(head.text) for line in listed for head in line.headwords)
    return are_all and not is_amid(listed[-1].text, after.text)


def _items(rows: Sequence[Row]) -> Iterator[Row]:
    """Every term as an item; its explanation, and what that goes on with, stand inside it."""
    told = ""  # the explanation that the line above is
    shown = [row for row in rows if row.kind == "text"]
    for row, after in zip_longest(shown, shown[1:]):
        goes_on = columns(told) >= NARROWEST and not (after and _glosses(after))
        told = row.text if goes_on or _glosses(row) else ""
        yield replace(row, indent=INSIDE) if told else _item(row)


def _item(row: Row) -> Row:
    return replace(row, kind="item", marker=Marker("-", row.indent, row.col), starts=False)
