"""What is wrong with a YAML file is said in Korean, at its line."""

from pathlib import Path

import pytest

from studyguide import config
from studyguide.diagnostics import Report
from studyguide.hangul import has_hangul

FAULTS = (
    "title: a: b\n",
    "title: 책\n- a\n",
    "title: 책\n  author: 나\n",
    "title: 책\nauthor\n",
    "title: 책\nauthor\ndate: 3\n",
    "title: [a, b\n",
    "title: [a b: c d: e]\n",
    "title: {a: b\n",
    "title: %a\n",
    "title: @a\n",
    "\ttitle: a\n",
    'title: "a\n',
    'title: "\\d"\n',
    'title: "\\xzz"\n',
    'title: "a\n---\nb"\n',
    "title: a\n---\ntitle: b\n",
    "title: *\n",
    "title: |x\n",
    "title: *a\n",
    "title: ]\n",
    "title: a\n] b\n",
)


@pytest.mark.parametrize("text", FAULTS)
def test_it_is_said_in_korean(text: str, tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_text(text, "utf-8")
    (tmp_path / "1.md").write_text("# 장\n", "utf-8")
    report = Report("ko")
    config.load(tmp_path, report)
    said = [found for found in report.diagnostics if found.code == "C003"]
    assert [has_hangul(found.fact.partition(": ")[2]) for found in said] == [True], said


@pytest.mark.parametrize("text", [f"title: {'가' * 5001}\n", f"author: [{'가,' * 5001}]\n"])
def test_a_value_that_no_page_has_room_for(text: str, tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_text(text, "utf-8")
    (tmp_path / "1.md").write_text("# 장\n", "utf-8")
    report = Report("ko")
    config.load(tmp_path, report)
    assert [(found.code, "5,000자까지" in found.fact) for found in report.diagnostics] == [
        ("C002", True)
    ]
