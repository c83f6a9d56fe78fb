"""The workflows, ours and a new book's: tasks that exist, actions by commit, no needless rights."""

import re
import shlex
from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
import yaml

import tasks

PROJECT = Path(__file__).parents[2]
WORKFLOWS = sorted(
    path
    for root in (PROJECT, PROJECT / "templates" / "new")
    for path in (root / ".github" / "workflows").glob("*.yml")
)
PINNED = re.compile(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")  # actions/checkout@11bd… # v4.2.2
USES = re.compile(r"uses: *(.+)")
SECRET = re.compile(r"\$\{\{.*?\}\}")  # `${{ github.token }}`

each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def jobs(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text("utf-8"))["jobs"])


def commands(path: Path) -> Iterator[str]:
    """Every line that a step runs."""
    for job in jobs(path).values():
        for step in job["steps"]:
            yield from step.get("run", "").splitlines()


@each_workflow
def test_actions_are_pinned_by_commit(path: Path) -> None:
    named = USES.findall(path.read_text("utf-8"))
    assert named
    for action in named:
        assert PINNED.fullmatch(action), action


@each_workflow
def test_the_tasks_and_options_that_it_names_are_there(path: Path) -> None:
    ran = [shlex.split(line) for line in commands(path) if line.startswith("./invoke")]
    for _, name, *words in ran:
        known = set(signature(tasks.namespace[name].body).parameters)
        given = {word[2:].replace("-", "_") for word in words if word.startswith("--")}
        assert given <= known, name
    assert ran or any(line == ".ci/run" for line in commands(path))


@each_workflow
def test_what_runs_the_books_code_may_not_write(path: Path) -> None:
    rights = yaml.safe_load(path.read_text("utf-8"))["permissions"]
    assert rights == {"contents": "read"}
    for job in jobs(path).values():
        if "permissions" in job:
            said = "\n".join(step.get("run", "") for step in job["steps"])
            assert "invoke" not in said
            assert all("checkout" not in step.get("uses", "") for step in job["steps"])


@each_workflow
def test_no_expression_reaches_a_shell(path: Path) -> None:
    for line in commands(path):
        assert not SECRET.search(line), line


@each_workflow
def test_every_job_ends(path: Path) -> None:
    assert all(job["timeout-minutes"] <= 30 for job in jobs(path).values())


def test_a_release_is_what_the_task_makes() -> None:
    (release,) = (path for path in WORKFLOWS if path.name == "release.yml")
    ran = list(commands(release))
    assert ran[:2] == [".ci/run", "./invoke release --strict --out dist"]
    assert "sha256sum --check SHA256SUMS" in ran
    assert ran[-1].endswith("dist/* --clobber")


def test_ci_runs_what_a_person_runs() -> None:
    script = (PROJECT / ".ci" / "run").read_text("utf-8")
    assert re.findall(r"^\./invoke (\w+)", script, re.MULTILINE) == ["lint", "test"]
