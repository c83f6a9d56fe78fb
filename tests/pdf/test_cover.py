"""The author's picture on the cover: one of the page's shape fills it, a landscape has a title."""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from filters import CHAIN
from studyguide.build import Folders, Press
from studyguide.images import raster
from studyguide.outputs.cover import fills
from studyguide.outputs.formats import FORMATS
from tests.pdf.clauses import clauses
from tests.pdf.loose_ends import loose_ends

PAGE = FORMATS["신국판"]
BLUE, GROUND = (20, 60, 200), (23, 50, 77)


@pytest.mark.parametrize(
    ("size", "is_whole"), [((600, 900), True), ((300, 900), True), ((900, 900), False)]
)
def test_what_would_lose_most_of_itself_does_not_fill(
    size: tuple[int, int], is_whole: bool
) -> None:
    assert fills(size[1] / size[0], PAGE.height / PAGE.width) is is_whole


def test_a_drawing_has_no_pixels() -> None:
    assert raster.shape(b"<svg xmlns='http://www.w3.org/2000/svg'/>") is None
    assert fills(None, 1.5)


@pytest.mark.parametrize(("size", "has_title"), [((600, 880), False), ((1600, 700), True)])
def test_a_landscape_stands_whole_below_the_title(
    size: tuple[int, int], has_title: bool, tmp_path: Path
) -> None:
    root = tmp_path / "book"
    root.mkdir()
    Image.new("RGB", size, BLUE).save(root / "cover.png")
    (root / "book.yaml").write_text("title: 그림이 있는 책\ncover: cover.png\n", "utf-8")
    (root / "1.md").write_text("# 장\n\n글이다.\n", "utf-8")
    made = Press(root, CHAIN, lambda _: Folders(tmp_path, tmp_path / "build"), lambda *_: None)
    assert made.make(["pdf"]).report.diagnostics == []
    with pypdfium2.PdfDocument(tmp_path / "book.pdf") as document:
        text = document[0].get_textpage().get_text_range()
        cover = document[0].render(scale=1).to_pil().convert("RGB")
    assert ("그림이 있는 책" in text) is has_title
    head, foot = cover.getpixel((3, 3)), cover.getpixel((3, cover.height - 4))
    assert (head, foot) == ((GROUND if has_title else BLUE), BLUE)
    assert [*loose_ends(tmp_path / "book.pdf"), *clauses(tmp_path / "book.pdf")] == []
