"""Whole books: the sample, and the notes the press was made for where they lie beside it."""

import hashlib
import json
import re
import shutil
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest

from filters import CHAIN
from studyguide.build import Folders, Made, Press
from tests.pdf.loose_ends import loose_ends

PROJECT = Path(__file__).parents[2]
SEED = PROJECT.parent / "shared" / "seed"
CHAPTERS = 8


def make(root: Path, out: Path, kinds: tuple[str, ...] = ("pdf", "epub")) -> Made:
    folders = Folders(out, out / "build")
    return Press(root, CHAIN, lambda _book: folders, lambda *_: None).make(kinds)


def rows(out: Path, name: str) -> Any:
    return json.loads((out / "build" / f"{name}.json").read_text("utf-8"))


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def folded(text: str) -> str:
    """The text without blanks and line ends, to find what stands over two lines."""
    return "".join(unicodedata.normalize("NFC", text).split())


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    out = tmp_path_factory.mktemp("sample")
    return out, make(PROJECT / "book", out)


def test_the_sample_has_nothing_to_warn_of(sample: tuple[Path, Made]) -> None:
    report = sample[1].report
    assert [str(d.fact) for d in report.diagnostics if d.severity != "info"] == []


def test_nothing_hangs_loose_in_the_pdf(sample: tuple[Path, Made]) -> None:
    assert loose_ends(sample[0] / "book.pdf") == []


def test_chapters_stand_in_both_books(sample: tuple[Path, Made]) -> None:
    out, made = sample
    assert made.counts["chapters"] == CHAPTERS
    with pypdfium2.PdfDocument(out / "book.pdf") as pdf:
        tops = [mark.get_title() for mark in pdf.get_toc() if mark.level == 0]
    headings = [
        r["text"] for r in rows(out, "outline") if r["kind"] == "heading" and r["depth"] == 1
    ]
    for title in headings:
        assert any(folded(title) in folded(top) for top in tops), title
    with ZipFile(out / "book.epub") as epub:
        names = [name for name in epub.namelist() if re.search(r"/ch-\d\d\.xhtml$", name)]
    assert len(names) == CHAPTERS


def test_every_item_is_printed_once_and_no_echo(tmp_path: Path) -> None:
    root = shutil.copytree(PROJECT / "book", tmp_path / "book")
    with (root / "book.yaml").open("a", encoding="utf-8") as config:
        config.write("\nstudy: {off: true}\n")  # the kit says again what it asks about
    out = tmp_path / "out"
    make(root, out, ("pdf",))
    text = folded("".join(pages(out / "book.pdf")))
    plain = re.compile(
        r"^[가-힣A-Za-z0-9 ,.?!]{12,}$"
    )  # no markup, no formula, no number that moves
    items = [r for r in rows(out, "outline") if r["kind"] == "item" and plain.match(r["text"])]
    assert len(items) > 150
    counts = Counter(folded(r["text"]) for r in items)
    told = {(r["file"], r["line"]) for r in rows(out, "audit") if r["fate"] == "moved"}
    kept = [r["text"] for r in items if (r["file"], r["line"]) not in told]
    lost = [said for said in kept if folded(said) not in text]
    assert lost == []
    echoes = [r for r in rows(out, "outline") if r["kind"] == "echo" and plain.match(r["text"])]
    assert echoes
    for echo in echoes:
        assert text.count(folded(echo["text"])) <= max(1, counts[folded(echo["text"])]) + 1


def test_the_truth_of_the_flat_chapters(sample: tuple[Path, Made]) -> None:
    truth = json.loads((PROJECT / "tests" / "sample" / "truth.json").read_text("utf-8"))
    found = {(r["file"], r["line"], r["col"]): r["kind"] for r in rows(sample[0], "outline")}
    items = [(note["source"], item) for note in truth for item in note["items"]]
    assert len(items) > 190
    wrong = [
        (source, item["line"])
        for source, item in items
        if found.get((Path(source).name, item["line"], item["col"])) != item["kind"]
    ]
    assert wrong == []


def test_every_line_is_accounted_for(sample: tuple[Path, Made]) -> None:
    found = {(r["file"], r["line"]): r["fate"] for r in rows(sample[0], "audit")}
    for path in (PROJECT / "book").glob("0*"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            assert not line.strip() or (path.name, number) in found


def test_glossary_rows_name_their_places(sample: tuple[Path, Made]) -> None:
    entries = rows(sample[0], "glossary")
    assert len(entries) > 100
    book = rows(sample[0], "book")
    text = json.dumps(book)
    for entry in entries:
        for each in entry["occurrences"]:
            assert each["kind"] in ("definition", "mention", "keyword")
            assert not each["linked"] or f'"{each["anchor"]}"' in text


def test_equations_are_numbered_by_chapter(sample: tuple[Path, Made]) -> None:
    found = rows(sample[0], "equations")
    numbers = [equation["number"] for equation in found["equations"]]
    assert len(numbers) == len(set(numbers)) > 5
    assert {symbol["tex"] for symbol in found["symbols"]} >= {"I_y", "D"}


def test_no_mark_is_left(sample: tuple[Path, Made]) -> None:
    out, _ = sample
    assert ".txt:" not in (out / "build" / "book.json").read_text("utf-8")


def test_same_input_same_bytes(sample: tuple[Path, Made], tmp_path: Path) -> None:
    out, _ = sample
    elsewhere = tmp_path / "다른 곳" / "book"
    shutil.copytree(PROJECT / "book", elsewhere)
    make(elsewhere, tmp_path / "out")
    for name in ("book.pdf", "book.epub", "build/book.json", "build/outline.json"):
        assert digest(out / name) == digest(tmp_path / "out" / name), name


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_one_text_file_is_a_book(tmp_path: Path) -> None:
    root = tmp_path / "내 공부"
    root.mkdir()
    (root / "메모.txt").write_text("- 첫 줄\n- $x^2$ 은 제곱\n- 모르겠음\n", "utf-8")
    made = make(root, tmp_path / "out")
    assert made.report.count("error") == made.report.count("warning") == 0
    printed = folded("".join(pages(tmp_path / "out" / "내-공부.pdf")))
    assert "내공부" in printed
    assert "모르겠음" in printed
    assert (tmp_path / "out" / "내-공부.epub").stat().st_size > 1000


def test_a_formula_that_cannot_be_read_is_told_and_shown(tmp_path: Path) -> None:
    root = tmp_path / "book"
    root.mkdir()
    (root / "a.md").write_text("# 식\n\n- 앞 $\\frac{1}{2$ 뒤\n- $\\alhpa$ 끝\n", "utf-8")
    made = make(root, tmp_path / "out")
    told = [(d.code, str(d.pos)) for d in made.report.in_order()]
    assert told == [("M001", "a.md:3"), ("M001", "a.md:4")]
    assert "alpha" in made.report.in_order()[1].hint
    text = folded("".join(pages(tmp_path / "out" / "book.pdf")))
    assert "\\alhpa" in text


def test_an_error_leaves_the_last_good_book(tmp_path: Path) -> None:
    root = tmp_path / "book"
    root.mkdir()
    (root / "a.md").write_text("# 장\n\n- 가\n", "utf-8")
    make(root, tmp_path / "out", ("pdf",))
    good = digest(tmp_path / "out" / "book.pdf")
    (root / "book.yaml").write_text("titel: 가\n", "utf-8")
    made = make(root, tmp_path / "out", ("pdf",))
    assert made.files == []
    assert [str(d.pos) for d in made.report.diagnostics] == ["book.yaml:1"]
    assert digest(tmp_path / "out" / "book.pdf") == good
    assert not list((tmp_path / "out").glob(".*"))


@pytest.mark.skipif(not SEED.is_dir(), reason="the notes the press was made for are not here")
def test_the_notes_it_was_made_for(tmp_path: Path) -> None:
    made = make(SEED, tmp_path)
    kinds = Counter(r["kind"] for r in rows(tmp_path, "outline"))
    assert (kinds["item"], kinds["echo"]) == (331, 27)
    assert made.counts["chapters"] == CHAPTERS
    assert made.report.count("error") == 0
    fates = Counter(r["fate"] for r in rows(tmp_path, "audit"))
    assert fates["dropped"] == 0
    assert len(rows(tmp_path, "glossary")) >= 26
    printed = pages(tmp_path / "seed.pdf")
    assert not any("INDEX" in page for page in printed)
    assert not any("->" in page for page in printed)
