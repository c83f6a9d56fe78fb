"""The rows of glossary.json: provenance and every occurrence with its place."""

from pathlib import Path

from filters.glossary import apply
from studyguide import pipeline
from studyguide.config import Book
from studyguide.diagnostics import Report

NOTES = """\
# []{.at pos="a.md:1:2"}샤딩이란 {#ch-01 .chapter number=1}

[]{.at pos="a.md:3:0"}키워드: 샤딩

[]{.at pos="a.md:5:0"}표를 나누어 두는 기법을 샤딩이라 한다. 샤딩은 어렵다.
"""


def test_rows_name_the_place_of_the_definition_and_of_each_mention(tmp_path: Path) -> None:
    book, report = Book(root=tmp_path), Report()
    apply(pipeline.parse(NOTES, book), book, report)
    (row,) = report.byproducts["glossary"]  # type: ignore[misc, attr-defined]
    assert (row["id"], row["kind"]) == ("g-syading", "harvested")
    assert row["definition"] == "표를 나누어 두는 기법을 샤딩이라 한다."
    assert row["provenance"] == {"file": "a.md", "line": 5}
    found = [(o["line"], o["kind"], o["anchor"], o["linked"]) for o in row["occurrences"]]
    assert found == [
        (1, "mention", "ch-01", False),
        (3, "keyword", "t-k1-1", True),
        (5, "definition", "t-ch-01-1", True),
        (5, "definition", "t-ch-01-2", False),
    ]
    assert {o["chapter"] for o in row["occurrences"]} == {"ch-01"}


def test_the_suggestions_wait_until_they_are_asked_for(tmp_path: Path) -> None:
    book, report = Book(root=tmp_path), Report()
    apply(pipeline.parse("키워드: 복제", book), book, report)
    suggested = report.byproducts["glossary-suggest"]
    assert callable(suggested)
    assert suggested().startswith("- term: 복제")
