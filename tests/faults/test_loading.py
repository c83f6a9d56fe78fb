"""Ctrl-C before the press is loaded ends it as later on: with a line and its status."""

import os
import subprocess
import sys

import pytest

from tests.faults.conftest import PROJECT

STOPPING = """
import os, signal, time
from studyguide.faults import quietly
signal.signal(signal.SIGINT, signal.default_int_handler)  # where the tests themselves are deaf
with quietly():
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(60)
"""


@pytest.mark.parametrize(("words", "line"), [((), "멈추었다\n"), (("--lang", "en"), "stopped\n")])
def test_it_says_that_it_stopped(words: tuple[str, ...], line: str) -> None:
    run = [sys.executable, "-P", "-c", STOPPING, "pdf", *words]
    env = {**os.environ, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(run, capture_output=True, text=True, env=env, check=False)
    assert (done.returncode, done.stderr) == (130, line)
