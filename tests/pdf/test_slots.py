"""A page number may have a digit less than there is room for."""

import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from studyguide.pdf import How
from studyguide.pdf.html.units import Section
from studyguide.pdf.sets import settle
from tests.pdf.test_joined import body, links, made


def texts_of(path: Path) -> list[str]:
    book = pypdfium2.PdfDocument(path)
    return [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in book]


def blanks(path: Path) -> int:
    """How many digits are left blank."""
    with pikepdf.open(path) as file:
        streams = [sheet.Contents.read_bytes() for sheet in file.pages]
    return sum(len(re.findall(rb"> -\d+ <", stream)) for stream in streams)


def test_what_it_lacks_is_left_blank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "book"
    root.mkdir()
    tight = made(root, body(), "tight", How())
    monkeypatch.setattr(settle, "FEWEST", 2)
    monkeypatch.setattr(settle, "MORE", 9.0)
    shelf, counts = root.parent / "units", []
    roomy = made(root, body(), "roomy", How(shelf, told=lambda done, _: counts.append(done)))
    assert sum(done > 0 for done in counts) == sum(1 for _ in shelf.glob("*")) - 1  # once each
    assert texts_of(roomy) == texts_of(tight)
    assert links(roomy) == links(tight)
    assert (blanks(roomy), blanks(tight)) == (1, 0)
    assert texts_of(made(root, body(), "whole", How(is_whole=True))) == texts_of(roomy)
    again: list[int] = []
    kept = made(root, body(), "kept", How(shelf, told=lambda *_: again.append(1)))
    assert kept.read_bytes() == roomy.read_bytes() and not again


def test_room_is_left_from_page_84_on() -> None:
    page = "글" * int(settle.LETTERS * 1000 - 40)
    texts = [f'<h1 id="s-{number}">{page}</h1>' for number in range(1, 100)]
    found = settle.slots([Section(text, is_chapter=True) for text in texts], 1000)
    assert min(int(name[2:]) for name in found) == pytest.approx(84, abs=3)
    assert set(found.values()) == {3}
