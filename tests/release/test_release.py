"""A release is the same bytes wherever it is made, and none when the checks fail."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from studyguide.release import give_out
from tests.libraries import LIBRARIES

PROJECT = Path(__file__).parents[2]
BOOK = Path(__file__).parent / "book"
NOBODY = 65534
ARTIFACTS = {
    "book.pdf",
    "book.epub",
    "book-store.epub",
    "book-html.zip",
    "book.apkg",
    "book-terms.csv",
    "components.cdx.json",
}


@dataclass(frozen=True)
class Place:
    """A folder in which a person makes a release, and the machine's settings there."""

    root: Path
    settings: dict[str, str] = field(default_factory=dict)
    umask: int = 0o022
    prefix: tuple[str, ...] = ()

    def release(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.call("release", *words)

    def call(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-P", "-m", "invoke", "--search-root", str(PROJECT)]
        command = [*self.prefix, *command]
        return subprocess.run(
            [*command, *words, "--book", "book"],
            cwd=self.root, env={"PATH": os.defpath, **LIBRARIES, **self.settings}, umask=self.umask,
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def kindle(self) -> tuple[int, str]:
        """How the book for Kindle, which is not given out, was made, and its sum."""
        done = self.call("epub", "--profile", "kindle", "--out", "kindle")
        return done.returncode, sha(self.root / "kindle" / "book-kindle.epub")

    def sums(self) -> dict[str, str]:
        """What SHA256SUMS says of each file."""
        lines = (self.root / "dist" / "SHA256SUMS").read_text("utf-8").splitlines()
        return {name: digest for digest, name in (line.split("  ") for line in lines)}

    def byproducts(self) -> dict[str, str]:
        folder = self.root / "build" / "book"
        return {path.name: sha(path) for path in folder.iterdir() if path.is_file()}


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def place(root: Path, umask: int, **settings: str) -> Place:
    shutil.copytree(BOOK, root / "book")
    (root / "home").mkdir()
    return Place(root, {"HOME": str(root / "home"), **settings}, umask)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Place:
    root = tmp_path_factory.mktemp("here")
    found = place(root, 0o022, TZ="Asia/Seoul", LC_ALL="C.UTF-8", PYTHONHASHSEED="0")
    done = found.release("--strict")
    assert done.returncode == 0, done.stderr
    return found


@pytest.fixture
def elsewhere(tmp_path: Path) -> Place:
    """Another folder, home, clock, language and order of sets; older files of fewer rights."""
    root = tmp_path / "다른 곳, 먼 곳"
    root.mkdir()
    found = place(
        root, 0o077, TZ="America/St_Johns", LC_ALL="tr_TR.UTF-8", LANG="de_DE",
        PYTHONHASHSEED="4242", PATH=f"{root / 'bin'}:{os.defpath}", COLUMNS="40",
        SOURCE_DATE_EPOCH="1", PYTHONUTF8="1",
    )  # fmt: skip
    for path in (root / "book").rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(0o700 if path.is_dir() else 0o600)
    own_settings(root / "home" / ".local" / "share" / "pandoc")
    another_pandoc(root / "bin" / "pandoc")
    return found


@pytest.fixture
def nobodys(tmp_path: Path) -> Place:
    """The book of another user, without a home; he may read what root may, such as our Python."""
    if os.getuid() or not shutil.which("setpriv"):
        pytest.skip("only root can be somebody else")
    root = tmp_path / "nobody"
    root.mkdir()
    shutil.copytree(BOOK, root / "book")
    for path in (root, root / "book", *root.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    may_read = [f"--{kind}-caps=+dac_read_search" for kind in ("inh", "ambient")]
    others = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    return Place(root, {}, 0o027, ("setpriv", *others, *may_read))


def own_settings(folder: Path) -> None:
    """What pandoc reads of a person's own: abbreviations, styles, templates."""
    (folder / "templates").mkdir(parents=True)
    (folder / "abbreviations").write_text("이다.\n", "utf-8")
    (folder / "epub.css").write_text("p { color: red }", "utf-8")
    for name in ("default.html5", "default.epub3", "styles.html"):
        (folder / "templates" / name).write_text("mine", "utf-8")


def another_pandoc(path: Path) -> None:
    """A newer pandoc, first on PATH, that writes nothing."""
    path.parent.mkdir()
    path.write_text("#!/bin/sh\n[ $1 != --version ] || echo pandoc 99.1\n", "utf-8")
    path.chmod(0o755)


def test_two_places_give_the_same_bytes(here: Place, elsewhere: Place) -> None:
    done = elsewhere.release("--strict")
    assert done.returncode == 0, done.stderr
    assert elsewhere.sums() == here.sums()
    assert elsewhere.byproducts() == here.byproducts()
    assert elsewhere.kindle() == here.kindle()


def test_another_user_without_a_home_gives_the_same_bytes(here: Place, nobodys: Place) -> None:
    done = nobodys.release("--strict")
    assert done.returncode == 0, done.stderr
    assert nobodys.sums() == here.sums()
    assert (nobodys.root / "dist" / "book.pdf").stat().st_uid == NOBODY


def test_the_sums_are_those_of_all_files(here: Place) -> None:
    sums = here.sums()
    assert sums.keys() >= ARTIFACTS
    assert sums == {
        path.name: sha(path) for path in (here.root / "dist").iterdir() if path.name in sums
    }
    assert {path.name for path in (here.root / "dist").iterdir()} == {*sums, "SHA256SUMS"}


def test_every_component_has_a_version_and_a_licence(here: Place) -> None:
    found = json.loads((here.root / "dist" / "components.cdx.json").read_text("utf-8"))
    names = {each["name"] for each in found["components"]}
    assert names >= {"weasyprint", "pandoc", "@mathjax/src", "NotoSerifKR-Regular", "genanki"}
    for each in found["components"]:
        assert each["version"]
        named = [one.get("expression") or one["license"]["name"] for one in each["licenses"]]
        assert named
        assert "unknown" not in named


FAULTS = {"error": ("titel: 가\n", ()), "warning": ("title: 가\n", ("--strict",))}


@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_is_released_when_the_checks_fail(here: Place, tmp_path: Path, fault: str) -> None:
    config, words = FAULTS[fault]
    shutil.copytree(here.root / "book", tmp_path / "book")
    shutil.copytree(here.root / "dist", tmp_path / "dist")
    (tmp_path / "book" / "book.yaml").write_text(config, "utf-8")
    (tmp_path / "book" / "1.md").write_text("# 장\n\n$\\frac{1$\n", "utf-8")
    again = Place(tmp_path, here.settings)
    done = again.release(*words)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith("내보내지 않았다: ")
    assert again.sums() == here.sums()
    assert {name: sha(tmp_path / "dist" / name) for name in again.sums()} == here.sums()


def test_two_releases_in_one_folder_keep_the_sums_of_both(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for name in ("one.pdf", "two.pdf"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text(name)
        list(give_out(tmp_path / name, out))
    more = f"{'0' * 64}  gone.pdf\n{'1' * 64}  ../one.pdf\n"
    (out / "SHA256SUMS").write_text((out / "SHA256SUMS").read_text() + more)
    (tmp_path / "two.pdf" / "two.pdf").write_text("anew")
    list(give_out(tmp_path / "two.pdf", out))
    lines = [f"{sha(out / name)}  {name}" for name in ("one.pdf", "two.pdf")]
    assert (out / "SHA256SUMS").read_text().splitlines() == lines
