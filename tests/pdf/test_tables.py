"""Wide tables: smaller type, columns by what they hold, and at last a page on its side."""

import re
from pathlib import Path

import pypandoc
import pypdfium2
import pytest
from lxml import html

from studyguide import pdf
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.outputs.formats import FORMATS
from studyguide.pdf.html import tables

PAGE = FORMATS["신국판"]
NAME = "org.springframework.context.ConfigurationClassPostProcessor"
NUMBER = "12,345,678"
YEARS = range(2018, 2031)
ROW = "| {} | " + " | ".join(NUMBER for _ in YEARS) + " |\n"
NUMBERS = (
    f"|  | {' | '.join(map(str, YEARS))} |\n|{'---|' * (len(YEARS) + 1)}\n"
    + "".join(ROW.format(town) for town in ("서울", "부산", "대구"))
    + "\n: 도시마다 센 것\n"
)
BOOK = f"""
# 넓은 표가 있는 장 {{#ch-01 .chapter number=1}}

앞의 글이다.

## 도시 {{#s-1}}

{NUMBERS}

뒤의 글이다.

## 다음 절 {{#s-2}}

마지막 글이다.
"""


def cells(*texts: str, rows: int = 2) -> html.HtmlElement:
    row = "<tr>" + "".join(f"<td>{text}</td>" for text in texts) + "</tr>"
    table = f"<table><colgroup></colgroup>{row * rows}</table>"
    return html.fragment_fromstring(table, create_parent="div")


def shares(root: html.HtmlElement) -> list[float]:
    return [float(re.search(r"[\d.]+", col.get("style"))[0]) for col in root.iter("col")]


@pytest.mark.parametrize(
    ("columns", "word", "classes"),
    [
        (3, "낱말", "few"),
        (10, "낱말들", "few dense"),
        (9, "아주긴낱말", "few turned"),
        (12, NUMBER, "few turned tiny"),
        (3, "0" * 40, "few dense tight"),
        (4, NAME, "few dense tight"),
        (24, NUMBER, "few turned tiny tight"),
    ],
)
def test_a_table_gets_what_it_needs(columns: int, word: str, classes: str) -> None:
    root = cells(*[word] * columns)
    tables.fit(root, PAGE)
    table = root.find("table")
    assert table.get("class") == classes
    assert len(table.xpath("colgroup/col")) == (columns if "tight" in classes else 0)


def test_rows_that_would_be_towers_are_turned() -> None:
    few, many = (cells("이름", *["한 칸에 적은 꽤 긴 글이 여러 줄이 된다"] * n) for n in (4, 9))
    for root in (few, many):
        tables.fit(root, PAGE)
    assert few.find("table").get("class") == "few"
    assert "turned" in many.find("table").get("class")


def test_a_table_within_something_is_not_turned() -> None:
    root = cells(*[NUMBER] * 13)
    listed = html.fragment_fromstring("<ul><li></li></ul>", create_parent="div")
    listed.find(".//li").append(root.find("table"))
    tables.fit(listed, PAGE)
    assert listed.find(".//table").get("class") == "few tiny tight"


def test_a_heading_and_a_lead_go_with_their_table() -> None:
    table = html.tostring(cells(*[NUMBER] * 13).find("table"), encoding="unicode")
    parts = f'<p>글</p><h2>절</h2><p class="leads">이렇다:</p>{table}<p>뒤</p>'
    root = html.fragment_fromstring(parts, create_parent="div")
    tables.fit(root, PAGE)
    assert ["turned" in (each.get("class") or "") for each in root] == [False, *[True] * 3, False]


@pytest.mark.parametrize(
    ("caption", "goes_along"), [("", True), ("<caption>표 1</caption>", False)]
)
def test_a_short_text_goes_with_a_table_that_cannot_move(caption: str, goes_along: bool) -> None:
    table = html.tostring(cells(*[NUMBER] * 13).find("table"), encoding="unicode")
    table = table.replace("<table>", f"<table>{caption}")
    root = html.fragment_fromstring(f"<p>앞</p><p>짧은 글</p>{table}", create_parent="div")
    tables.fit(root, PAGE)
    assert [each.get("class") for each in root][:2] == [
        None,
        "turned leads" if goes_along else None,
    ]


def test_numbers_stay_whole_where_names_can_be_parted() -> None:
    root = cells(*[NUMBER] * 3, *[NAME] * 2)
    tables.fit(root, PAGE)
    number, *_, name = shares(root)
    room = PAGE.measure / tables.SIZES["dense"] / 100
    assert number * room >= len(NUMBER) * 0.56 + tables.PADDING
    assert name > number


def test_only_the_longest_words_of_a_wide_table_break() -> None:
    root = cells(*("0" * length for length in (5, 5, 40, 40)))
    tables.fit(root, FORMATS["A5"])
    first, second, third, fourth = shares(root)
    measure = FORMATS["A5"].measure / tables.SIZES["dense"]
    assert first / 100 * measure > 5 * 0.56
    assert third == fourth > first == second


def test_a_page_on_its_side(tmp_path: Path) -> None:
    """It takes the heading along, and the text behind it stands upright again."""
    body = pypandoc.convert_text(BOOK, "html5", "markdown-smart", extra_args=["--section-divs"])
    report = Report()
    book = Book(root=tmp_path, title="표")
    printed = pdf.write(str(body), book, tmp_path / "o.pdf", report)
    assert report.diagnostics == []
    with pypdfium2.PdfDocument(printed.path) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
        sizes = [page.get_size() for page in document]
    turned = [at for at, (width, height) in enumerate(sizes) if width > height]
    assert len(turned) == 1
    assert texts[turned[0]].split()[0] == "도시"
    assert texts[turned[0]].count(NUMBER) == 3 * len(YEARS)
    behind = texts[turned[0] + 1]
    assert "뒤의 글이다." in behind
    assert behind.split()[-2] == "도시"  # the running head: it is no opener
    assert sizes[turned[0]] == pytest.approx(sizes[turned[0] + 1][::-1], abs=1)


def test_a_page_on_its_side_is_on_the_page_list(tmp_path: Path) -> None:
    """Though the text behind the table fills the page before it."""
    text = "물결은 높고 낮게 이어진다. " * 12
    notes = (
        f"# 장 {{#ch-01 .chapter number=1}}\n\n앞의 글이다.\n\n{NUMBERS}\n\n" + f"{text}\n\n" * 9
    )
    body = pypandoc.convert_text(notes, "html5", "markdown-smart", extra_args=["--section-divs"])
    book = Book(root=tmp_path, title="표")
    printed = pdf.write(str(body), book, tmp_path / "o.pdf", Report())
    with pypdfium2.PdfDocument(printed.path) as document:
        turned = [page.get_width() > page.get_height() for page in document].index(True)
        labels = [document.get_page_label(at) for at in range(turned - 1, turned + 2)]
        first = document[turned - 1].get_textpage().get_text_bounded()
    assert "물결은" in first
    starts = {start.label: start.block for start in printed.starts}
    before, table, behind = (starts[label] for label in labels)
    assert before < table < behind


def test_a_note_to_a_cell_is_set_as_any_other(tmp_path: Path) -> None:
    notes = "# 장 {#ch-01 .chapter number=1}\n\n글[^1]\n\n"
    notes += "| 가 | 나[^2] |\n|:-:|--:|\n| 다[^3] | 라[^4] |\n"
    notes += "".join(f"\n[^{at}]: 각주{at}\n" for at in range(1, 5))
    body = pypandoc.convert_text(notes, "html5", "markdown-smart", extra_args=["--section-divs"])
    printed = pdf.write(str(body), Book(root=tmp_path, title="표"), tmp_path / "o.pdf", Report())
    with pypdfium2.PdfDocument(printed.path) as document:
        page = next(p for p in document if "각주4" in p.get_textpage().get_text_bounded())
        text = page.get_textpage()
        said = text.get_text_range()
        edges = [text.get_charbox(said.index(f"각주{at}"))[0] for at in range(1, 5)]
        fonts = {text.get_textobj(said.index(f"각주{at}")).get_font().get_base_name()
                 for at in range(1, 5)}  # fmt: skip
    assert max(edges) - min(edges) < 3  # the marks before them are not of one width
    assert len(fonts) == 1
