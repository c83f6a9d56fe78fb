"""A blank line before each top-level bullet settles the top of the outline."""

from studyguide.outline import Item, recover

MARKED = [
    Item("준비", gap=True),
    Item("장비를 고른다"),
    Item("실행", gap=True),
    Item("전원을 켠다"),
    Item("기다린다"),
    Item("정리", gap=True),
]


def test_marked_items_are_certainly_top() -> None:
    places = recover(MARKED)
    tops = [k for k, place in enumerate(places) if place.parent is None]
    assert tops == [0, 2, 5]
    assert all(places[k].confidence == 1.0 for k in tops)


def test_the_row_after_a_mark_is_its_child() -> None:
    places = recover(MARKED)
    assert [places[k].parent for k in (1, 3)] == [0, 2]
    assert [places[k].evidence for k in (1, 2, 3)] == ["hint"] * 3


def test_unsure_rows_stay_below_their_mark() -> None:
    assert recover(MARKED, min_confidence=2.0)[4].parent == 2


def test_one_blank_line_marks_only_its_item() -> None:
    items = [Item("하나"), Item("둘"), Item("셋", gap=True), Item("넷")]
    assert [p.parent for p in recover(items, min_confidence=2.0)] == [None] * 4


def test_blank_lines_inside_brackets_are_no_marks() -> None:
    texts = ("서버", "배포", "스크립트", "배포", "끝")
    items = [Item(text, gap=True) for text in texts]
    assert recover(items)[3].kind == "echo"


def test_real_indentation_means_that_flat_is_flat() -> None:
    items = [Item("무엇인가?", nested=True), Item("왜 느린가?"), Item("디스크를 읽기 때문이다.")]
    assert [(p.parent, p.evidence) for p in recover(items)] == [(None, "indent")] * 3


def test_indentation_beside_an_echo_does_not_stop_the_recovery() -> None:
    items = [Item("가"), Item("나", nested=True), Item("나"), Item("다")]
    assert [p.kind for p in recover(items)] == ["item", "item", "echo", "item"]
