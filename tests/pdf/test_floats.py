"""What a compositor does about room at the foot of a page: pictures, and lines beside the text."""

from typing import Any

import pytest
import weasyprint
from lxml import html
from weasyprint.formatting_structure import boxes

from studyguide.files import TEMPLATES
from studyguide.pdf.layout import copyfit, floats, guides
from studyguide.pdf.layout.fitted import SMALLEST, fitted_pictures

# a face of the press: the machine's own, if it has one, would make other lines
STYLE = (
    f"@font-face {{ font-family: D; src: url({TEMPLATES.as_uri()}/fonts/D2Coding.ttf) }}"
    "@page { size: 60mm 100mm; margin: 0 } html { font: 10pt/12pt D; orphans: 2; widows: 2 }"
    "body, h2, p, figure, ul { margin: 0; font-size: 10pt } "
    "figure { break-inside: avoid } img { width: 40mm }"
    ".leads, h2, caption { break-after: avoid }"
)
LINES = 23  # a page has
DOT = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="  # fmt: skip # noqa: E501


def figure(millimetres: int, caption: str = "") -> str:
    picture = f'<img src="{DOT}" style="height: {millimetres}mm">'
    return f'<figure id="f">{picture}<figcaption>그림 1 {caption}</figcaption></figure>'


def lines(count: int, text: str = "줄") -> str:
    return "<p>" + "<br>".join([text] * count) + "</p>"


def fitted(body: str) -> tuple[list[Any], html.HtmlElement]:
    """The pages of a chapter and its HTML when it has been set again as often as is needed."""
    chapter = f'<section class="chapter" id="c"><h2>제목</h2>{body}</section>'
    source = (
        f"<!DOCTYPE html><html><head><style>{STYLE}</style></head><body>{chapter}</body></html>"
    )
    fit = copyfit.Fit()
    while True:
        dressed = fit.dress(source)
        with fitted_pictures():
            pages = weasyprint.HTML(string=dressed).render().pages
        if (following := fit.after(pages)) == fit:
            return pages, html.document_fromstring(dressed)
        fit = following


def pictures(pages: list[Any]) -> list[tuple[int, float]]:
    """The page (from 0) and the height in millimetres of each picture."""
    return [
        (at, box.height * 25.4 / 96)
        for at, page in enumerate(pages)
        for box in page._page_box.descendants()
        if isinstance(box, boxes.ReplacedBox)
    ]


def order(root: html.HtmlElement) -> list[str]:
    return [child.tag for child in root.find(".//section")]


def test_a_picture_that_hardly_fits_is_made_smaller() -> None:
    pages, root = fitted(lines(12) + figure(48) + lines(20))
    assert order(root) == ["h2", "p", "figure", "p"]
    assert len(pages) == 2
    (before, height), *others = pictures(pages)
    assert (before, others) == (0, []) and SMALLEST * 48 < height < 48


def test_a_picture_without_a_caption_is_made_smaller_too() -> None:
    pages, _ = fitted(lines(12) + f'<figure><img src="{DOT}" style="height: 50mm"></figure>')
    assert [page for page, _ in pictures(pages)] == [0]


def test_one_that_is_much_too_tall_keeps_its_size() -> None:
    pages, _ = fitted(lines(16) + figure(48, "글") + "<h2>절</h2>" + lines(3))
    assert pictures(pages) == [(1, pytest.approx(48))]


def test_text_passes_a_picture_that_does_not_fit() -> None:
    _, root = fitted(lines(14) + figure(60) + lines(4) + lines(6) + "<h2>절</h2>" + lines(3))
    assert order(root) == ["h2", "p", "p", "p", "figure", "h2", "p"]


TURNED = (
    "<style>@page turned { size: 100mm 60mm } section { page: chapter }"
    ".turned, .turned > caption { page: turned }</style>"
    '<table class="turned"><caption>표 1</caption><tr><td>1</td></tr></table>'
)


def test_text_passes_a_table_on_a_page_on_its_side() -> None:
    """The page before is filled with what would follow on the page behind."""
    pages, root = fitted(lines(8) + TURNED + lines(6) + lines(6) + lines(9))
    assert order(root) == ["h2", "p", "style", "p", "p", "table", "p"]
    assert len(pages) == 3  # the last text, which does not fit before, stands behind


def test_headings_pass_a_table_on_its_side_with_what_follows_them() -> None:
    behind = f"<section><h3>절</h3>{lines(6)}<h4>마지막</h4></section>"
    _, root = fitted(f"<section>{lines(8)}{TURNED}</section>{behind}")
    first, second = root.findall(".//section/section")
    assert [child.tag for child in first] == ["p", "style"]
    assert [child.tag for child in second] == ["h3", "p", "table", "h4"]


def test_text_passes_until_a_page_is_full() -> None:
    """What does not fit before the table fills another page before it."""
    pages, root = fitted(lines(8) + TURNED + lines(20) + lines(15) + lines(9))
    assert order(root) == ["h2", "p", "style", "p", "p", "table", "p"]
    assert [page._page_box.page_type.name for page in pages].index("turned") == 2


@pytest.mark.parametrize(
    "body",
    [
        lines(8) + TURNED + "<h2>절</h2>" + lines(1, "표 1에서 보듯이"),
        lines(8) + '<h2 class="turned">절</h2>' + TURNED + lines(6),
        lines(LINES - 2) + TURNED + lines(6),
        lines(8) + TURNED,
    ],
    ids=["a text that speaks of it", "a heading above", "no room", "nothing behind"],
)
def test_a_table_on_its_side_keeps_its_place(body: str) -> None:
    _, root = fitted(body)
    before = html.fromstring(f"<section><h2>제목</h2>{body}</section>")
    assert order(root) == [child.tag for child in before]


def test_words_that_only_look_like_a_mention_let_text_pass() -> None:
    body = lines(14) + figure(60) + lines(4, "이 표준을 위한 순위다") + lines(6) + lines(3)
    _, root = fitted(body)
    assert order(root) == ["h2", "p", "p", "p", "figure", "p"]


def test_items_pass_and_leave_the_rest_of_their_list() -> None:
    items = "".join(f"<li>항목 {number}</li>" for number in range(12))
    _, root = fitted(lines(14) + figure(70) + f'<ul id="u">{items}</ul>')
    assert order(root) == ["h2", "p", "ul", "figure", "ul"]
    above, below = root.iter("ul")
    assert len(above) + len(below) == 12
    assert above.get("id") is None
    assert [item.text for item in above] == [f"항목 {number}" for number in range(len(above))]


@pytest.mark.parametrize(
    "body",
    [
        lines(14) + figure(70) + lines(9, "위 그림에서 보듯이"),
        lines(14) + figure(70) + lines(9, "위와 같이 세 부분으로 나뉜다."),
        lines(14) + figure(70) + lines(9, "여기서 값은 그대로다."),
        lines(14) + figure(70) + lines(9, "표 2에 값을 적는다."),
        lines(14) + figure(70, "캐시의 흐름") + lines(9, "캐시가 차면 버린다."),
        lines(14) + figure(70) + lines(9, '<a href="#f">흐름도</a>'),
        lines(13) + "<p>흐름을 그리면 이렇다.</p>" + figure(70) + lines(9),
        lines(13) + "<p>흐름은 다음과 같다</p>" + figure(70) + lines(9),
        lines(13) + "<p>흐름을 살펴보자.</p>" + figure(70) + lines(9),
        lines(13) + "<p>흐름:</p>" + figure(70) + lines(9),
        lines(18) + figure(70) + '<p style="height: 24mm"></p>',
        lines(14) + figure(70) + "<h2>절</h2>" + lines(9),
        lines(14) + '<p class="leads">보기:</p>' + figure(70) + lines(9),
        lines(LINES - 2) + figure(70) + lines(9),
        lines(14) + figure(70).replace("figcaption", "div") + lines(9),
        lines(14) + figure(70) + f"<ul><li>글{figure(9)}</li></ul>" + lines(9),
    ],
    ids=[
        *("그림에서", "위와", "여기서", "표 2", "a word of the caption", "a link"),
        *("이렇다", "다음과 같다", "보자", "a colon", "no line", "a heading"),
        *("a lead", "no room", "no caption", "another"),
    ],
)
def test_a_picture_keeps_its_place(body: str) -> None:
    _, root = fitted(body)
    before = html.fromstring(f"<section><h2>제목</h2>{body}</section>")
    assert order(root) == [child.tag for child in before]


def test_a_list_that_passes_whole_stays_one_list() -> None:
    items = "".join(f"<li>항목 {number}</li>" for number in range(3))
    _, root = fitted(lines(14) + figure(70) + f"<ul>{items}</ul>")
    assert order(root) == ["h2", "p", "ul", "figure"]
    assert len(root.find(".//ul")) == 3


def test_code_passes_a_table_on_its_side_alone() -> None:
    code = f'<div class="sourceCode"><pre style="margin: 0">{"값" + chr(10)}</pre></div>'
    _, root = fitted(lines(14) + figure(70) + code + lines(2))
    assert order(root) == ["h2", "p", "figure", "div", "p"]
    _, root = fitted(lines(8) + TURNED + code * 3 + lines(6))
    assert order(root)[:6] == ["h2", "p", "style", "div", "div", "div"]


def test_a_small_table_lets_text_pass() -> None:
    rows = "<tr><td>값</td></tr>" * 12
    table = f'<table style="break-inside: avoid; margin: 0"><caption>표 1</caption>{rows}</table>'
    _, root = fitted(lines(14) + table + lines(4) + lines(9))
    assert order(root) == ["h2", "p", "p", "p", "table"]


def test_places_end() -> None:
    known = dict.fromkeys(range(floats.MOST), 1)
    pages = weasyprint.HTML(string=f"<style>{STYLE}</style>" + lines(14) + figure(70)).render()
    assert floats.placed(pages.pages, known) is known


def test_lines_beside_text_end_where_it_ends() -> None:
    last = '<li style="break-inside: avoid">' + "<br>".join(["줄"] * 9) + "</li>"
    body = f"<ul><li>{'<br>'.join(['줄'] * 16)}</li>{last}</ul>"
    document = weasyprint.HTML(string=f"<style>{STYLE}</style>{body}").render()
    guides.end_with_text(document)
    first, second = (
        next(box for box in page._page_box.descendants() if box.element_tag == "ul")
        for page in document.pages
    )
    assert first.height == pytest.approx(16 * 16, abs=1)  # CSS pixels
    assert second.height == pytest.approx(9 * 16, abs=1)


def test_floats_alone_keep_the_height_of_what_holds_them() -> None:
    body = f'{lines(18)}<div><div style="float: left">{lines(2)}</div>{figure(40)}</div>'
    document = weasyprint.HTML(string=f"<style>{STYLE}</style>{body}").render()
    heights = [box.height for page in document.pages for box in page._page_box.descendants()]
    guides.end_with_text(document)
    after = [box.height for page in document.pages for box in page._page_box.descendants()]
    assert after == heights
