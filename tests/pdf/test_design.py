"""What the pages look like, as far as it can be told: openers, marks, copyfitting, the cover."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import weasyprint
from lxml import etree, html

from studyguide import ask_marks, config
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.files import TEMPLATES
from studyguide.outputs.cover import FEWEST, Bar, arcs, centre, draw, ring, title_size
from studyguide.outputs.formats import FORMATS
from studyguide.outputs.headings import Heading
from studyguide.pdf.html import opener
from studyguide.pdf.layout import copyfit
from studyguide.pdf.layout.contents import density
from studyguide.pdf.lines import headlines

PAGE = FORMATS["신국판"]


def tree(inner: str) -> html.HtmlElement:
    return html.fragment_fromstring(inner, create_parent="div")


def text_of(root: html.HtmlElement) -> str:
    return html.tostring(root, encoding="unicode")


CHAPTER = (
    '<section id="ch-1" class="level1 chapter"><h1>제목</h1>{0}'
    '<section id="s-1" class="level2"><h2>첫 절</h2></section>'
    '<section id="s-2" class="level2"><h2>둘째 절</h2>{1}</section></section>'
)
BOX = '<div class="keywords"><span class="title">핵심 용어</span><ul><li>멱등성</li></ul>{}</div>'


def test_an_opener_lists_the_sections_and_takes_the_terms() -> None:
    root = tree(CHAPTER.format("<p>글</p>", BOX.format("")))
    opener.open_chapters(root)
    made = root.find("section/div")
    assert made.getprevious().tag == "h1"
    assert [link.get("href") for link in made.iter("a")] == ["#s-1", "#s-2"]
    assert [box.text_content() for box in root.find_class("keywords")] == ["핵심 용어멱등성"]
    assert made.find_class("keywords")


def test_what_else_a_box_holds_stays_where_it_was_written() -> None:
    root = tree(CHAPTER.format("", BOX.format('<div class="said">말</div>')))
    opener.open_chapters(root)
    first, rest = root.find_class("keywords")
    assert first.text_content() == "핵심 용어멱등성"
    assert rest.text_content() == "말"
    assert rest.getparent().get("id") == "s-2"


def test_of_two_boxes_none_is_moved() -> None:
    root = tree(CHAPTER.format(BOX.format(""), BOX.format("")))
    opener.open_chapters(root)
    assert not root.find_class("opener")[0].find_class("keywords")


@pytest.mark.parametrize(
    ("lines", "is_set"),
    [("행사: 송도<br>갈래: 데이터", True), ("행사: 송도", False), ("행사: 송도<br>그냥 글", False)],
)
def test_properties_of_a_page_stand_above_the_opener(lines: str, is_set: bool) -> None:
    root = tree(CHAPTER.format(f"<p>{lines}</p>", ""))
    opener.open_chapters(root)
    above = root.find_class("opener")[0].getprevious()
    assert (above.get("class") == "facts") is is_set


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("왜?", '왜<span class="ask">?</span>'),
        ("<b>정말</b>?!", '<b>정말</b><span class="ask">?!</span>'),
        ("<b>왜?</b>", '<b>왜<span class="ask">?</span></b>'),
        ('"왜?"', '"왜<span class="ask">?</span>"'),
        (
            '왜?<span class="footnote">주?</span>',
            '왜<span class="ask">?</span><span class="footnote">주?</span>',
        ),
        ("모름", "모름"),
        ("왜? 모름", "왜? 모름"),
    ],
)
def test_the_authors_question_mark_is_the_mark(question: str, marked: str) -> None:
    root = tree(f'<span class="doubt">{question}</span>')
    ask_marks.lift_marks(root)
    classes = "doubt asks" if "ask" in marked else "doubt"
    assert text_of(root) == f'<div><span class="{classes}">{marked}</span></div>'


def headings(chapters: int) -> Sequence[Heading]:
    return [Heading(f"c{n}", "제목", str(n), 1, "chapter", "제목") for n in range(chapters)]


def test_a_contents_closes_up_when_a_few_lines_would_be_left() -> None:
    found = {count: density(headings(count), PAGE) for count in range(5, 60)}
    close = [count for count, dense in found.items() if dense]
    assert close
    assert not found[5]
    assert len(close) < 12


# a face of the press: the machine's own, if it has one, would make other lines
FACE = f"@font-face {{{{ font-family: D; src: url({TEMPLATES.as_uri()}/fonts/D2Coding.ttf) }}}}"
PAPER = "@page {{ size: 60mm 100mm; margin: 0 }} html {{ font: 10pt/12pt D }}"
LONG = f"<html><style>{FACE}{PAPER}</style>{{}}"


@pytest.mark.parametrize(("lines", "is_spilling"), [(72, True), (90, False), (23, False)])
def test_a_few_lines_on_a_last_page_are_found(lines: int, is_spilling: bool) -> None:
    body = '<section class="chapter" id="c">' + "<div>줄</div>" * lines + "</section>"
    document = weasyprint.HTML(string=LONG.format(body)).render()
    assert copyfit.Fit().after(document.pages).levels == ({"c": 1} if is_spilling else {})


@pytest.mark.parametrize("name", ["answers", "open-questions"])
def test_a_collection_behind_the_chapters_is_set_closer_too(name: str) -> None:
    body = f'<section class="{name}" id="{name}">' + "<div>줄</div>" * 72 + "</section>"
    document = weasyprint.HTML(string=LONG.format(body)).render()
    assert copyfit.Fit().after(document.pages).levels == {name: 1}


def test_room_on_the_page_before_counts() -> None:
    kept = "<div>줄</div>" * 15 + '<div style="break-inside: avoid">' + "<br>줄" * 9 + "</div>"
    body = f'<section class="chapter" id="c">{kept}</section>'
    document = weasyprint.HTML(string=LONG.format(body)).render()
    assert copyfit.Fit().after(document.pages).levels == {"c": 1}


@pytest.mark.parametrize(("lines", "levels"), [(69, [1]), (72, [1, 2, 0])])
def test_a_closer_setting_is_tried_and_undone_where_it_saves_no_page(
    lines: int, levels: list[int]
) -> None:
    body = '<section class="chapter" id="c">{}</section>'
    first, again = (
        weasyprint.HTML(string=LONG.format(body.format("<div>줄</div>" * count))).render()
        for count in (72, lines)
    )
    fit, tried = copyfit.Fit().after(first.pages), []
    while not tried or fit.levels["c"] not in tried:
        tried.append(fit.levels["c"])
        fit = fit.after(again.pages)
    assert tried == levels


def test_a_chapter_is_set_closer_by_its_class() -> None:
    page = '<section id="ch-1" class="level1"></section><section id="ch-11" class="level1">'
    snug, tight = (copyfit.Fit({"ch-1": level}).dress(page) for level in (1, 2))
    assert snug == page.replace('"level1"', '"snug level1"', 1)
    assert tight == page.replace('"level1"', '"snug tight level1"', 1)


def test_the_rings_are_those_of_the_notes_and_stay_on_their_page() -> None:
    bars = [Bar(n % 7, n) for n in range(FEWEST)]
    rings = list(arcs(bars))
    assert [arc.depth for arc in rings[:6]] == [0, 1, 2, 3, 4, 4]
    x, y = centre()
    assert all(arc.radius < min(x, y) for arc in rings)
    assert draw(bars) == draw(bars)
    assert len(etree.fromstring(draw(bars)).findall(".//{*}path")) == len(rings)


def test_the_rings_of_a_flat_book_have_several_colours() -> None:
    flat = [Bar(0, n) for n in range(2 * FEWEST)]
    led = [Bar(n % 4 == 3, n) for n in range(2 * FEWEST)]
    for bars, most in ((flat, 0.3), (led, 0.5)):
        depths = [arc.depth for arc in arcs(bars)]
        assert 0 < depths.count(0) < most * len(depths)
        assert len(set(depths)) > 2


def test_the_title_page_has_a_few_of_the_rings() -> None:
    bars = [Bar(n % 7, n) for n in range(FEWEST)]
    paths = [
        set(etree.fromstring(f(bars)).xpath("//@d")) for f in (lambda b: ring(b, "#ccc"), draw)
    ]
    assert paths[0]
    assert paths[0] < paths[1]


def test_a_book_without_lists_is_drawn_by_its_title() -> None:
    assert draw([], title="가") != draw([], title="나")
    assert [title_size("가" * n) for n in (9, 20, 42, 43)] == ["large", "middle", "small", "tiny"]


def test_a_title_with_a_name_wider_than_the_page_stays_on_it(tmp_path: Path) -> None:
    book = config.load(tmp_path, Report())
    root = tree("<h1>긴 이름 AbstractSingletonProxyFactoryBeanOfTheContext</h1>")
    headlines.narrow(root, book)
    width = float(root.find("h1").get("style").removeprefix("width: ").removesuffix("em"))
    assert width == pytest.approx(book.page_format.measure / headlines.CHAPTER, abs=0.01)


@pytest.mark.parametrize(
    ("before", "said", "is_narrow"),
    [
        ("<section>", "왼쪽에서 들어온 API 요청이 대기열을 지나 서버로 간다. " * 2, True),
        ("<section>", "왼쪽에서 들어온 요청", False),
        ("<section><ul><li>", "왼쪽에서 들어온 API 요청이 대기열을 지나 서버로 간다. " * 2, False),
    ],
)
def test_no_word_of_a_caption_stands_alone(
    before: str, said: str, is_narrow: bool, tmp_path: Path
) -> None:
    book = config.load(tmp_path, Report())
    root = tree(f"{before}<figure><img><figcaption>그림 1.1 {said}</figcaption></figure>")
    headlines.narrow_captions(root, book)
    style = root.find(".//figcaption").get("style")
    assert (style is not None) is is_narrow
    if style:
        width = float(style.removeprefix("width: ").removesuffix("em"))
        room = book.page_format.measure / headlines.CAPTION
        assert 0.5 * room < width < 0.85 * room


def test_a_typeface_that_was_replaced_is_measured_anew(tmp_path: Path) -> None:
    """A preview lives longer than the file at a path."""
    own = tmp_path / "own.ttf"
    book = replace(Book(root=tmp_path, title="iiii " * 12), fonts={"sans_bold": own})
    lines = []
    for name in ("Pretendard-Bold", "D2Coding"):
        shutil.copy(TEMPLATES / "fonts" / f"{name}.ttf", own)
        lines.append(headlines.of_title_page(book))
    assert len(lines[0]) < len(lines[1])  # an `i` of code is as wide as an `m`
