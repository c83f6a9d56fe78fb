"""The josa after Hangul, numbers, capitals, Latin words and symbols."""

from pathlib import Path

import pytest

from studyguide.hangul import josa, settle_josa, with_josa

TABLE = Path(__file__).with_name("josa.txt")


def rows() -> list[tuple[str, ...]]:
    """`word | reading | 은는 | 을를 | 으로` of each line of the table; `-` is no reading."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    cells = [tuple(c.strip() for c in line.split("|")) for line in lines if line[:1] not in "#"]
    return [row for row in cells if len(row) == 5]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_josa_table(row: tuple[str, ...]) -> None:
    word, reading, topic, thing, way = row
    given = "" if reading == "-" else reading
    chosen = (
        josa(word, "은/는", given),
        josa(word, "을/를", given),
        josa(word, "(으)로", given),
    )
    assert chosen == (topic, thing, way)


def test_the_table_is_large_enough() -> None:
    assert len(rows()) >= 150


@pytest.mark.parametrize(
    ("pair", "closed", "open_"),
    [
        ("이/가", "멱등성이", "모델러가"), ("과/와", "멱등성과", "모델러와"),
        ("와(과)", "멱등성과", "모델러와"), ("아/야", "멱등성아", "모델러야"),
        ("이랑", "멱등성이랑", "모델러랑"), ("(이)나", "멱등성이나", "모델러나"),
        ("(이)란", "멱등성이란", "모델러란"), ("(으)로서", "멱등성으로서", "모델러로서"),
        ("이라고", "멱등성이라고", "모델러라고"), ("이다/다", "멱등성이다", "모델러다"),
        ("이에요/예요", "멱등성이에요", "모델러예요"), ("이여", "멱등성이여", "모델러여"),
    ],
)  # fmt: skip
def test_every_pair(pair: str, closed: str, open_: str) -> None:
    assert with_josa("멱등성", pair) == closed
    assert with_josa("모델러", pair) == open_


def test_no_josa_is_an_error() -> None:
    with pytest.raises(KeyError):
        josa("멱등성", "그리고")


def test_marked_josa_in_running_text() -> None:
    assert settle_josa("SQL은(는) 데이터을/를 표(으)로 본다.") == "SQL은 데이터를 표로 본다."
    assert settle_josa("을/를 보라", before="식 (3)") == "을 보라"
    assert settle_josa("을/를 쓴다", before="k8s", reading="쿠버네티스") == "를 쓴다"


def test_a_choice_that_is_the_subject_stays() -> None:
    kept = "조사 은/는 뒤에 온다"
    assert settle_josa(kept) == kept
