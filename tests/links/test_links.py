"""Links of the notes land, or become text with a word to the author; ids never collide."""

import io
from collections import Counter
from pathlib import Path

import panflute as pf
import pytest

from filters import CHAIN
from studyguide import config, pipeline
from studyguide.chain.tree import every, plain
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.linking.addresses import Refused, settled
from studyguide.outputs import stylesheet

HOSTILE = Path(__file__).parents[1] / "epub" / "notes" / "hostile"
ONE_BY_ONE = {  # link text in the book of hostile notes → where it leads
    "다음": "#ch-02",
    "절": "#ch-02-s1",
    "내보낸 쪽으로": "",
    "정한 곳": "#ch-01-s1",
    "한글": "#u-hangeul-ireum",
    "자기": "#ch-01",
    "t": "#u-t-1",
    "eq": "#u-eq-1-1",
    "앞": "#ch-01",
    "용어집": "#glossary",
    "빈칸": "#ch-01-s2",
    "없는 절": "#ch-02",
    "정말 좋은": "https://a.example/가%20나?%5B1%5D#%7C",
    "전화": "tel:+822123",
    "안": "#ch-02",
    "다": "#ch-01-s1",
    "첫": "#ch-01",
    "폴더 밖에서 온": "#ch-02",
}
GONE = ("js", "파일", "data", "절대", "두 빗금", "드라이브", "줄", "옵시디언", "없음", "없는 노트")


@pytest.fixture(scope="module")
def hostile() -> tuple[pf.Doc, Report]:
    report = Report()
    edited = pipeline.edit(config.load(HOSTILE, report), CHAIN, report)
    return pf.load(io.StringIO(edited.json)), report


def links(doc: pf.Doc) -> dict[str, str]:
    return {plain(each): each.url for each in every(doc) if isinstance(each, pf.Link)}


def told(report: Report, code: str) -> Counter[str]:
    return Counter(str(d.pos) for d in report.diagnostics if d.code == code)


def test_links_between_notes_and_to_the_authors_ids_land(hostile: tuple[pf.Doc, Report]) -> None:
    found = links(hostile[0])
    wrong = {
        text: found.get(text) for text, url in ONE_BY_ONE.items() if url != found.get(text, "")
    }
    assert wrong == {}


def test_unsafe_and_dead_links_are_text(hostile: tuple[pf.Doc, Report]) -> None:
    doc, report = hostile
    assert set(GONE) & set(links(doc)) == set()
    text = plain(doc)
    assert all(word in text for word in GONE)
    assert told(report, "L001")["1.md:4"] == 5
    assert told(report, "L001")["glossary.yaml:2"] == 2
    assert told(report, "L002") == {
        "1.md:5": 1,
        "1.md:6": 2,
        "1.md:8": 1,
        "1.md:27": 1,
        "2.md:11": 1,
    }
    assert told(report, "L003") == {"1.md:6": 1, "1.md:25": 1, "glossary.yaml:2": 1}
    assert told(report, "L005") == {"1.md:6": 1}


def test_ids_are_ascii_and_unique(hostile: tuple[pf.Doc, Report]) -> None:
    doc, report = hostile
    ids = Counter(name for each in every(doc) if (name := getattr(each, "identifier", "")))
    assert {name: count for name, count in ids.items() if count > 1} == {}
    assert all(name.isascii() and " " not in name for name in ids)
    assert told(report, "L004") == {"1.md:11": 1}


def test_no_id_of_the_author_switches_the_glossary_off(hostile: tuple[pf.Doc, Report]) -> None:
    heads = [h for h in hostile[0].content if isinstance(h, pf.Header) and h.level == 1]
    assert [h.identifier for h in heads] == ["ch-01", "ch-02", "ch-03", "answers", "glossary"]


def test_attributes_that_act_are_left_out(hostile: tuple[pf.Doc, Report]) -> None:
    doc, report = hostile
    names = {name for each in every(doc) for name in getattr(each, "attributes", None) or {}}
    assert names & {"onclick", "style"} == set()
    assert told(report, "L006") == {"1.md:11": 3, "glossary.yaml:2": 1}
    assert "이건" in plain(doc)


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://ko.example/가 나", "https://ko.example/가%20나"),
        ("HTTP://A.example", "http://A.example"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("https://a.example:8080/{x}|y", "https://a.example:8080/%7Bx%7D%7Cy"),
        ("tel:+82 2 123", "tel:+822123"),
        ("mailto:a b@c.example", "mailto:a%20b@c.example"),
        ("https://한글.example/#a#b", "https://한글.example/#a%23b"),
    ],
)
def test_addresses_are_spelled_as_readers_accept_them(url: str, wanted: str) -> None:
    assert settled(url) == wanted


@pytest.mark.parametrize(
    "url",
    ["http://", "https://[bad", "http:foo", "https://a..b", "https://a.b:99999/", "https://a%00b/",
     "mailto:", "tel: ", "ftp://a.b/", "JavaScript:x", "java\tscript:x", "vbscript:x", "blob:x"],
)  # fmt: skip
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        settled(url)


def test_styles_that_fetch_are_left_out() -> None:
    report = Report()
    css = stylesheet.for_print(config.load(HOSTILE, report), report)
    assert "example" not in css
    assert "u\\72l" not in css
    assert 'url("dot.png")' in css.partition("prefers-color-scheme")[2]
    assert "Fake" not in css
    assert ":is(.a) .b { color: red; }" in css
    assert "--accent: #123456" in css
    assert [d.pos.line for d in report.in_order() if d.code == "L007"] == [2, 4, 5, 6, 7, 9, 10, 14]
    assert css.splitlines()[14].startswith("p {")  # rules stay on the author's own lines


def test_a_broken_style_sheet_is_told_not_raised(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("글\n", "utf-8")
    for css in (
        b"p { content: 'a\nb' }",
        b"}}}",
        b"p { color: \xb0\xa1 }",
        b"@media {",
        b"p{a:b({}",
    ):
        (tmp_path / "local.css").write_bytes(css)
        stylesheet.for_print(config.load(tmp_path, Report()), Report())


def test_a_link_by_name_leads_to_a_note_or_a_section(tmp_path: Path) -> None:
    (tmp_path / "나무.md").write_text("# 균형 나무\n\n## 높이\n\n낮다.\n", "utf-8")
    said = "[[나무]] [[나무#높이|얼마나 낮나]] [[높이]] [[나무|그 나무]] [[보일 글|나무]] [[없음]]"
    (tmp_path / "표.md").write_text(f"# 표\n\n{said}\n", "utf-8")
    report = Report()
    book = Book(root=tmp_path, notes=(tmp_path / "나무.md", tmp_path / "표.md"))
    edited = pipeline.edit(book, CHAIN, report)
    assert links(pf.load(io.StringIO(edited.json))) == {
        "나무": "#ch-01",
        "얼마나 낮나": "#ch-01-s1",
        "높이": "#ch-01-s1",
        "그 나무": "#ch-01",
        "보일 글": "#ch-01",
    }
    assert [d.code for d in report.diagnostics] == ["G012"]


@pytest.mark.parametrize("written", ["[[스택|]]", "[[|스택]]", "[[ 스택 | ]]"])
@pytest.mark.parametrize("line", ["앞 {} 뒤", "- {}", "| 가 |\n|---|\n| {} |"])
def test_one_side_of_a_link_by_name_says_both(line: str, written: str, tmp_path: Path) -> None:
    note = tmp_path / "1.md"
    note.write_text(f"# 장\n\n{line.format(written)}\n", encoding="utf-8")
    report = Report()
    edited = pipeline.edit(Book(root=tmp_path, notes=(note,)), CHAIN, report)
    assert "스택" in plain(pf.load(io.StringIO(edited.json)))
    assert [d.fact for d in report.diagnostics if d.code == "G012"] == [
        "the link [[스택]] leads to no term"
    ]


def test_a_name_given_to_two_headings_is_told(tmp_path: Path) -> None:
    text = "# 앞 {#같은}\n\n[감](#같은)\n\n# 뒤 {#같은}\n\n글\n"
    (tmp_path / "1.md").write_text(text, "utf-8")
    report = Report()
    edited = pipeline.edit(config.load(tmp_path, report), CHAIN, report)
    assert told(report, "L004") == {"1.md:5": 1}
    assert links(pf.load(io.StringIO(edited.json)))["감"] == "#ch-01"


def test_links_by_obsidian_to_blocks_and_sections(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# 가설 검정\n\n귀무가설을 세운다. ^h0\n\n[[#^h0]] [[b#^h0|저쪽]] [[통계 요약#분산]]\n\n"
        "[[b#통계 요약#평균|평균]] [곳](b.md#^h0) [[b#편차|편차]] [[#^none]]\n\n"
        "| 가 |\n| - |\n| 1 |\n\n^표\n\n[[#^표]]\n",
        "utf-8",
    )
    (tmp_path / "b.md").write_text(
        "# 통계 요약\n\n## 평균\n\n평균이다. ^h0\n\n## 분산\n\n분산이다.\n", "utf-8"
    )
    report = Report()
    edited = pipeline.edit(config.load(tmp_path, report), CHAIN, report)
    assert links(pf.load(io.StringIO(edited.json))) == {
        "“귀무가설을 세운다.”": "#u-b-h0",
        "저쪽": "#u-b-h0-2",
        "통계 요약 › 분산": "#ch-02-s2",
        "평균": "#ch-02-s1",
        "곳": "#u-b-h0-2",
        "편차": "#ch-02",
        "“가설 검정”": "#u-b-pyo",
    }
    assert [(each.code, each.pos and each.pos.line) for each in report.in_order()] == [
        ("L003", 7),
        ("L005", 7),
    ]


def test_links_to_blocks_show_their_formulas_whole(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# 가\n\n[[b#^rate]] [[b#^sum]] [[b#^said]]에서 왔다.\n", encoding="utf-8"
    )
    (tmp_path / "b.md").write_text(
        r"""# 나

$v = \frac{\Delta x}{\Delta t}$ 단, $\Delta t > 0$이고 길이는 미터다. ^rate

$$\begin{aligned} a &= b \\ c &= d \end{aligned}$$ ^sum

속력은 **언제나** 0보다 크거나 같고, 속도는 그렇지 않다. ^said
""",
        encoding="utf-8",
    )
    report = Report()
    edited = pipeline.edit(config.load(tmp_path, report), CHAIN, report)
    shown = pf.load(io.StringIO(edited.json))
    assert list(links(shown)) == [
        r"“$v = \frac{\Delta x}{\Delta t}$ 단, $\Delta t > 0$이고 길이는…”",
        "b › 수식",
        "“속력은 언제나 0보다 크거나 같고, 속도는…”",
    ]
    formulas: list[str] = []
    shown.walk(lambda e, _: formulas.append(e.text) if isinstance(e, pf.Math) else None)
    assert formulas.count(r"v = \frac{\Delta x}{\Delta t}") == 2


@pytest.mark.parametrize(
    ("titles", "links_to"),
    [
        (("1강 강의 계획", "2강 자료구조"), "[가](#1강-강의-계획) [나](#2강 자료구조)"),
        (("1강 복습", "2강 복습"), "[가](#1강-복습) [[#2강 복습|나]]"),
        (("들어가며", "1장 빛", "2장 소리"), "[[#1장 빛|가]] [[소리|나]]"),
        (("1 Introduction", "2 Data"), "[[#1 Introduction|가]] [나](#data)"),
    ],
)
def test_links_name_a_chapter_with_the_number_that_the_book_prints_for_it(
    titles: tuple[str, ...], links_to: str, tmp_path: Path
) -> None:
    text = "\n\n".join(f"# {title}\n\n글" for title in titles)
    (tmp_path / "1.md").write_text(f"{text}\n\n{links_to}\n", "utf-8")
    report = Report()
    edited = pipeline.edit(config.load(tmp_path, report), CHAIN, report)
    assert links(pf.load(io.StringIO(edited.json))) == {"가": "#ch-01", "나": "#ch-02"}
    assert report.diagnostics == []
