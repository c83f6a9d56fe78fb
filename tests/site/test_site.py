"""The web book as files: links lead somewhere, nothing is fetched, nothing is lost."""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from studyguide.site import folder
from studyguide.site.dress import dress
from studyguide.site.search import own_text, rows
from studyguide.site.sections import cut
from tests.site.conftest import CASE, press

ADDRESS = re.compile(r"(?:https?:)?//[\w.]+\.\w")  # `https://host.name`, `//host.name`


class Links(HTMLParser):
    """The addresses and the ids of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.found.append(value)
            if name == "id" and value:
                self.ids.append(value)


@pytest.fixture(scope="module")
def pages(web: Path) -> dict[str, Links]:
    return {path.name: Links(path.read_text("utf-8")) for path in sorted(web.glob("*.html"))}


def test_each_part_is_a_page(pages: dict[str, Links]) -> None:
    assert list(pages) == [
        "ch-01.html", "ch-02.html", "glossary.html", "index.html", "open-questions.html",
    ]  # fmt: skip


def test_no_typesetter_is_needed() -> None:
    script = "import sys; sys.modules['weasyprint'] = None; import studyguide.preview"
    subprocess.run([sys.executable, "-c", script], cwd=CASE.parents[2], check=True)


def test_links_lead_somewhere(web: Path, pages: dict[str, Links]) -> None:
    for name, page in pages.items():
        for address in page.found:
            parts = urlsplit(address)
            assert not parts.scheme, address
            target = unquote(parts.path) or name
            assert (web / target).is_file(), f"{name}: {address}"
            if parts.fragment and target.endswith(".html"):
                assert unquote(parts.fragment) in pages[target].ids, f"{name}: {address}"


def test_no_id_stands_twice_on_a_page(pages: dict[str, Links]) -> None:
    for name, page in pages.items():
        assert sorted(page.ids) == sorted(set(page.ids)), name


def test_nothing_is_fetched_from_elsewhere(web: Path) -> None:
    for path in web.rglob("*"):
        if path.suffix in (".html", ".css", ".js", ".svg"):
            text = path.read_text("utf-8").replace("http://www.w3.org/", "")
            assert not ADDRESS.search(text), path.name


def test_answers_fold_below_their_questions(web: Path) -> None:
    text = (web / "ch-01.html").read_text("utf-8")
    question = text.index("무엇을 가까이에 두나?")
    assert question < text.index("<details", question) < text.index("자주 쓰는 값이다.", question)
    assert "answers.html" not in text
    assert "책 끝" not in text


def test_a_note_stands_in_its_chapter_and_a_picture_is_clean(web: Path) -> None:
    assert "각주 하나" in (web / "ch-01.html").read_text("utf-8")
    (picture,) = (web / "files").glob("*.svg")
    assert "alert" not in picture.read_text("utf-8")


def test_a_term_names_the_chapters_it_stands_in(web: Path) -> None:
    text = (web / "glossary.html").read_text("utf-8")
    entry = text[text.index('id="g-cache"') :]
    assert re.findall(r"href=\"(ch-0\d)\.html#[^>]*>(\d장)", entry)[:2] == [
        ("ch-01", "1장"),
        ("ch-02", "2장"),
    ]


def test_a_glossary_of_many_letters_lists_them() -> None:
    letters = "".join(
        f'<section id="l-{n}" class="level2 letter"><h2>{sign}</h2></section>'
        for n, sign in enumerate("ㄱㄴㄷ")
    )
    (section,) = cut(f'<section id="glossary"><h1>용어집</h1>{letters}</section>', "책")
    dress(section, str)
    (line,) = section.root.find_class("letters")
    assert [(link.get("href"), link.text) for link in line] == [
        ("#l-0", "ㄱ"),
        ("#l-1", "ㄴ"),
        ("#l-2", "ㄷ"),
    ]


def test_what_pops_up_is_found_by_the_anchor_of_its_link(web: Path) -> None:
    text = (web / "assets" / "definitions.js").read_text("utf-8")
    found = json.loads(text.removeprefix("var bookDefinitions = ").rstrip(";\n"))
    assert set(found) == {"g-cache", "g-daegi-yeol", "g-kubeonetiseu"}
    assert "가까이에 두는 곳" in found["g-cache"]
    assert "id=" not in found["g-cache"]


def test_the_search_has_every_block_once() -> None:
    body = """<section id="ch-01" class="level1 chapter" data-number="1"><h1>제목</h1>
    <ul><li>위<ul><li>아래 <em>강조</em></li></ul></li></ul>
    <div class="open"><ul><li>되풀이</li></ul></div></section>"""
    (section,) = cut(body, "책")
    found = [(row.kind, row.text) for row in rows([section])]
    assert found == [(1, "제목"), (0, "위"), (0, "아래 강조")]


def test_the_search_is_nfc() -> None:
    (section,) = cut("<p>\u1112\u1161\u11ab글</p>", "책")
    assert own_text(next(section.root.iter("p"))) == "한글"


def test_text_outside_any_section_is_a_page_of_the_books_title() -> None:
    (section,) = cut("<ul><li>하나뿐인 항목</li></ul>", "책")
    assert (section.title, section.file) == ("책", "page-01.html")


def test_a_section_called_index_leaves_the_first_page_alone() -> None:
    body = '<section id="index" class="level1 index"><h1>찾아보기</h1></section>'
    (section,) = cut(body, "책")
    assert section.file == "page-01.html"


def test_the_same_notes_give_the_same_bytes(web: Path, tmp_path: Path) -> None:
    assert press(CASE, tmp_path).make(["html"]).files
    again = tmp_path / "book-html"
    names = sorted(path.relative_to(web) for path in web.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert all((web / name).read_bytes() == (again / name).read_bytes() for name in names)


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("몇 해의 일")
    with pytest.raises(FileExistsError):
        folder.write({"index.html": b""}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_the_last_book_stays_when_the_disk_takes_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "book-html"
    page = f'<link href="{folder.MARK}">'.encode()
    folder.write({"index.html": page + b"one", folder.MARK: b""}, out)

    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        folder.write({"index.html": page + b"two", folder.MARK: b""}, out)
    assert (out / "index.html").read_bytes() == page + b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["book-html"]


def test_what_a_person_put_beside_the_pages_stays(tmp_path: Path) -> None:
    out = tmp_path / "book-html"
    page, picture = f'<link href="{folder.MARK}">'.encode(), "files/0123456789abcdef.png"
    before = {"index.html": page, "ch-02.html": page, folder.MARK: b"p {}", picture: b""}
    folder.write(before, out)
    own = {"CNAME": "책", "404.html": "없다", ".git/config": "[core]", "files/제 것.png": ""}
    for name, text in own.items():
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text(text, "utf-8")
    folder.write({"index.html": page + b"two", folder.MARK: b"a {}"}, out)
    assert {name: (out / name).read_text("utf-8") for name in own} == own
    assert (out / "index.html").read_bytes() == page + b"two"
    assert (out / folder.MARK).read_bytes() == b"a {}"
    assert not (out / "ch-02.html").exists() and not (out / picture).exists()


def test_no_page_is_written_through_a_link(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "book-html", tmp_path / "elsewhere"
    elsewhere.mkdir()
    out.mkdir()
    (elsewhere / "book.css").write_text("mine")
    (out / "assets").symlink_to(elsewhere)
    with pytest.raises(OSError, match="assets"):
        folder.write({"index.html": b"", folder.MARK: b"p {}"}, out)
    assert (elsewhere / "book.css").read_text() == "mine"
