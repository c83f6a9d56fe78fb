"""Opens books in real reading systems: epub.js and foliate-js, each in a page of the browser."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from filters import CHAIN
from studyguide.build import Folders, Press
from tests.browser import Browser, Page, served
from tools import npm

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
NOTES = PROJECT / "tests" / "epub" / "notes"
PICTURES = PROJECT / "build" / "readers"  # what was seen, kept for a person to look at


@dataclass
class Reader:
    """A reading system with an open book."""

    name: str
    page: Page

    def ask(self, name: str, *words: object) -> Any:
        """What `reader` or `ask` of its page says (tests/readers/*.html, common.js)."""
        return self.page.run(f"{name}({', '.join(map(json.dumps, words))})")

    def picture(self, name: str) -> None:
        """Keep what is on the screen."""
        self.page.picture(PICTURES / self.name / f"{name}.png")


@pytest.fixture(scope="session")
def modules() -> Path:
    """The reading systems of package-lock.json; npm fetches them once."""
    try:
        return npm.modules(HERE)
    except npm.Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def shelf(modules: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages of the reading systems and the books of the ugly notes."""
    shelf = tmp_path_factory.mktemp("shelf")
    for path in (*HERE.glob("*.html"), *HERE.glob("*.js"), modules):
        (shelf / path.name).symlink_to(path)
    for folder, kinds in (
        (NOTES / "ugly", ["pdf", "epub", "epub-store"]),
        (PROJECT / "book", ["epub"]),
    ):
        folders = Folders(shelf, shelf / "build" / folder.name)
        press = Press(folder, CHAIN, lambda _book, folders=folders: folders, lambda *_: None)
        assert press.make(kinds).files
    return shelf


@pytest.fixture(scope="session")
def address(shelf: Path) -> Iterator[str]:
    with served(shelf) as url:
        yield url


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Callable[..., Reader]]:
    """Open a book (`ugly`, `ugly-store`) in a reader (`foliate`, `epubjs`) on a small phone."""
    pages = []

    def open_book(name: str, book: str, percent: int = 100) -> Reader:
        page = browser.page(width=360, height=740)
        pages.append(page)
        page.open(f"{address}/{name}.html")
        reader = Reader(f"{name}-{book}-{percent}", page)
        reader.ask("reader.open", f"{book}.epub")
        if percent != 100:
            reader.ask("reader.enlarge", percent)
        return reader

    yield open_book
    for page in pages:
        page.close()
