"""What may not be read is told, and bars nothing else; a folder of everything is no book."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from filters import CHAIN
from studyguide import config, notes
from studyguide.book_folder import content_of
from studyguide.build import Folders, Press
from studyguide.config import Book
from studyguide.diagnostics import Pos, Report, as_text
from studyguide.keeping import kept, named
from studyguide.pdf.engine.checks import place_of_font
from tests.hostile.test_bounds import PROJECT

HERE = Path(__file__).parent
CLOSED = ("z.md", "glossary.yaml", "local.css", "cover.png", "fig.png", "other")
RIGHTS = "-dac_override,-dac_read_search"  # by which root reads all
AS_ALL = ["setpriv", f"--bounding-set={RIGHTS}", f"--inh-caps={RIGHTS}"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    root = tmp_path / "book"
    (root / "folder").mkdir(parents=True)
    (root / "note.md").write_text("# 장\n\n글 ![그림](fig.png)\n", "utf-8")
    return root


def press(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A command as one who may not read everything."""
    run = [*(AS_ALL if os.geteuid() == 0 else []), sys.executable, "-P", "-m", "invoke"]
    return subprocess.run(
        [*run, "--search-root", str(PROJECT), *words, "--lang=en"],
        cwd=cwd, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_each_closed_file_is_told(book: Path, expect) -> None:
    (book / "folder" / "lost.md").write_text("# 가\n", "utf-8")
    (book / "book.yaml").write_text("cover: cover.png\n", "utf-8")
    for name in CLOSED:
        (book / name).touch(0)
    (book / "folder").chmod(0)
    told = press("check", "--book=book", cwd=book.parent)
    (book / "folder").chmod(0o755)
    assert told.returncode == 1
    expect(HERE / "messages-closed", told.stdout)


def test_a_closed_file_that_no_page_needs_bars_no_book(book: Path) -> None:
    for name in ("fig.png", "other"):
        (book / name).touch(0)
    assert "book.epub" in press("epub", "--book=book", cwd=book.parent).stdout


def test_a_closed_folder_is_no_book(book: Path) -> None:
    book.chmod(0)
    told = press("preview", "--book=book", cwd=book.parent)
    book.chmod(0o755)
    assert (told.returncode, "C014" in told.stderr) == (1, True)


def test_a_folder_of_everything_is_no_book(
    book: Path, expect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "MOST_FILES", 20)
    for at in range(21):
        (book / "folder" / f"{at}.png").touch()
    (book / "folder" / "out").symlink_to("/etc")
    monkeypatch.chdir(book)
    report = Report()
    assert config.load(Path(), report).notes == ()
    said = as_text(report.in_order()).replace(str(book), "/books")
    expect(HERE / "messages-many_files", said)


def test_what_holds_no_notes_is_not_looked_through(book: Path) -> None:
    for name in (".git", "node_modules", "_drafts"):
        (book / name / "far").mkdir(parents=True)
        (book / name / "far" / "n.md").touch()
    assert [path.name for path in config.load(book, Report()).notes] == ["note.md"]


def test_a_file_that_becomes_a_pipe_is_not_waited_for(book: Path) -> None:
    report = Report()
    found: Book = config.load(book, report)
    (book / "note.md").unlink()
    os.mkfifo(book / "note.md")
    for read in (lambda: notes.read(found, report), lambda: content_of(book / "note.md")):
        with pytest.raises(FileNotFoundError, match=r"note\.md"):
            read()


def test_a_style_sheet_that_is_no_utf8_still_says_where_a_typeface_is_named(book: Path) -> None:
    (book / "local.css").write_bytes("/* 글 */\np { font-family: Wave }".encode("cp949"))
    assert place_of_font("Wave", config.load(book, Report())) == Pos("local.css", 2)


def test_a_large_file_is_not_read_to_tell_whether_it_changed(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(named, "LARGEST_PICTURE", 0)
    monkeypatch.setattr(named, "opened", None)
    monkeypatch.setattr(named, "press", list)
    found = config.load(book, Report())
    before = kept.key(found, [], [])
    assert kept.key(found, [], []) == before
    os.utime(book / "note.md", (0, 0))
    assert kept.key(found, [], []) != before


def test_a_template_that_is_no_text_is_told(book: Path, expect) -> None:
    (book / "templates").mkdir()
    (book / "templates" / "page.html.j2").write_bytes("가".encode("cp949"))
    folders = Folders(book.parent / "dist", book.parent / "build")
    report = Report("en")
    Press(book, CHAIN, lambda _: folders, lambda *_: None, report).make(["pdf"])
    expect(HERE / "messages-template", as_text(report.in_order()))
