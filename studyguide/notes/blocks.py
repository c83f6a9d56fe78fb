"""Groups sorted lines into blocks: a paragraph, a list with all it holds, a table, a fence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, groupby, islice, pairwise, takewhile

from studyguide.notes.lines.cuts import CUT, mended, with_tails
from studyguide.notes.lines.own_breaks import is_verse, own_breaks
from studyguide.notes.lines.shapes import ARROW
from studyguide.notes.lines.widths import NARROWEST, SENTENCE_END, columns, count_heads, is_wrapped
from studyguide.notes.lines.wraps import JOINED
from studyguide.notes.lists.levels import is_apart, is_beside, is_inside
from studyguide.notes.lists.markers import ORDERED, Marker
from studyguide.notes.rows import Row, box_step
from studyguide.terms.titles import is_title

DISPLAY = re.compile(r"\$\$.*\$\$$")  # on a line of its own
OUTER = ("heading", "rule", "fenced", "note", "comment", "front", "index", "title", "markup")
FOLLOWERS = {
    "text": ("text", "math"),
    "quote": ("quote",),
    "code": ("code",),
    "table": ("table",),
    "note": ("text", "math"),
}


def blocks(rows: Sequence[Row], is_dump: bool) -> Iterator[list[Row]]:
    """Rows that belong together, block by block."""
    at = 0
    while at < len(rows):
        end = _end_of(rows, at)
        if is_dump and rows[at].kind == "item":
            end = _without_tail(rows, at, end)
        if rows[at].kind == "text":
            yield from _texts(rows[at:end], is_dump)
        elif rows[at].kind != "blank":
            yield list(rows[at:end])
        at = end


def _end_of(rows: Sequence[Row], at: int) -> int:
    kind = rows[at].kind
    if kind == "item":
        return _end_of_list(rows, at)
    end = at + 1
    goes_on = FOLLOWERS.get(kind, ())
    while end < len(rows) and rows[end].kind in goes_on and not rows[end].starts:
        end += 1
    inner = rows[end - 1].inner
    if inner and inner.kind == "text":
        while end < len(rows) and rows[end].kind == "text" and not rows[end].starts:
            end += 1  # a line that lost its `>`
    return _end_of_indented(rows, end) if kind == "note" else end


def _texts(rows: Sequence[Row], is_dump: bool) -> Iterator[list[Row]]:
    """The paragraphs of lines without bullet; what heads a wrapped text stands by itself."""
    if len(rows) > 1 and all(row.breaks for row in rows[:-1]):
        yield list(rows)
        return
    heads = count_heads([row.text for row in rows]) if _are_plain(rows) else 0
    first = [replace(row, breaks=True) for row in rows[:heads]]
    below = rows[heads:]
    if (cut := mended(below)) or heads:
        yield [*first, *(cut or below)]
    elif is_dump:
        yield from _paragraphs(rows)
    else:
        yield with_breaks(rows)


def _are_plain(rows: Sequence[Row]) -> bool:
    return all(row.kind == "text" and row.text and not row.inner for row in rows)


def _paragraphs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """In a text dump a line is a line, unless the text was wrapped to a width."""
    widths = [columns(row.text) for row in rows]
    if is_wrapped([row.text for row in rows]):
        yield list(rows)
        return
    if max(widths) < NARROWEST:
        afters = [*rows[1:], rows[0]]
        yield [replace(row, breaks=b.join != CUT) for row, b in zip(rows, afters, strict=True)]
        return
    paragraph: list[Row] = []
    joined = with_tails(rows)
    for row, after in pairwise([*joined, Row("blank", 0)]):
        breaks = row.kind == "text" and after.join not in JOINED
        paragraph.append(replace(row, breaks=row.breaks or breaks))
        if after.join not in JOINED and (row.kind != "text" or SENTENCE_END.search(row.text)):
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def with_breaks(rows: Sequence[Row]) -> list[Row]:
    """In Markdown lines of a text run together, but for those that the author meant as lines."""
    found: list[Row] = []
    for is_math, run in groupby(rows, _is_formula):
        lines = list(run)
        is_read = is_math or not all(row.text and not row.inner for row in lines)
        found += lines if is_read else _with_own_breaks(lines)
    return found


def _is_formula(row: Row) -> bool:
    """Whether a line is of a formula, which a display parts from the text by itself."""
    return row.kind == "math" or bool(DISPLAY.match(row.text))


def _with_own_breaks(rows: Sequence[Row]) -> list[Row]:
    texts = [row.text for row in rows]
    own, joined = own_breaks(texts), (CUT,) if is_verse(texts) else JOINED
    return [
        replace(row, breaks=row.breaks or (is_own and after.join not in joined))
        for row, after, is_own in zip(rows, [*rows[1:], rows[0]], own, strict=True)
    ]


def with_all_breaks(rows: Sequence[Row]) -> list[Row]:
    """In an item of a text dump a line is a line, but for what its width broke."""
    return [
        replace(row, breaks=after.join not in JOINED)
        for row, after in pairwise([*rows, Row("blank", 0)])
    ]


def _end_of_indented(rows: Sequence[Row], at: int) -> int:
    """Skip blank lines as long as something indented follows them."""
    end = at
    while end < len(rows):
        after = _next(rows, end)
        if after is None or rows[after].indent < 2 or rows[after].kind in OUTER:
            return end
        end = after + 1
    return end


def _next(rows: Sequence[Row], at: int) -> int | None:
    return next((i for i in range(at, len(rows)) if rows[i].kind != "blank"), None)


def _end_of_list(rows: Sequence[Row], at: int) -> int:
    end = at + 1
    first = rows[at].marker
    tops = [first] if first else []
    boxes = 0  # open in the list
    while end < len(rows):
        after = _next(rows, end)
        if after is None or not _belongs(rows[after], after == end, rows[at].indent):
            break
        boxes += box_step(rows[after])
        if boxes < 0:  # the box that holds the list ends
            break
        if _is_top(rows[after], rows[at]):
            may_begin = after > end or _is_beside_indented(tops, rows, at, after)
            if may_begin and _begins_anew(tops, rows, after):
                break
            tops += filter(None, [rows[after].marker])
        end = after + 1
    return end


def _is_top(row: Row, first: Row) -> bool:
    return row.kind == "item" and row.indent <= first.indent


def _is_beside_indented(tops: Sequence[Marker], rows: Sequence[Row], first: int, at: int) -> bool:
    """Whether an item of another bullet stands in a list whose indents show its levels."""
    marker = rows[at].marker
    if not marker or not is_beside(tops, marker):
        return False
    here = takewhile(_is_near, islice(rows, first, None))
    return any(row.kind == "item" and row.indent > rows[first].indent for row in here)


def _is_near(row: Row) -> bool:
    return row.kind not in OUTER or row.indent >= 2


def _begins_anew(tops: Sequence[Marker], rows: Sequence[Row], at: int) -> bool:
    """Whether an item with a gap above it is of another list: its number or its bullet differs."""
    marker = rows[at].marker
    if not tops or not marker:
        return False
    if is_beside(tops, marker) or _counts_apart(tops, rows, at):
        return True
    old, new = tops[-1].number, marker.number
    if old is None:
        return _is_apart(tops, rows, at)
    if new is None:
        is_run = len(tops) > 1 and tops[-2].number == old - 1
        return is_run and marker.kind not in ORDERED and not _counts_on(rows, at, old + 1)
    return new not in (old + 1, old)


def _counts_apart(tops: Sequence[Marker], rows: Sequence[Row], at: int) -> bool:
    """Whether a list that counts from 1 begins behind one whose items stood close together.

    Unless that goes on below: `1. 개요⏎2. 내용⏎⏎가. 목적⏎⏎3. 결과`. Nor does a list inside
    another count from 6.
    """
    marker = rows[at].marker
    if not marker or not marker.ordinal or any(m.kind == marker.kind for m in tops):
        return False
    if marker.ordinal > 1:
        return True
    if not tops[-1].ordinal or not _stood_close(tops, rows, at):
        return False
    last = {m.kind: m.ordinal for m in tops}
    return all(
        later.indent != marker.indent or later.ordinal != last.get(later.kind, -1) + 1
        for later, _ in _later(rows, at)
    )


def _stood_close(tops: Sequence[Marker], rows: Sequence[Row], at: int) -> bool:
    """Whether the last two items of a list count on without a blank line between them."""
    if len(tops) < 2 or tops[-2].kind != tops[-1].kind:
        return False
    above = dropwhile(lambda row: row.kind == "blank", reversed(rows[:at]))
    run = takewhile(lambda row: row.kind != "blank", above)
    return sum(row.marker in (tops[-1], tops[-2]) for row in run if row.marker) > 1


def _is_apart(tops: Sequence[Marker], rows: Sequence[Row], at: int) -> bool:
    """Whether an item behind a gap is no child of the one before, which has another bullet.

    Where several stood together, or their bullet does not come back behind a gap.
    """
    marker = rows[at].marker
    if not marker or not is_apart(tops, marker):
        return False
    is_run = len(tops) > 1 and tops[-2].kind == tops[-1].kind
    return not is_inside([*tops, marker], _later(rows, at), is_run)


def _later(rows: Sequence[Row], at: int) -> Iterator[tuple[Marker, bool]]:
    """The markers of the items down to the next paragraph, each with whether it has a gap."""
    here = takewhile(_is_near, islice(rows, at, None))
    for above, row in pairwise(here):
        if above.kind == "blank" and row.kind == "text" and row.indent < 2:
            return
        if row.marker:
            yield row.marker, above.kind == "blank"


def _counts_on(rows: Sequence[Row], at: int, number: int) -> bool:
    """Whether the next number of a list is this one: what stands before it is inside the list."""
    here = takewhile(lambda row: row.kind not in OUTER, islice(rows, at, None))
    found = (row.marker.number for row in here if row.marker and row.indent <= rows[at].indent)
    return next(filter(None, found), 0) == number


def _belongs(row: Row, is_near: bool, margin: int) -> bool:
    """Whether a row goes on in a list that stands in by `margin`."""
    if row.kind == "item":
        return True
    is_in = row.indent >= 2
    if row.kind in ("fenced", "comment") and is_in:  # a box that begins and ends in the item
        return True
    if row.kind in OUTER or (row.kind == "text" and (row.starts > is_in or is_title(row.text))):
        return False
    return is_in or (is_near and row.kind in ("text", "math") and row.indent >= margin)


def _without_tail(rows: Sequence[Row], at: int, end: int) -> int:
    """Before a title or the end, lines without bullet are a paragraph, not the last item's rest."""
    after = _next(rows, end)
    if after is not None and rows[after].kind != "heading":
        return end
    return 1 + max(i for i in range(at, end) if rows[i].kind == "item" or _is_rest(rows[i]))


def _is_rest(row: Row) -> bool:
    return row.indent > 0 or row.join in JOINED or bool(ARROW.match(row.text))
