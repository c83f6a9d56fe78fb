"""Closes a book behind the filters: ids and links hold, and all that is to be known is gathered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import panflute as pf

from studyguide import audit
from studyguide.chain.chapters import Chapters
from studyguide.chain.parted import NOTHING, Parted, head
from studyguide.chain.tree import children, every, is_mark, marks, to_pos, unmark, untake
from studyguide.diagnostics import Pos, Report
from studyguide.images import pictures
from studyguide.linking import called_again, links

MOST = (pf.Str, pf.Space)  # what most elements of a book are
PRIVATE = "press-"  # metadata that only the filters need
Key = tuple[str, int]  # file and line
Places = Mapping[str, Pos]


@dataclass(frozen=True)
class Formula:
    """A formula of the finished tree: its TeX, whether it is displayed, where it stood."""

    tex: str
    display: bool
    pos: Pos | None


@dataclass(frozen=True)
class Line:
    """What a chapter holds of a source line."""

    file: str
    line: int
    text: audit.Text


@dataclass(frozen=True)
class Known:
    """What is known of a finished chapter."""

    lines: tuple[Line, ...]
    formulas: tuple[Formula, ...]
    pictures: dict[str, Pos | None]


@dataclass(frozen=True)
class Finished:
    """A finished book: its tree, the same with places, and what is known of it."""

    tree: Parted = NOTHING
    marked: Parted = NOTHING
    lines: Mapping[Key, audit.Text] = field(default_factory=dict)
    formulas: tuple[Formula, ...] = ()
    pictures: Mapping[str, Pos | None] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()  # of the chapters


def finish(chapters: Chapters, places: Places, report: Report) -> Finished:
    """See to ids and links, then gather what is to be known, and take the marks off.

    `places` are those of the glossary's entries, which have no marks.
    """
    links.check(chapters, places, report)
    called_again.join(chapters)
    known = [each.take(_gathered, None) for each in chapters]
    marked = [each.json for each in chapters]
    for each in chapters:
        each.take(_unmarked, None)
    tree = [each.json for each in chapters]
    shown = {k: v for k, v in chapters.metadata.items() if not k.startswith(PRIVATE)}
    top = head(chapters.version, shown)
    titles = chapters.titles()
    return Finished(
        Parted(top, tuple(filter(None, tree))),
        Parted(top, tuple(filter(None, marked))),
        _joined(known),
        tuple(formula for each in known for formula in each.formulas),
        {url: pos for each in reversed(known) for url, pos in each.pictures.items()},
        frozenset(each.number for each in titles if each.level == 1 and each.number),
    )


def _gathered(tree: Any, given: None, report: Report) -> Known:  # noqa: ARG001
    lines = tuple(Line(*key, text) for key, text in lines_of(tree).items())
    known = Known(lines, tuple(formulas_of(tree)), pictures.places(tree))
    untake(tree)
    return known


def _unmarked(tree: Any, given: None, report: Report) -> None:  # noqa: ARG001
    unmark(tree)


def _joined(known: Sequence[Known]) -> dict[Key, audit.Text]:
    """The text of each source line; what several chapters hold of one stands in a row."""
    found: dict[Key, audit.Text] = {}
    for line in (line for each in known for line in each.lines):
        key, text = (line.file, line.line), line.text
        if before := found.get(key):
            text = audit.Text(
                before.anchor,
                before.text + text.text,
                before.is_keyword or text.is_keyword,
                before.is_rest or text.is_rest,
            )
        found[key] = text
    return found


def lines_of(doc: Any) -> dict[Key, audit.Text]:
    """What the tree holds of each source line: the text between its mark and the next."""
    texts: dict[tuple[str, int], list[str]] = {}
    anchors: dict[tuple[str, int], str] = {}
    moved: set[tuple[str, int]] = set()
    rests: set[tuple[str, int]] = set()
    anchor = ""
    for key, element in _with_lines(doc):
        if type(element) in MOST:
            anchors.setdefault(key, anchor)
            texts.setdefault(key, []).append(getattr(element, "text", ""))
            continue
        if isinstance(element, pf.Div) and "keywords" in element.classes:
            moved |= {(pos.file, pos.line) for m in marks(element) if (pos := to_pos(m))}
        if is_mark(element) and element.attributes.get("kind") == "rest":
            rests.add(key)
        anchor = getattr(element, "identifier", "") or anchor
        for line, said in _said(element, key):
            anchors.setdefault(line, anchor)
            texts.setdefault(line, []).append(said)
    return {
        key: audit.Text(anchors[key], "".join(texts[key]), key in moved, key in rests)
        for key in anchors
    }


def _said(element: Any, key: tuple[str, int]) -> Iterator[tuple[tuple[str, int], str]]:
    """The text that an element adds, line by line of the notes."""
    said = getattr(element, "text", "") or getattr(element, "url", "")
    if isinstance(element, pf.CodeBlock):  # its place is the line above the code
        for below, line in enumerate(said.split("\n"), 1):
            yield (key[0], key[1] + below), line
    else:
        yield key, said


def _with_lines(doc: Any) -> Iterator[tuple[tuple[str, int], Any]]:
    """Every element with the source line it belongs to; behind a footnote the line goes on."""
    key = ("", 0)
    todo: list[Any] = [doc]
    while todo:
        element = todo.pop()
        if isinstance(element, tuple):
            key = element
            continue
        if type(element) in MOST:
            yield key, element
            continue
        if is_mark(element) or isinstance(element, pf.CodeBlock):
            pos = to_pos(element)
            key = (pos.file, pos.line) if pos else key
        yield key, element
        inner = [*children(element), key] if isinstance(element, pf.Note) else children(element)
        todo.extend(reversed(inner))


def formulas_of(doc: Any) -> Iterator[Formula]:
    """Each formula of a tree that still has its marks, in document order."""
    pos: Pos | None = None
    for element in every(doc):
        if is_mark(element):
            pos = to_pos(element)
        elif isinstance(element, pf.Math):
            yield Formula(element.text, element.format == "DisplayMath", pos)
