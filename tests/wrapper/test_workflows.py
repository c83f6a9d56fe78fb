"""The workflows, ours and a new book's: tasks that exist, actions by commit, no needless rights."""

import hashlib
import os
import re
import shlex
import subprocess
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

FILES = {"book.pdf": b"%PDF", "공부.epub": b"PK"}  # of a release
CREATE = "release create v1 --verify-tag --generate-notes"
GH = '#!/bin/sh\necho "$*" >>"$0.calls"\n[ "$2" != view ] || [ -e "$0.knows" ]\n'

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


def runs(steps: list[dict[str, Any]], folder: Path) -> Iterator[int]:
    """The exit statuses of the steps that run something; `bin/gh` is a stub."""
    settings = {"PATH": f"{folder / 'bin'}:{os.defpath}", "TAG": "v1", "LC_ALL": "C.UTF-8"}
    for step in steps:
        if "run" in step:
            where = folder / step.get("working-directory", ".")
            command = ["bash", "-e", "-o", "pipefail", "-c", step["run"]]
            yield subprocess.run(command, cwd=where, env=settings, capture_output=True).returncode


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder in which `dist/` has a release."""
    (tmp_path / "dist").mkdir()
    for name, content in FILES.items():
        (tmp_path / "dist" / name).write_bytes(content)
    sums = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in FILES.items()]
    (tmp_path / "dist" / "SHA256SUMS").write_text("".join(sums), "utf-8")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "gh").write_text(GH, "utf-8")
    (tmp_path / "bin" / "gh").chmod(0o755)
    return tmp_path


RELEASING = [path for path in WORKFLOWS if "attach" in jobs(path)]
each_releasing = pytest.mark.parametrize("path", RELEASING, ids=lambda path: path.stem)


@each_releasing
@pytest.mark.parametrize("is_known", [False, True])
def test_a_tag_gets_all_files_of_the_release(path: Path, built: Path, is_known: bool) -> None:
    if is_known:
        (built / "bin" / "gh.knows").touch()
    assert not any(runs(jobs(path)["attach"]["steps"], built))
    view, *create, upload = (built / "bin" / "gh.calls").read_text("utf-8").splitlines()
    assert view == "release view v1"
    assert create == ([] if is_known else [CREATE])
    files = sorted(f"dist/{name}" for name in (*FILES, "SHA256SUMS"))
    assert upload.split() == ["release", "upload", "v1", *files, "--clobber"]


@each_releasing
def test_a_file_that_changed_on_the_way_is_not_given_out(path: Path, built: Path) -> None:
    (built / "dist" / "book.pdf").write_bytes(b"%PDX")
    assert next(runs(jobs(path)["attach"]["steps"], built)) != 0


@pytest.fixture
def sums(tmp_path: Path) -> list[Path]:
    """The sums of three systems, as the workflow fetches them."""
    found = [tmp_path / "sums" / f"release-{at}" / "SHA256SUMS" for at in range(3)]
    for path in found:
        path.parent.mkdir(parents=True)
        path.write_text("0a  book.pdf\n0b  book.epub\n", "utf-8")
    return found


def compared(sums: list[Path]) -> list[int]:
    (workflow,) = (path for path in WORKFLOWS if path.name == "test.yml")
    return list(runs(jobs(workflow)["same"]["steps"], sums[0].parents[2]))


def test_systems_that_give_the_same_bytes_pass(sums: list[Path]) -> None:
    assert compared(sums) == [0]


@pytest.mark.parametrize("other", ["0a  book.pdf\n0c  book.epub\n", "0a  book.pdf\n", ""])
def test_a_system_that_gives_other_bytes_fails(sums: list[Path], other: str) -> None:
    sums[2].write_text(other, "utf-8")
    assert compared(sums) != [0]


def test_a_system_of_which_there_are_no_sums_fails(sums: list[Path]) -> None:
    sums[1].unlink()
    assert compared(sums) != [0]


def test_ci_runs_what_a_person_runs() -> None:
    script = (PROJECT / ".ci" / "run").read_text("utf-8")
    assert re.findall(r"^\./invoke (\w+)", script, re.MULTILINE) == ["lint", "test"]
