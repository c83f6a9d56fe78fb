"""Definitions are quoted from the notes when a trustworthy form names a known headword."""

import pytest

from studyguide.diagnostics import Pos
from studyguide.terms import Entry, Passage
from studyguide.terms.harvest import gloss_of

DEFINING = [
    ("멱등성", "여러 번 해도 같은 성질을 멱등성이라 함", None),
    ("멱등성", "여러 번 해도 같은 성질을 흔히 ‘멱등성’이라고 부른다.", None),
    ("멱등성", "같은 일을 또 한다. 그래도 결과가 같다. 이를 멱등성이라고 한다.",
     "그래도 결과가 같다. 이를 멱등성이라고 한다."),
    ("정렬", "정렬이란 값을 차례대로 놓는 것. 빠르다.", "정렬이란 값을 차례대로 놓는 것."),
    ("입출력", "입출력(I/O)이란 바깥과 자료를 주고받는 일", None),
    ("경로", "경로는 이어진 변의 줄을 말한다.", None),
    ("백필", "백필 - 빈 날을 다시 채우는 작업?", None),
    ("백필", "백필! 빈 날을 다시 채우는 작업", None),
    ("멱등성", "한 번만 해야 하는! - 멱등성", None),
]  # fmt: skip
NOT_DEFINING = [
    ("알고리즘", "이 값을 흉내 낸 알고리즘이라고 하며 널리 쓴다"),
    ("정렬", "정렬이란 무엇인가?"),
    ("정렬", "이를 정렬이라고 한다."),
    ("정렬", "정렬이라고도 한다"),
    ("백필", "백필 - 이미 다 아는 이야기"),
    ("백필", "백필 - 어제 한 것인데 잘 모르겠음"),
    ("백필", "백필: 스냅샷"),
    ("계", "모두 계란이 되는 것은 아니다"),
    ("캐시", "캐시란 말이 나왔는데 흘려들었다"),
    ("캐시", "캐시란 값을 어디엔가 두는 것인데 잘 모르겠다"),
    ("성공", "이 회사에서의 성공이란 어려운 것이다"),
]


@pytest.mark.parametrize(("term", "text", "quoted"), DEFINING)
def test_a_definition_is_quoted(term: str, text: str, quoted: str | None) -> None:
    pos = Pos("a.md", 3)
    gloss = gloss_of(Entry(term), [Passage(text, pos)], [0])
    assert (gloss.kind, gloss.text, gloss.pos) == ("harvested", quoted or text, pos)


@pytest.mark.parametrize(("term", "text"), NOT_DEFINING)
def test_other_sentences_are_no_definition(term: str, text: str) -> None:
    assert gloss_of(Entry(term), [Passage(text)], [0]).kind in ("context", "none")


def test_precedence() -> None:
    said = [
        Passage("SLO - service level objective"),
        Passage("지킬 목표를 숫자로 적은 것을 SLO라 함"),
    ]
    curated = Entry("SLO", definition="목표", is_curated=True)
    assert gloss_of(curated, said, [0, 1]).kind == "curated"
    assert gloss_of(Entry("SLO", definition="목표"), said, [0, 1]).kind == "explicit"
    assert gloss_of(Entry("SLO"), said, [0, 1]).kind == "harvested"
    assert gloss_of(Entry("SLO"), said[:1], [0]).text == "service level objective"
    assert gloss_of(Entry("SLO"), [], []).kind == "none"


def test_a_child_bullet_defines_a_bare_term() -> None:
    passages = [Passage("스냅샷!"), Passage("한 순간을 통째로 적어 둔 것", parent=0)]
    assert gloss_of(Entry("스냅샷"), passages, [0]).text == "한 순간을 통째로 적어 둔 것"
    loose = [Passage("스냅샷"), Passage("매일 밤 두 번", parent=0)]
    assert gloss_of(Entry("스냅샷"), loose, [0]).kind == "none"


def test_at_most_two_quotations_of_the_context() -> None:
    said = [Passage(f"샤딩을 {day}에 해 보았다") for day in ("월요일", "화요일", "수요일")]
    assert len(gloss_of(Entry("샤딩"), said, [0, 1, 2]).quotes) == 2
