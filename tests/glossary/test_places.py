"""Marks stay where the text goes: every keyword line has an anchor, every formula its place."""

from pathlib import Path

import pytest

from filters.glossary import apply
from filters.mathrefs import apply as mathrefs
from studyguide import pipeline
from studyguide.chain import finished
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.notes import read

BOX = """\
# []{.at pos="a.md:1:2"}저장소 {#ch-01 .chapter number=1}

- []{.at pos="a.md:3:2"}키워드
  - []{.at pos="a.md:4:4"}샤딩, 복제
  - []{.at pos="a.md:5:4"}그리고 정족수 - 모여야 하는
    []{.at pos="a.md:6:4"}대의 수
  - []{.at pos="a.md:7:4"}합의는 왜 어려운가?
"""


def edited(text: str, root: Path, **more: object) -> tuple[object, Report]:
    report = Report()
    book = Book(root=root, **more)  # type: ignore[arg-type]
    return apply(pipeline.parse(text, book), book, report), report


def test_each_line_of_a_keyword_list_is_found_at_its_first_term(tmp_path: Path) -> None:
    found = finished.lines_of(edited(BOX, tmp_path)[0])
    lines = {line: found["a.md", line] for line in range(3, 8)}
    assert all(text.is_keyword for text in lines.values())
    assert [lines[at].anchor for at in (4, 5)] == ["t-k1-1", "t-k1-3"]
    assert "샤딩" in lines[4].text and "복제" in lines[4].text
    assert "모여야" in lines[5].text and "대의" not in lines[5].text
    assert "대의수" in lines[6].text
    assert "어려운가" in lines[7].text


def test_a_one_line_list_is_found_too(tmp_path: Path) -> None:
    doc = edited('[]{.at pos="a.md:9:0"}키워드: 샤딩, `복제`', tmp_path)[0]
    assert finished.lines_of(doc)["a.md", 9].anchor == "t-k1-1"


@pytest.mark.parametrize("written", ["definition: $x_$ 의 값", "definition: |\n    - $x_$ 의 값"])
def test_a_formula_of_the_glossary_is_placed_there(tmp_path: Path, written: str) -> None:
    (tmp_path / "glossary.yaml").write_text(f"- term: 큐잉\n  {written}\n", "utf-8")
    files = (tmp_path / "glossary.yaml",)
    text = '# []{.at pos="a.md:1:2"}줄 {#ch-01 .chapter number=1}\n\n큐잉이 끝이다.'
    (formula,) = finished.formulas_of(edited(text, tmp_path, glossary=files)[0])
    assert str(formula.pos) == "glossary.yaml:2"


def test_a_quoted_formula_is_a_formula_and_told_once(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# 글\n\n키워드: 걸음\n\n한 번에 $\\eta_{t}$ 만큼 가는 것을 걸음이라 한다.\n"
    )
    book, report = Book(root=tmp_path, notes=(tmp_path / "a.md",)), Report()
    doc = mathrefs(apply(pipeline.parse(read(book, report).text, book), book, report), book, report)
    first, second = finished.formulas_of(doc)
    assert (first.tex, first.pos) == (second.tex, second.pos)
    assert "M004" not in {each.code for each in report.diagnostics}


def test_a_displayed_formula_is_quoted_within_the_line(tmp_path: Path) -> None:
    text = "키워드: 걸음\n\n한 번에 $$\\eta$$ 만큼 가는 것을 걸음이라 한다."
    doc = edited(text, tmp_path)[0]
    assert [each.display for each in finished.formulas_of(doc)] == [True, False]
