"""A head of a table that says nothing is none."""

from pathlib import Path

import pytest

from filters import CHAIN
from studyguide import config, pipeline
from studyguide.diagnostics import Report

HEADS = {
    "| | |": False,
    "| &nbsp; | |": False,
    "| | 값 |": True,
    "| $x$ | |": True,
    "| ![](없음.png) | |": True,
}


@pytest.mark.parametrize(("head", "is_kept"), HEADS.items())
def test_a_blank_head_is_none(head: str, is_kept: bool, tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text(f"# 제목\n\n{head}\n|--|--|\n| 가 | 나 |\n", "utf-8")
    book = config.Book(root=tmp_path, notes=(tmp_path / "note.md",))
    html = pipeline.to_html(pipeline.edit(book, CHAIN, Report()).json)
    assert ("<thead>" in html) == is_kept
    assert html.count("<td") == 2
