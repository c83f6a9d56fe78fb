"""Characters that no typeface has, in more than one chapter of a book."""

from pathlib import Path

import page
import pypandoc
import pypdfium2
import pytest

from studyguide import pdf
from studyguide.config import Book
from studyguide.diagnostics import Report

LACKING = "# 하나 {#ch-01 .chapter}\n\n가 𒀀 나\n\n# 둘 {#ch-02 .chapter}\n\n다 𒈦 라 𒀀\n"


def test_chapters_that_lack_other_characters_are_joined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are not set anew in one piece, and a copy gives each character back."""
    report, ways, settled = Report(), [], pdf.settled
    monkeypatch.setattr(
        pdf, "settled", lambda job, *crew: ways.append(job.how.is_whole) or settled(job, *crew)
    )
    text = str(
        pypandoc.convert_text(LACKING, "html5", "markdown-smart", extra_args=["--section-divs"])
    )
    book = Book(root=tmp_path, title="이음", date="2024-03-02")
    printed = pdf.write(text, book, tmp_path / "o.pdf", report)
    assert {told.code for told in report.diagnostics} == {"P002"}
    assert ways == [False]
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.validate_pdf(printed.path, profile=profile).failures == []
    with pypdfium2.PdfDocument(printed.path) as document:
        copied = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    assert "가 𒀀 나" in copied
    assert "다 𒈦 라 𒀀" in copied
