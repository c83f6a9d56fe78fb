"""What the guesses promise: an order, a floor, a threshold, a table a person can read."""

import pytest

from studyguide.outline import DEFAULT_CONFIDENCE, Item, recover
from studyguide.outline.bounds import read_evidence
from studyguide.outline.cues import look_at
from studyguide.outline.search import load_weights

NOTES = [
    Item("캐시란 무엇인가?"),
    Item("자주 쓰는 값을 가까이에 두는 저장소이다."),
    Item("다시 계산하지 않아도 된다."),
    Item("어디에 두는가?"),
    Item("메모리에 두면 빠르지만 사라질 수 있다."),
]


def test_answers_go_below_their_questions() -> None:
    assert [place.parent for place in recover(NOTES)] == [None, 0, 0, None, 3]


def test_no_guess_below_the_threshold() -> None:
    for place in recover(NOTES, min_confidence=0.9):
        assert place.parent is None or place.confidence >= 0.9


def test_a_threshold_above_one_switches_guessing_off() -> None:
    assert all(place.parent is None for place in recover(NOTES, min_confidence=1.1))


def test_a_paragraph_is_followed_by_a_top_item() -> None:
    items = [Item("가"), Item("나", ("여기서 목록이 끝난다.",)), Item("다")]
    assert recover(items)[2].parent is None


def test_empty_and_single_lists() -> None:
    assert recover([]) == []
    assert recover([Item("하나")])[0].evidence == "markup"


def test_the_same_list_gives_the_same_places() -> None:
    assert recover(NOTES) == recover(list(NOTES))


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("다음과 같다:", "colon"),
        ("왜 느린가?", "question"),
        ("값을 돌려준다.", "sentence"),
        ("느려짐", "nominal"),
        ("그런데,", "clause"),
        ("서버 구성", "phrase"),
    ],
)
def test_endings(text: str, ending: str) -> None:
    assert look_at(Item(text)).ending == ending


@pytest.mark.parametrize(
    ("text", "number"), [("2) 실행", 2), ("③ 정리", 3), ("단계 4", 4), ("3.5 배", None)]
)
def test_numbers(text: str, number: int | None) -> None:
    assert look_at(Item(text)).number == number


def test_the_table_is_small_and_has_its_scale() -> None:
    weights = load_weights()
    assert len(weights) <= 64
    assert {"confidence.scale", "confidence.shift"} <= set(weights)
    assert weights["confidence.scale"] > 0
    assert 0 < DEFAULT_CONFIDENCE < 1


def test_evidence_names_floor_and_closing() -> None:
    exact = read_evidence([Item(text) for text in ("가", "나", "다", "나", "라")])
    assert exact.echoes == (None, None, None, 1, None)
    assert [bound.floor for bound in exact.bounds] == [None, 0, 0, None]
    assert exact.bounds[3].closed == 0
