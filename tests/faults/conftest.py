"""A small book, its good artifacts, and how the tests of faults build it."""

import hashlib
import os
import resource
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from filters import CHAIN
from studyguide import console
from studyguide.files import ASIDE

PROJECT = Path(__file__).parents[2]
BOOK = Path(__file__).parent / "book"
ARTIFACTS = ("book.pdf", "book.epub", "book.apkg", "book-terms.csv")
APART = """
from studyguide.pdf.sets import crew
crew.WORTH = 0
from invoke.main import program
program.run()
"""
Sums = dict[str, str]  # SHA-256 by the file's name
Good = tuple[Sums, Sums]  # before and after the edit
BYPRODUCTS = ("book.json", "outline.json", "audit.json", "glossary.json", "equations.json")


@dataclass(frozen=True)
class Shelf:
    """A book folder and the folder its results go to."""

    book: Path
    out: Path

    def build(self) -> None:
        """Build in this process. Raises Exit."""
        console.build(["pdf", "epub", "anki"], CHAIN, str(self.book), str(self.out), False)

    def start(
        self, stdout: Any = subprocess.PIPE, limit: int = 0, is_apart: bool = False, **env: str
    ) -> Any:
        """Build in another process, whose files may grow to `limit` bytes.

        `is_apart` has the units set by workers, as those of a thick book are.
        """
        run = ["-c", APART] if is_apart else ["-m", "invoke"]
        where = ["--book", str(self.book), "--out", str(self.out)]
        return subprocess.Popen(
            [sys.executable, "-P", *run, "--search-root", PROJECT, "all", *where, "anki", *where],
            env={**clean(), "PYTHONPATH": str(PROJECT), **env},
            start_new_session=True,
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit))
            if limit
            else None,
        )

    def sums(self) -> dict[str, str]:
        """The SHA-256 of every artifact and by-product that is there."""
        paths = [self.out / name for name in ARTIFACTS]
        paths += [self.out / "build" / name for name in BYPRODUCTS]
        return {path.name: sha(path) for path in paths if path.is_file()}

    def leftovers(self) -> list[Path]:
        return list(self.out.rglob(f"{ASIDE}*"))


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def clean() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}


def a_line(said: str) -> str:
    """What a fault is told as: one line, never a traceback."""
    assert len(said.strip().splitlines()) == 1, said
    assert "Traceback" not in said
    return said.strip()


def edit(book: Path) -> None:
    """The author writes on: every artifact changes."""
    with (book / "1.md").open("a", encoding="utf-8") as note:
        note.write("\n- 하나 더: $E = hf$\n- 키워드\n    - 진폭 - 마루의 높이\n")


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The book as it was built for the first time."""
    root = tmp_path_factory.mktemp("first")
    shelf = Shelf(shutil.copytree(BOOK, root / "book"), root / "out")
    shelf.build()
    return shelf


@pytest.fixture(scope="session")
def good(first: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Good:
    """What the book should come out as, before and after the edit."""
    root = tmp_path_factory.mktemp("edited")
    edited = Shelf(shutil.copytree(BOOK, root / "book"), root / "out")
    edit(edited.book)
    edited.build()
    before, after = first.sums(), edited.sums()
    assert len(before) == len(ARTIFACTS) + len(BYPRODUCTS)
    for name in (*ARTIFACTS, "book.json", "audit.json"):
        assert before[name] != after[name]
    return before, after


@pytest.fixture
def shelf(first: Shelf, tmp_path: Path) -> Shelf:
    """A book that was built once and edited since."""
    found = Shelf(
        shutil.copytree(first.book, tmp_path / "book"), shutil.copytree(first.out, tmp_path / "out")
    )
    edit(found.book)
    return found
