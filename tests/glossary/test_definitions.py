"""Definitions written as Markdown: each means what it means alone."""

from filters._definitions import as_blocks
from studyguide.parted import spelled
from studyguide.terms import Gloss

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
