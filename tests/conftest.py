"""What all tests share: `--save-golden` renews expected outputs, to be reviewed as a diff."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import Browser
from tools.npm import Missing, chromium


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--save-golden", action="store_true", help="rewrite the expected outputs")
    parser.addoption("--kills", type=int, default=3, help="how many builds tests/faults kills")


@pytest.fixture
def expect(request: pytest.FixtureRequest):
    """Compare a text with a golden file; no file means that nothing is expected."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--save-golden"):
            path.write_text(text, encoding="utf-8") if text.strip() else path.unlink(True)
        assert text.strip() == (path.read_text("utf-8").strip() if path.exists() else "")

    return compare


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, where one is installed."""
    try:
        running = Browser(chromium())
    except Missing as missing:
        pytest.skip(str(missing))
    yield running
    running.close()
