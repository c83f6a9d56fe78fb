"""Every line has a fate; a line that loses its letters is an error of ours."""

from pathlib import Path

import pytest

from filters import CHAIN
from studyguide import audit, config, pipeline
from studyguide.diagnostics import Report, as_text
from studyguide.pipeline import Filter

ROOMS = Path(__file__).parents[1]
CASES = [
    ROOMS / "pipeline" / "signs",
    ROOMS / "pipeline" / "footnotes-of-pictures",
    *sorted(path for path in (ROOMS / "notes").iterdir() if any(path.glob("in*"))),
    *sorted(path for path in (ROOMS / "bullets").iterdir() if any(path.glob("in*"))),
]


def edited(case: Path, chain: tuple[Filter, ...] = CHAIN) -> tuple[list[audit.Row], Report]:
    report = Report()
    book = config.Book(root=case, notes=tuple(sorted(case.glob("in*"))),
                       glossary=tuple(case.glob("glossary.yaml")))  # fmt: skip
    pipeline.edit(book, chain, report)
    rows = report.byproducts["audit"]
    assert isinstance(rows, list)
    return rows, report


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_every_line_has_a_fate_and_none_is_lost(case: Path) -> None:
    rows, report = edited(case)
    assert "N011" not in {d.code for d in report.diagnostics}
    assert all(row["fate"] in ("kept", "merged", "echo", "moved", "dropped") for row in rows)


def test_a_filter_that_eats_a_word_is_caught(expect) -> None:
    def eat(doc, _book, _report):
        return doc.walk(lambda e, _: [] if getattr(e, "text", "") == "하나뿐인" else None)

    rows, report = edited(ROOMS / "bullets" / "one-bullet", (*CHAIN, eat))
    expect(Path(__file__).parent / "eaten-word" / "messages", as_text(report.in_order()))
    assert rows[0]["fate"] == "dropped"


KEYWORDS = """# 글

## 키워드

- 큐 - 줄을 서는 곳
- 캐시, 그리고 QUEUE! waiting line
- 큐, 하나뿐인 말
"""


@pytest.mark.parametrize(("word", "lines"), [("하나뿐인", [7]), ("서는", [5]), ("", [])])
def test_a_keyword_list_that_loses_a_word_is_caught(
    word: str, lines: list[int], tmp_path: Path
) -> None:
    def eat(doc, _book, _report):
        return doc.walk(lambda e, _: [] if word and getattr(e, "text", "") == word else None)

    (tmp_path / "in.md").write_text(KEYWORDS, "utf-8")
    names = "- term: 큐\n  aliases: [줄]\n  en: queue\n"
    (tmp_path / "glossary.yaml").write_text(names, "utf-8")
    rows, report = edited(tmp_path, (*CHAIN, eat))
    assert [row["line"] for row in rows if row["fate"] == "dropped"] == lines
    assert [d.pos.line for d in report.in_order() if d.code == "N011"] == lines


def test_fates_of_an_exported_page() -> None:
    rows, _ = edited(ROOMS / "notes" / "exported-page")
    reasons = {row["line"]: row["reason"] for row in rows}
    assert reasons[2] == "front matter"
    assert reasons[23] == "comment"
    assert reasons[14] == ""


def test_a_letter_read_as_a_bullet_is_told() -> None:
    rows, _ = edited(ROOMS / "notes" / "letters-that-are-words")
    told = [row["line"] for row in rows if row["reason"] == "its first sign is a bullet"]
    files = {row["file"] for row in rows if row["reason"] == "its first sign is a bullet"}
    assert (files, told) == ({"in-4.md"}, [3, 4, 5, 8, 9, 10, 20, 21, 23, 25])
