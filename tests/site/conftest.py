"""Makes the web book of the case once for all tests."""

from pathlib import Path

import pytest

from filters import CHAIN
from studyguide.build import Folders, Press
from studyguide.diagnostics import Report

CASE = Path(__file__).parent / "book"


def press(folder: Path, out: Path) -> Press:
    return Press(folder, CHAIN, lambda _: Folders(out, out / "build"), lambda *_: None, Report())


@pytest.fixture(scope="session")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the case's web book."""
    out = tmp_path_factory.mktemp("web")
    made = press(CASE, out).make(["html"])
    assert made.files, made.report.in_order()
    return out / "book-html"
