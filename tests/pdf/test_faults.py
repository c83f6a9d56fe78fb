"""No silent fault: each thing that can go wrong on paper is told with its place in the notes."""

import itertools
import logging
from pathlib import Path
from shutil import copyfile, copytree

import page
import pypdfium2
import pytest
from invoke import Exit
from PIL import Image

from filters import CHAIN
from studyguide import console
from studyguide.build import Folders, Press
from studyguide.config import Book
from studyguide.diagnostics import Diagnostic, Report, as_text
from studyguide.files import TEMPLATES
from studyguide.pdf.engine import log
from studyguide.pdf.joined import labels
from studyguide.pdf.sets.setting import Recorder
from studyguide.pdf.tags.places import Places

CASES = sorted((Path(__file__).parent / "faults").iterdir())
NOTES = "# 장\n\n첫 문단이다.\n\n{}\n"  # what is injected stands in line 5


def told(root: Path, text: str, **files: str) -> list[Diagnostic]:
    """The messages of print about a book whose note holds `text` in its line 5."""
    (root / "a.md").write_text(NOTES.format(text), encoding="utf-8")
    for name, content in files.items():
        (root / name.replace("__", ".")).write_text(content, encoding="utf-8")
    out = root.parent / "out"
    press = Press(root, CHAIN, lambda _: Folders(out, out / "build"), lambda *_: None)
    return [d for d in press.make(["pdf"]).report.in_order() if d.code.startswith("P")]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_fault_is_told_with_its_line(case: Path, tmp_path: Path, expect) -> None:
    root = copytree(case, tmp_path / "faults")
    copyfile(TEMPLATES / "fonts" / "Pretendard-Regular.ttf", root / "mine.ttf")
    made = Press(root, CHAIN, lambda _: Folders(tmp_path / "out", tmp_path), print, Report("en"))
    expect(case / "messages", as_text(made.make(["pdf"]).report.in_order()))


def test_a_missing_glyph(root: Path) -> None:
    found = told(root, "쐐기 글자 𒀀")
    assert [(d.code, str(d.pos)) for d in found] == [("P002", "a.md:5")]


@pytest.mark.parametrize("typeface", ["NotoSerifKR-Regular.ttf", "LatinModern-Math.otf"])
def test_a_character_that_no_typeface_has_is_a_box(typeface: str, root: Path) -> None:
    """A copy gives the character; the file keeps to the standards."""
    copyfile(TEMPLATES / "fonts" / typeface, root / typeface)
    css = "p { font: 12pt Own Serif } h1 { display: none }"
    files = {"book__yaml": f"lang: en\nfonts:\n  serif: {typeface}\n", "local__css": css}
    told(root, "𒀀 𒀁", **files)
    (path,) = (root.parent / "out").glob("*.pdf")
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.validate_pdf(path, profile=profile).failures == []
    with pypdfium2.PdfDocument(path) as document:
        texts = [sheet.get_textpage() for sheet in document]
        (number,) = [n for n, text in enumerate(texts) if "𒀀 𒀁" in text.get_text_bounded()]
        at = texts[number].get_text_bounded().index("𒀀")
        left, bottom, right, top = texts[number].get_charbox(at)
        sheet = document[number].render(scale=4).to_pil().convert("L")
        height = document[number].get_height()
    edges = (left, height - top, right, height - bottom)
    assert sheet.crop([round(4 * edge) for edge in edges]).getextrema()[0] < 128


def test_a_line_over_the_edge(root: Path) -> None:
    found = told(root, "긴 줄 " * 40, local__css="main p { white-space: nowrap }")
    assert [(d.code, str(d.pos)) for d in found] == [("P004", "a.md:5")]


def test_what_the_styles_push_over_the_edge_of_the_cover(root: Path) -> None:
    css = ".cover .cover-title { margin-left: 160mm }"
    found = told(root, "글", local__css=css)
    assert {(d.code, str(d.pos)) for d in found} == {("P004", "local.css:1")}


def test_a_style_that_the_typesetter_does_not_know(root: Path) -> None:
    found = told(root, "글", local__css="\np { colour: red }")
    assert [(d.code, str(d.pos)) for d in found] == [("P001", "local.css:2")]


def test_a_typeface_that_is_not_ours(root: Path) -> None:
    copyfile(TEMPLATES / "fonts" / "Pretendard-Regular.ttf", root / "mine.ttf")
    css = '@font-face { font-family: "Mine"; src: url(mine.ttf) }\np { font-family: "Mine" }'
    assert [(d.code, str(d.pos)) for d in told(root, "글", local__css=css)] == [
        ("P005", "local.css:1")
    ]


def test_a_typeface_of_book_yaml(root: Path) -> None:
    copyfile(TEMPLATES / "fonts" / "Pretendard-Regular.ttf", root / "mine.ttf")
    assert told(root, "글", book__yaml="fonts:\n  serif: mine.ttf\n") == []


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("book.yaml", "title: 책\nfonts:\n  serif: mine.ttf\n", "book.yaml:3"),
        ("local.css", '\n@font-face { font-family: "Mine"; src: url(mine.ttf) }', "local.css:2"),
    ],
)
def test_a_typeface_that_cannot_be_read(root: Path, name: str, text: str, place: str) -> None:
    (root / "mine.ttf").write_bytes(b"no typeface")
    found = told(root, "글", **{name.replace(".", "__"): text})
    assert [(d.code, str(d.pos)) for d in found] == [("P001", place)]


@pytest.mark.parametrize("formula", ["a+" * 200 + "b", "f" * 70, r"\frac{" + "a" * 70 + "}{b}"])
def test_a_formula_in_the_text_stays_on_the_page(root: Path, formula: str) -> None:
    assert told(root, f"글 ${formula}$ 뒤") == []


WIDE = "main img { max-width: none !important }"  # as no formula of ours is


@pytest.mark.parametrize(
    ("text", "css"),
    [
        ("왼쪽으로 나간 글", "main p { text-indent: -40mm }"),
        ("글 ![점](dot.png){.far}", ".far { position: relative; left: 200mm }"),
        ("글 $" + "f" * 99 + "$", WIDE),  # its text is like the marks of late numbers
        ("| 머리 | $" + "a" * 99 + "$ |\n|--|--|\n| 1 | 2 |", WIDE),
        ("아래로 나간 글", "main p + p { position: absolute; top: 400mm }"),
    ],
)
def test_each_edge_is_watched(root: Path, text: str, css: str) -> None:
    Image.new("L", (40, 40)).save(root / "dot.png")
    found = told(root, text, local__css=css)
    assert ("P004", "a.md:5") in [(d.code, str(d.pos)) for d in found]


def test_a_line_of_the_contents_has_the_place_of_its_heading(root: Path) -> None:
    found = told(root, "글", local__css=".contents a { display: block; margin-left: -60mm }")
    assert {(d.code, str(d.pos)) for d in found} == {("P004", "a.md:1")}


@pytest.mark.parametrize("logger", ["weasyprint", "weasyprint.css", "fontTools.subset"])
def test_whatever_is_logged_is_told(logger: str, tmp_path: Path) -> None:
    report = Report("en")
    recorder = Recorder()
    with recorder.listening():
        logging.getLogger(logger).warning("a table was dropped")
        logging.getLogger(logger).info("a table was read")
    for told in recorder.told:
        log.tell(*told.words, report, Places(), Book(root=tmp_path))
    assert [d.code for d in report.diagnostics] == ["P001"]
    assert "a table was dropped" in report.diagnostics[0].fact


def test_a_strict_build_fails_for_a_fault_of_print(root: Path, capsys) -> None:
    (root / "a.md").write_text(NOTES.format("쐐기 글자 𒀀"), encoding="utf-8")
    with pytest.raises(Exit):
        console.build(["pdf"], CHAIN, str(root), str(root.parent / "out"), strict=True)
    assert "P002" in capsys.readouterr().err


@pytest.mark.parametrize("template", ["{% if %}", "\n{{ nothing }}", "{{ 1 / 0 }}"])
def test_a_faulty_template(root: Path, template: str) -> None:
    (root / "templates" / "page").mkdir(parents=True)
    (root / "templates" / "page" / "colophon.html.j2").write_text(template, encoding="utf-8")
    found = told(root, "글")
    line = template.count("\n") + 1
    assert [(d.code, str(d.pos)) for d in found] == [
        ("P007", f"templates/page/colophon.html.j2:{line}")
    ]


def test_a_link_of_a_template_that_leads_nowhere(root: Path) -> None:
    (root / "templates" / "page").mkdir(parents=True)
    path = root / "templates" / "page" / "colophon.html.j2"
    path.write_text('<p><a href="#nowhere">여기</a></p>', encoding="utf-8")
    assert [d.code for d in told(root, "글")] == ["P006"]


def test_a_template_cannot_leave_its_box(root: Path) -> None:
    (root / "templates" / "page").mkdir(parents=True)
    path = root / "templates" / "page" / "colophon.html.j2"
    path.write_text("{{ book.__class__.__mro__ }}", encoding="utf-8")
    assert [d.code for d in told(root, "글")] == ["P007"]


def test_numbers_that_do_not_settle(root: Path, monkeypatch: pytest.MonkeyPatch, expect) -> None:
    pages = itertools.cycle(["9", "10"])
    monkeypatch.setattr(labels, "pages_of", lambda _: {"ch-01": next(pages)})
    expect(CASES[0].parent.parent / "settling" / "messages", as_text(told(root, "글")))
    monkeypatch.setattr(labels, "pages_of", lambda _: {"ch-01": "9"})
    assert told(root, "글") == []
