"""가나다 order, letter groups, romanisation."""

import random

import pytest

from studyguide.hangul import letter_group, order_key, romanise, split_syllable

IN_ORDER = [
    "@멘션", "2단계", "10단계", "가지치기", "과적합", "깃", "까치", "나무", "데이터 격자",
    "데이터격자판", "데이터 열", "멱등성", "쌍", "아키텍처", "하둡", "ANSI", "api", "batch",
    "CI/CD", "élan", "Zeta",
]  # fmt: skip


def test_mixed_terms_stand_in_dictionary_order() -> None:
    shuffled = IN_ORDER[:]
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=order_key) == IN_ORDER


def test_latin_first_moves_only_the_latin_block() -> None:
    latin = IN_ORDER[15:]
    expected = IN_ORDER[:3] + latin + IN_ORDER[3:15]
    assert sorted(IN_ORDER, key=lambda each: order_key(each, "latin-first")) == expected


def test_space_hyphen_and_case_do_not_count() -> None:
    assert order_key("Data-Mart")[0] == order_key("datamart")[0]
    assert order_key("데이터 마트")[0] == order_key("데이터마트")[0]


@pytest.mark.parametrize(
    ("term", "group"),
    [
        ("까치", "ㄱ"), ("싸움", "ㅅ"), ("짝", "ㅈ"), ("힙", "ㅎ"), ("ㄲ", "ㄱ"), ("iam", "I"),
        ("Élan", "E"), ("5G", "0–9"), ("@", "기호"), ("λ", "기호"), ("", "기호"),
        ("\u1112\u1175\u11b8", "ㅎ"),
    ],
)  # fmt: skip
def test_letter_group(term: str, group: str) -> None:
    assert letter_group(term) == group


def test_romanised_spellings_never_meet_for_one_syllable() -> None:
    syllables = [chr(code) for code in range(0xAC00, 0xD7A4)]
    assert len({romanise(each) for each in syllables}) == len(syllables)


def test_split_syllable_counts_from_zero() -> None:
    assert split_syllable("가") == (0, 0, 0)
    assert split_syllable("힣") == (18, 20, 27)
