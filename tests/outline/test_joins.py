"""Which dashes in a continuation line are the extractor's seams."""

import pytest

from studyguide.outline import Item, Join, recover, split_joins

CASES = [
    # line, text of the rest, joined item, how
    (
        "-> 자동으로? - 이걸 다?? -> 도구 도입",
        "-> 자동으로?",
        "이걸 다?? -> 도구 도입",
        Join.SIBLING,
    ),
    ("-> operator- 설치를 대신함", "-> operator", "설치를 대신함", Join.CHILD),
    ("끝났다. - IAM - 신원 관리", "끝났다.", "IAM - 신원 관리", Join.SIBLING),
    ("`a - b` 를 봄 - 다음 항목", "`a - b` 를 봄", "다음 항목", Join.SIBLING),
    ("아쉽다-", "아쉽다-", None, None),
    ("그래서 $x - y$ 를 계산함", "그래서 $x - y$ 를 계산함", None, None),
    ("`가 - 나` 라는 코드", "`가 - 나` 라는 코드", None, None),
    ("return x - y; // 뺀다", "return x - y; // 뺀다", None, None),
    ("대상 <- 값", "대상 <- 값", None, None),
    ("3 - 4 쪽을 볼 것", "3 - 4 쪽을 볼 것", None, None),
    ("2. 목록 - 조회", "2. 목록 - 조회", None, None),
    ("only - latin", "only - latin", None, None),
]


@pytest.mark.parametrize(("line", "rest", "joined", "how"), CASES)
def test_split(line: str, rest: str, joined: str | None, how: Join | None) -> None:
    pieces = split_joins(line)
    assert (pieces[0].text, pieces[0].join) == (rest, None)
    assert [(piece.text, piece.join) for piece in pieces[1:]] == [(joined, how)][: how is not None]
    for piece in pieces:
        assert line[piece.col :].startswith(piece.text)


def test_indented_line_keeps_its_columns() -> None:
    assert [piece.col for piece in split_joins("  덧붙임 - 다음")] == [2, 8]


def test_joins_place_their_items() -> None:
    items = [
        Item("가", ("덧붙임",)),
        Item("나", ("덧붙임",), join=Join.SIBLING),
        Item("다", join=Join.CHILD),
    ]
    places = recover(items)
    assert [place.parent for place in places] == [None, None, 1]
    assert [place.evidence for place in places[1:]] == ["join", "join"]
