"""What is copied out of the PDF is the text of the notes, whole and in order."""

import re
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from filters import CHAIN
from studyguide.build import Folders, Press
from studyguide.files import TEMPLATES

FONTS = TEMPLATES / "fonts"

ITEMS = [
    "데이터 카탈로그는 어디에 무엇이 있는지 적어 둔 목록이다",
    "service account의 열쇠를 90일마다 바꾸지 않으면 안 되는 까닭이 있는 것이다",
    "같은 요청이 두 번 와도 한 번만 처리하려면 보낸 쪽이 이름표를 붙여야 한다",
    "가나다 순서로 늘어놓으면 찾는 사람이 어디쯤인지 짐작할 수 있어서 편하다",
]


def copied(notes: str, tmp_path: Path) -> str:
    root = tmp_path / "notes"
    root.mkdir()
    (root / "a.md").write_text(notes, encoding="utf-8")
    Press(root, CHAIN, lambda _: Folders(tmp_path, tmp_path), lambda *_: None).make(["pdf"])
    with pypdfium2.PdfDocument(tmp_path / "notes.pdf") as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_every_item_comes_back_once(tmp_path: Path) -> None:
    notes = "# 장\n\n단단한\\ 빈칸\n\n" + "".join(
        f"{'  ' * n}- {item}\n" for n, item in enumerate(ITEMS)
    )
    text = copied(unicodedata.normalize("NFD", notes), tmp_path)
    assert text == unicodedata.normalize("NFC", text)
    assert not re.search("[\u00a0\u2060\u00ad\ufffe\ufeff]", text)
    lines = re.sub(r"\s+", " ", text)
    assert [lines.count(item) for item in ITEMS] == [1] * len(ITEMS)


def test_formulas_are_copied_as_a_line_of_text(tmp_path: Path) -> None:
    text = copied(
        "# 장\n\n무게는 $E = mc^2$이다.\n\n$$\\frac{a}{b} \\in \\mathbb{R}^n$$\n", tmp_path
    )
    assert "무게는 E = mc²이다." in text
    assert "a/b ∈ ℝⁿ" in text


def test_leaders_of_the_contents_are_no_text(tmp_path: Path) -> None:
    text = copied("# 첫 장\n\n## 절\n\n글\n", tmp_path)
    assert "차례" in text
    assert not re.search("· ·|··", text)


def test_a_bar_in_code_is_one_stroke_and_as_wide_as_a_letter(tmp_path: Path) -> None:
    text = copied("# 장\n\n```sh\nls | wc -l || true\n```\n", tmp_path)
    assert "ls | wc -l || true" in text
    with pypdfium2.PdfDocument(tmp_path / "notes.pdf") as document:
        sheets = [sheet.get_textpage() for sheet in document]
        sheet = next(sheet for sheet in sheets if "wc" in sheet.get_text_bounded())
        at = sheet.get_text_bounded().index("ls |")
        places = [n for n, sign in enumerate("ls | wc -l") if sign != " "]
        lefts = [sheet.get_charbox(at + n, loose=True)[0] for n in places]
    pitch = lefts[1] - lefts[0]
    assert lefts == pytest.approx([lefts[0] + n * pitch for n in places], abs=0.05)
    with TTFont(FONTS / "PressBar.ttf") as font:
        assert font["glyf"][font.getBestCmap()[ord("|")]].numberOfContours == 1


def test_syllables_of_old_are_joined(tmp_path: Path) -> None:
    """In print they have glyphs, in the text their letters; `호ᇙ` is cut up, which is the same."""
    folder = tmp_path / "book"
    folder.mkdir()
    text = "나랏말ᄊᆞ미 ᄯᅡᇂ과 ᄒᆞᆫ"
    (folder / "a.md").write_text(f"# ᄒᆞᆫ글\n\n{text}, 호ᇙ배\n\n`ᄒᆞᆫ`\n", "utf-8")
    made = Press(folder, CHAIN, lambda _: Folders(tmp_path, tmp_path / "build"), print).make(
        ["pdf"]
    )
    assert [found.code for found in made.report.diagnostics] == []  # every letter has a glyph
    with pypdfium2.PdfDocument(tmp_path / "book.pdf") as document:
        read = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert text in read and "호ᇙ" in unicodedata.normalize("NFC", read)
