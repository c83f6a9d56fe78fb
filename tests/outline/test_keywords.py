"""A label such as `키워드` stands at the top and owns the terms that follow it."""

import pytest

from studyguide.outline import Item, recover


def parents(*texts: str) -> list[int | None]:
    return [place.parent for place in recover([Item(text) for text in texts])]


@pytest.mark.parametrize("label", ["키워드", "기타 키워드들", "주요 키워드:"])
def test_terms_lie_right_below_their_label(label: str) -> None:
    assert parents("강연이 길었다.", label, "샤딩?", "CI/CD, 모노레포", "NFS - network fs") == [
        *(None, None),
        *(1, 1, 1),
    ]


def test_a_sentence_ends_the_list() -> None:
    places = recover([Item(t) for t in ("키워드", "샤딩", "여기서부터는 졸려서 못 들었다.")])
    assert places[2].evidence == "guess"


def test_a_blank_line_ends_the_list() -> None:
    items = [Item("키워드"), Item("샤딩"), Item("배포", gap=True)]
    assert [place.parent for place in recover(items)][1:] == [0, None]


def test_an_echo_among_the_terms_has_the_last_word() -> None:
    places = recover([Item(t) for t in ("키워드", "샤딩", "조각으로 나눔", "샤딩", "복제")])
    assert [place.evidence for place in places[1:4]] == ["echo", "echo", "echo"]
    assert places[2].parent == 1


def test_keywords_are_hints_and_not_quite_certain() -> None:
    places = recover([Item("키워드"), Item("샤딩")])
    assert (places[1].evidence, places[1].confidence) == ("hint", 0.95)


def test_a_long_echo_stays_one_though_a_keyword_says_it_again() -> None:
    name = "IAM - identity and access management"
    texts = ("권한은 무엇인가", name, "맨 밑에 깔려 있다", name, "다음 이야기", "키워드", name)
    assert [p.kind for p in recover([Item(t) for t in texts])].count("echo") == 1
