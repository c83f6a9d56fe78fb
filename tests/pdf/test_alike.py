"""The same bytes from other versions of Pango and HarfBuzz, and at another time."""

import io
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable
from lxml import html
from weasyprint.pdf.fonts import Font

from studyguide.files import TEMPLATES
from studyguide.pdf.html import paper
from studyguide.pdf.joined import faces
from studyguide.pdf.joined.trimmed import trimmed


def test_a_face_is_named_without_its_features(monkeypatch: pytest.MonkeyPatch) -> None:
    def told(font: Any, description: str, variations: dict[str, float]) -> None:
        font.hash, font.index, font.variations = str(hash(description)), 0, variations
        font.name = f"/{font.hash}+{description.split(' #')[0]}".encode()

    monkeypatch.setattr(Font, "__init__", told)
    with faces.named_alike():
        plain, kern = Font("Pretendard", {}), Font("Pretendard #kern", {})
        bold, light = Font("Pretendard-Bold", {}), Font("Pretendard", {"wght": 300.0})
    assert plain.name == kern.name
    assert plain.name == b"/" + plain.hash.encode() + b"+Pretendard"
    assert len({plain.hash, bold.hash, light.hash}) == 3


def test_a_subset_has_nothing_that_no_pdf_reads() -> None:
    content = (TEMPLATES / "fonts" / "Pretendard-SemiBold.ttf").read_bytes()
    face = TTFont(io.BytesIO(content))  # as WeasyPrint opens it: its time is that of the saving
    face["GDEF"] = DefaultTable("GDEF")
    face["GDEF"].data = bytes(28)
    assert face["head"].created != 0
    out = io.BytesIO()
    face.save(out)
    assert out.getvalue() != content
    assert trimmed(out.getvalue()) == trimmed(content)
    left = TTFont(io.BytesIO(trimmed(content)))
    assert {"glyf", "hmtx", "cmap", "OS/2"} <= set(left.keys())
    assert not {"GDEF", "GPOS", "GSUB", "FFTM"} & set(left.keys())


def test_no_text_of_an_item_ends_with_a_blank_before_its_list() -> None:
    root = html.fragment_fromstring(
        "<ul><li>가 나\n<ul><li>다\xa0\n</li></ul></li>"
        "<li><b>라</b>\n<ol><li>마</li></ol></li></ul>"
        "<dl><dt>바</dt>\n<dd>사</dd></dl>",  # side by side in an index
        create_parent="div",
    )
    paper.dress(root, 20.0, False)
    text = html.tostring(root, encoding="unicode")
    assert ">가 나<ul" in text
    assert "라</b><ol" in text
    assert "다\xa0" in text
    assert "바</dt>\n<dd>" in text
