"""A build that is killed or stopped leaves nothing half written and nobody at work."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.faults.conftest import Good, Shelf

STARTED = 0.4  # of its life: the command is loaded, which answers to Ctrl-C
ENDS = 60  # seconds; what is at work after that would be for ever


def test_builds_that_are_killed(
    shelf: Shelf, good: Good, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    written = (shelf.book / "1.md").read_text("utf-8")
    notes = [written, written.rpartition("\n- 하나 더")[0]]
    moments, lives, killed = random.Random(4), lifetime(shelf), 0
    while killed < request.config.getoption("--kills"):
        (shelf.book / "1.md").write_text(notes[killed % 2], "utf-8")
        is_apart = killed // 2 % 2 == 1
        killed += is_killed(shelf, moments.uniform(0, lives), tmp_path / "tmp", is_apart)
        is_whole(shelf, good)
    (shelf.book / "1.md").write_text(written, "utf-8")
    for left in shelf.leftovers():
        os.utime(left, (0, 0))  # long ago
    shelf.build()
    assert shelf.sums() == good[1]
    assert shelf.leftovers() == []


def is_whole(shelf: Shelf, good: Good) -> None:
    """Every artifact is there, each as one of the two builds makes it."""
    found = shelf.sums()
    assert found.keys() == good[0].keys()
    assert all(found[name] in (good[0][name], good[1][name]) for name in found)


def lifetime(shelf: Shelf) -> float:
    """Seconds that a whole build takes, with workers."""
    began = time.monotonic()
    shelf.start(is_apart=True).communicate()
    return time.monotonic() - began


def is_killed(shelf: Shelf, seconds: float, scratch: Path, is_apart: bool) -> bool:
    """Whether a build was still at work when it, and it alone, was killed after so many seconds."""
    scratch.mkdir()
    running = shelf.start(is_apart=is_apart, TMPDIR=str(scratch))
    wait(running, seconds)
    running.kill()
    running.communicate(timeout=ENDS)  # its workers hold the other ends: none lives on
    shutil.rmtree(scratch)
    return running.returncode == -signal.SIGKILL


def wait(running: Any, seconds: float) -> None:
    """Let a build work so long, or until it is done."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        running.wait(seconds)


def test_builds_that_are_stopped_by_ctrl_c(
    shelf: Shelf, good: Good, request: pytest.FixtureRequest
) -> None:
    moments, lives = random.Random(4), lifetime(shelf)
    for _ in range(request.config.getoption("--kills")):
        with (shelf.book / "1.md").open("a", encoding="utf-8") as note:
            note.write(" ")
        running = shelf.start(is_apart=True)
        wait(running, moments.uniform(STARTED * lives, lives))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGINT)  # as the terminal does: all processes of the job
        said = running.communicate(timeout=ENDS)[1]
        is_starting = running.returncode == -signal.SIGINT  # Python itself, before our first line
        assert said.strip() == ("" if is_starting or running.returncode == 0 else "멈추었다")
        assert is_starting or running.returncode in (0, 130)
        is_whole(shelf, good)
        assert shelf.leftovers() == []


@pytest.mark.parametrize("is_apart", [False, True], ids=["alone", "with workers"])
def test_two_builds_at_once(shelf: Shelf, good: Good, is_apart: bool) -> None:
    builds = [shelf.start(is_apart=is_apart) for _ in range(2)]
    for build in builds:
        said = build.communicate()[1]
        assert (build.returncode, said) == (0, "")
        assert shelf.sums() == good[1]
    assert shelf.leftovers() == []
