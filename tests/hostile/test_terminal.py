"""Nothing that the notes say is obeyed by a terminal, or by a runner that reads what is printed."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from studyguide.book_folder import HIDDEN
from tests.hostile.test_bounds import PROJECT

OBEYED = re.compile(r"^\s*::|##\[", re.MULTILINE)  # what a runner of workflows takes for a command
NOTE = "# ::set-output name=a::b\n\n- ::error::물결 ##[add-mask]빛\n- 빛 \u202e거꾸로 \x9b2J 끝\n"


def press(folder: Path, *words: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "invoke", "--search-root", str(PROJECT), *words]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False,
        env={"PYTHONIOENCODING": encoding, "PATH": "/usr/bin:/bin"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book whose title, headings and file names are commands."""
    above = tmp_path_factory.mktemp("terminal")
    (above / "book").mkdir()
    (above / "book" / "::warning::x.md").write_text(NOTE, "utf-8")
    (above / "book" / "book.yaml").write_text('title: "::error::물결 ##[debug]"\n', "utf-8")
    return above


@pytest.mark.parametrize(
    "words", ["check", "outline", "epub", "glossary-suggest", "outline --book=."]
)
def test_nothing_printed_is_obeyed(folder: Path, words: str) -> None:
    done = press(folder / "book" if "--book" in words else folder, *words.split())
    assert done.returncode == 0
    for line in (done.stdout + done.stderr).splitlines():
        assert not OBEYED.search(line) and not HIDDEN.search(line)
    assert done.stdout.strip()


def test_json_is_read_back_as_it_was(folder: Path) -> None:
    printed = press(folder, "outline", "--format=json").stdout
    assert not OBEYED.search(printed) and "\u202e" not in printed
    texts = [row["text"] for row in json.loads(printed)]
    assert texts[1] == "::error::물결 ##[add-mask]빛"
    assert "\u202e" in texts[2]


@pytest.mark.parametrize("words", ["epub --out", "outline --write", "new"])
def test_a_path_of_two_lines_is_told_in_one(folder: Path, words: str) -> None:
    done = press(folder, *words.split(), f"book/::warning::x.md/a\n::error::{len(words)}")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("book/::warning::x.md: ")


def test_a_terminal_without_hangul_gets_escapes(folder: Path) -> None:
    done = press(folder, "outline", encoding="ascii")
    assert (done.returncode, "\\ubb3c\\uacb0" in done.stdout) == (0, True)
