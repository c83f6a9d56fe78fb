"""Each folder is a case: notes go in, the book's questions and open questions come out."""

import json
from pathlib import Path

import panflute as pf
import pytest

from filters import CHAIN, study
from filters._study_pages import are_in
from studyguide import notes, pipeline
from studyguide.chain.tree import unmark
from studyguide.config import Book
from studyguide.diagnostics import Report, as_text
from studyguide.study import StudyOptions

HERE = Path(__file__).parent
CASES = sorted(path for path in HERE.iterdir() if any(path.glob("in*")))


def book_of(case: Path, options: StudyOptions | None = None) -> Book:
    return Book(
        root=case,
        notes=tuple(sorted(case.glob("in*"))),
        glossary=tuple(case.glob("glossary.yaml")),
        study=options or StudyOptions(),
    )


def filtered(case: Path, options: StudyOptions | None = None) -> tuple[pf.Doc, Report]:
    """The finished document, and what the study filter alone says and makes."""
    book = book_of(case, options)
    doc = pipeline.parse(notes.read(book, Report()).text, book)
    for apply in CHAIN[:-1]:
        doc = apply(doc, book, Report())
    report = Report()
    return study(doc, book, report), report


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, expect) -> None:
    doc, report = filtered(case)
    unmark(doc)
    expect(case / "out.md", pipeline.to_markdown(doc))
    expect(case / "messages", as_text(report.in_order()))
    rows = json.dumps(report.byproducts["study"], ensure_ascii=False, indent=1)
    expect(case / "study.json", rows + "\n")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_second_pass_changes_nothing(case: Path) -> None:
    doc, _ = filtered(case)
    once = pipeline.dump(doc)
    assert pipeline.dump(study(doc, book_of(case), Report())) == once


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_link_of_the_kit_leads_somewhere(case: Path) -> None:
    doc, _ = filtered(case)
    ids: list[str] = []
    urls: list[str] = []

    def note(element: pf.Element, _doc: pf.Doc) -> None:
        ids.append(getattr(element, "identifier", ""))
        urls.append(getattr(element, "url", ""))

    doc.walk(note)
    assert {url[1:] for url in urls if url.startswith("#")} <= set(ids)


def printed(options: StudyOptions) -> list[str]:
    rows = filtered(HERE / "terms", options)[1].byproducts["study"]
    return [row["key"] for row in rows["questions"] if row["printed"]]


def test_a_chapter_prints_no_more_than_is_wanted() -> None:
    assert len(printed(StudyOptions(count=1))) == 1 < len(printed(StudyOptions()))


def test_the_seed_chooses_and_nothing_else() -> None:
    chosen = {tuple(printed(StudyOptions(count=2, seed=seed))) for seed in range(8)}
    assert len(chosen) > 1
    assert printed(StudyOptions(count=1, seed=3)) == printed(StudyOptions(count=1, seed=3))


def test_only_the_kinds_that_are_wanted() -> None:
    assert printed(StudyOptions(kinds=("expansion",))) == ["expansion:g-ttl"]


def test_off_leaves_the_book_as_it_is() -> None:
    doc, report = filtered(HERE / "terms", StudyOptions(off=True))
    assert not are_in(doc)
    assert report.byproducts["study"]["questions"]


def closed(options: StudyOptions) -> list[list[str]]:
    """The classes of what closes the chapters of the case `summary`."""
    doc, _ = filtered(HERE / "summary", options)
    return [list(block.classes) for block in doc.content if isinstance(block, pf.Div)]


def test_print_aids_come_by_option_alone() -> None:
    assert not {"summary", "note-lines"} & {
        name for found in closed(StudyOptions()) for name in found
    }
    both = closed(StudyOptions(notes="end", summary=True, off=True))
    assert both.count(["note-lines"]) == both.count(["summary"]) == 2
    assert ["study"] not in both


def test_a_summary_shows_two_levels_and_the_terms(expect) -> None:
    doc, _ = filtered(HERE / "summary", StudyOptions(off=True, summary=True))
    unmark(doc)
    sheets = [block for block in doc.content if "summary" in getattr(block, "classes", [])]
    expect(HERE / "summary" / "sheets.md", pipeline.to_markdown(pf.Doc(*sheets)))


def test_print_aids_stay_when_the_filter_runs_again() -> None:
    options = StudyOptions(notes="end", summary=True)
    doc, _ = filtered(HERE / "summary", options)
    once = pipeline.dump(doc)
    assert pipeline.dump(study(doc, book_of(HERE / "summary", options), Report())) == once
