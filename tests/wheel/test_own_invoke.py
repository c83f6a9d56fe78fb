"""The `./invoke` of a new book: sets up once, anew for another press, and says what is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PATTERN = Path(__file__).parents[2] / "templates" / "new"
PYTHON = """\
#!/bin/sh
echo "$*" >>"$CALLS"
[ "$2" != venv ] || { mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; }
case "$*" in *pip*) [ ! -e "$CALLS.offline" ] ;; esac
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book of the pattern with a press of no content, on a machine whose Python is a stub."""
    folder = tmp_path / "공부 노트"
    (folder / "press").mkdir(parents=True)
    shutil.copy(PATTERN / "invoke", folder / "invoke")
    (folder / "press" / "requirements.lock").write_text("brotli==1\n")
    (folder / "press" / "studyguide_press-1-py3-none-any.whl").write_text("one")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3").write_text(PYTHON)
    (tmp_path / "bin" / "python3").chmod(0o755)
    return folder


def run(book: Path, *words: str) -> tuple[int, str, list[str]]:
    """Exit status, what it said, and what Python was called with."""
    calls = book.parent / "calls"
    calls.write_text("")
    env = {"PATH": f"{book.parent / 'bin'}:{os.defpath}", "CALLS": str(calls)}
    command = ["sh", str(book / "invoke"), *words]
    ran = subprocess.run(command, env=env, capture_output=True, text=True, cwd="/", check=False)
    return ran.returncode, ran.stderr, calls.read_text().splitlines()


def test_it_sets_up_once_and_hands_on_every_word(book: Path) -> None:
    code, said, calls = run(book, "pdf", "--out", "내 책")
    assert (code, said) == (0, "invoke: .venv를 만든다 (처음 한 번, 1분쯤)\n")
    asked, venv, lock, wheel, task = calls
    assert "(3, 11)" in asked
    assert venv == f"-m venv {book}/.venv"
    assert "--require-hashes --only-binary :all:" in lock
    assert lock.endswith("/press/requirements.lock")
    assert "--no-deps" in wheel
    assert wheel.endswith("/press/studyguide_press-1-py3-none-any.whl")
    assert task == f"-P -m invoke --search-root {book} pdf --out 내 책"
    assert run(book, "check") == (0, "", [f"-P -m invoke --search-root {book} check"])


@pytest.mark.parametrize("name", ["requirements.lock", "studyguide_press-1-py3-none-any.whl"])
def test_another_press_is_another_environment(book: Path, name: str) -> None:
    run(book, "pdf")
    (book / "press" / name).write_text("another")
    assert len(run(book, "pdf")[2]) == 5


def test_an_environment_that_was_cut_off_is_made_anew(book: Path) -> None:
    (book.parent / "calls.offline").touch()
    code, said, _ = run(book, "pdf")
    assert code == 2
    assert said.splitlines()[-1].startswith("invoke: 패키지를 받지 못했다")
    (book.parent / "calls.offline").unlink()
    assert len(run(book, "pdf")[2]) == 5


@pytest.mark.parametrize("count", [0, 2])
def test_the_press_is_one_wheel(book: Path, count: int) -> None:
    (book / "press" / "studyguide_press-1-py3-none-any.whl").unlink()
    for number in range(count):
        (book / "press" / f"studyguide_press-{number}-py3-none-any.whl").touch()
    code, said, calls = run(book, "pdf")
    assert (code, calls) == (2, [])
    assert said.startswith("invoke: press/에 studyguide_press-….whl이 하나 있어야 한다")
    code, said, calls = run(book, "pdf", "--lang", "en")
    assert said == "invoke: press/ needs one studyguide_press-….whl: copy it there\n"


def test_there_is_no_python(book: Path) -> None:
    (book.parent / "bin" / "python3").write_text("#!/bin/sh\nexit 1\n")
    code, said, _ = run(book, "pdf")
    assert (code, said.splitlines()[-1]) == (2, "invoke: Python 3.11 이상과 venv가 있어야 한다")
