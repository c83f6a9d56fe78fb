"""A book whose chapters are set one by one is the book that is set in one piece."""

import os
import pickle
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypandoc
import pypdfium2
import pytest
from PIL import Image, ImageChops

from studyguide import pdf
from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.keeping.store import SUM, Store
from studyguide.pdf import How
from studyguide.pdf.sets import crew, recalled, setting
from studyguide.pdf.sets.shelf import Shelf
from studyguide.pdf.sets.sides import RELATIVE, Extent, stands

CASE = Path(__file__).parent / "joined"
ARGS = ["--section-divs", "--wrap=none"]
BOOKS: dict[str, dict[str, Any]] = {
    "chapters on any page": {},
    "chapters on right pages": {"recto": True},
    "parts": {"parts": {"떠남": 1, "돌아옴": 3}},
}


def body(old: str = "", new: str = "") -> str:
    text = (CASE / "book.md").read_text("utf-8").replace(old, new)
    return str(pypandoc.convert_text(text, "html5", "markdown-smart", extra_args=ARGS))


def made(root: Path, text: str, name: str, how: How, **settings: Any) -> Path:
    report = Report()
    book = Book(root=root, title="이음", date="2024-03-02", **settings)
    printed = pdf.write(text, book, root.parent / f"{name}.pdf", report, how=how)
    assert report.diagnostics == []
    return printed.path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    return folder


def outline(book: pypdfium2.PdfDocument) -> list[tuple[int, str, int]]:
    return [(each.level, each.get_title(), each.get_dest().get_index()) for each in book.get_toc()]


def links(path: Path) -> list[list[str]]:
    """The links of each page: names with what is said of them, for notes page and place."""
    with pikepdf.open(path) as file:
        pages = {sheet.objgen: at for at, sheet in enumerate(file.pages)}

        def target(mark: Any) -> str:
            found = mark.get("/Dest")
            if not isinstance(found, pikepdf.Array):
                return f"{found} “{mark.Contents}”"
            return f"{pages[found[0].objgen]} {found[2]} {found[3]}"

        return [sorted(map(target, sheet.get("/Annots", []))) for sheet in file.pages]


def kinds(path: Path) -> list[str]:
    """The structure tree in reading order."""
    with pikepdf.open(path) as file:
        todo, found = [file.Root.StructTreeRoot.K[0]], []
        while todo:
            element = todo.pop()
            if isinstance(element, pikepdf.Dictionary) and "/S" in element:
                found.append(str(element.S))
                kids = element.get("/K", [])
                todo += reversed(list(kids) if isinstance(kids, pikepdf.Array) else [kids])
        return found


@pytest.mark.parametrize("kind", BOOKS)
def test_it_is_the_book_set_in_one_piece(kind: str, root: Path) -> None:
    paths = [made(root, body(), str(way), How(is_whole=way), **BOOKS[kind]) for way in (0, 1)]
    joined, whole = map(pypdfium2.PdfDocument, paths)
    assert len(joined) == len(whole)
    for at in range(len(whole)):
        texts = [each[at].get_textpage().get_text_range() for each in (joined, whole)]
        assert texts[0] == texts[1]
        pictures = [each[at].render(scale=1).to_pil().convert("L") for each in (joined, whole)]
        assert ImageChops.difference(*pictures).getbbox() is None, f"page {at + 1}"
        assert joined.get_page_label(at) == whole.get_page_label(at)
    assert outline(joined) == outline(whole) != []
    assert links(paths[0]) == links(paths[1])
    assert kinds(paths[0]) == kinds(paths[1])


@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_2A"])
def test_standards(profile: str, root: Path) -> None:
    path = made(root, body(), "joined", How())
    found = page.validate_pdf(path, profile=page.ValidationProfile[profile])
    assert [failure.message for failure in found.failures] == []


def test_each_typeface_is_there_once(root: Path) -> None:
    with pikepdf.open(made(root, body(), "joined", How())) as file:
        dictionaries = [obj for obj in file.objects if isinstance(obj, pikepdf.Dictionary)]
        names = [str(obj.FontName) for obj in dictionaries if obj.get("/Type") == "/FontDescriptor"]
        assert len(names) == len(set(names)) > 1


def test_same_bytes_by_one_process_or_two_and_from_the_shelf(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "WORTH", 0)
    shelf = root.parent / "units"
    alone = made(root, body(), "alone", How()).read_bytes()
    assert made(root, body(), "two", How(shelf, workers=2)).read_bytes() == alone
    set_again: list[int] = []
    how = How(shelf, told=lambda _, units: set_again.append(units))
    assert made(root, body(), "kept", how).read_bytes() == alone
    assert set_again == []


LONG = "글이 긴 장이다.\n\n" + "이어진다.\n\n" * 300  # what stands behind has two digits and more


@pytest.mark.parametrize("begin", ["글이 짧은 장이다.", LONG], ids=["few pages", "many pages"])
def test_a_changed_chapter_is_set_again_and_no_other(begin: str, root: Path) -> None:
    shelf, counts = root.parent / "units", []
    made(root, body("글이 짧은 장이다.", begin), "before", How(shelf))
    changed = body("글이 짧은 장이다.", begin.replace("장이다", "장이네"))
    how = How(shelf, told=lambda _, units: counts.append(units))
    after = made(root, changed, "after", how).read_bytes()
    assert counts == [1, 1]  # at its begin and at its end
    assert made(root, changed, "fresh", How()).read_bytes() == after


def test_a_chapter_that_grows_moves_the_numbers_behind_it(root: Path) -> None:
    shelf = root.parent / "units"
    made(root, body(), "before", How(shelf))
    longer = body("글이 짧은 장이다.", "글이 긴 장이다.\n\n" + "이어진다.\n\n" * 90)
    after = made(root, longer, "after", How(shelf)).read_bytes()
    assert made(root, longer, "fresh", How()).read_bytes() == after


def test_a_unit_whose_picture_changes_meanwhile_is_not_kept(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = root.parent / "units"
    text = body("글이 짧은 장", '글이 짧은 장<img src="dot.png" alt="점">')

    def paint(colour: str) -> None:
        Image.new("RGB", (8, 8), colour).save(root / "dot.png")

    set_plainly = setting.Setter.set

    def set_while_it_changes(*given: Any) -> Any:
        paint("red")
        found = set_plainly(*given)
        paint("blue")
        return found

    paint("red")

    with monkeypatch.context() as patch:
        patch.setattr(setting.Setter, "set", set_while_it_changes)
        red = made(root, text, "red", How(shelf)).read_bytes()
    blue = made(root, text, "blue", How(shelf)).read_bytes()
    assert red != blue == made(root, text, "fresh", How()).read_bytes()


@pytest.mark.parametrize("source", ["dot.png", "Q&amp;A.png", "Q%26A.png", "dot.png#corner"])
def test_a_picture_that_was_replaced_is_the_new_one(source: str, root: Path) -> None:
    text = body("글이 짧은 장", f'글이 짧은 장<img src="{source}" alt="점">')
    found = []
    for colour in ("red", "blue"):
        for name in ("dot.png", "Q&A.png"):
            Image.new("RGB", (8, 8), colour).save(root / name)
        found.append(made(root, text, colour, How(root.parent / "units")).read_bytes())
    assert found[0] != found[1] == made(root, text, "fresh", How()).read_bytes()


def test_no_file_is_read_for_what_a_text_says(root: Path) -> None:
    os.mkfifo(root / "pipe")
    text = body(
        "글이 짧은 장", '글이 짧은 장 <code>url(/dev/zero) url(pipe) src="/dev/zero"</code>'
    )
    before = made(root, text, "before", How(root.parent / "units")).read_bytes()
    assert made(root, text, "after", How(root.parent / "units")).read_bytes() == before


def test_page_numbers_with_leading_zeros(root: Path) -> None:
    style = "decimal-leading-zero"
    (root / "local.css").write_text(
        f"@page:left {{ @bottom-left {{ content: counter(page, {style}) }} }}"
        f".to-answers::after {{ content: target-counter(attr(href url), page, {style}) }}",
        "utf-8",
    )
    paths = [made(root, body(), str(way), How(is_whole=way)) for way in (False, True)]
    texts = [
        [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]
        for path in paths
    ]
    assert texts[0] == texts[1]
    assert any("02" in text for text in texts[0])


def test_a_link_to_what_is_not_displayed(root: Path) -> None:
    (root / "local.css").write_text("#s-1 { display: none }", "utf-8")
    report, counts = Report(), []
    book = Book(root=root, title="이음", date="2024-03-02")
    how = How(told=lambda done, _: counts.append(done))
    pdf.write(body(), book, root.parent / "hidden.pdf", report, how=how)
    assert {each.code for each in report.diagnostics} == {"P001", "P006"}
    assert sum(done > 0 for done in counts) < 14  # no unit more than twice


def test_a_link_to_what_is_gone_since_the_last_build(root: Path) -> None:
    shelf = root.parent / "units"
    book = Book(root=root, title="이음", date="2024-03-02")
    made(root, body(), "before", How(shelf))
    gone = body("{#s-1}")
    ways = [How(shelf), How()]
    found = [pdf.write(gone, book, root.parent / "gone.pdf", Report(), how=way) for way in ways]
    assert len({each.path.read_bytes() for each in found}) == 1
    assert "s-1" not in recalled.read(shelf).numbers


def test_what_is_recalled_of_pages_may_be_anything(root: Path) -> None:
    shelf = root.parent / "units"
    before = made(root, body(), "before", How(shelf)).read_bytes()
    known = recalled.read(shelf)
    assert known.extents and known.numbers["ch-01"] == 1
    for content in ("", "[]", '{"labels": {}, "numbers": {}, "extents": {"1": [[], "x"]}}', "\0"):
        (shelf / recalled.FILE).write_text(content, "utf-8")
        assert recalled.read(shelf) == recalled.Recalled()
    far = {name: number + 90 for name, number in known.numbers.items()}
    unlikely = {at: Extent((RELATIVE + 1,) * 40) for at in range(9)}
    recalled.write(shelf, recalled.Recalled({"ch-01": "91"}, far, unlikely))
    assert made(root, body(), "after", How(shelf)).read_bytes() == before


@pytest.mark.parametrize("damage", ["cut", "changed", "other", "harmful"])
def test_a_damaged_shelf_counts_as_empty(damage: str, root: Path) -> None:
    shelf = root.parent / "units"
    before = made(root, body(), "before", How(shelf)).read_bytes()
    for path in shelf.iterdir():
        content = path.read_bytes()
        damaged = {
            "cut": content[:100],
            "changed": content[:-1] + bytes([content[-1] ^ 1]),
            "other": b"",
            "harmful": sealed(path.name, Harmful()),
        }
        path.write_bytes(damaged[damage])
    assert made(root, body(), "after", How(shelf)).read_bytes() == before


class Harmful:
    """Would end the build if it were read back."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return exit, ("read",)


def sealed(name: str, thing: object) -> bytes:
    import hashlib

    content = pickle.dumps(thing)
    return hashlib.sha256(name.encode() + content).digest() + content


def test_nothing_but_records_is_read_back(tmp_path: Path) -> None:
    (tmp_path / "name").write_bytes(sealed("name", Harmful()))
    assert len(sealed("name", Harmful())) > SUM
    assert Store(tmp_path).get("name")
    assert Shelf(tmp_path).get("name") is None


def test_where_units_stand() -> None:
    plain = Extent((RELATIVE + 1, RELATIVE + 2, RELATIVE + 3))
    first = Extent((RELATIVE + 1, 1, 2), "right")  # a blank sheet, then counted from 1
    found = stands([Extent((1, 2, 3, 4)), first, plain, Extent((RELATIVE + 1,) * 2, "left")])
    assert [each.sheet for each in found] == [0, 4, 6, 9]
    assert [each.numbers for each in found] == [(1, 2, 3, 4), (1, 2), (3, 4, 5), (5,)]
    assert [each.drops_blank for each in found] == [False, True, False, True]
