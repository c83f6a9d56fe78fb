"""The only caller of pandoc on the way in: notes → Markdown → tree → the chain → book.json."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import panflute as pf

from studyguide import (
    attributes,
    audit,
    chapters,
    links,
    notes,
    pandoc,
    parts,
    pictures,
    reader,
    settled,
    stylesheet,
)
from studyguide.chapters import Chapters
from studyguide.config import Book
from studyguide.diagnostics import Pos, Report
from studyguide.files import replace_file
from studyguide.notes import Manuscript
from studyguide.parted import NOTHING, Parted, parted
from studyguide.records import NOWHERE, Records
from studyguide.tree import children, every, is_mark, marks, to_pos, unmark, untake

MOST = (pf.Str, pf.Space)  # what most elements of a book are
PRIVATE = "press-"  # metadata that only the filters need

Filter = Callable[[Any, Book, Report], Any]


@dataclass(frozen=True)
class Formula:
    """A formula of the finished tree: its TeX, whether it is displayed, where it stood."""

    tex: str
    display: bool
    pos: Pos | None


@dataclass(frozen=True)
class Edited:
    """The finished tree of a book (pandoc JSON) with the manuscript it came from."""

    book: Book
    manuscript: Manuscript
    json: str
    formulas: tuple[Formula, ...]
    pictures: Mapping[str, Pos | None] = field(default_factory=dict)  # where each is named
    marked: Parted = NOTHING  # the tree while its places were still on it


def edit(
    book: Book,
    chain: Sequence[Filter],
    report: Report,
    trace: Path | None = None,
    shelf: Records = NOWHERE,
) -> Edited:
    """Read the notes and send them through the chain.

    `trace` is a folder for each stage, `shelf` knows what pandoc has read before.
    """
    manuscript = notes.read(book, report)
    book = replace(book, title=manuscript.title)
    doc: Any = read(manuscript.parts, book, report, shelf)
    settled.settle(doc, book, report)
    stylesheet.for_print(book, report)
    stages = {"0-manuscript.md": manuscript.text, "1-read.md": to_markdown(doc) if trace else ""}
    for at, stage in enumerate(chain, 2):
        doc = stage(_as_taken(doc, stage), book, report)
        name = stage.__module__.rpartition(".")[2]
        stages[f"{at}-{name}.md"] = to_markdown(doc) if trace else ""
    doc = _as_tree(doc)
    known = _places_of_entries(report)
    attributes.check(doc, report, known)
    links.check(doc, report, known)
    parts.check(_numbers(doc), book, report)
    _add_index(manuscript, report)
    report.byproducts["audit"] = audit.account(manuscript, lines_of(doc), report)
    formulas = tuple(formulas_of(doc))
    places = pictures.places(doc)
    untake(doc)
    marked = _in_parts(doc)
    finish(doc)
    if trace:
        for name, text in stages.items():
            replace_file(trace / name, text.encode())
    return Edited(book, manuscript, dump(doc), formulas, places, marked)


def _as_taken(doc: Any, stage: Filter) -> Any:
    """The book as a stage takes it: in chapters, or as one tree."""
    return doc if hasattr(stage, "is_by_chapter") else _as_tree(doc)


def _as_tree(doc: Any) -> Any:
    return doc.whole() if isinstance(doc, Chapters) else doc


def edit_part(markdown: str, book: Book, chain: Sequence[Filter], report: Report) -> str:
    """A part of a manuscript through the chain, as JSON: what the rest of the book says is unknown.

    For a quick look at what changed; the book itself is made by `edit`.
    """
    doc: Any = read([markdown], book, report, NOWHERE)
    settled.settle(doc, book, report)
    for stage in chain:
        doc = stage(_as_taken(doc, stage), book, report)
    doc = _as_tree(doc)
    attributes.check(doc, report, {})
    links.check(doc, report, {})
    untake(doc)
    finish(doc)
    return dump(doc)


def _places_of_entries(report: Report) -> dict[str, Pos]:
    """Where each definition of the glossary was written, by the entry's id."""
    rows = report.byproducts.get("glossary")
    return {
        row["id"]: Pos(row["provenance"]["file"], row["provenance"]["line"])
        for row in (rows if isinstance(rows, list) else ())
        if row["provenance"]["file"]
    }


def _numbers(doc: Any) -> set[str]:
    """The numbers of the chapters."""
    titles = [each for each in doc.content if isinstance(each, pf.Header) and each.level == 1]
    return {each.attributes["number"] for each in titles if "number" in each.attributes}


def _add_index(manuscript: Manuscript, report: Report) -> None:
    """The lines that name the chapters are items of the notes too, though no list prints them."""
    rows = report.byproducts.get("outline")
    if isinstance(rows, list):
        rows[:0] = [
            {
                "file": fate.pos.file,
                "line": fate.pos.line,
                "col": fate.pos.col,
                "kind": "item" if fate.is_item else "heading",
                "depth": 0,
                "parent": None,
                "text": fate.text,
                "evidence": "markup",
                "confidence": 1.0,
            }
            for fate in manuscript.fates
            if fate.reason == notes.INDEX
        ]


def parse(markdown: str, book: Book, report: Report | None = None) -> Any:
    """Markdown → tree, with the book folder in its metadata for the filters.

    What pandoc has to say goes into the report, if there is one.
    """
    return read([markdown], book, report or Report(), NOWHERE).whole()


def read(parts: Sequence[str], book: Book, report: Report, shelf: Records) -> Chapters:
    """The chapters of Markdown in parts, with what pandoc has to say of them."""
    found = reader.read(parts or [""], shelf)
    for said in (warning for read in found for warning in read.warnings):
        report.add("N018", said.pos, message=said.text)
    facts = {"press-book": str(book.root), "press-lang": report.lang}
    book_now = chapters.of_json([each.blocks for each in found if each.blocks], report, shelf)
    book_now.metadata = {key: pf.MetaString(value) for key, value in facts.items()}
    book_now.version = tuple(json.loads(found[0].version))
    return book_now


def to_markdown(doc: Any) -> str:
    """The tree as Markdown, for people to read."""
    args = ["--wrap=none", "--columns=10000"]
    return pandoc.convert(dump(_as_tree(doc)), "json", "markdown", args)


def to_html(tree: str) -> str:
    """The finished tree as an html5 body with a section for each heading."""
    args = [
        "--section-divs",
        "--wrap=none",
        "--syntax-highlighting=pygments",
        "--reference-location=document",
    ]
    return pandoc.convert(tree, "json", "html5", args)


def dump(doc: Any) -> str:
    """The tree as pandoc JSON, the same bytes for the same tree."""
    return _in_parts(doc).json


def _in_parts(doc: Any) -> Parted:
    content = doc.content.list
    return parted(doc.api_version, doc.metadata.content, content)


def lines_of(doc: Any) -> dict[tuple[str, int], audit.Text]:
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


def finish(doc: Any) -> None:
    """Take the marks off, and what was kept for the audit: neither reaches the outputs."""
    unmark(doc)
    for key in [key for key in doc.metadata.content if key.startswith(PRIVATE)]:
        del doc.metadata.content[key]


def formulas_of(doc: Any) -> Iterator[Formula]:
    """Each formula of a tree that still has its marks, in document order."""
    pos: Pos | None = None
    for element in every(doc):
        if is_mark(element):
            pos = to_pos(element)
        elif isinstance(element, pf.Math):
            yield Formula(element.text, element.format == "DisplayMath", pos)


def write_byproducts(edited: Edited, report: Report, folder: Path) -> None:
    """book.json and the by-products that others read, into the build folder."""
    replace_file(folder / "book.json", edited.json.encode())
    for name in ("outline", "audit", "glossary", "equations", "study"):
        rows = report.byproducts.get(name)
        text = json.dumps(rows, ensure_ascii=False, indent=1)
        replace_file(folder / f"{name}.json", (text + "\n").encode())
