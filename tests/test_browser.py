"""The driver of the browser sees what a reader sees, and what goes wrong."""

from pathlib import Path

import pytest
from PIL import Image

from tests.browser import Browser, served

PAGE = """<!DOCTYPE html>
<meta charset="utf-8"><title>가</title><p style="width: 50vw">나</p><img src="none.png">
"""


@pytest.fixture
def address(tmp_path: Path):
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    with served(tmp_path) as url:
        yield f"{url}/a.html"


def test_a_page_is_opened_measured_and_kept(browser: Browser, address: str, tmp_path: Path) -> None:
    page = browser.page(width=400, height=300)
    page.open(address)
    assert page.run("document.title + document.querySelector('p').offsetWidth") == "가200"
    assert page.run("new Promise(done => setTimeout(() => done([1, '둘']), 1))") == [1, "둘"]
    page.prefer("dark")
    assert page.run("matchMedia('(prefers-color-scheme: dark)').matches") is True
    page.picture(tmp_path / "kept" / "a.png")
    with Image.open(tmp_path / "kept" / "a.png") as picture:
        assert picture.size == (400, 300)
    page.close()


def test_what_goes_wrong_is_told(browser: Browser, address: str) -> None:
    page = browser.page()
    page.open(address)
    assert any("none.png" in complaint for complaint in page.complaints())
    with pytest.raises(RuntimeError, match="nothing is not defined"):
        page.run("nothing()")
    page.close()
