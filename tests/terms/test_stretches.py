"""What the glossary quotes of a passage: its line, its sentence, and the place of each."""

from studyguide.diagnostics import Pos
from studyguide.terms import Line, Passage
from studyguide.terms.stretches import around, own_lines

LONG = "느린 저장소에 덜 가려고 " * 10 + "둔다."


def at(line: int) -> Pos:
    return Pos("a.md", line)


def passage(*lines: str, is_own: bool = True) -> Passage:
    starts = [len(" ".join(lines[:i])) + bool(i) for i in range(len(lines))]
    rows = tuple(Line(start, at(i + 1), is_own and i > 0) for i, start in enumerate(starts))
    return Passage(" ".join(lines), at(1), lines=rows)


def test_of_questions_and_answers_the_line() -> None:
    said = passage("Q. 캐시는 왜 쓰는가?", "A. 모르겠음", "Q. 로그는 무엇인가?", "A. 적은 것")
    found = around(said, said.text.index("로그"))
    assert (found.text, found.pos) == ("Q. 로그는 무엇인가?", at(3))


def test_short_lines_stay_together_and_the_place_is_that_of_the_term() -> None:
    said = passage("앞은 하나로", "뒤는 여럿으로 나눈다")
    found = around(said, said.text.index("여럿"))
    assert (found.text, found.pos) == ("앞은 하나로 뒤는 여럿으로 나눈다", at(2))


def test_of_a_long_line_the_sentence_and_what_it_points_back_to() -> None:
    said = passage(LONG, "로그를 본다. 그것은 날마다 쌓인다. 끝.", is_own=False)
    found = around(said, said.text.index("쌓인다"))
    assert (found.text, found.pos) == ("로그를 본다. 그것은 날마다 쌓인다.", at(2))


def test_the_lines_of_an_author_have_their_own_places() -> None:
    lines = list(own_lines(passage("캐시 - 값을 두는 곳", "로그 - 적은 것")))
    assert [(line.text, line.pos) for line in lines] == [
        ("캐시 - 값을 두는 곳", at(1)),
        ("로그 - 적은 것", at(2)),
    ]
