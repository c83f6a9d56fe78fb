"""A footnote that is called twice in a chapter stands there once, under one number."""

import re
import zipfile
from pathlib import Path

import pytest
from lxml import html

from filters import CHAIN
from studyguide import config, pipeline
from studyguide.build import Folders, Press
from studyguide.diagnostics import Report
from studyguide.pdf.html import paper

NOTE = """# 첫 장

글[^하나]과 글[^둘]과 다시[^하나].

| 가 | 나 |
| --- | --- |
| 표[^둘] | 칸 |

[^하나]: 첫째 주
[^둘]: 둘째 주

# 둘째 장

또[^둘] 두 번[^둘].
"""
# a book of these in one chapter each: a call in the words of a picture, then one of the text
PICTURES = """# 그림의 설명

![그림[^가]](a.svg)

다시[^가].

# 글 사이의 그림

글 ![그림[^나]](a.svg) 글과 다시[^나].

# 그림 둘

![그림[^다]](a.svg) ![**그림[^라]**](a.svg)

# 링크 속

[![그림[^마]](a.svg)](https://ko.example) [글[^바]](https://ko.example)

# 이름뿐인 설명

![a.svg[^사]](a.svg)

다시[^사].

# 없는 그림

![그림[^아]](b.svg)

다시[^아].

# 목록과 표

- ![그림[^자]](a.svg)
- 다시[^자]

| 가 | 나 |
| --- | --- |
| ![그림[^차]](a.svg) | 칸[^차] |

"""
LABELS = "가나다라마바사아자차"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"/>'
CALL = re.compile(r'<a [^>]*href="#(fn\d+)"[^>]*role="doc-noteref"[^>]*>(\d+)</a>')
CALLS = [("fn1", "1"), ("fn2", "2"), ("fn1", "1"), ("fn2", "2")]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("again") / "book"
    folder.mkdir()
    (folder / "a.md").write_text(NOTE, "utf-8")
    out = folder.parent
    folders = Folders(out, out / "build")
    made = Press(folder, CHAIN, lambda _: folders, lambda *_: None).make(["epub", "html"])
    assert not made.report.in_order()
    return out


def test_on_paper(book: Path) -> None:
    edited = pipeline.edit(config.load(book / "book", Report()), CHAIN, Report())
    root = html.fragment_fromstring(pipeline.to_html(edited.json), create_parent="div")
    paper.dress(root, 30, are_links_noted=False)
    first, second = root.xpath("./section")
    assert [note.text_content() for note in first.find_class("footnote")] == ["첫째 주", "둘째 주"]
    assert [link.get("data-note") for link in first.find_class("note-again")] == ["1", "2"]
    assert [note.text_content() for note in second.find_class("footnote")] == ["둘째 주"]
    assert [link.get("data-note") for link in second.find_class("note-again")] == ["1"]


def test_on_the_web(book: Path) -> None:
    page = (book / "book-html" / "ch-01.html").read_text("utf-8")
    assert CALL.findall(page) == CALLS
    assert page.count("첫째 주") == 1


def test_in_the_epub(book: Path) -> None:
    with zipfile.ZipFile(book / "book.epub") as packed:
        name = next(each for each in packed.namelist() if each.endswith("ch-01.xhtml"))
        page = packed.read(name).decode()
    assert CALL.findall(page) == CALLS
    assert page.count("첫째 주") == 1


def test_in_the_words_of_a_picture(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "a.svg").write_text(SVG, "utf-8")
    notes = "".join(f"[^{label}]: {label}번 주\n" for label in LABELS)
    (folder / "a.md").write_text(PICTURES + notes, "utf-8")
    report = Report()
    edited = pipeline.edit(config.load(folder, report), CHAIN, report)
    root = html.fragment_fromstring(pipeline.to_html(edited.json), create_parent="div")
    printed = [note.text_content().removesuffix("↩︎") for note in root.xpath(".//section//li[p]")]
    assert [text for text in printed if text.endswith("번 주")] == [f"{x}번 주" for x in LABELS]
    names = set(root.xpath(".//@id"))
    assert {url[1:] for url in root.xpath(".//a[starts-with(@href, '#')]/@href")} <= names
    assert {each.code for each in report.diagnostics} == {"N008", "N012"}
    assert not root.xpath(".//a//a")


def test_a_term_in_it_is_led_to_wherever_it_is_called_first(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# 장\n\n## 키워드\n\n- 큐: 먼저 온 것이 먼저[^1]\n\n글이다[^1].\n\n[^1]: 버스가 있다.\n",
        "utf-8",
    )
    entry = "- term: 버스\n  definition: 여럿이 함께 쓰는 길\n"
    (tmp_path / "glossary.yaml").write_text(entry, "utf-8")
    edited = pipeline.edit(config.load(tmp_path, Report()), CHAIN, Report())
    root = html.fragment_fromstring(pipeline.to_html(edited.json), create_parent="div")
    names = set(root.xpath(".//@id"))
    urls = set(root.xpath(".//a[starts-with(@href, '#t-')]/@href"))
    assert urls
    assert {url[1:] for url in urls} <= names
