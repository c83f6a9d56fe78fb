"""What the lock files, the workflows and CI's script promise."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*==\S+)", re.MULTILINE)  # `brotli==1.2.1`
USES = re.compile(r"uses: *(\S+)(.*)")  # `- uses: actions/checkout@11bd… # v4.2.2`
WORKFLOWS = sorted(
    path
    for root in (PROJECT, PROJECT / "templates" / "new")
    for path in (root / ".github" / "workflows").glob("*.yml")
)


def pins(name: str) -> set[str]:
    return set(PIN.findall((PROJECT / name).read_text("utf-8")))


def test_the_tests_lock_holds_all_that_a_book_needs() -> None:
    assert pins("requirements.lock") < pins("requirements-dev.lock")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_server(name: str) -> None:
    assert "://" not in (PROJECT / name).read_text("utf-8")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit(path: Path) -> None:
    for action, note in USES.findall(path.read_text("utf-8")):
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action)
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", note)


def test_ci_runs_what_a_person_runs() -> None:
    script = (PROJECT / ".ci" / "run").read_text("utf-8")
    assert re.findall(r"^\./invoke (\w+)", script, re.MULTILINE) == ["lint", "test"]
