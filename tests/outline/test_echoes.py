"""Echoes are found as brackets: random trees go through the extractor's rule and come back."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyguide.outline import Item, recover
from tests.outline.extractor import Tree, flatten, found, grow, truth

# joins show that `<br>` is this author's habit, so that a rest alone is not read as a paragraph
HABIT = (Tree("첫 항목", ("줄바꿈",)), Tree("둘째 항목"))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_brackets_of_random_trees_are_exact(seed: int) -> None:
    lines = flatten((*HABIT, *grow(random.Random(seed), [])))
    places = recover([line.item for line in lines])
    assert [place.of for place in places] == [line.of for line in lines]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9))
def test_exact_evidence_is_never_wrong(seed: int) -> None:
    lines = flatten((*HABIT, *grow(random.Random(seed), [])))
    for place, line in zip(recover([line.item for line in lines]), lines, strict=True):
        if place.evidence in ("echo", "markup") or place.confidence == 1.0:
            assert place.parent == line.parent


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from("가나다라"), max_size=40), st.data())
def test_any_mess_gives_a_tree_in_order(texts: list[str], data: st.DataObject) -> None:
    rests = st.sampled_from(((), (), ("덧붙임",)))
    items = [Item(t, data.draw(rests), gap=data.draw(st.booleans())) for t in texts]
    places = recover(items)
    assert len(places) == len(items)
    path: list[int] = []
    for k, place in enumerate(places):
        if place.kind == "echo":
            assert place.of is not None and items[place.of].text == items[k].text
            continue
        while path and path[-1] != place.parent:
            path.pop()
        assert place.parent is None or path, "a parent must be on the path to the row before"
        path.append(k)


def outline(*texts: str) -> list[tuple[str, int | None, int | None]]:
    return found(recover([Item(text) for text in texts], min_confidence=2.0))


def test_an_echo_closes_its_bracket() -> None:
    flat = outline("서버", "배포", "스크립트", "배포", "다음 주제")
    assert flat == [
        ("item", None, None),
        ("item", 0, None),
        ("item", 1, None),
        ("echo", 0, 1),
        ("item", None, None),
    ]


def test_inner_echoes_come_before_outer_ones() -> None:
    trees = (Tree("ㄱ", (), (Tree("ㄴ", (), (Tree("ㄷ", (), (Tree("ㄹ"),)),)),)),)
    lines = flatten(trees)
    assert [line.item.text for line in lines] == ["ㄱ", "ㄴ", "ㄷ", "ㄹ", "ㄷ", "ㄴ"]
    assert found(recover([line.item for line in lines])) == truth(lines)


@pytest.mark.parametrize(
    "texts",
    [
        ("삽입", "pseudo code", "가", "삭제", "pseudo code", "나", "탐색", "pseudo code"),
        ("스택", "시간", "공간", "큐", "시간", "공간"),
        ("정리", "증명", "증명"),
        ("같음",) * 9,
    ],
    ids=["a label three times", "parallel parts", "no child between", "all equal"],
)
def test_true_repeats_stay(texts: tuple[str, ...]) -> None:
    assert all(kind == "item" for kind, _, _ in outline(*texts))


def test_a_paragraph_ends_every_bracket() -> None:
    items = [Item("가"), Item("나"), Item("다", ("문단이다.",)), Item("라"), Item("나"), Item("마")]
    assert all(place.kind == "item" for place in recover(items))


def test_compares_the_first_line_only() -> None:
    lines = flatten((Tree("가", (), (Tree("나", ("둘째 줄",)),)), Tree("다")))
    assert found(recover([line.item for line in lines])) == truth(lines)


def test_three_thousand_levels_do_not_recurse() -> None:
    deep = [f"층 {n}" for n in range(3000)]
    places = recover([Item(text) for text in (*deep, *deep[-2:0:-1], "끝")])
    assert sum(place.kind == "echo" for place in places) == 2998
    assert places[2999].parent == 2998
    assert places[-1].parent is None


def test_a_doubled_line_opens_no_bracket() -> None:
    flat = outline(
        "잘한 점", "배포를 나눴다", "배포를 나눴다", "못한 점", "알람이 없었다", "못한 점"
    )
    assert all(kind == "item" and parent is None for kind, parent, _ in flat)
