"""What book.yaml may ask for, and what is never touched."""

import pytest

from studyguide.typography import Typography, doubt_of, dress, is_glued, is_pair_dash

ALL = Typography(*[True] * 5)


@pytest.mark.parametrize(
    ("word", "safe", "asked"),
    [
        ("->", "→", "→"),
        ("=>", "=>", "⇒"),
        ("글쎄..", "글쎄..", "글쎄…"),
        ("글쎄...", "글쎄…", "글쎄…"),
        ("좋다!!", "좋다!!", "좋다!"),
        ("슬프다-", "슬프다-", "슬프다~"),
        ("../book", "../book", "../book"),
        ("https://a.b/c...d", "https://a.b/c...d", "https://a.b/c...d"),
        ("ㅋㅋㅋ", "ㅋㅋㅋ", "ㅋㅋㅋ"),
    ],
)
def test_words(word: str, safe: str, asked: str) -> None:
    assert (dress(word, True, Typography()), dress(word, True, ALL)) == (safe, asked)


def test_a_drawl_stands_at_the_end_of_a_line() -> None:
    assert dress("슬프다-", False, ALL) == "슬프다-"


def test_a_minus_is_no_dash() -> None:
    assert is_pair_dash("IAM", "-", "신원 관리")
    assert not is_pair_dash("3", "-", "4")
    assert not is_pair_dash("IAM", "-", "")


def test_particles_follow_latin_words_only() -> None:
    assert is_glued("IAM", "이")
    assert not is_glued("서버", "이")
    assert not is_glued("IAM", "이야기")


def test_a_question_has_answers_and_a_doubt_has_none() -> None:
    assert doubt_of("왜 느린가?", [1]) == "question"
    assert doubt_of("noise?", []) == "doubt"
    assert doubt_of("느리다.", [1]) == ""
