"""`outline --write`: the nested notes build the same book as the notes they came from."""

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from filters import CHAIN
from studyguide import config, console, pipeline
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.outline import nested_notes
from studyguide.study import StudyOptions
from tests.pipeline.test_audit import CASES

BARE = re.compile(r"<span>([^<>]*)</span>")  # an author's span whose attributes mean nothing
SAMPLE = Path(__file__).parents[2] / "book"
SEED = Path(__file__).parents[3] / "shared" / "seed"


def written(book: Book) -> str:
    report = Report()
    edited = pipeline.edit(book, (CHAIN[0], nested_notes.keep), report)
    return nested_notes.notes_of(edited, report)


def body(book: Book) -> str:
    """The finished tree as both artifacts get it; of written nesting the study kit asks more."""
    book = replace(book, study=StudyOptions(off=True))
    return BARE.sub(r"\1", pipeline.to_html(pipeline.edit(book, CHAIN, Report()).json))


def rewritten(book: Book, folder: Path) -> Book:
    """The same book with its nested notes in place of its own."""
    root = folder / book.root.name
    shutil.copytree(book.root, root)
    note = root / "nested.md"
    note.write_text(written(book), "utf-8")
    moved = tuple(root / os.path.relpath(path, book.root) for path in book.glossary)
    return replace(book, root=root, notes=(note,), glossary=moved)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_cases_build_the_same(case: Path, tmp_path: Path) -> None:
    book = Book(root=case, notes=tuple(sorted(case.glob("in*"))))
    assert body(rewritten(book, tmp_path)) == body(book)


@pytest.mark.parametrize("folder", [SAMPLE, SEED], ids=["sample", "seed"])
def test_books_build_the_same(folder: Path, tmp_path: Path) -> None:
    if not folder.is_dir():
        pytest.skip("the folder is not here")
    book = config.load(folder, Report())
    assert body(rewritten(book, tmp_path)) == body(book)


def test_every_syntax_of_the_author_stays(tmp_path: Path) -> None:
    case = Path(__file__).parent / "own-words"
    book = Book(root=case, notes=(case / "in.md",))
    again = rewritten(book, tmp_path)
    assert body(again) == body(book)
    assert written(again) == written(book)
    for kept in ("[[멱등성]]은(는)", "{#eq:b}", "@eq:b을(를)", "- [x] 한 일", "![그림](a.png)"):
        assert kept in written(book)


def test_names_that_the_author_gave_stay(tmp_path: Path) -> None:
    case = Path(__file__).parent / "labels-and-names"
    book = Book(root=case, notes=(case / "in.md",))
    assert body(rewritten(book, tmp_path)) == body(book)
    for kept in (
        "## 둘 {#two}",
        "{#sec:one}",
        "(p.svg){#fig:ok}",
        '{#fig:no alt="설명"}',
        '"a.py"',
    ):
        assert kept in written(book)


@pytest.mark.parametrize("name", ["nameless-pictures", "words-like-items"])
def test_what_is_written(name: str, tmp_path: Path, expect: Callable[[Path, str], None]) -> None:
    case = Path(__file__).parent / name
    book = Book(root=case, notes=(case / "in.md",))
    assert body(rewritten(book, tmp_path)) == body(book)
    expect(case / "nested.md", written(book))


def test_low_confidence_bears_a_comment() -> None:
    text = written(config.load(SAMPLE, Report()))
    assert "<!-- 확신 0." in text
    assert "{.at" not in text and "#ch-0" not in text


def test_whoever_writes_them_beside_the_old_notes_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "옛.txt").write_text("1. 장\n- 가\n- 나\n", "utf-8")
    console.outline(CHAIN, str(tmp_path), "text", str(tmp_path / "새.md"), lang="ko")
    assert "옛 노트(옛.txt)도 있어" in capsys.readouterr().out
    (tmp_path / "book.yaml").write_text("notes: 옛.txt\n", "utf-8")
    console.outline(CHAIN, str(tmp_path), "text", str(tmp_path / "셋.md"), lang="ko")
    assert "옛 노트" not in capsys.readouterr().out


def test_the_outline_leaves_what_a_build_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "노트"
    folder.mkdir()
    (folder / "a.md").write_text("# 장\n\n- 값은 $x = 1$이다\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    console.check(CHAIN, str(folder), False, "text")
    names = ("book", "audit", "glossary", "equations", "study")
    files = [next(tmp_path.glob(f"build/*/{name}.json")) for name in names]
    before = [file.read_bytes() for file in files]
    console.outline(CHAIN, str(folder), "text", "")
    assert [file.read_bytes() for file in files] == before
    assert b"null" not in b"".join(before[1:4])
