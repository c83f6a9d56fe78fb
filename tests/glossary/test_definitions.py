"""Definitions written as Markdown: each means what it means alone."""

from pathlib import Path

import pytest

from filters import CHAIN
from filters._definitions import as_blocks
from studyguide import config, pandoc, pipeline
from studyguide.chain.parted import spelled
from studyguide.diagnostics import Pos, Report
from studyguide.terms import Gloss

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)
NESTED = "[" * 20 + "a" + "](b)" * 20  # each bracket doubles the time that pandoc takes
WRITTEN = [
    "가까이[^1] 둔다.\n\n[^1]: 하나뿐인 각주.",
    "줄[^1]을 선다.\n\n[^1]: 둘째 각주.\n\n[x]: https://a.example/1",
    "[글][x]과 [머리], `코드`.",
    "- # 머리\n- 글",
    "머리\n----\n\n글",
    "앞\n\n::::::::::::\n\n뒤",
    "> [머리]: https://a.example/2",
]


def blocks_of(*texts: str) -> list[str]:
    """The definitions, read together, as JSON."""
    glosses = {f"g-{at}": Gloss("curated", text) for at, text in enumerate(texts)}
    found = as_blocks(glosses)
    return [spelled(found[key]) for key in glosses]


def test_none_reaches_another() -> None:
    assert blocks_of(*WRITTEN) == [blocks_of(each)[0] for each in WRITTEN]


def test_each_keeps_its_own_footnote() -> None:
    first, second, *_ = blocks_of(*WRITTEN)
    assert "하나뿐인" in first and "둘째" not in first
    assert "둘째" in second and "하나뿐인" not in second


def test_what_opens_without_end_is_read_at_once() -> None:
    (found,) = blocks_of(f"앞 {NESTED} 뒤\n\n둘째 [ 문단")
    assert found.count('"Para"') == 2


def test_one_that_takes_too_long_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "SECONDS", 1)
    endless = Gloss("curated", f"```\n코드\n```\n\n{NESTED}", Pos("glossary.yaml", 7))
    with pytest.raises(pandoc.TooMuch) as stopped:
        as_blocks({"g-a": endless})
    assert stopped.value.filename == "glossary.yaml:7"


def test_a_picture_alone_is_one_figure(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(SQUARE, "utf-8")
    (tmp_path / "1.md").write_text("# 장\n\n글\n", "utf-8")
    text = "- term: 캐시\n  definition: |\n    값이다.\n\n    ![그림](a.svg)\n"
    (tmp_path / "glossary.yaml").write_text(text, "utf-8")
    (tmp_path / "book.yaml").write_text("title: 그림\n", "utf-8")
    found = pipeline.edit(config.load(tmp_path, Report()), CHAIN, Report())
    assert pipeline.to_html(found.json).count("<figure") == 1
