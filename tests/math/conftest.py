"""One engine for all tests of this room: starting MathJax takes longer than any formula."""

from pathlib import Path

import pytest

from studyguide.formulas.engine import Engine

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine()


def corpus() -> list[str]:
    """The formulas of corpus.txt."""
    lines = (HERE / "corpus.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
