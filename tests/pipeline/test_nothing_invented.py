"""Each line of the book says what its line in the notes says, letter by letter, in that order."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import panflute as pf
import pytest

from filters import CHAIN
from studyguide import config, pipeline
from studyguide.audit import letters
from studyguide.chain.tree import children, is_mark, is_taken, marks, pos_of, to_pos
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.linking import called_again
from studyguide.notes.obsidian import blocks_of, without_name
from studyguide.notes.printed import printed
from studyguide.pipeline import Filter
from studyguide.study import StudyOptions
from tests.pipeline.test_audit import CASES

SAMPLE = Path(__file__).parents[2] / "book"
SEED = Path(__file__).parents[3] / "shared" / "seed"
# what the press adds to a page, by class
MADE = frozenset({"equation-number", "generated", "keywords", "eqref", "number", "caption-number"})
APPENDICES = frozenset({"glossary", "symbols", "index", "formula-sheet", "appendix"})
REFERENCE = re.compile(r"@eq:|\\(?:eq)?ref\b")  # becomes a number with the particle that fits it
CAPTION = re.compile(r"(?:[Tt]able|표):\s*")
SHOWN = ("kept", "merged", "moved")
END_OF_NOTE = object()
BOXES = str.maketrans("", "", "☐☒")
Key = tuple[str, int]


def said_in_book(doc: Any) -> dict[Key, str]:
    """The visible text of each source line, in reading order."""
    found: dict[Key, str] = defaultdict(str)
    key = ("", 0)
    before: list[Key] = []  # the lines that footnotes broke off
    for element in _visible(doc):
        if isinstance(element, pf.Note):
            before.append(key)
        elif element is END_OF_NOTE:
            key = before.pop()
        if is_mark(element) or isinstance(element, pf.CodeBlock):
            pos = to_pos(element)
            key = (pos.file, pos.line) if pos else key
        if isinstance(element, pf.CodeBlock):
            for below, line in enumerate(element.text.split("\n"), 1):
                found[key[0], key[1] + below] += line
        elif isinstance(element, pf.Math):
            found[key] += f" ${element.text}$ "
        elif isinstance(element, pf.Code):
            found[key] += f"`{element.text}`"
        elif isinstance(element, pf.Str):
            found[key] += element.text
        elif isinstance(element, pf.Space | pf.SoftBreak | pf.LineBreak):
            found[key] += " "
    return found


def _visible(element: Any) -> Iterator[Any]:
    classes = set(getattr(element, "classes", ()))
    if classes & MADE or is_taken(element):
        return
    yield element
    is_figure = isinstance(element, pf.Figure)  # one without its picture has its place inside
    for child in [*marks(element), element.caption] if is_figure else children(element):
        if isinstance(child, pf.Header) and child.level == 1 and APPENDICES & set(child.classes):
            return
        yield from _visible(child)
    if isinstance(element, pf.Note):
        yield END_OF_NOTE


def numbers_taken(doc: Any) -> dict[Key, str]:
    """The numbers before titles for which the book's stand."""
    titles = [each for each in doc.content if isinstance(each, pf.Header)]
    return {
        (pos.file, pos.line): each.url
        for title in titles
        for each in title.content
        if is_taken(each) and (pos := pos_of(title))
    }


def differences(book: Book, chain: Sequence[Filter] = CHAIN) -> list[tuple[Key, str, str]]:
    """Kept lines whose letters are not those of the notes; the study kit says them again."""
    book = replace(book, study=StudyOptions(off=True))
    found: dict[Key, str] = {}
    numbers: dict[Key, str] = {}

    def spy(doc: Any, _book: Book, report: Report) -> Any:
        called_again.joined(doc, None, report)  # as the book has them
        found.update(said_in_book(doc))
        numbers.update(numbers_taken(doc))
        return doc

    report = Report()
    edited = pipeline.edit(book, (*chain, spy), report)
    rows = report.byproducts["audit"]
    assert isinstance(rows, list)
    shown = {(row["file"], row["line"]) for row in rows if row["fate"] in SHOWN}
    told = [
        (key, "", text) for key, text in found.items() if key not in shown and any(letters(text))
    ]
    sources = edited.manuscript.sources
    blocks = blocks_of(line for lines in sources.values() for line in lines)
    # `[[이름|보일 글]]` that leads nowhere is printed by its other half, and told
    turned = {(d.pos.file, d.pos.line) for d in report.diagnostics if d.code == "G012" and d.pos}
    for row in rows:
        key = (row["file"], row["line"])
        if row["fate"] != "kept" or row["reason"] or key in turned:
            continue
        source = without_name(sources[key[0]][key[1] - 1], blocks)
        wanted = "".join(letters(printed(source)))
        got = "".join(letters(printed(found.get(key, "")).translate(BOXES)))
        got = numbers.get(key, "") + got if wanted != got else got
        label = CAPTION.match(source)  # a number stands in its place
        if label and wanted == "".join(letters(label[0])) + got:
            continue
        if wanted != got and not REFERENCE.search(source):
            told.append((key, wanted, got))
    return told


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_cases(case: Path) -> None:
    assert not differences(Book(root=case, notes=tuple(sorted(case.glob("in*")))))


@pytest.mark.parametrize("folder", [SAMPLE, SEED], ids=["sample", "seed"])
def test_books(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip("the folder is not here")
    assert not differences(config.load(folder, Report()))


def test_an_added_word_is_seen() -> None:
    def add(doc: Any, _book: Book, _report: Report) -> Any:
        return doc.walk(
            lambda e, _: [e, pf.Str("덧말")] if getattr(e, "text", "") == "줄" else None
        )

    case = CASES[0].parents[1] / "bullets" / "one-bullet"
    book = Book(root=case, notes=tuple(sorted(case.glob("in*"))))
    assert differences(book, (*CHAIN, add)) == [(("in.txt", 1), "하나뿐인줄", "하나뿐인줄덧말")]
