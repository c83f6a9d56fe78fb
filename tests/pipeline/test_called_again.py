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
from studyguide.pdf import paper

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
