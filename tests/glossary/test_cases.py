"""Each folder is a case: in.md and glossary.yaml go in, out.md and messages come out."""

import re
import subprocess
import sys
from pathlib import Path

import panflute as pf
import pytest

from filters._ast import is_mark, is_taken, marks
from filters.glossary import apply
from studyguide import pipeline
from studyguide.config import Book
from studyguide.diagnostics import Report, as_text

KEYWORDS = Path(__file__).parent / "keyword-block"
CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/in.md"))
# Where the text of a line begins: behind the bullet, the number or the heading's signs.
LINE = re.compile(r"^(?P<lead>(?:> )?\s*(?:[-*+] |\d+\. |#+ )?)(?P<text>[^\s>].*)$")

ITEM = re.compile(r"\s*(?:- |\d+\. )")


def marked(case: Path) -> str:
    """The case with a mark before the text of every line, as the text stage writes them.

    In a case named `flat-…` the marks say that the nesting was lost and is a guess.
    """
    lines = (case / "in.md").read_text(encoding="utf-8").split("\n")
    more = ' flat="1"' if case.name.startswith("flat") else ""
    gaps = [' gap="1"' if not above and ITEM.match(line) else ""
            for above, line in zip(["", *lines], lines, strict=False)]  # fmt: skip
    return "\n".join(
        _marked(number, line, more + gap)
        for number, (line, gap) in enumerate(zip(lines, gaps, strict=True), 1)
    )


def _marked(number: int, line: str, more: str) -> str:
    found = LINE.match(line)
    if not found or found["text"].startswith(("```", "|", ":::", "[^", "    ")):
        return line
    return (
        f'{found["lead"]}[]{{.at pos="in.md:{number}:{len(found["lead"])}"{more}}}{found["text"]}'
    )


def build(case: Path) -> tuple[pf.Doc, Report, Book]:
    """The case after the filter, marks and all."""
    book = Book(root=case, glossary=tuple(sorted(case.glob("*.yaml"))))
    report = Report()
    doc = pipeline.parse(marked(case), book)
    return apply(doc, book, report), report, book


def shown(doc: pf.Doc) -> str:
    """The document as Markdown without marks and metadata."""
    doc = doc.walk(lambda e, _: [] if is_mark(e) or is_taken(e) else None)
    doc.metadata = {}
    return pipeline.to_markdown(doc)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, request: pytest.FixtureRequest) -> None:
    doc, report, _ = build(case)
    got = {"out.md": shown(doc), "messages": as_text(report.in_order()) + "\n"}
    for name, text in got.items():
        path = case / name
        if request.config.getoption("--save-golden", default=False):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), name


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_line_is_lost(case: Path) -> None:
    """The mark of every line is still there."""
    book = Book(root=case)
    before = pipeline.parse(marked(case), book)
    after = build(case)[0]
    assert {each for each in places(after) if each.startswith("in.md")} == places(before)


def places(doc: pf.Doc) -> set[str]:
    """The places that the marks of a document name."""
    return {mark.attributes["pos"] for mark in marks(doc)}


def test_linking_changes_no_character() -> None:
    """Without keyword boxes and appendix, the text reads as it did."""
    case = KEYWORDS.parent / "linking"
    before = pipeline.parse(marked(case), Book(root=case))
    after = build(case)[0]
    end = next(
        at
        for at, block in enumerate(after.content)
        if getattr(block, "identifier", "") == "glossary"
    )
    assert [pf.stringify(block) for block in after.content[:end]] == [
        pf.stringify(block) for block in before.content
    ]


def test_a_second_pass_changes_nothing() -> None:
    doc, _, book = build(KEYWORDS)
    once = pipeline.dump(doc)
    assert pipeline.dump(apply(doc, book, Report())) == once


def test_as_a_pandoc_filter_it_gives_the_same_bytes_and_messages() -> None:
    doc, report, book = build(KEYWORDS)
    tree = pipeline.dump(pipeline.parse(marked(KEYWORDS), book))
    script = Path(sys.modules[apply.__module__].__file__ or "")
    ran = subprocess.run(
        [sys.executable, str(script)], input=tree, capture_output=True, text=True, check=True,
        cwd=script.parent.parent, env={"PYTHONPATH": str(script.parent.parent), "PATH": ""},
    )  # fmt: skip
    assert ran.stdout.strip() == pipeline.dump(doc).strip()
    assert ran.stderr.strip() == as_text(report.in_order(), str(KEYWORDS)).strip()


def test_ids_stay_when_a_term_is_added(tmp_path: Path) -> None:
    text = (KEYWORDS / "in.md").read_text(encoding="utf-8")
    (tmp_path / "in.md").write_text(text + "\n- 키워드: 새로운 낱말\n", encoding="utf-8")
    before, after = build(KEYWORDS)[1], build(tmp_path)[1]
    assert {row["id"] for row in _rows(before)} < {row["id"] for row in _rows(after)}


def _rows(report: Report) -> list[dict[str, object]]:
    rows = report.byproducts["glossary"]
    assert isinstance(rows, list)
    return rows
