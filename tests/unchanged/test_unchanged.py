"""Nothing changed, nothing done; whatever changed, the book is the one a fresh build makes."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PIL import Image

from filters import CHAIN
from studyguide.build import Folders, Made, Press
from studyguide.diagnostics import Report
from studyguide.keeping import kept, named, unchanged

NOTE = "# 처음\n\n짐칸을 비운다. 아무 데도 없는 ![그림](none.png)\n\n![점](dot.png)\n"
STAMP = "kept-epub.json"


@dataclass
class Desk:
    """A book folder, and how often a build really was made there."""

    root: Path
    chain: tuple[Any, ...] = CHAIN
    calls: list[str] = field(default_factory=list)

    def build(self, fresh: bool = False, strict: bool = False, lang: str = "ko") -> Made:
        out = self.root.parent / "dist"
        report = Report(lang)
        press = Press(
            self.root, self.chain, lambda _: Folders(out, out / "build"), self.calls.append, report
        )
        return unchanged.make(press, ["epub"], strict, fresh)

    def content(self) -> bytes:
        return (self.root.parent / "dist" / "notes.epub").read_bytes()

    def is_made(self, **options: Any) -> bool:
        """Whether a build now makes anything."""
        self.calls.clear()
        self.build(**options)
        return "epub" in self.calls


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    root = tmp_path / "notes"
    root.mkdir()
    (root / "a.md").write_text(NOTE, "utf-8")
    (root / "z.md").write_text("# 끝\n\n글\n", "utf-8")
    (root / "book.yaml").write_text("title: 책\n", "utf-8")
    (root / "glossary.yaml").write_text("- term: 짐칸\n  definition: 짐을 두는 곳.\n", "utf-8")
    (root / "local.css").write_text("p { color: #111111 }\n", "utf-8")
    _paint(root / "dot.png", "red")
    desk = Desk(root)
    desk.build()
    return desk


def _paint(path: Path, colour: str) -> None:
    Image.new("RGB", (8, 8), colour).save(path)


def test_an_unchanged_book_is_not_made_and_says_the_same(desk: Desk) -> None:
    first = desk.build(fresh=True)
    content = desk.content()
    again = desk.build()
    assert not desk.is_made()
    assert desk.content() == content
    assert again.files == first.files
    assert again.counts == first.counts
    assert again.book.title == first.book.title
    assert again.report.in_order() == first.report.in_order() != []


CHANGES: dict[str, Callable[[Path], object]] = {
    "note": lambda root: (root / "a.md").write_text(NOTE.replace("비운다", "채운다"), "utf-8"),
    "new note": lambda root: (root / "b.md").write_text("# 둘\n\n글\n", "utf-8"),
    "note gone": lambda root: (root / "z.md").unlink(),
    "book.yaml": lambda root: (root / "book.yaml").write_text("title: 새 책\n", "utf-8"),
    "glossary.yaml": lambda root: (root / "glossary.yaml").write_text(
        "- term: 짐칸\n  definition: 물건을 두는 곳.\n", "utf-8"
    ),
    "picture": lambda root: _paint(root / "dot.png", "blue"),
    "picture found": lambda root: _paint(root / "none.png", "blue"),
    "local.css": lambda root: (root / "local.css").write_text("p { color: #eeeeee }\n", "utf-8"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_book_is_the_one_of_a_fresh_build(desk: Desk, change: str) -> None:
    before = desk.content()
    CHANGES[change](desk.root)
    assert desk.is_made()
    found = desk.content()
    assert found != before
    desk.build(fresh=True)
    assert found == desk.content()
    assert not desk.is_made()


def test_a_shared_glossary_outside_the_book_counts(desk: Desk) -> None:
    shared = desk.root.parent / "shared.yaml"
    shared.write_text("- term: 짐칸\n  definition: 하나.\n", "utf-8")
    (desk.root / "book.yaml").write_text("glossary: ../shared.yaml\n", "utf-8")
    assert desk.is_made()
    assert not desk.is_made()
    shared.write_text("- term: 짐칸\n  definition: 둘.\n", "utf-8")
    assert desk.is_made()


def test_a_picture_that_the_key_cannot_see_keeps_nothing(desk: Desk) -> None:
    (desk.root / "node_modules").mkdir()
    _paint(desk.root / "node_modules" / "dot.png", "green")
    (desk.root / "a.md").write_text("# 처음\n\n![점](node_modules/dot.png)\n", "utf-8")
    assert desk.is_made()
    assert desk.is_made()


def test_what_is_asked_for_counts(desk: Desk) -> None:
    assert desk.is_made(lang="en")
    assert not desk.is_made(lang="en")
    assert not desk.build(strict=True).files  # its warning stops a strict build


def test_a_template_counts(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    monkeypatch.setattr(named, "TEMPLATES", folder)
    for text in ("a", "b"):
        (folder / "page.html.j2").write_text(text, "utf-8")
        assert desk.is_made()
        assert not desk.is_made()


def test_the_source_of_a_filter_counts(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ModuleType("own")
    module.__file__ = str(tmp_path / "own.py")
    exec("def apply(doc, book, report):\n    return doc\n", module.__dict__)
    monkeypatch.setitem(sys.modules, "own", module)
    desk.chain = (*CHAIN, module.apply)
    for text in ("1\n", "2\n"):
        Path(module.__file__).write_text(text, "utf-8")
        assert desk.is_made()
        assert not desk.is_made()


def test_the_version_of_a_package_counts(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site" / "weasyprint-71.0.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "site")])
    assert desk.is_made()
    assert not desk.is_made()


def test_a_system_library_that_changed_counts(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, maps = tmp_path / "libpango-1.0.so.0", tmp_path / "maps"
    library.write_bytes(b"1.50")
    maps.write_text(f"7f00-7f01 r--p 00000000 08:01 1    {library}\n", "utf-8")
    monkeypatch.setattr(named, "MAPS", maps)
    assert desk.build(fresh=True).files
    assert not desk.is_made()
    library.write_bytes(b"1.50.1")
    assert desk.is_made()


@pytest.mark.parametrize("name", ["notes.epub", "build/book.json", "build/outline.json"])
def test_a_file_that_is_damaged_or_gone_is_made_anew(desk: Desk, name: str) -> None:
    path = desk.root.parent / "dist" / name
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    assert desk.is_made()
    path.unlink()
    assert desk.is_made()
    assert path.read_bytes() == whole


@pytest.mark.parametrize("broken", ["", "{}", "x\n{}", "\x00" * 40])
def test_a_broken_stamp_is_no_stamp(desk: Desk, broken: str) -> None:
    (desk.root.parent / "dist" / "build" / STAMP).write_text(broken, "utf-8")
    assert desk.is_made()
    assert not desk.is_made()


def test_a_stamp_of_another_shape_is_no_stamp(desk: Desk) -> None:
    stamp = desk.root.parent / "dist" / "build" / STAMP
    body = '{"key": "0", "colour": "blue"}'
    stamp.write_text(f"{kept._sum(body.encode())}\n{body}", "utf-8")
    assert desk.is_made()


def test_a_note_that_changes_while_the_book_is_made_keeps_nothing(desk: Desk) -> None:
    def edits(doc: Any, book: Any, report: Any) -> Any:  # noqa: ARG001
        (desk.root / "a.md").write_text(NOTE + "\n더 쓴 글\n", "utf-8")
        return doc

    desk.chain = (*CHAIN, edits)
    (desk.root / "a.md").write_text(NOTE + "\n먼저 쓴 글\n", "utf-8")
    assert desk.is_made()
    assert desk.is_made()  # of the note as it is now
    assert not desk.is_made()
