"""Pandoc's own troubles are faults of the machine, told in a line."""

import errno
from pathlib import Path

import pytest

from studyguide import pandoc


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
