"""What a reader, a shop and a screen reader find in the finished file."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image, ImageColor

from studyguide.diagnostics import as_text
from tests.epub.conftest import BOOKS, Bound, bind

BOOK_NAMES = ["all", "fonts", "long", "loose", "plain", "everything", "hostile", "one-note", "ugly"]
Read = Callable[[str, str], str]


@pytest.fixture
def read(shelf: dict[str, Bound]) -> Read:
    def read(name: str, path: str) -> str:
        with zipfile.ZipFile(shelf[name].path) as archive:
            return archive.read(f"EPUB/{path}").decode()

    return read


@pytest.mark.parametrize("name", BOOK_NAMES)
def test_epubcheck_is_silent(shelf: dict[str, Bound], name: str) -> None:
    noted = {"CSS-028 Use of Font-face declaration."} if name == "fonts" else set()
    assert set(shelf[name].messages) == noted


def test_same_input_gives_same_bytes(shelf: dict[str, Bound], tmp_path: Path) -> None:
    bind(BOOKS / "all", tmp_path / "again.epub")
    assert (tmp_path / "again.epub").read_bytes() == shelf["all"].path.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["again.epub"]


def test_mimetype_comes_first_and_stored(shelf: dict[str, Bound]) -> None:
    with zipfile.ZipFile(shelf["all"].path) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_pages_are_named_and_titled_by_their_chapter(read: Read) -> None:
    assert "<title>1장 캐시와 일관성</title>" in read("all", "text/ch-01.xhtml")
    assert "<title>용어집</title>" in read("all", "text/glossary.xhtml")
    assert "<title>머리말</title>" in read("all", "text/preface.xhtml")


def test_navigation_is_korean_and_has_landmarks(read: Read) -> None:
    nav = read("all", "nav.xhtml")
    marks = re.findall(r'<a epub:type="([\w-]+)" href="([^"]+)">([^<]+)', nav)
    assert ("cover", "text/cover.xhtml", "표지") in marks
    assert ("toc", "nav.xhtml#toc", "차례") in marks
    assert ("bodymatter", "text/ch-01.xhtml", "본문") in marks
    assert ("glossary", "text/glossary.xhtml", "용어집") in marks
    assert '<a href="text/ch-01.xhtml#ch-01-s1">왜 두는가</a>' in nav


def test_each_part_has_its_type_and_role(read: Read) -> None:
    expected = {
        "preface": ("frontmatter", "preface"),
        "ch-01": ("bodymatter", "chapter"),
        "glossary": ("backmatter", "glossary"),
    }
    for page, (part, kind) in expected.items():
        text = read("all", f"text/{page}.xhtml")
        assert f'<body epub:type="{part}">' in text
        assert re.search(rf'<section id="{page}"[^>]* epub:type="{kind}" role="doc-{kind}"', text)


def test_terms_lead_to_the_glossary_and_back(read: Read) -> None:
    chapter, glossary = read("all", "text/ch-01.xhtml"), read("all", "text/glossary.xhtml")
    link = r'<a href="glossary.xhtml#g-idempotency"[^>]*epub:type="glossref noteref" role="doc-gl'
    assert re.search(link, chapter)
    assert re.search(r'<dfn epub:type="glossterm" lang="en"', glossary)
    back = re.findall(r'<a href="ch-01.xhtml#(t-\d)"[^>]*doc-backlink[^>]*>([^<]+)</a>', glossary)
    assert back[:3] == [
        ("t-3", "1장 캐시와 일관성 › 왜 두는가"),
        ("t-4", "얼마나 빨라지나"),
        ("t-5", "(2)"),
    ]


def test_a_link_to_a_term_shows_the_term_with_its_meaning(read: Read) -> None:
    for page, name in (("glossary", "g-cache-memory"), ("symbols", "sym-1")):
        (entry,) = etree.fromstring(read("ugly", f"text/{page}.xhtml").encode()).xpath(
            f"//*[@id='{name}']"
        )
        assert [etree.QName(child).localname for child in entry] == ["dt", "dd"]


def test_every_latin_run_of_a_term_is_english(read: Read) -> None:
    chapter = read("ugly", "text/ch-01.xhtml")
    english = '<span lang="en" xml:lang="en">{}</span>'
    for run, rest in (("raw", " 데이터"), ("flow-based", " 모델"), ("K", "-평균")):
        assert english.format(run) + rest in chapter
    assert re.search(r'<a [^>]*class="term"[^>]*lang="en"[^>]*>eventual consistency</a>', chapter)


def test_numbers_of_rows_are_cells_beside_them(read: Read) -> None:
    chapter = read("everything", "text/ch-02.xhtml")
    (formula,) = re.findall(r'(?s)<math[^>]*class="math-numbered".*?</math>', chapter)
    rows = re.findall(r"(?s)<mtr>.*?</mtr>", formula)
    numbers = [re.findall(r'id="(eq-2-\d)".*?>\((2\.\d)\)<', row) for row in rows]
    assert numbers == [[("eq-2-2", "2.2")], [], [("eq-2-3", "2.3")]]
    assert {row.count("<mtd") for row in rows} == {5}
    assert 'columnalign="center right left center right"' in formula
    assert 'class="row-number' not in chapter.replace(formula, "")


def test_a_wide_formula_stands_in_lines_beside_its_number(read: Read) -> None:
    chapter = read("ugly", "text/ch-01.xhtml")
    (formula,) = re.findall(r'(?s)<span id="eq-1-1".*?</math></span><span class="equa.*?>', chapter)
    assert formula.count("<mtr>") > 1
    assert 'alttext="f 괄호 열고 x' in formula and "aligned" not in formula
    assert 'class="wide-formula" role="group" tabindex="0"' in formula


def test_notes_pop_up_and_lead_back(read: Read) -> None:
    chapter = read("all", "text/ch-01.xhtml")
    assert re.search(r'epub:type="noteref" role="doc-noteref"', chapter)
    assert re.search(r'<aside epub:type="footnote"[^>]*id="fn1"', chapter)
    assert re.search(r'<a href="#fnref1"[^>]*role="doc-backlink"', chapter)


def test_each_line_of_the_page_list_lands_on_a_page_break(shelf: dict[str, Bound]) -> None:
    with zipfile.ZipFile(shelf["everything"].path) as archive:
        nav = etree.fromstring(archive.read("EPUB/nav.xhtml"))
        lines = [a.get("href") for a in nav.xpath("//*[@id='page-list']//*[local-name()='a']")]
        assert {"text/cover.xhtml#page-cover", "nav.xhtml#page-iii"} <= set(lines)
        for path, _, anchor in (line.partition("#") for line in lines):
            (mark,) = etree.fromstring(archive.read(f"EPUB/{path}")).xpath(f"//*[@id='{anchor}']")
            assert mark.get("role") == "doc-pagebreak"


def test_every_link_lands(shelf: dict[str, Bound]) -> None:
    for bound in shelf.values():
        with zipfile.ZipFile(bound.path) as archive:
            names = [n for n in archive.namelist() if n.endswith(".xhtml")]
            trees = {Path(n).name: etree.fromstring(archive.read(n)) for n in names}
        ids = {
            name: {e.get("id") for e in tree.iter() if e.get("id")} for name, tree in trees.items()
        }
        for name, tree in trees.items():
            for link in tree.iter("{*}a"):
                path, _, target = link.get("href").rpartition("/")[2].partition("#")
                if not link.get("href").startswith("https:"):
                    assert not target or target in ids[path or name]


@pytest.mark.parametrize(
    ("name", "claimed"), [("all", ["MathML", "alternativeText"]), ("plain", ["alternativeText"])]
)
def test_access_features_are_claimed_when_there(read: Read, name: str, claimed: list[str]) -> None:
    found = re.findall(r"accessibilityFeature\">(\w+)<", read(name, "package.opf"))
    assert sorted(set(found) & {"MathML", "alternativeText"}) == claimed


def test_a_book_that_lacks_descriptions_does_not_claim_them(read: Read) -> None:
    package = read("loose", "package.opf")
    assert "alternativeText" not in package
    assert 'accessModeSufficient">textual<' not in package
    assert "설명이 없습니다" in package
    assert "conformsTo" not in package


def test_a_person_vouches_for_a_book_that_passes_the_checks(read: Read) -> None:
    package = read("all", "package.opf")
    assert ">EPUB Accessibility 1.1 - WCAG 2.1 Level AA</meta>" in package
    assert 'a11y:certifiedBy" refines="#conformance">이바다</meta>' in package
    assert "conformsTo" not in read("everything", "package.opf")  # nobody vouches for it


def test_pages_of_the_pdf_are_claimed_when_they_are_there(read: Read) -> None:
    paged, alone = read("everything", "package.opf"), read("all", "package.opf")
    for claim in ("pageBreakSource", "pageBreakMarkers", "pageNavigation"):
        assert claim in paged
        assert claim not in alone
    assert 'epub:type="page-list"' in read("everything", "nav.xhtml")
    assert 'id="page-1"' in read("everything", "text/ch-01.xhtml")
    assert '<pageTarget id="nav-page-1" type="normal" value="1">' in read("everything", "toc.ncx")
    assert "page-list" not in read("all", "nav.xhtml")


def test_code_has_colours_and_no_links(read: Read) -> None:
    chapter = read("everything", "text/ch-01.xhtml") + read("everything", "text/ch-02.xhtml")
    assert re.search(r'<span class="(kw|dv|op|st|bu|co)">', chapter)
    assert not re.search(r'id="cb\d+-|href="#cb', chapter)


def test_no_style_is_in_pixels_or_needs_variables(read: Read) -> None:
    css = read("all", "styles/book.css")
    assert not re.search(r"\d(px|pt|mm)\b|var\(|--", css)
    assert re.search(
        r"\.formula-fault \{[^}]*overflow-wrap: anywhere", css
    )  # never wider than a page


def test_fonts_are_subset_with_their_licences(shelf: dict[str, Bound]) -> None:
    with zipfile.ZipFile(shelf["fonts"].path) as archive:
        sizes = {i.filename: i.file_size for i in archive.infolist() if "fonts/" in i.filename}
    fonts = [size for name, size in sizes.items() if name.endswith(".woff2")]
    assert len(fonts) == 6  # text, captions, headings, code and its bar, formulas
    assert max(fonts) < 200_000
    assert sum(name.endswith(("OFL.txt", "GFL.txt")) for name in sizes) == 4


def test_fonts_that_are_brought_hold_what_stretches(shelf: dict[str, Bound]) -> None:
    """Brackets and roots grow only in a font with a MATH table, which few readers have."""
    with zipfile.ZipFile(shelf["fonts"].path) as archive:
        packed = io.BytesIO(archive.read("EPUB/fonts/LatinModern-Math.woff2"))
    font = TTFont(packed)
    assert "MATH" in font and {ord("√"), ord("("), 0x1D461} <= set(font.getBestCmap())


def test_the_typeface_of_the_text_is_the_readers_unless_one_is_brought(read: Read) -> None:
    body = re.compile(r"body \{[^}]*font-family: 'Noto Serif KR'")
    assert body.search(read("fonts", "styles/book.css"))
    assert not re.search(
        r"(?:^|\n)(?:html|body|p) \{[^}]*font-family", read("all", "styles/book.css")
    )


def test_what_cannot_be_packed_is_told(shelf: dict[str, Bound], expect) -> None:
    expect(BOOKS / "loose" / "messages", as_text(shelf["loose"].report.in_order()))
    assert shelf["all"].report.diagnostics == []


def test_text_before_the_first_chapter_is_kept(read: Read) -> None:
    assert "제목보다 앞에 온 글" in read("loose", "text/page-001.xhtml")
    assert "한글 이름의 절" in read("loose", "text/ch-01.xhtml")


def cover_of(path: Path) -> Image.Image:
    with zipfile.ZipFile(path) as archive:
        return Image.open(io.BytesIO(archive.read("EPUB/images/cover.png"))).convert("RGB")


def test_the_cover_wears_the_colours_of_the_theme(tmp_path: Path) -> None:
    for theme, ground in (("press", "#17324d"), ("mono", "#262626"), ("print-a4", "#ffffff")):
        bind(BOOKS / "plain", tmp_path / "book.epub", theme=theme)
        assert cover_of(tmp_path / "book.epub").getpixel((0, 0)) == ImageColor.getrgb(ground)


def test_the_authors_question_mark_is_not_doubled(tmp_path: Path) -> None:
    (tmp_path / "in.md").write_text("# 장 {.chapter}\n\n[왜?]{.doubt} [모름]{.doubt}\n", "utf-8")
    bind(tmp_path, tmp_path / "book.epub")
    with zipfile.ZipFile(tmp_path / "book.epub") as archive:
        page = next(archive.read(n).decode() for n in archive.namelist() if "page-001" in n)
    assert '<span class="doubt asks">왜?</span> <span class="doubt">모름</span>' in page
