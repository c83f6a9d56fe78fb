"""What paper needs otherwise: notes in lines, running heads, lists of pages."""

import pytest
from lxml import html

from studyguide.outputs.elements import plain
from studyguide.pdf.html import paper
from studyguide.pdf.html.addresses import link_addresses
from studyguide.pdf.joined import pagerefs

NOTE = """<div><p>글<a class="footnote-ref" id="r" href="#n">1</a> 뒤</p>
<section class="footnotes"><ol><li id="n"><p>앞<a class="footnote-back" href="#r">↩</a></p>
<pre><code>a = 1\nb = 2</code></pre><ul><li>하나<ul><li>둘</li></ul></li></ul>
</li></ol></section></div>"""


def test_all_blocks_of_a_note_are_in_it_as_lines() -> None:
    root = html.fromstring(NOTE)
    paper.dress(root, 30, are_links_noted=False)
    note = root.find_class("footnote")[0]
    parts = [part.text_content().strip() for part in note.find_class("note-part")]
    assert parts == ["앞", "a = 1\nb = 2", "– 하나", "– 둘"]
    assert not note.xpath(".//p | .//ul | .//li | .//pre")


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("https://a.kr/b를 보라.", ["https://a.kr/b"]),
        ("앞 <b>말</b>(https://a.kr/b_(c)), http://b.kr.", ["https://a.kr/b_(c)", "http://b.kr"]),
        ("https://a.kr?q=1&amp;r=2…", ["https://a.kr?q=1&r=2"]),
        ("https://a.kr/wiki/말을 보라", []),
        ("https:// <code>https://a.kr</code> <a href='#x'>https://a.kr</a>", ["#x"]),
    ],
)
def test_addresses_that_are_written_out_are_links(text: str, linked: list[str]) -> None:
    root = html.fromstring(f"<div><p>{text}</p></div>")
    before = root.text_content()
    link_addresses(root)
    assert [link.get("href") for link in root.iter("a")] == linked
    assert root.text_content() == before


def test_a_note_alone_says_nothing() -> None:
    note = html.fragment_fromstring('<span class="footnote">주</span>')
    assert plain(note) == ""


ITEM = '<ul><li>{before}<span class="equation"><img data-rise="{rise}"></span> 뒤</li></ul>'


@pytest.mark.parametrize(
    ("before", "rise", "style"), [("", 2.0, "--sign: 3.40em"), ("", 1.0, None), ("글", 2.0, None)]
)
def test_the_sign_of_an_item_stands_beside_its_formula(
    before: str, rise: float, style: str | None
) -> None:
    root = html.fromstring(f"<div>{ITEM.format(before=before, rise=rise)}</div>")
    paper.dress(root, 30, are_links_noted=False)
    assert root.find(".//li").get("style") == style


@pytest.mark.parametrize("shown", ["<table/>", "<figure/>", "<pre/>", "<div><pre/></div>"])
def test_a_list_stays_with_what_its_last_item_leads_to(shown: str) -> None:
    lists = "<ul><li>하나</li></ul><p>글</p><ul><li>후보는 아래 셋</li></ul>"
    root = html.fragment_fromstring(lists + shown, create_parent="div")
    paper.dress(root, 30, are_links_noted=False)
    assert [each.get("class") for each in root.iter("ul")] == [None, "leads"]


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("모델 경량화: 프루닝과 지식 증류", "모델 경량화"),
        ("스프링 (2) - 빈과 컨테이너의 생애", "스프링 (2)"),
        ("가: 나머지가 매우 길게 이어지는 제목", "가: 나머지가…"),
        ("한 줄에 드는 제목", "한 줄에 드는 제목"),
    ],
)
def test_a_long_title_is_named_by_its_first_part(title: str, short: str) -> None:
    assert paper.shortened(title, 9) == short


def listed(section: str, main: int, is_indexed: bool = True) -> str:
    """What an entry prints that stands on every second of a hundred pages, defined on `main`."""
    links = "".join(
        f'<a class="occurrence{" definition" * (n == main)}" href="#t-{n}">x</a>'
        for n in range(1, 101, 2)
    )
    entry = f'<section class="{section}"><p class="occurrences">{links}</p></section>'
    filled = pagerefs.fill(entry, {f"t-{n}": str(n) for n in range(1, 101)}, is_indexed)
    return html.fromstring(filled).text_content()


def test_the_index_names_all_pages_and_the_glossary_the_most_telling() -> None:
    assert listed("index", 51).split(", ") == [str(n) for n in range(1, 101, 2)]
    assert listed("glossary", 51) == ", ".join([*map(str, range(1, 22, 2)), "51"]) + " 외"


def test_the_glossary_of_a_book_without_index_names_all_pages() -> None:
    assert listed("glossary", 51, is_indexed=False) == listed("index", 51)
    assert pagerefs.has_index(['<p class="index">x</p>', '<section id="i" class="level1 index">'])
    assert not pagerefs.has_index(['<p class="index">x</p><section class="glossary">'])


def test_what_stands_in_one_line_of_the_glossary_stays_apart() -> None:
    text = (
        '<dl><dt>파장</dt>\n<dd>\n<p>길이</p>\n<div class="occurrences">\n<p>1</p></div></dd></dl>'
    )
    root = html.fragment_fromstring(f"<div>{text}</div>")
    paper.dress(root, 30, are_links_noted=False)
    assert "길이\n" in root.text_content()
