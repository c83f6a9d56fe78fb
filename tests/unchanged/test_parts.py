"""Parts that are kept between builds: what comes of them is what comes without them."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from filters import CHAIN
from studyguide import audit, config, notes, pipeline, reader
from studyguide.build import Folders, Press
from studyguide.chain import chapters, settled
from studyguide.diagnostics import Report, as_text
from studyguide.formulas.drawn import Formulas
from studyguide.keeping import records
from studyguide.keeping.facts import Facts
from studyguide.keeping.records import NOWHERE, Records
from studyguide.notes import read
from studyguide.pdf.html import body
from studyguide.pdf.html.dressed import Dressed
from studyguide.terms import entries_yaml

PROJECT = Path(__file__).parents[2]
NOTES = {
    "01.md": "# 대기열\n\n대기열은 받은 순서대로 넘긴다[^1]. [글][a]\n\n[^1]: 각주.\n\n"
    "[a]: https://example.org/1\n\n- [ ] 할 일\n- 또 하나\n    - 아래\n",
    "02.md": "# 캐시\n\n값은 $x_1 = 2$이다[^1]. @fig:a\n\n```python\nx = 1\n```\n\n"
    "[^1]: 다른 각주.\n",
    "03.md": "# 색인\n\n키워드\n\n- 캐시\n- 색인 - 찾는 차례\n\n$$y = 3$$\n\n"
    "# 두 장째\n\n한 노트의 다음 장.\n\n> 인용\n",
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    for name, text in NOTES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def made(folder: Path, build: Path, *, is_fresh: bool) -> tuple[str, list[Dressed], str]:
    """The by-products, the dressed parts and the messages of a build up to the setting."""
    press = Press(folder, CHAIN, lambda _: Folders(build, build), print, is_fresh=is_fresh)
    edited = press.make([]).edited
    assert edited
    drawn = Formulas(press.engine, edited.book.page_format.measure)
    shelf = Records(build / "parts", is_fresh)
    parts = body.dressed_parts(edited.marked, edited.book, drawn, shelf)
    assert sorted(drawn.cache)
    said = as_text(press.report.in_order(), "")
    names = ("book", "outline", "audit", "glossary", "equations", "study")
    byproducts = [(build / f"{name}.json").read_text("utf-8") for name in names]
    return "".join([edited.marked.json, *byproducts]), parts, said


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


EDITS = {
    "a word": [("01.md", "넘긴다[^1]", "넘긴다[^1]. 캐시와 다르다[^2]")],
    "a footnote": [("01.md", "[^1]: 각주.", "[^1]: 각주.\n\n[^2]: 새 각주.")],
    "a formula": [("02.md", "x_1 = 2", "x_1 = 4")],
    "one chapter fewer": [("03.md", "# 두 장째", "## 절이 된 장")],
    "a title": [("02.md", "# 캐시", "# 캐시 다시")],
    "a keyword": [("03.md", "- 캐시\n", "- 캐시\n- 대기열 - 줄을 세우는 곳\n")],
    "a definition": [("01.md", "- 또 하나", "- 할 일이란 남은 일을 말한다.")],
    "a question": [("02.md", "# 캐시", "::: question\n왜 두는가?\n:::\n\n# 캐시")],
    "a label": [("03.md", "$$y = 3$$", "$$y = 3$$ {#eq:y}"), ("01.md", "[글][a]", "@eq:y에서")],
    "the label gone": [("03.md", " {#eq:y}", "")],
    "a formula again": [("01.md", "    - 아래", "    - 아래\n\n$$y = 3$$")],
    "a link to a heading": [
        ("01.md", "- [ ] 할 일", "[색인](03.md) [[캐시]] [[곁|캐시]] [[없다]]")
    ],
    "that heading": [("03.md", "# 색인", "# 찾아보는 곳 {#own}")],
    "a line above": [("03.md", "키워드\n", "앞에 선 줄.\n\n키워드\n")],
    "a macro": [("01.md", "# 대기열", "# 대기열\n\n$\\newcommand{\\R}{\\mathbb{R}}$\n")],
    "what another defines": [
        ("03.md", "> 인용", "> 인용\n\n$$z \\in \\R$$ {#eq:z}\n\n@eq:z와 $w = \\eqref{z}$"),
        ("02.md", "@fig:a", "@fig:a\n\n$$c \\label{c} \\nonumber$$\n"),
    ],
    "all numbers behind": [
        ("01.md", "# 대기열", "# 대기열\n\n$$a = 5$$\n"),
        ("02.md", "# 캐시 다시", "# 캐시 다시\n\n$\\def\\R{r}$ 뒤\n"),
    ],
    "a symbol with two meanings": [
        ("01.md", "[^1]: 각주.", "여기서 $z$는 높이다.\n\n[^1]: 각주."),
        ("03.md", "@eq:z와", "여기서 $z$는 깊이다. @eq:z와"),
    ],
    "two figures of one name": [
        ("01.md", "[^1]: 각주.", "![앞](a.svg){#fig:a}\n\n[^1]: 각주."),
        ("03.md", "> 인용", "![그림](a.svg){#fig:a}\n\n> 인용"),
    ],
    "a number that is asked for": [
        ("01.md", "[^1]: 각주.", "@sec:s와 \\eqref{c}에서\n\n[^1]: 각주."),
        ("03.md", "> 인용", "## 절 {#sec:s}\n\n$\\alpha 인용"),
    ],
    "a dollar escaped": [("03.md", "$\\alpha", "\\$\\alpha")],
}
FILES = {
    "glossary.yaml": ["- term: 캐시\n  definition: 가까이 두는 것.\n",
                      "- term: 순서\n  reading: 순서\n- term: 캐시\n  definition: 곁에 두는 것.\n",
                      "- term: 캐시\n  link: never\n",
                      "- term: 가\n  aliases: [받은 순서]\n- term: 나\n  aliases: [받은 순서]\n",
                      "- term: 나\n  aliases: [받은 순서]\n- term: 가\n  aliases: [받은 순서]\n",
                      *(f"- term: 캐시\n  definition: '[글][x]을 본다.[^1]'\n"
                        f"- term: 대기열\n  definition: |\n    줄.\n\n"
                        f"    [x]: https://a.example/{n}\n\n    [^1]: 각주 {n}.\n"
                        for n in "12")],
    "book.yaml": ["title: 책\nindex: false\n", "title: 책\nglossary_order: latin-first\n",
                  "title: 책\ntypography:\n  arrows: false\n"],
    "04.md": ["# 새 장\n\n캐시와 → 색인. ![그림](a.svg)\n", ""],
    "a.svg": ['<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
}  # fmt: skip


def edited(book: Path) -> Iterator[str]:
    """The name of each edit, made one after the other."""
    yield "nothing"
    for name, changes in EDITS.items():
        for each in changes:
            change(book, *each)
        yield name
    for name, texts in FILES.items():
        for text in texts:
            (book / name).write_text(text, encoding="utf-8")
            yield f"{name}: {text}"
        (book / name).unlink()
        yield f"{name} gone"


def test_after_any_edit_all_is_as_in_a_fresh_build(book: Path, tmp_path: Path) -> None:
    for edit in edited(book):
        kept = made(book, tmp_path / "kept", is_fresh=False)
        assert kept == made(book, tmp_path / "fresh", is_fresh=True), edit
    assert kept == made(book, tmp_path / "kept", is_fresh=False)


@pytest.mark.parametrize("folder", [None, PROJECT / "book"])
def test_parts_are_read_as_the_whole_is(folder: Path | None, book: Path) -> None:
    report = Report()
    loaded = config.load(folder or book, report)
    manuscript = read(loaded, report)
    parts = pipeline.read(manuscript.parts, loaded, report, NOWHERE)
    whole = pipeline.read([manuscript.text], loaded, report, NOWHERE)
    assert len(parts.all) > 1 and len(whole.all) == 1
    assert pipeline.dump(parts.whole()) == pipeline.dump(whole.whole())


def test_a_part_that_did_not_change_is_not_made_again(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (book / "glossary.yaml").write_text("- term: 캐시\n  definition: 가까이 두는 것.\n", "utf-8")
    made(book, tmp_path / "build", is_fresh=False)
    seen: list[str] = []

    def watch(room: ModuleType, name: str) -> None:
        true = getattr(room, name)

        def told(*given: Any, **named: Any) -> Any:
            seen.append(name)
            return true(*given, **named)

        monkeypatch.setattr(room, name, told)

    watched = [(reader, "_read"), (pipeline, "to_html"), (notes, "scan"), (audit, "_told"),
               (chapters, "load"), (entries_yaml, "load")]  # fmt: skip
    for room, name in watched:
        watch(room, name)
    made(book, tmp_path / "build", is_fresh=False)
    assert seen == []
    change(book, "01.md", "순서대로", "차례대로")
    made(book, tmp_path / "build", is_fresh=False)
    assert sorted(seen) == ["_read", "_told", "load", "scan", "to_html"]


@pytest.mark.parametrize("left", [b"", b"\0" * 40, b"[]", b"0" * 32 + b"[1, 2]"])
def test_a_damaged_record_counts_as_absent(book: Path, tmp_path: Path, left: bytes) -> None:
    before = made(book, tmp_path / "build", is_fresh=False)
    for name in ("read", "parts"):
        for path in (tmp_path / "build" / name).iterdir():
            path.write_bytes(left)
    assert made(book, tmp_path / "build", is_fresh=False) == before


def test_a_record_of_something_else_counts_as_absent(tmp_path: Path) -> None:
    shelf = Records(tmp_path)
    name = records.name("read", repr(reader.defaults()), "글")
    for wrong in (None, 1, [], ["", "", "", ""], {"blocks": [2], "version": "", "warnings": []}):
        shelf.put(name, wrong)
        assert reader.read(["글"], shelf) == reader.read(["글"], NOWHERE)
        shelf.put(name, wrong)
        assert shelf.get(name, Dressed) is None


def test_a_forged_record_brings_nothing_that_acts(tmp_path: Path) -> None:
    shelf = Records(tmp_path)
    raw = '{"t":"Raw\\u0042lock","c":["html","<script>alert(1)</script>"]}'
    name = records.name("read", repr(reader.defaults()), "글")
    shelf.put(name, reader.Read(raw, "[1,23,1]", ()))
    book, report = config.Book(root=tmp_path), Report()
    forged = pipeline.read(["글"], book, report, shelf)
    assert "<script>" in pipeline.to_html(pipeline.dump(forged.whole()))
    settled.settle(forged, book, report)
    assert "script" not in pipeline.to_html(pipeline.dump(forged.whole()))


def test_records_that_no_build_uses_go_away(book: Path, tmp_path: Path) -> None:
    made(book, tmp_path / "build", is_fresh=False)
    count = len(list((tmp_path / "build" / "read").iterdir()))
    change(book, "01.md", "순서대로", "차례대로")
    made(book, tmp_path / "build", is_fresh=False)
    assert len(list((tmp_path / "build" / "read").iterdir())) == count


def test_chapters_are_read_alone_where_nothing_holds_them_together(book: Path) -> None:
    report = Report()
    parts = read(config.load(book, report), report).parts
    assert [part.partition("}")[2].partition(" ")[0] for part in parts] == [
        "대기열",
        "캐시",
        "색인",
        "두",
    ]


@pytest.mark.parametrize(
    "forged",
    [
        '{"t":"RawBlock","c":["html","<script>1</script>"]}',
        '{"t":"\\u0052awBlock","c":["html","<script>1</script>"]}',
        '{"t":"Para","c":[{"t":"Link","c":[["",[],[]],[],["javascript:x",""]]}]}',
        '{"t":"Div","c":[["",[],[["onclick","x"]]],[]]}',
        '{"t":"Para","c":[{"t":"Link","c":[["",[],[]],[],["java\\tscript:x",""]]}]}',
    ],
)
def test_a_forged_chapter_is_made_anew(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forged: str
) -> None:
    before = made(book, tmp_path / "build", is_fresh=False)
    true_recall = Facts.recall
    asked: list[str] = []

    def recall(facts: Facts, name: str, shape: type) -> object:
        found = true_recall(facts, name, shape)
        asked.append(name) if shape is str else None
        return forged if shape is str else found

    monkeypatch.setattr(Facts, "recall", recall)
    assert made(book, tmp_path / "build", is_fresh=False) == before
    assert asked
