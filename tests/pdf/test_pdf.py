"""A whole book with everything that can stand on a page, read back from its PDF."""

import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypandoc
import pypdfium2
import pytest

from studyguide import pdf
from studyguide.config import Book
from studyguide.diagnostics import Report

CASE = Path(__file__).parent / "everything"
ARGS = ["--section-divs", "--wrap=none"]


def body_of(markdown: str) -> str:
    return str(pypandoc.convert_text(markdown, "html5", "markdown-smart", extra_args=ARGS))


def book(root: Path = CASE) -> Book:
    return Book(
        root=root,
        title="조판 견본",
        subtitle="한 쪽에 놓일 수 있는 모든 것",
        author=("가온누리", "한별"),
        edition="첫째 판",
        date="2024-03-02",
        description="지어낸 글로 짠 책",
        keywords=("조판", "대기열"),
    )


@pytest.fixture(scope="module")
def body() -> str:
    return body_of((CASE / "book.md").read_text() + "\n\n" + (CASE / "back.md").read_text())


@pytest.fixture(scope="module")
def report() -> Report:
    return Report()


@pytest.fixture(scope="module")
def printed(body: str, report: Report, tmp_path_factory: pytest.TempPathFactory) -> pdf.Printed:
    out = tmp_path_factory.mktemp("pdf") / "everything.pdf"
    return pdf.write(body, book(), out, report)


@pytest.fixture(scope="module")
def texts(printed: pdf.Printed) -> list[str]:
    document = pypdfium2.PdfDocument(printed.path)
    return [sheet.get_textpage().get_text_bounded() for sheet in document]


def refused(markdown: str, root: Path, tmp_path: Path) -> list[str]:
    """The codes and facts of a small book made of `markdown`."""
    report = Report()
    pdf.write(body_of(markdown), book(root), tmp_path / "out.pdf", report)
    return [f"{d.code} {d.fact}" for d in report.diagnostics]


def test_the_typesetter_is_silent(printed: pdf.Printed, report: Report) -> None:
    assert printed.pages > 10
    assert report.diagnostics == []


@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_2A"])
def test_standards(printed: pdf.Printed, profile: str) -> None:
    found = page.validate_pdf(printed.path, profile=page.ValidationProfile[profile])
    assert [failure.message for failure in found.failures] == []


def test_only_bundled_fonts(printed: pdf.Printed) -> None:
    with pikepdf.open(printed.path) as document:
        names = {
            str(obj.BaseFont).split("+")[-1]
            for obj in document.objects
            if isinstance(obj, pikepdf.Dictionary) and "/BaseFont" in obj
        }
    assert {re.split(r"-(?:Semi-)?Bold$", name)[0] for name in names} == {
        "Noto-Serif-KR",
        "Pretendard",
        "D2Coding",
        "Noto-Emoji",
    }


def test_page_numbers(printed: pdf.Printed, texts: list[str]) -> None:
    """Contents, labels and the foot of the page tell the same number."""
    document = pypdfium2.PdfDocument(printed.path)
    labels = [document.get_page_label(number) for number in range(len(document))]
    assert labels[:4] == ["표지", "면지", "i", "ii"]
    opener = labels.index("1")
    assert opener % 2 == 0  # a right-hand page
    assert texts[opener].split()[-1] == "1"
    assert printed.pages_of["ch-01"] == "1"
    second = printed.pages_of["ch-02"]
    assert "잡음에서 그림으로" in texts[labels.index(second)]
    contents = next(text for text in texts if "차례" in text)
    assert re.search(rf"다시 읽기[ ·\s]*{second}\b", contents)


def test_occurrences_give_each_page_once(printed: pdf.Printed, texts: list[str]) -> None:
    pages = {printed.pages_of["t-2"], printed.pages_of["t-6"]}
    entry = texts[-2].partition("대기열")[2].partition("ㅁ")[0]
    assert re.findall(r"\d+", entry) == sorted(pages, key=int)


def test_outline(printed: pdf.Printed) -> None:
    document = pypdfium2.PdfDocument(printed.path)
    marks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    assert (0, "1. 두 번 와도 한 번만") in marks
    assert (1, "왜 같은 요청이 두 번 오는가") in marks
    assert (0, "용어집") in marks


def test_no_eojeol_is_lost_or_broken(body: str, texts: list[str]) -> None:
    words = set(unicodedata.normalize("NFC", "\n".join(texts)).split())
    paragraph = "응답이 사라지면 보낸 쪽은 다시 보낸다. 서버가 이미 일을 마쳤는지 보낸 쪽은 알 길이"
    assert paragraph.split()[0] in body
    assert set(paragraph.split()) <= words


def test_description(printed: pdf.Printed) -> None:
    """The old dictionary and XMP say the same (ISO 19005-2, 6.6.2)."""
    with pikepdf.open(printed.path) as document, document.open_metadata() as xmp:
        said = {key: str(value) for key, value in document.docinfo.items()}
        assert (said["/Title"], xmp["dc:title"]) == ("조판 견본", "조판 견본")
        assert (said["/Author"], xmp["dc:creator"]) == ("가온누리, 한별", ["가온누리", "한별"])
        assert said["/Subject"] == xmp["dc:description"] == "지어낸 글로 짠 책"
        assert said["/Keywords"] == xmp["pdf:Keywords"] == "조판, 대기열"
        assert (said["/CreationDate"], said["/ModDate"]) == ("D:20240302", "D:20240302")
        assert (xmp["xmp:CreateDate"], xmp["xmp:ModifyDate"]) == ("2024-03-02", "2024-03-02")
        assert said["/Producer"] == xmp["pdf:Producer"]
        assert said["/Creator"] == xmp["xmp:CreatorTool"]
        assert (document.Root.Lang, document.Root.PageMode) == ("ko", "/UseOutlines")
        assert document.Root.ViewerPreferences.DisplayDocTitle


def test_headings_are_those_of_the_outline(printed: pdf.Printed) -> None:
    with pikepdf.open(printed.path) as document:
        found = [obj for obj in document.objects if isinstance(obj, pikepdf.Dictionary)]
        levels = Counter(str(obj.get("/S")) for obj in found)
    with pypdfium2.PdfDocument(printed.path) as document:
        depths = Counter(mark.level for mark in document.get_toc())
    assert [levels[f"/H{n}"] for n in (1, 2, 3)] == [depths[n] for n in range(3)]


def test_every_list_item_has_a_body(printed: pdf.Printed) -> None:
    with pikepdf.open(printed.path) as document:
        items: list[Any] = [
            obj
            for obj in document.objects
            if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == "/LI"
        ]
        assert items
        assert all("/LBody" in [kid.S for kid in item.K] for item in items)


def test_same_bytes_twice_and_anywhere(body: str, printed: pdf.Printed, tmp_path: Path) -> None:
    twin = tmp_path / "twin"
    (twin / "pictures").mkdir(parents=True)
    picture = "pictures/queue.svg"
    (twin / picture).write_bytes((CASE / picture).read_bytes())
    again = pdf.write(body, book(twin), tmp_path / "again.pdf", Report())
    assert again.path.read_bytes() == printed.path.read_bytes()


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:9/a.png", "only files in the book folder are read"),
        ("file:///etc/hostname", "only files in the book folder are read"),
        ("../outside.png", "only files in the book folder are read"),
        ("link.png", "it lies outside the book folder"),
        ("missing.png", "there is no such file"),
    ],
)
def test_what_is_not_read(url: str, reason: str, tmp_path: Path) -> None:
    root = tmp_path / "book"
    root.mkdir()
    (tmp_path / "outside.png").write_bytes(b"")
    (root / "link.png").symlink_to(tmp_path / "outside.png")
    found = refused(f"# 장 {{#ch-01 .chapter}}\n\n글 ![그림]({url})", root, tmp_path)
    assert [fact for fact in found if reason in fact and fact.startswith("P003")]


def test_a_missing_glyph_is_told(tmp_path: Path) -> None:
    found = refused("# 장 {#ch-01 .chapter}\n\n쐐기 글자 𒀀", tmp_path, tmp_path)
    assert found == ["P002 no bundled font has the character 𒀀 (U+12000)"]


def test_a_book_of_one_paragraph(tmp_path: Path) -> None:
    report = Report()
    printed = pdf.write("<p>글 하나.</p>", Book(root=tmp_path), tmp_path / "o.pdf", report)
    assert report.diagnostics == []
    assert printed.pages >= 4


def test_the_old_file_stays_when_the_new_one_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "book.pdf"
    out.write_bytes(b"old")
    monkeypatch.setattr("studyguide.pdf.tags.finish.finish", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        pdf.write("<p>글</p>", Book(root=tmp_path), out, Report())
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["book.pdf"]


def test_what_the_typesetter_logs_is_told(tmp_path: Path) -> None:
    (tmp_path / "local.css").write_text("p { colour: red }", encoding="utf-8")
    report = Report()
    pdf.write(body_of("# 장 {#ch-01 .chapter}\n\n글"), book(tmp_path), tmp_path / "a.pdf", report)
    assert [d.code for d in report.diagnostics] == ["P001"]
    assert "colour" in report.diagnostics[0].fact


def test_a_list_counts_from_the_number_that_the_author_wrote(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    pdf.write(body_of("# 순서\n\n5. 다섯\n6. 여섯\n"), book(tmp_path), out, Report())
    document = pypdfium2.PdfDocument(out)
    text = "\n".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    assert re.findall(r"^(\d)\.", text, re.MULTILINE) == ["5", "6"]
