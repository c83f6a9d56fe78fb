"""Keyword lines are split at commas, cleaned of frames, and kept apart from questions."""

import pytest

from studyguide.terms.keywords import split_line
from studyguide.terms.titles import after_title, is_named_title, is_title

TITLES = [
    "키워드",
    "기타 키워드들",
    "주요 키워드:",
    "**키워드**",
    "Keywords",
    "핵심 용어",
    "키워드 정리",
]
PROSE = ["키워드 중심으로만 적었다", "키워드가 많다", "검색 키워드 분석", "용어를 모르겠다", ""]


@pytest.mark.parametrize("text", TITLES)
def test_titles(text: str) -> None:
    assert is_title(text)


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_no_title(text: str) -> None:
    assert not is_title(text)
    assert not after_title(text)


@pytest.mark.parametrize(
    "text",
    [
        "경제학 키워드 (시험 전날)",
        "경제학 키워드",
        "키워드 (시험 전날)",
        "미시 경제 주요 용어:",
        "키워드",
    ],
)
def test_titles_that_say_of_what(text: str) -> None:
    assert is_named_title(text)


@pytest.mark.parametrize(
    "text", [*PROSE, "클라우드 쪽은 키워드 중심으로만 작성했다", "가, 나, 키워드"]
)
def test_prose_says_of_nothing(text: str) -> None:
    assert not is_named_title(text)


def test_one_line_list() -> None:
    assert after_title("주요 키워드: 샤딩, 복제") == "샤딩, 복제"
    assert after_title("키워드 - 샤딩") == "샤딩"


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("샤딩, 복제 / 합의", ["샤딩", "복제", "합의"]),
        ("CI/CD, A/B 검사", ["CI/CD", "A/B 검사"]),
        ("그리고 SLO! service level objective", ["SLO=service level objective"]),
        ("SLO (service level objective)", ["SLO=service level objective"]),
        ("무중단 배포(zero downtime)", ["무중단 배포~zero downtime"]),
        ("큐잉?", ["큐잉?"]),
        ("큐잉(?), 역압", ["큐잉?", "역압"]),
        ("그 뒤에 gitops, argo 이런것도 나왔는데.. 잘 모르겠음", ["gitops?", "argo?"]),
        ("경사 하강법, 손실 함수 등", ["경사 하강법", "손실 함수"]),
        ("#멱등성 #정합성", ["멱등성", "정합성"]),
        ("클라우드: VPC, 서브넷", ["VPC", "서브넷"]),
        ("학습률 - 한 걸음의 크기를 정하는 값", ["학습률:한 걸음의 크기를 정하는 값"]),
        ("허깅페이스허브 - swinir", ["허깅페이스허브", "swinir"]),
        ("hub - swinir", ["hub", "swinir"]),
        ("1,000개 제한, f(a, b)", ["1,000개 제한", "f(a, b)"]),
        (".NET, 닷넷…", [".NET", "닷넷"]),
        ("시간 복잡도: O(n), O(log n)", ["시간 복잡도:O(n), O(log n)"]),
        ("f(x): 함수 값", ["f(x):함수 값"]),
        ("데드락: 교착 상태, 서로 기다림", ["데드락:교착 상태, 서로 기다림"]),
        ("리타드 / retard : 냉장 발효", ["리타드:냉장 발효~retard"]),
        ("샤딩, 샤딩", ["샤딩"]),
        ("MVD - multivalued dependency", ["MVD=multivalued dependency"]),
        ("ELBO (evidence lower bound)", ["ELBO=evidence lower bound"]),
        ("SVM - support vectors", ["SVM=support vectors"]),
        ("AWS - ECS", ["AWS", "ECS"]),
        ("잠금 / 락 - 한 번에 하나만 쓰게 하는 것", ["잠금:한 번에 하나만 쓰게 하는 것~락"]),
        ("동기 / 비동기", ["동기", "비동기"]),
        ("빙점 - 어는 온도, 끓는점 - 끓는 온도", ["빙점:어는 온도", "끓는점:끓는 온도"]),
        ("추인이란 - 뒤에 완전하게 하는 뜻", ["추인:뒤에 완전하게 하는 뜻"]),
        ("DI란 밖에서 넣어 주는 것, IoC, AOP", ["DI:밖에서 넣어 주는 것", "IoC", "AOP"]),
        ("IoC, DI란 밖에서 넣어 주는 것", ["IoC", "DI:밖에서 넣어 주는 것"]),
        ("IoC란 제어의 역전이다, DI", ["IoC:제어의 역전이다", "DI"]),
        (
            "호르몬이란 몸속 신호를 나르는 물질, 인슐린",
            ["호르몬:몸속 신호를 나르는 물질", "인슐린"],
        ),
        (
            "추인이란 뒤에 인정하는 것, 무효란 처음부터 힘이 없는 것",
            ["추인:뒤에 인정하는 것", "무효:처음부터 힘이 없는 것"],
        ),
        (
            "JVM이란 자바 코드, 스칼라 코드를 돌리는 기계",
            ["JVM:자바 코드, 스칼라 코드를 돌리는 기계"],
        ),
        ("작업이란 나눌 수 없는, 일의 단위", ["작업:나눌 수 없는, 일의 단위"]),
        ("계약이란 갑과 을의, 약속", ["계약:갑과 을의, 약속"]),
        ("난중이란 왜와 싸우는 때, 임진왜란 때의 일", ["난중:왜와 싸우는 때, 임진왜란 때의 일"]),
        ("TCA 회로(시트르산 회로) - 도는 길", ["TCA 회로:도는 길~시트르산 회로"]),
        ("ROE = 순이익 / 자본", ["ROE:순이익 / 자본"]),
        ("강행규정 ↔ 임의규정", ["강행규정", "임의규정"]),
        ("시효 10년(채권), 20년(그 외)", ["시효 10년:채권"]),
        ("FIFO(First-In, First-Out; 선입선출법)", ["FIFO=First-In, First-Out~선입선출법"]),
        ("CRDT → 모름", ["CRDT?"]),
        ("2PC : 모름. 다음주", ["2PC?"]),
        ("워킹셋 모름", ["워킹셋?"]),
        ("Raft (나중에)", ["Raft?"]),
        ("색인 | ?", ["색인?"]),
        ("rwnd: receiver window", ["rwnd=receiver window"]),
        ("cwnd – congestion window", ["cwnd=congestion window"]),
        ("goodput: useful throughput", ["goodput:useful throughput"]),
        ("1) 분개 2) 전기: 원장에 옮기는 일", ["분개", "전기:원장에 옮기는 일"]),
        ("404, 5G, 2pc", ["404", "5G", "2pc"]),
        ("$x^2$", []),
        ("?!", []),
    ],
)
def test_headwords(line: str, heads: list[str]) -> None:
    found = split_line(line)
    shown = [
        h.text + "?" * h.is_doubted + f"={h.expansion}" * bool(h.expansion)
        + f":{h.gloss}" * bool(h.gloss) + f"~{h.counterpart}" * bool(h.counterpart)
        for h in found.headwords
    ]  # fmt: skip
    assert (found.kind, shown) == ("terms", heads)


@pytest.mark.parametrize(
    "line", ["되돌리기를 어떻게 자동으로?", "왜 필요한가?", "합의가 뭐였지?", "언제 쓰나요?"]
)
def test_questions_are_no_terms(line: str) -> None:
    assert (split_line(line).kind, split_line(line).headwords) == ("question", ())


def test_a_sentence_gives_its_latin_nouns() -> None:
    found = split_line("vit-small 에서 torch.flip 을 뒤집어 썼다. 재미있었음")
    assert found.kind == "sentence"
    assert [head.text for head in found.headwords] == ["vit-small", "torch.flip"]


@pytest.mark.parametrize(
    "line",
    [
        "작은 모형이 큰 모형을 이긴다",
        "새로 배웠던 것 하나",
        "졌다 싶었음",
        "한 번 봤는데 잊음. 또 봄",
    ],
)
def test_what_is_said_is_no_term(line: str) -> None:
    assert split_line(line).kind == "sentence"


@pytest.mark.parametrize(
    ("line", "whole"),
    [("샤딩, 그리고 복제", True), ("클라우드: VPC, 서브넷", False), ("그 뒤에 argo 등등", False)],
)
def test_whether_the_headwords_say_it_all(line: str, whole: bool) -> None:
    assert split_line(line).is_whole is whole
