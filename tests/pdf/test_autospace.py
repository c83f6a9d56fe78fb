"""Hangul stands apart from Latin and digits by a gap that no reader takes for a blank."""

import io
from itertools import pairwise

import pypdfium2
import pytest
import weasyprint
from lxml import html

from studyguide.pdf import TEMPLATES
from studyguide.pdf.lines.autospace import GAP, gaps
from studyguide.pdf.lines.linebreak import mended
from studyguide.pdf.lines.seams import part_elements

SIZE = 10  # points
STYLE = (
    f"@font-face {{ font-family: S; src: url({TEMPLATES.as_uri()}/fonts/NotoSerifKR-Regular.ttf) }}"
    "@page { size: %smm 200mm; margin: 5mm } html { font: 10pt/1.5 S; font-kerning: none }"
    "body, p { margin: 0; %s }"
    ".apart-before { margin-left: 0.09em } .apart-after { margin-right: 0.09em }"
)
TEXT = (
    "API를 부르면 JSON이 오고 제3의 값을 A와B로 적는다. 2022년에 BigQuery로 옮겼고 "
    "x축은 0에서 시작한다. 비용은 월 300만원이다."
)


def set_text(text: str, width: int = 120, css: str = "") -> pypdfium2.PdfDocument:
    page = f"<html lang=ko><style>{STYLE % (width, css)}</style><p>{text}"
    with mended():
        return pypdfium2.PdfDocument(io.BytesIO(weasyprint.HTML(string=page).write_pdf()))


def gaps_in(document: pypdfium2.PdfDocument) -> tuple[str, list[float]]:
    """The text, and the room between each of its signs and the next, in ems."""
    text = document[0].get_textpage()
    said = text.get_text_bounded()
    rooms = [text.get_charbox(at, loose=True) for at in range(len(said))]
    return said, [(after[0] - before[2]) / SIZE for before, after in pairwise(rooms)]


@pytest.mark.parametrize(
    ("text", "seams"),
    [
        ("API를 쓴다", [2]),
        ("쓴 API를", [4]),  # the widened syllable ends the line
        ("제3의 A", [0, 1]),  # begins it
        ("값 A와B", [2, 3]),
        ("멱등성(key)은 3.5%다", []),
        ("가나 ab 12", []),
    ],
)
@pytest.mark.parametrize("css", ["", "letter-spacing: 0.05em"])
def test_each_seam_has_its_gap_and_nothing_else(text: str, seams: list[int], css: str) -> None:
    said, rooms = gaps_in(set_text(text, css=css))
    usual = 0.05 if css else 0
    expected = [GAP if at in seams else usual for at in range(len(text) - 1)]
    assert said == text
    assert rooms == pytest.approx(expected, abs=0.012)


@pytest.mark.parametrize("css", ["", "text-align: justify"])
def test_lines_end_where_they_should_at_every_width(css: str) -> None:
    for width in range(40, 110, 3):
        text = set_text(TEXT, width, css)[0].get_textpage()
        said = text.get_text_bounded()
        edge = (width - 5) / 25.4 * 72
        lines, at = said.split("\r\n"), 0
        for line in lines:
            end = text.get_charbox(at + len(line.rstrip()) - 1, loose=True)[2]
            is_filled = css and line is not lines[-1] and " " in line.strip()
            assert end == pytest.approx(edge, abs=0.1) if is_filled else end <= edge + 0.1
            at += len(line) + 2
        assert " ".join(said.split()) == TEXT


def test_code_keeps_its_columns() -> None:
    page = "<code style='font-family: S, monospace'>값A와B</code>"
    assert max(gaps_in(set_text(page))[1]) < 0.01


def test_the_gap_stands_where_an_element_ends() -> None:
    body = html.fragment_fromstring(
        "<p>그 <b>API</b>를 <a>id</a><i>로</i> <em>제</em>3 <sup>2</sup>년 <img class=math>의 "
        "<code>x</code>는 <code><span>가</span>A</code> <b>(ab)</b>는 "
        "A<span class=footnote>주</span>는</p>"
    )
    part_elements(body)
    marked = [(piece.tag, piece.get("class")) for piece in body.iter() if piece.get("class")]
    assert marked == [
        ("b", "apart-after"),
        ("i", "apart-before"),
        ("em", "apart-after"),
        ("img", "math apart-after"),
        ("span", "footnote"),
    ]
    said, rooms = gaps_in(set_text(html.tostring(body, encoding="unicode")))
    at = said.index("API를") + 2
    assert rooms[at] == pytest.approx(GAP, abs=0.012)


@pytest.mark.parametrize("tag", ["b", "del", "ins", "s", "small", "u"])
def test_every_element_of_a_line_gets_its_gaps(tag: str) -> None:
    body = html.fragment_fromstring(f"<p>그<{tag}>API</{tag}>를 쓴다</p>")
    part_elements(body)
    assert body[0].get("class") == "apart-after apart-before"
    said, rooms = gaps_in(set_text(html.tostring(body, encoding="unicode")))
    assert said == "그API를 쓴다"
    assert [rooms[0], rooms[3]] == pytest.approx([GAP, GAP], abs=0.012)


def test_a_box_as_wide_as_its_text_holds_it_in_one_line() -> None:
    for text in ("2024년 3월 2일", "제3", "A와", "값 A와B", "3월 제3의 A와 B가"):
        said, rooms = gaps_in(set_text(text, css="float: left"))
        assert said == text
        assert max(rooms) < GAP + 0.3  # a blank at most


def test_which_sign_is_widened() -> None:
    def widened(text: str) -> list[tuple[str, int, int]]:
        return [(text[sign.at], sign.before, sign.behind) for sign in gaps(text)]

    assert widened("제A와B의 값") == [("A", 1, 0), ("와", 1, 1), ("의", 1, 0)]
    assert widened("가A나") == [("A", 1, 1)]
    assert widened("글 2) 글") == []
