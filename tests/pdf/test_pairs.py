"""The sheet of formulas has two columns where they are short."""

from pathlib import Path

import pypdfium2
import pytest

from filters import CHAIN
from studyguide.build import Folders, Press
from tests.pdf.loose_ends import loose_ends

SHORT = r"x_{%d} = a + b"
LONG = r"y_{%d} = \alpha + \beta + \gamma + \delta + \epsilon + \zeta + \eta + \theta"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pairs")
    root = folder / "book"
    root.mkdir()
    (root / "book.yaml").write_text("title: 식\nformula_sheet: true\n", "utf-8")
    for number, tex in enumerate((SHORT, LONG), 1):
        formulas = "\n\n".join(f"$${tex % at}$$" for at in range(4))
        (root / f"{number}.md").write_text(f"# 장 {number}\n\n{formulas}\n", "utf-8")
    Press(root, CHAIN, lambda _: Folders(folder, folder / "build"), lambda *_: None).make(["pdf"])
    return folder / "book.pdf"


def places(path: Path) -> dict[str, tuple[float, float]]:
    """Left edge and height of the numbers on the sheet."""
    with pypdfium2.PdfDocument(path) as document:
        layers = [page.get_textpage() for page in document]
        sheet = next(each for each in layers if each.get_text_range().startswith("수식 모음"))
        text = sheet.get_text_range()
        numbers = [f"({chapter}.{at})" for chapter in (1, 2) for at in range(1, 5)]
        boxes = {number: sheet.get_charbox(text.index(number)) for number in numbers}
        return {number: (box[0], box[1]) for number, box in boxes.items()}


def test_short_formulas_stand_in_two_columns_and_long_ones_in_one(printed: Path) -> None:
    found = places(printed)
    assert found["(1.1)"][1] == pytest.approx(found["(1.2)"][1], abs=1)
    assert found["(1.2)"][0] > found["(1.1)"][0] + 100  # points
    assert found["(1.3)"][1] < found["(1.1)"][1] - 5
    assert found["(2.1)"][0] == pytest.approx(found["(2.2)"][0], abs=1)


def test_the_sheet_is_read_row_by_row(printed: Path) -> None:
    assert loose_ends(printed) == []
