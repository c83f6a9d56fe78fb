"""Footnotes and link targets belong to their note: in the text of the book they get its number."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from studyguide.diagnostics import Pos, Report
from studyguide.notes.blocks import blocks
from studyguide.notes.rows import FOOTNOTE, Row, quotations
from studyguide.notes.spans import outside_code, without_code
from studyguide.notes.titles.headings import Note

FOOTNOTE_USE = re.compile(r"\[\^([^\]\[\s\\]+)\]")  # `[^1]`
TARGET = re.compile(r"[ ]{0,3}\[([^\]\[^][^\]\[]*)\]:")  # `[1]: https://…`
FULL_USE = re.compile(  # `[글][1]`, `[글][]`, `![][1]`
    r"(\[[^\[\]]+\]|(?<=!)\[\](?=\[[^\[\]]))\[([^\[\]]*)\]"
)
SHORT_USE = re.compile(r"(?<![\]\\!])\[([^\[\]^]+)\](?![\[(:{\]])")  # `[글]` alone


def own_labels(text: str, prefix: str, targets: frozenset[str]) -> str:
    """`text` with the labels of its note: `prefix` stands before each of `targets`.

    >>> own_labels("[글][1] `[1]` 각주[^1] [x]", "2-", frozenset({"1", "^1"}))
    '[글][2-1] `[1]` 각주[^2-1] [x]'
    """
    if not prefix or "[" not in text:
        return text
    return outside_code(text, lambda part: _owned(part, prefix, targets))


def _owned(text: str, prefix: str, targets: frozenset[str]) -> str:
    def note(met: re.Match[str]) -> str:
        return f"[^{prefix}{met[1]}]" if f"^{met[1]}" in targets else met[0]

    def full(met: re.Match[str]) -> str:
        label = met[2] or met[1][1:-1]
        return f"{met[1]}[{prefix}{label}]" if label.casefold() in targets else met[0]

    def short(met: re.Match[str]) -> str:
        return f"{met[0]}[{prefix}{met[1]}]" if met[1].casefold() in targets else met[0]

    return FULL_USE.sub(full, SHORT_USE.sub(short, FOOTNOTE_USE.sub(note, text)))


def settle(note: Note, hung: set[str], report: Report) -> Note:
    """Tell labels that lead nowhere; what nothing calls becomes text, for pandoc would drop it.

    `hung` are the labels of footnotes that are printed below others.
    """
    _tell_lost(note, hung, report)
    inside = {
        id(row) for block in blocks(note.rows, False) if block[0].kind == "note" for row in block
    }
    texts = tuple(row for row in note.rows if id(row) not in inside)
    called = set(called_in(texts))
    linked = set(_called(note.rows, _link_uses, lambda met: list(met.groups())))
    first: dict[str, Row] = {}
    targets: dict[str, Row] = {}
    found = []
    for row in note.rows:
        met = TARGET.match(row.text) if row.kind == "fenced" else None
        if row.kind == "note":
            row = _note(note, row, called, first, report)
            row = row if row.kind == "text" else _uncalled(note, row, called | hung, report)
        elif met:
            row = _target(note, row, met[1], linked, targets, report)
        elif id(row) in inside and row.kind in ("text", "item", "table"):
            row = _uncalled(note, row, called | hung, report)
        found.append(row)
    return replace(note, rows=tuple(found))


def _target(
    note: Note, row: Row, label: str, linked: set[str], first: dict[str, Row], report: Report
) -> Row:
    """The address of a label, or the line of text that it becomes."""
    pos = Pos(note.file, row.line)
    if label.casefold() in first:
        report.add("N019", pos, label=label, first=first[label.casefold()].line)
    elif label.casefold() not in linked:
        report.add("N015", pos, label=label)
    else:
        first[label.casefold()] = row
        return row
    return Row("text", row.line, "\\" + row.text.lstrip(), starts=True)


def _note(note: Note, row: Row, called: set[str], first: dict[str, Row], report: Report) -> Row:
    """A footnote, or the paragraph that it becomes when it is not called or stands twice."""
    pos = Pos(note.file, row.line)
    if row.info in first:
        report.add("N014", pos, label=row.info, first=first[row.info].line)
    elif row.info not in called:
        report.add("N013", pos, label=row.info)
    else:
        first[row.info] = row
        return row
    label = f"[^{row.info}]: "
    text = f"\\{label[:-3]}\\]: {row.text}"
    return replace(row, kind="text", text=text, col=max(0, row.col - len(label)), starts=True)


def _uncalled(note: Note, row: Row, called: set[str], report: Report) -> Row:
    """A line of a footnote; what calls another one there is no call to pandoc."""
    for met in FOOTNOTE_USE.finditer(_text_of(row)):
        if met[1] in called:
            report.add("N025", Pos(note.file, row.line, row.col), label=met[1])
    text = outside_code(row.text, lambda part: FOOTNOTE_USE.sub(r"\\[^\1\\]", part))
    return replace(row, text=text)


def _tell_lost(note: Note, hung: set[str], report: Report) -> None:
    """A footnote that is used but has no text would be printed as `[^1]`."""
    defined = hung | {row.info for row in note.rows if row.kind == "note"}
    for row in note.rows:
        if met := _own_label(row):
            report.add("N013", Pos(note.file, row.line, row.col), label=met[1])
        for met in FOOTNOTE_USE.finditer(_text_of(row)):
            if met.group(1) not in defined:
                report.add("N010", Pos(note.file, row.line, row.col), label=met.group(1))


def called_in(rows: Iterable[Row]) -> Iterator[str]:
    """The labels of the footnotes that some lines call."""
    for row in rows:
        if row.kind != "fenced":
            yield from (met[1] for met in FOOTNOTE_USE.finditer(_text_of(row)))


def _called(
    rows: tuple[Row, ...],
    uses: Callable[[str], Iterator[re.Match[str]]],
    labels: Callable[[re.Match[str]], list[str | None]],
) -> Iterator[str]:
    for row in rows:
        if row.kind != "fenced":
            for met in uses(_text_of(row)):
                yield from (label.strip("[]").casefold() for label in labels(met) if label)


def _link_uses(text: str) -> Iterator[re.Match[str]]:
    yield from FULL_USE.finditer(text)
    yield from SHORT_USE.finditer(text)


def _text_of(row: Row) -> str:
    """What may call something; `> [^1]: 글` does not call its own footnote."""
    said = [row, *quotations(row)][-1]
    own = _own_label(row)
    return "" if said.kind == "code" else without_code(said.text[own.end() if own else 0 :])


def _own_label(row: Row) -> re.Match[str] | None:
    """The label of a footnote that stays in its quotation, `> [^1]: 글`."""
    said = quotations(row)[-1:]
    return FOOTNOTE.match(said[0].text) if said and said[0].kind == "text" else None
