"""Ace by DAISY finds nothing in our books, and something in a book that lacks something."""

import zipfile
from pathlib import Path

import pytest

from tools import npm
from tools.ace.__main__ import HERE, violations


@pytest.fixture(scope="module", autouse=True)
def _ace_is_there() -> None:
    try:
        npm.chromium()
        npm.modules(HERE)
    except npm.Missing as missing:
        pytest.skip(str(missing))


def test_no_violation(shelf: Path) -> None:
    assert violations(shelf / "ugly.epub") == []


def test_a_picture_without_words_is_all_that_is_told(shelf: Path, tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(shelf / "ugly-store.epub") as good,
        zipfile.ZipFile(tmp_path / "bad.epub", "w") as bad,
    ):
        for entry in good.infolist():
            content = good.read(entry)
            if entry.filename == "EPUB/text/cover.xhtml":
                content = content.replace(b" alt=", b" data-alt=")
            bad.writestr(entry, content)
    told = violations(tmp_path / "bad.epub")
    assert any(line.startswith("text/cover.xhtml: critical image-alt:") for line in told)
    assert all(line.startswith("text/cover.xhtml: ") for line in told)
