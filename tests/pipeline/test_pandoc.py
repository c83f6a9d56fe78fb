"""Pandoc's own troubles are faults of the machine, told in a line."""

import errno
import os
from pathlib import Path

import pytest

from studyguide import faults, pandoc, reader


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


def test_it_is_stopped_when_it_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = tmp_path / "pandoc"
    endless.write_text("#!/bin/sh\necho $$ >$(dirname $0)/id\nexec sleep 600\n", "utf-8")
    endless.chmod(0o755)
    monkeypatch.setattr(pandoc, "path", lambda: str(endless))
    monkeypatch.setattr(pandoc, "SECONDS", 1)
    with pytest.raises(pandoc.TooMuch) as stopped:
        pandoc.convert("물결", "markdown", "html5")
    said = faults.one_line(stopped.value, "ko")
    assert said == "pandoc: 너무 오래 걸려 그만두었다"
    started = tmp_path / "id"
    if started.exists():  # and not stopped before it came to that
        with pytest.raises(ProcessLookupError):
            os.kill(int(started.read_text()), 0)


def test_the_note_that_takes_too_much_memory_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "MEMORY", "30m")
    notes = {"a.md": "가\n", 'b "2".md': "- 가 [나](b)\n" * 40_000, "c.md": "다\n"}
    marked = "".join(
        f"""[]{{.at pos="{name.replace('"', chr(92) + '"')}:1:0"}}장\n\n{text}\n"""
        for name, text in notes.items()
    )
    with pytest.raises(pandoc.TooMuch) as stopped:
        reader.read(marked, [])
    said = faults.one_line(stopped.value, "en")
    assert said == 'b "2".md: it took too much memory and was stopped'
