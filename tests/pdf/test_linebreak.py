"""The two mends of WeasyPrint's line breaking, and whether they are still needed."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import pairwise

import pytest
import weasyprint
from weasyprint.formatting_structure import boxes

from studyguide.pdf import TEMPLATES
from studyguide.pdf.lines.eojeol import bound_runs
from studyguide.pdf.lines.linebreak import mended

FACE = f"@font-face {{ font-family: S; src: url({(TEMPLATES / 'fonts').as_uri()}/%s) }}"
STYLE = (
    FACE % "NotoSerifKR-Regular.ttf"
    + "@page { size: %smm 200mm; margin: 0 } html { font: 8.6pt/1.5 S }"
    + "p { margin: 0; overflow-wrap: break-word }"
)
EARLY = "<p>sentence conditioned generation imaging problem. <a>1234</a></p>"
EARLY_WIDTHS = [80.1 + step / 10 for step in range(8)]  # mm: the text fits, its space does not
KOREAN = (
    "<p>멱등성(idempotency)은 <b>대기열</b>에서도 <a>서비스계정</a>(account)과 같은 뜻이라고 한다. "
    "그래서 키를 함께 보낸다.</p>"
)


def lines(page: str, width: float) -> list[str]:
    """The text of each line at this width in millimetres."""
    source = f"<html lang=ko><style>{STYLE % width}</style>{page}"
    document = weasyprint.HTML(string=source).render()
    return [line for sheet in document.pages for line in _lines(sheet._page_box)]


def _lines(box: boxes.Box) -> Iterator[str]:
    if isinstance(box, boxes.LineBox):
        yield "".join(b.text for b in box.descendants() if isinstance(b, boxes.TextBox)).strip()
        return
    for child in getattr(box, "children", ()):
        yield from _lines(child)


def cut_early(context: AbstractContextManager[None]) -> int:
    """At how many widths the first line holds one word where five fit."""
    with context:
        return sum(lines(EARLY, width)[0] == "sentence" for width in EARLY_WIDTHS)


def test_no_line_is_cut_early() -> None:
    assert cut_early(mended()) == 0


def test_upstream_still_cuts_early() -> None:
    """When no Pango we know does so any more, take `_fit_without_space` away."""
    if not cut_early(nullcontext()):
        pytest.skip("this Pango (1.56 and later) does not")


@pytest.mark.parametrize("width", range(44, 90, 3))
def test_no_eojeol_is_broken(width: int) -> None:
    with mended():
        found = lines(KOREAN, width)
    assert " ".join(found) == "멱등성(idempotency)은 대기열에서도 서비스계정(account)과 같은 " + (
        "뜻이라고 한다. 그래서 키를 함께 보낸다."
    )
    assert all(not line.startswith((")", ".", "은", "과", "에서도")) for line in found)


NESTED = "<p>앞 <i><b>낱말을 한곳에 모아 두고</b> <a>crontab</a>, <a>초해상도</a>에서 본다.</i></p>"


@pytest.mark.parametrize("width", range(24, 60, 2))
def test_no_word_is_broken_inside_nested_elements(width: int) -> None:
    with mended():
        found = lines(NESTED, width)
    assert " ".join(found) == "앞 낱말을 한곳에 모아 두고 crontab, 초해상도에서 본다."


def test_upstream_still_breaks_words_inside_nested_elements() -> None:
    """When this fails, WeasyPrint has mended it: take `told_text` away."""
    found = [" ".join(lines(NESTED.replace("초해상도", "resolution"), w)) for w in range(24, 60, 2)]
    assert any("crontab" not in each or "resolution" not in each for each in found)


def test_upstream_still_breaks_eojeol() -> None:
    """When this fails, WeasyPrint keeps eojeol whole: take `bound_runs` away."""
    broken = " ".join(lines(KOREAN, 40))
    assert "멱등성(idempotency)은 대기열에서도 서비스계정(account)과 같은" not in broken


def test_a_word_wider_than_the_page_is_broken() -> None:
    with mended():
        found = lines("<p>가나다라마바사아자차카타파하거너더러머버 끝</p>", 30)
    assert len(found) > 1
    assert max(map(len, found)) < 12


def test_long_runs_break_after_their_signs() -> None:
    text = "입력값/출력값/중간값/최댓값/최솟값/평균값/중앙값"
    assert bound_runs(text) == tuple((n * 4, min(n * 4 + 4, len(text))) for n in range(7))


def test_latin_stays_as_it_is() -> None:
    assert bound_runs("state-of-the-art models") == ()


TOGETHER = (
    "식 6.2와 그림 3.1은 3.2절과 제 5 장에 있고 100 GB 자료를 8 개 나눠 2022. 11. 19.에 – ( 참고 )"
)
APART = re.compile(r"(?:식|그림|제|\d|\d\.|\()$")  # what no line ends with
AHEAD = re.compile(r"(?:[–)]|GB|개|장)")  # what no line begins with


@pytest.mark.parametrize("width", range(36, 90, 2))
def test_what_belongs_together_stays_on_a_line(width: int) -> None:
    with mended():
        found = lines(f"<p>{TOGETHER}</p>", width)
    assert " ".join(found) == TOGETHER
    assert not [line for line in found[:-1] if APART.search(line)]
    assert not [line for line in found if AHEAD.match(line)]


MIXED = (
    "<p>함수 <code>f()</code>를 부르고 (<b>굵게</b>) “<i>인용</i>”이라 했다.<a>1)</a> 값은 "
    "<b>3</b>개, <i>100</i> GB이고 식 <a>6.2</a>와 <code>a</code>/<code>b</code>처럼 쓴다. "
    "왜 그런가<b>?</b> 200 GB를 쓴다.</p>"
)


@pytest.mark.parametrize("width", range(30, 90, 1))
def test_an_eojeol_of_several_elements_is_whole(width: int) -> None:
    with mended():
        found = lines(MIXED, width)
    assert " ".join(found).replace("\N{NO-BREAK SPACE}", " ") == re.sub("<[^>]+>", "", MIXED)
    assert not [line for line in found if re.match(r"GB|6\.2|1\)|[/?)”]", line)]


NOTED = "<p>앞의 글이 이어지고 또 이어지는 문장이다.<i>주</i> 이어지는 글이 있다.</p>"
NOTES = "<style>i { float: footnote } ::footnote-call { content: counter(footnote) ')' }</style>"


@pytest.mark.parametrize("step", range(0, 120, 3))
def test_no_line_begins_with_the_number_of_a_note(step: int) -> None:
    with mended():
        found = lines(NOTES + NOTED, 50 + step / 4)
    assert not [line for line in found[:3] if line.startswith("1)") and "주" not in line]


PAGED = (
    "<style>.asked::after { content: '13쪽'; padding-left: 0.5em }</style>"
    "<p><a class=asked>무엇인지 잘 모르겠는 것이 정확히 뭔지는 – <b>?</b></a> <i>앞의 말</i>. "
    "함께 보기: 원본 데이터 <a class=occurrence>12</a>, <a class=occurrence>14</a></p>"
)


@pytest.mark.parametrize("width", range(30, 90, 2))
def test_no_line_begins_with_the_number_of_a_page(width: int) -> None:
    with mended():
        found = lines(PAGED, width)
    assert not [line for line in found if re.match(r"13쪽|12|[?–]", line)]


@pytest.mark.parametrize(
    ("width", "first"),
    [(36, ["무엇인지 잘 모르겠는", "것이 정확히"]), (64, ["무엇인지 잘 모르겠는 것이 정확히"])],
)
def test_a_blank_tied_to_the_next_text_ends_no_line_early_or_late(
    width: int, first: list[str]
) -> None:
    with mended():
        found = lines(PAGED, width)
    assert found[: len(first)] == first
    assert found[len(first)].startswith("뭔지는 –\N{NO-BREAK SPACE}?13쪽")


CHAIN = "<a>멱등성</a>{0}<b>대기열</b>{0}<a>카프카</a>{0}"


@pytest.mark.parametrize("sign", ["·", "/", ",", ""])
def test_a_chain_of_elements_that_no_line_holds_is_broken(sign: str) -> None:
    with mended():
        found = lines(f"<p>{CHAIN.format(sign) * 4}끝</p>", 40)
    assert "".join(found) == "".join(("멱등성", sign, "대기열", sign, "카프카", sign)) * 4 + "끝"
    assert max(map(len, found)) <= 14
    assert not [line for line in found[1:] if sign and line.startswith(sign)]


NAME = "org.example.payment.idempotency.KeyedRequestDeduplicationFilterFactoryBean"


@pytest.mark.parametrize("word", [NAME, f"{NAME}은", f"https://example.org/{NAME}?q=1&r=22"])
@pytest.mark.parametrize("width", range(30, 90, 5))
def test_a_long_name_is_parted_at_its_signs_and_humps(word: str, width: int) -> None:
    with mended():
        found = lines(f"<p>글 {word} 뒤</p>", width)
    assert "".join("".join(found).split()) == f"글{word}뒤"
    for before, after in pairwise(found):
        is_hump = before[-1:].islower() and after[:1].isupper()
        assert is_hump or before[-1:] in "./?&=글" or after[:1] == "뒤", (before, after)


def test_an_address_fills_its_lines() -> None:
    """Pango breaks it behind `?` alone; the signs behind that leave less of a line empty."""
    word = "https://example.org/a/long/path/to/the/margin?query=string&and=more&token=abcdef"
    with mended():
        found = lines(f"<p>{word}</p>", 50)
    assert "".join(found) == word
    assert not [line for line in found if line.endswith("?") and len(line) < 20]


def test_another_weasyprint_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyguide.pdf.lines.linebreak.VERSION", "71.0")
    with pytest.raises(RuntimeError, match=r"71\.0"), mended():
        pass
