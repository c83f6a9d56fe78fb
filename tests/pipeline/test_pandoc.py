"""Pandoc's own troubles are faults of the machine, told in a line."""

import errno
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from studyguide import faults, pandoc, reader
from studyguide.keeping.records import NOWHERE


def test_it_is_the_one_installed_with_the_press(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYPANDOC_PANDOC", "/bin/false")
    assert Path(pandoc.path()) == pandoc.BUNDLED
    assert pandoc.version() == "3.9"


def test_it_reads_nothing_of_the_persons_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = tmp_path / "pandoc" / "templates"
    templates.mkdir(parents=True)
    (templates / "default.html5").write_text("mine", "utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    said = pandoc.convert("물결", "markdown", "html5", ["--standalone", "--metadata=title:a"])
    assert "물결" in said


def test_its_disk_is_full() -> None:
    with pytest.raises(OSError, match="No space left") as stopped:
        pandoc.convert("물결", "markdown", "epub3", ["--metadata=title:a"], Path("/dev/full"))
    assert stopped.value.errno == errno.ENOSPC


def test_it_cannot_do_it() -> None:
    with pytest.raises(OSError, match=r"^pandoc: .*no-such-option") as stopped:
        pandoc.convert("물결", "markdown", "html5", ["--no-such-option"])
    assert "\n" not in str(stopped.value)


def endless(folder: Path) -> Path:
    """A pandoc that never ends, and says which process it is."""
    found = folder / "pandoc"
    found.write_text("#!/bin/sh\necho $$ >$(dirname $0)/id\nexec sleep 600\n", "utf-8")
    found.chmod(0o755)
    return found


def test_it_is_stopped_when_it_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pandoc, "path", lambda: str(endless(tmp_path)))
    monkeypatch.setattr(pandoc, "SECONDS", 1)
    with pytest.raises(pandoc.TooMuch) as stopped:
        pandoc.convert("물결", "markdown", "html5")
    said = faults.one_line(stopped.value, "ko")
    assert said == "pandoc: 너무 오래 걸려 그만두었다"
    started = tmp_path / "id"
    if started.exists():  # and not stopped before it came to that
        with pytest.raises(ProcessLookupError):
            os.kill(int(started.read_text()), 0)


def test_it_is_stopped_by_ctrl_c(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = tmp_path / "pandoc"
    stop = "from signal import *; signal(SIGINT, SIG_DFL); raise_signal(SIGINT)"  # ignored in a job
    found.write_text(f"#!/bin/sh\nexec {sys.executable} -c '{stop}'\n", "utf-8")
    found.chmod(0o755)
    monkeypatch.setattr(pandoc, "path", lambda: str(found))
    with ThreadPoolExecutor(1) as pool, pytest.raises(KeyboardInterrupt):
        pool.submit(pandoc.convert, "물결", "markdown", "html5").result()


KILLED = """
import os, sys, time
from pathlib import Path
from threading import Thread
from studyguide import pandoc
def kill():
    while not Path(sys.argv[1], "id").exists():
        time.sleep(0.05)
    os.kill(os.getpid(), 9)
Thread(target=kill).start()
pandoc.path = lambda: sys.argv[1] + "/pandoc"
pandoc.convert("물결", "markdown", "html5")
"""


@pytest.mark.skipif(not pandoc.tether(), reason="no program here ends with its parent")
def test_it_ends_with_a_build_that_is_killed(tmp_path: Path) -> None:
    endless(tmp_path)
    build = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert build.returncode == -signal.SIGKILL
    is_gone(int((tmp_path / "id").read_text()))


def is_gone(process: int) -> None:
    """Wait until a process that nobody waits for has ended."""
    with suppress(ProcessLookupError):
        for _ in range(1200):  # half a minute, should it stay
            os.kill(process, 0)
            time.sleep(0.025)
        pytest.fail("it works on")


def test_where_nothing_ties_it_to_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    pandoc.tether.cache_clear()
    try:
        assert pandoc.tether() == ()
        assert "물결" in pandoc.convert("물결", "markdown", "html5")
    finally:
        pandoc.tether.cache_clear()


def test_the_note_that_takes_too_much_memory_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "MEMORY", "30m")
    notes = {"a.md": "가\n", 'b "2".md': "- 가 [나](b)\n" * 40_000, "c.md": "다\n"}
    marked = "".join(
        f"""[]{{.at pos="{name.replace('"', chr(92) + '"')}:1:0"}}장\n\n{text}\n"""
        for name, text in notes.items()
    )
    with pytest.raises(pandoc.TooMuch) as stopped:
        reader.read([marked], NOWHERE)
    said = faults.one_line(stopped.value, "en")
    assert said == 'b "2".md: it took too much memory and was stopped'
