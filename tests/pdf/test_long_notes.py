"""Notes taller than the room at the foot of their page go on overleaf; nothing is covered."""

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pypdfium2
import pytest

from filters import CHAIN
from studyguide.build import Folders, Press
from tests.pdf.loose_ends import Inside, loose_ends

LONG, HALF, MANY = 45, 14, 30  # paragraphs of a note, of another, short notes of one line
FOOT = 24  # points below which only the page number stands
SHARED = 0.4  # of the height of a line that another may reach into
SAID = "그래서 이야기가 길게 이어지고 끝날 줄을 모른다. 강물은 흐르고 바람은 분다. "


def notes() -> str:
    """A note longer than a page, one called behind it, one at the end, and many of one line."""
    long = "".join(f"\n    {SAID * 2}긴{at:03}다.\n" for at in range(LONG))
    half = "".join(f"\n    {SAID * 2}반{at:03}다.\n" for at in range(HALF))
    many = "".join(f"낱말[^m{at}] " for at in range(MANY))
    short = "".join(f"[^m{at}]: 짧은{at:03}다.\n" for at in range(MANY))
    text = "".join(f"{SAID * 3}글{at:03}다.\n\n" for at in range(9))
    return (
        f"# 긴 주\n\n여기서 부르고[^a] 또 부른다.[^b]\n\n{text}{many}\n\n끝에서도 부른다.[^c]\n\n"
        f"[^a]: 첫 줄이다.\n{long}\n[^b]: 뒤따르는 주다.\n\n{short}\n[^c]: 끝의 주다.\n{half}\n"
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("long-notes")
    (folder / "book").mkdir()
    (folder / "book/1.md").write_text(notes(), "utf-8")
    (folder / "book/book.yaml").write_text("title: 긴 주\nformat: 신국판\n", "utf-8")
    press = Press(folder / "book", CHAIN, lambda _: Folders(folder, folder), lambda *_: None)
    assert [d.code for d in press.make(["pdf"]).report.diagnostics] == []
    return folder / "book.pdf"


def stretches(page: pypdfium2.PdfPage) -> list[tuple[float, ...]]:
    """Left, foot, right and top of each piece of a line."""
    text = page.get_textpage()
    return [text.get_rect(at) for at in range(text.count_rects())]


def is_covered(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two pieces of lines share ground."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 1 and high > SHARED * min(one[3] - one[1], other[3] - other[1])


def test_all_of_each_note_is_read_once_and_in_order(book: Path) -> None:
    with pypdfium2.PdfDocument(book) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    for sign, count in (("긴", LONG), ("반", HALF), ("글", 9), ("짧은", MANY)):
        assert re.findall(rf"{sign}(\d\d\d)", text) == [f"{at:03}" for at in range(count)]
    assert text.count("뒤따르는 주다.") == 1


def test_no_line_covers_another_or_leaves_the_page(book: Path) -> None:
    with pypdfium2.PdfDocument(book) as document:
        for page in document:
            found = stretches(page)
            assert all(each[1] > FOOT and each[3] < page.get_height() for each in found)
            assert [pair for pair in combinations(found, 2) if is_covered(*pair)] == []


def test_pages_that_a_note_goes_on_have_their_numbers(book: Path) -> None:
    with pypdfium2.PdfDocument(book) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    last = next(text for text in reversed(texts) if "반013" in text)
    assert "글" not in last.replace("글꼴", "")  # nothing but the note
    assert re.search(r"^\d+\s*$", last, re.MULTILINE)


def test_a_note_on_several_pages_is_one_element(book: Path) -> None:
    assert loose_ends(book) == []
    kinds = Counter(element.kind for element in Inside(book).top.each())
    assert kinds["Note"] == MANY + 3
