"""What the lock files promise."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*==\S+)", re.MULTILINE)  # `brotli==1.2.1`


def pins(name: str) -> set[str]:
    return set(PIN.findall((PROJECT / name).read_text("utf-8")))


def test_the_tests_lock_holds_all_that_a_book_needs() -> None:
    assert pins("requirements.lock") < pins("requirements-dev.lock")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_server(name: str) -> None:
    assert "://" not in (PROJECT / name).read_text("utf-8")
