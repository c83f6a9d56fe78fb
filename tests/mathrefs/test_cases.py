"""Each folder is a case: notes go in, numbered and referred formulas come out."""

import json
from pathlib import Path

import panflute as pf
import pytest

from filters import CHAIN, mathrefs
from studyguide import notes, pipeline
from studyguide.chain import chapters, settled
from studyguide.chain.tree import unmark
from studyguide.config import Book
from studyguide.diagnostics import Report, as_text
from studyguide.typography import Typography

HERE = Path(__file__).parent
CASES = sorted(path for path in HERE.iterdir() if any(path.glob("in*")))


def filtered(case: Path) -> tuple[pf.Doc, Report]:
    report = Report()
    book = Book(root=case, notes=tuple(sorted(case.glob("in*"))))
    doc = pipeline.parse(notes.read(book, report).text, book)
    book_now = chapters.of_tree(doc, report)
    settled.settle(book_now, book, report)
    doc = book_now.whole()
    return mathrefs(doc, book, report), report


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, expect) -> None:
    doc, report = filtered(case)
    unmark(doc)
    expect(case / "out.md", pipeline.to_markdown(doc))
    expect(case / "messages", as_text(report.in_order()))
    rows = report.byproducts["equations"]
    expect(case / "equations.json", json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


@pytest.mark.parametrize(
    ("particles", "printed"), [(False, "[$x$ 는]{.nobreak}"), (True, "[$x$는]{.nobreak}")]
)
def test_a_particle_typed_apart_is_joined_only_if_the_book_asks(
    particles: bool, printed: str, tmp_path: Path
) -> None:
    (tmp_path / "in.md").write_text("# 장\n\n$x$ 는 입력이다.\n", encoding="utf-8")
    typography = Typography(particles=particles)
    book = Book(root=tmp_path, notes=(tmp_path / "in.md",), typography=typography)
    doc = pipeline.parse(notes.read(book, Report()).text, book)
    mathrefs(doc, book, Report())
    unmark(doc)
    assert printed in pipeline.to_markdown(doc)


TWICE = "# 장\n\n여기서 $z$는 높이다. 여기서 $z$는 깊이다.\n\n$$z = 3$$\n"


@pytest.mark.parametrize("text", [TWICE, TWICE.replace("# 장", "# 장 {#symbols}")])
def test_a_second_pass_changes_nothing(text: str, tmp_path: Path) -> None:
    (tmp_path / "in.md").write_text(text, encoding="utf-8")
    doc, _ = filtered(tmp_path)
    once = pipeline.dump(doc)
    assert "여기서" in once
    assert pipeline.dump(mathrefs(doc, Book(root=tmp_path), Report())) == once


QUOTED = "# 장\n\n키워드: 잠재변수\n\n$L=0$이 손실이다. 여기서 $z$는 잠재변수, $p$는 모형.\n"


def test_a_quotation_of_the_glossary_explains_no_symbol_anew(tmp_path: Path) -> None:
    (tmp_path / "in.md").write_text(QUOTED, encoding="utf-8")
    book = Book(root=tmp_path, notes=(tmp_path / "in.md",))
    report = Report()
    doc = pipeline.parse(notes.read(book, report).text, book)
    for apply in CHAIN:
        doc = apply(doc, book, report)
    symbols = json.loads(json.dumps(report.byproducts["equations"]))["symbols"]
    assert [(each["tex"], each["meaning"]) for each in symbols] == [
        ("z", "잠재변수"),
        ("p", "모형"),
    ]
    printed = pipeline.to_markdown(doc)
    assert "쓰임" in printed
    assert printed.count(".symbol}") == len(symbols)
