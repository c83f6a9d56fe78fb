"""The summary sheet is one page, however much a chapter holds."""

from pathlib import Path

import pypdfium2
import pytest

from filters import CHAIN
from studyguide.build import Folders, Press
from studyguide.outputs.formats import FORMATS
from studyguide.study.summary import Entry, Room, fits, fitted, room_of
from studyguide.study.text import Piece, words

LINE = words("원본이 바뀌어도 한동안 옛 값을 돌려주는 까닭")
ROOM = room_of(FORMATS["신국판"])


def entry(lines: int, terms: int) -> Entry:
    return Entry(LINE, "s1", (LINE,) * lines, tuple((f"g-{at}", "적중률") for at in range(terms)))


@pytest.mark.parametrize("page", [*FORMATS.values(), FORMATS["A5"].with_notes])
@pytest.mark.parametrize(("count", "lines", "terms"), [(2, 90, 0), (9, 9, 9), (40, 3, 1)])
def test_what_is_too_much_is_left_out(page, count: int, lines: int, terms: int) -> None:
    entries, room = [entry(lines, terms)] * count, room_of(page)
    assert not fits(entries, room)
    assert fits(fitted(entries, room), room)


def test_a_chapter_that_fits_stays_whole() -> None:
    entries = [entry(2, 2)] * 3
    assert fitted(entries, ROOM) == entries


def test_lines_and_terms_left_out_are_counted() -> None:
    found = fitted([entry(20, 20)] * 6, ROOM)
    assert all(len(each.below) + each.left_out == 20 for each in found)
    assert all(len(each.terms) + each.terms_left_out == 20 for each in found)


def test_heads_that_do_not_fit_are_counted() -> None:
    *heads, rest = fitted([entry(0, 0)] * 500, ROOM)
    assert rest.text == words(f"… 외 {500 - len(heads)}")


def test_formulas_take_room() -> None:
    tall = Entry((Piece("math", r"\frac{a}{b}" * 9),))
    assert not fits([tall] * 4, Room(10, 8))


def test_the_printed_sheet_is_one_page(tmp_path: Path) -> None:
    root = tmp_path / "notes"
    root.mkdir()
    sections = "".join(
        f"## 절 {at} 캐시를 오래 두는 것과 자주 비우는 것\n\n"
        + "- 원본이 바뀌어도 한동안 옛 값을 돌려준다\n" * 6
        for at in range(14)
    )
    (root / "01.md").write_text(f"# 1장. 캐시\n\n{sections}\n# 2장. 끝\n\n- 하나\n", "utf-8")
    (root / "book.yaml").write_text(
        "title: 책\nstudy: {off: yes, summary: yes, notes: margin}\n", "utf-8"
    )
    Press(root, CHAIN, lambda _: Folders(tmp_path, tmp_path), print).make(["pdf"])
    with pypdfium2.PdfDocument(next(tmp_path.glob("*.pdf"))) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    at = next(at for at, text in enumerate(texts) if "한눈에 보기" in text)
    assert "절 13" in texts[at]
    assert "하나" in texts[at + 1]
