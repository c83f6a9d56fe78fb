"""Each folder is a book folder; `messages` is what its author is told."""

from dataclasses import fields
from pathlib import Path

import pytest

from filters import CHAIN
from studyguide import config, pipeline
from studyguide.diagnostics import Report, as_text
from studyguide.typography import Typography

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/book.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, expect) -> None:
    report = Report()
    config.load(case, report)
    expect(case / "messages", as_text(report.in_order(), case.name))


def test_every_key_is_read() -> None:
    book = config.load(HERE / "all-keys", Report())
    defaults = config.Book(root=book.root)
    same = {f.name for f in fields(book) if getattr(book, f.name) == getattr(defaults, f.name)}
    assert same == {"root", "cover", "glossary", "lang"}
    assert book.macros == {"R": r"\mathbb{R}"}
    assert book.outline.min_confidence == 0.7
    assert (book.format, book.parts) == ("A5", {"첫째": 1, "둘째": 3})
    assert book.fonts == {"serif": book.root / "serif.ttf"}
    assert book.typography == Typography(*[True] * 5)


def test_no_config_takes_all_notes_in_natural_order(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    for name in ("build/1.md", "10.md", "2.txt", "README.md", ".hidden.md", "그림.png"):
        (tmp_path / name).write_text("- 가", "utf-8")
    book = config.load(tmp_path, Report())
    assert [path.name for path in book.notes] == ["2.txt", "10.md"]


def test_a_link_that_leads_out_is_not_taken(tmp_path: Path) -> None:
    inside = tmp_path / "book"
    inside.mkdir()
    (tmp_path / "secret.md").write_text("비밀", "utf-8")
    (inside / "link.md").symlink_to(tmp_path / "secret.md")
    (inside / "book.yaml").write_text("notes: [link.md]", "utf-8")
    report = Report()
    assert config.load(inside, report).notes == ()
    assert "C005" in as_text(report.in_order())


def test_no_folder_is_one_line_with_the_path_as_given(expect, monkeypatch) -> None:
    monkeypatch.chdir(HERE / "no-folder")
    report = Report()
    config.load(Path("../없음"), report)
    expect(HERE / "no-folder" / "messages", as_text(report.in_order()))


def test_a_part_at_no_chapter_is_told_with_its_line(tmp_path: Path, expect) -> None:
    (tmp_path / "a.md").write_text("# 물결\n\n- 가\n\n# 빛\n\n- 나\n", "utf-8")
    (tmp_path / "book.yaml").write_text("title: 책\nparts:\n  첫째: 1\n  끝: 97\n", "utf-8")
    report = Report()
    pipeline.edit(config.load(tmp_path, report), CHAIN, report)
    found = [each for each in report.in_order() if each.code.startswith("C")]
    expect(HERE / "part-at-no-chapter" / "messages", as_text(found))


def test_an_index_without_terms_is_told_with_its_line(tmp_path: Path, expect) -> None:
    (tmp_path / "a.md").write_text("# 물결\n\n글이다.\n", "utf-8")
    (tmp_path / "book.yaml").write_text("title: 책\nindex: true\n", "utf-8")
    report = Report()
    pipeline.edit(config.load(tmp_path, report), CHAIN, report)
    expect(HERE / "index-without-terms" / "messages", as_text(report.in_order()))


def told(root: Path, *names: str) -> list[str]:
    """What an author is told of files of these names beside a note."""
    (root / "노트.md").write_text("- 가", "utf-8")
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("title: 가", "utf-8")
    report = Report()
    config.load(root, report)
    return [each.text() for each in report.in_order()]


def test_settings_under_another_name_are_told(tmp_path: Path, expect) -> None:
    found = told(tmp_path, "book.yml", "Glossary.YAML", "local.css", "LOCAL.css", "책.yml")
    expect(HERE / "named-otherwise" / "messages", "\n".join(found))


def test_documents_that_are_not_read_are_told_once(tmp_path: Path, expect) -> None:
    found = told(
        tmp_path, "강의.HWP", "a/b/발표.docx", "표.pdf", "_x/옛.html", "~$발표.docx", "~$글.txt"
    )
    expect(HERE / "documents" / "messages", "\n".join(found))


def test_documents_beside_named_notes_are_the_authors_own(tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_text("notes: 노트.md", "utf-8")
    assert told(tmp_path, "강의.hwp") == []


def test_a_file_is_no_book_folder(expect, monkeypatch) -> None:
    monkeypatch.chdir(HERE)
    report = Report()
    config.load(Path("all-keys/book.yaml"), report)
    expect(HERE / "a-file" / "messages", as_text(report.in_order()))


@pytest.mark.parametrize("key", ["notes", "glossary"])
def test_a_file_of_a_list_is_told_with_its_own_line(key: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("", "utf-8")
    (tmp_path / "book.yaml").write_text(f"{key}:\n  - a.yaml\n  - b.yaml\n", "utf-8")
    report = Report()
    config.load(tmp_path, report)
    assert [each.pos.line for each in report.in_order() if each.pos and "b.yaml" in each.fact] == [
        3
    ]


def test_empty_notes_are_all_notes(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("- 가", "utf-8")
    for empty in ("", "[]", "~"):
        (tmp_path / "book.yaml").write_text(f"notes: {empty}\n", "utf-8")
        assert [path.name for path in config.load(tmp_path, Report()).notes] == ["a.md"]


@pytest.mark.parametrize("text", ["2022", "2022-12", "2024-02-29"])
def test_a_date_of_the_calendar(text: str, tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_text(f"date: {text}\n", "utf-8")
    assert config.load(tmp_path, Report()).date == text


@pytest.mark.parametrize("text", ["2024-13", "2024-02-30", "2023-02-29", "0000", "2024-00-01"])
def test_a_date_of_no_calendar(text: str, tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_text(f"date: {text}\n", "utf-8")
    (tmp_path / "a.md").write_text("- 가", "utf-8")
    report = Report()
    assert config.load(tmp_path, report).date == ""
    assert [d.code for d in report.diagnostics] == ["C002"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949"])
def test_a_configuration_in_another_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_bytes("title: 클라우드 노트\n".encode(encoding))
    assert config.load(tmp_path, Report()).title == "클라우드 노트"


def test_the_identifier_is_stable_and_follows_what_names_the_book() -> None:
    book = config.Book(root=Path("a"), title="제목", author=("가",))
    moved = config.Book(root=Path("b"), title="제목", author=("가",), subtitle="새 부제")
    other = config.Book(root=Path("a"), title="제목", author=("나",))
    assert book.uuid == moved.uuid == "c3a60a60-50fc-5f41-b9b7-8f125780bfc4"
    assert book.uuid != other.uuid
