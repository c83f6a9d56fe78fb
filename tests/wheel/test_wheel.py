"""The wheel in an empty environment far from the checkout: it makes a new book and builds it."""

import hashlib
import os
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml

from studyguide import release
from tests.libraries import LIBRARIES

PROJECT = Path(__file__).parents[2]
SITE = Path(sysconfig.get_path("purelib"))
OWN = {"invoke", "tasks.py", "README.md", "book.yaml", "glossary.yaml", "01-first.md"}
Environment = tuple[Path, Path]


def run(folder: Path, *words: str | Path, code: int = 0) -> str:
    """What a command says, run with nothing of this machine's settings."""
    settings = {"PATH": os.defpath, "HOME": str(folder), "LC_ALL": "C.UTF-8", **LIBRARIES}
    ran = subprocess.run(
        [str(word) for word in words],
        cwd=folder, env=settings, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert ran.returncode == code, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
    return ran.stdout + ran.stderr


def build_wheel(folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment with the wheel alone; what it depends on is lent by the tests' own."""
    root = tmp_path_factory.mktemp("elsewhere")
    run(root, sys.executable, "-m", "venv", "--without-pip", "venv")
    python = root / "venv" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet"]
    run(root, *pip, "--no-index", "--no-deps", "--disable-pip-version-check", wheel)
    site = run(root, python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    (Path(site.strip()) / "lent.pth").write_text(f"{SITE}\n", "utf-8")
    return root, root / "venv" / "bin"


@pytest.fixture(scope="module")
def book(environment: Environment) -> Path:
    root, binaries = environment
    said = run(root, binaries / "studyguide-press", "new", "공부 노트")
    assert said == "공부 노트: 새 책. 그 폴더에서 ./invoke all\n"
    return root / "공부 노트"


def test_the_press_is_the_one_in_the_wheel(environment: Environment) -> None:
    root, binaries = environment
    names = "studyguide.__file__, filters.__file__, studyguide_press.__file__"
    program = f"import filters, studyguide, studyguide_press; print({names}, sep='\\n')"
    for path in run(root, binaries / "python", "-P", "-c", program).splitlines():
        assert Path(path).is_relative_to(root)


def test_a_new_book_has_its_own_tasks_workflow_and_press(book: Path, wheel: Path) -> None:
    assert {path.name for path in book.iterdir() if path.is_file()} >= OWN
    assert (book / ".github" / "workflows" / "book.yml").is_file()
    assert (book / "press" / wheel.name).read_bytes() == wheel.read_bytes()
    for path in (PROJECT / "requirements.lock", PROJECT / "tools" / "setup.sh"):
        assert (book / "press" / path.name).read_bytes() == path.read_bytes()
    assert os.access(book / "invoke", os.X_OK)


def test_it_builds_both_books_and_has_nothing_to_warn_of(
    book: Path, environment: Environment
) -> None:
    python = environment[1] / "python"
    said = run(book, python, "-P", "-m", "invoke", "all", "--strict")
    assert "오류 0, 경고 0" in said
    assert (book / "dist" / "공부-노트.pdf").read_bytes().startswith(b"%PDF-1.7")
    with ZipFile(book / "dist" / "공부-노트.epub") as epub:
        assert "application/epub+zip" in epub.read("mimetype").decode()


def test_its_workflow_builds_it(book: Path, environment: Environment) -> None:
    workflow = yaml.safe_load((book / ".github" / "workflows" / "book.yml").read_text("utf-8"))
    steps = workflow["jobs"]["build"]["steps"]
    install, *commands = [shlex.split(step["run"]) for step in steps if "run" in step]
    assert {"libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"} <= {*install}
    assert [command[0] for command in commands] == ["./invoke", "./invoke"]
    for _, *words in commands:
        run(book, environment[1] / "python", "-P", "-m", "invoke", *words)
    lines = (book / "dist" / "SHA256SUMS").read_text("utf-8").splitlines()
    for digest, name in (line.split("  ") for line in lines):
        assert digest == hashlib.sha256((book / "dist" / name).read_bytes()).hexdigest()
    kinds = {line.partition(".")[2] for line in lines}
    assert kinds == {"pdf", "epub", "apkg", "csv", "zip", "cdx.json"}


def test_it_has_no_tasks_of_the_checkout(book: Path, environment: Environment) -> None:
    said = run(book, environment[1] / "python", "-P", "-m", "invoke", "--list")
    assert "outline" in said
    assert "lint" not in said


def test_a_folder_with_something_in_it_is_left_alone(environment: Environment) -> None:
    root, binaries = environment
    (root / "taken").mkdir()
    (root / "taken" / "note.md").write_text("# 내 노트\n", "utf-8")
    said = run(root, binaries / "studyguide-press", "new", "taken", code=2)
    assert said == "taken: 빈 폴더가 아니다. 없는 이름이나 빈 폴더를 준다\n"
    assert [path.name for path in (root / "taken").iterdir()] == ["note.md"]


def test_the_wheel_of_a_release_is_the_same_bytes_whatever_date_is_set(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "5")
    release.add_wheel(tmp_path)
    (again,) = tmp_path.iterdir()
    assert (
        hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(wheel.read_bytes()).digest()
    )
