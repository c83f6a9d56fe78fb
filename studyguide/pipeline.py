"""The only caller of pandoc on the way in: notes → Markdown → tree → the chain → book.json."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec
import panflute as pf

from studyguide import audit, notes, pandoc, parts, reader
from studyguide.chain import chapters, finished, parted, settled
from studyguide.chain.chapters import Chapters
from studyguide.chain.finished import Formula
from studyguide.chain.parted import NOTHING, Parted, spelled
from studyguide.config import Book
from studyguide.diagnostics import Pos, Report
from studyguide.files import replace_file
from studyguide.keeping.facts import Facts
from studyguide.keeping.records import NOWHERE, Records
from studyguide.notes import Manuscript
from studyguide.outputs import stylesheet

Filter = Callable[[Any, Book, Report], Any]
BYPRODUCTS = ("outline", "audit", "glossary", "equations", "study")  # the first is ready first


@dataclass(frozen=True)
class Edited:
    """The finished tree of a book (pandoc JSON) with the manuscript it came from."""

    book: Book
    manuscript: Manuscript
    tree: Parted
    formulas: tuple[Formula, ...]
    pictures: Mapping[str, Pos | None] = field(default_factory=dict)  # where each is named
    marked: Parted = NOTHING  # the tree while its places were still on it

    @property
    def json(self) -> str:
        """The whole tree."""
        return self.tree.json


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
    manuscript = notes.read(book, report, shelf)
    book = replace(book, title=manuscript.title)
    doc: Any = read(manuscript.parts, book, report, shelf)
    settled.settle(doc, book, report)
    book = settled.with_sound_cover(book, Facts(shelf, report))
    stylesheet.for_print(book, report)
    stages = {"0-manuscript.md": manuscript.text, "1-read.md": to_markdown(doc) if trace else ""}
    for at, stage in enumerate(chain, 2):
        doc = stage(_as_taken(doc, stage, report, shelf), book, report)
        name = stage.__module__.rpartition(".")[2]
        stages[f"{at}-{name}.md"] = to_markdown(doc) if trace else ""
    if trace:
        for name, text in stages.items():
            replace_file(trace / name, text.encode())
    book_now = _in_chapters(doc, report, shelf)
    done = finished.finish(book_now, _places_of_entries(report), report)
    parts.check(done.numbers, book, report)
    _add_index(manuscript, report)
    report.byproducts["audit"] = audit.account(manuscript, done.lines, report, shelf)
    return Edited(book, manuscript, done.tree, done.formulas, done.pictures, done.marked)


def _as_taken(doc: Any, stage: Filter, report: Report, shelf: Records) -> Any:
    """The book as a stage takes it: in chapters, or as one tree."""
    is_by_chapter = hasattr(stage, "is_by_chapter")
    return _in_chapters(doc, report, shelf) if is_by_chapter else _as_tree(doc)


def _in_chapters(doc: Any, report: Report, shelf: Records) -> Chapters:
    """The book in chapters again, whatever stage was the last."""
    if isinstance(doc, Chapters):
        return doc
    found = chapters.of_json(map(spelled, parted.chapters(doc.content.list)), Facts(shelf, report))
    found.metadata, found.version = doc.metadata.content, doc.api_version
    return found


def _as_tree(doc: Any) -> Any:
    return doc.whole() if isinstance(doc, Chapters) else doc


def edit_part(markdown: str, book: Book, chain: Sequence[Filter], report: Report) -> str:
    """A part of a manuscript through the chain, as JSON: what the rest of the book says is unknown.

    For a quick look at what changed; the book itself is made by `edit`.
    """
    doc: Any = read([markdown], book, report, NOWHERE)
    settled.settle(doc, book, report)
    for stage in chain:
        doc = stage(_as_taken(doc, stage, report, NOWHERE), book, report)
    return finished.finish(_in_chapters(doc, report, NOWHERE), {}, report).tree.json


def _places_of_entries(report: Report) -> dict[str, Pos]:
    """Where each definition of the glossary was written, by the entry's id."""
    rows = report.byproducts.get("glossary")
    return {
        row["id"]: Pos(row["provenance"]["file"], row["provenance"]["line"])
        for row in (rows if isinstance(rows, list) else ())
        if row["provenance"]["file"]
    }


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
    blocks = [each.blocks for each in found if each.blocks]
    book_now = chapters.of_json(blocks, Facts(shelf, report))
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
    content = doc.content.list
    return parted.parted(doc.api_version, doc.metadata.content, content).json


def write_byproducts(edited: Edited, report: Report, folder: Path) -> None:
    """book.json and the by-products that others read, into the build folder.

    A book that went but a part of the chain leaves those of before, save the outline.
    """
    names = BYPRODUCTS if "study" in report.byproducts else BYPRODUCTS[:1]
    if names == BYPRODUCTS:
        replace_file(folder / "book.json", edited.json.encode())
    for name in names:
        rows = msgspec.json.encode(report.byproducts.get(name))
        replace_file(folder / f"{name}.json", msgspec.json.format(rows, indent=1) + b"\n")
