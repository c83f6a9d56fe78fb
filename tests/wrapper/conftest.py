"""A project of wrapper and lock files alone, on a machine of stubs, without network."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

PROJECT = Path(__file__).parents[2]
STUBS = Path(__file__).parent / "stubs"
TOOLS = (
    *("sh", "cat", "chmod", "cksum", "cmp", "cp", "dirname", "find", "flock", "grep", "id", "kill"),
    *("ln", "mkdir", "mktemp", "readlink", "rm", "sed", "sleep", "tail", "touch"),
)
NOBODY = 65534


@dataclass(frozen=True)
class Machine:
    """Where the project lies, what is on PATH, and what the stubs are told."""

    project: Path
    bin: Path
    stub: Path

    def command(self, *words: str, script: Path | None = None) -> list[str]:
        as_nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        run = [str(script or self.project / "invoke"), *words]
        return [str(shutil.which("setpriv")), *as_nobody[1:], *run] if os.getuid() == 0 else run

    @property
    def book(self) -> Path:
        return self.project.with_name("내 책")

    @property
    def env(self) -> dict[str, str]:
        return {"PATH": str(self.bin), "STUB": str(self.stub), "TMPDIR": str(self.stub)}

    def run(self, *words: str, script: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words, script=script),
            env=self.env,
            cwd=self.stub,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )

    def tell(self, name: str, text: str = "") -> None:
        (self.stub / name).write_text(text, encoding="utf-8")

    def put(self, stub: str, name: str) -> None:
        shutil.copy(STUBS / stub, self.bin / name)

    def make_book(self) -> None:
        """Beside the project a book, as `new` makes it, with a press of no content."""
        press = self.book / "press"
        press.mkdir(parents=True)
        shutil.copy(PROJECT / "templates" / "new" / "invoke", self.book / "invoke")
        shutil.copy(PROJECT / "tools" / "setup.sh", press / "setup.sh")
        (press / "requirements.lock").write_text("one of a book\n")
        (press / "studyguide_press-1-py3-none-any.whl").write_text("one\n")

    def be_root(self) -> None:
        (self.bin / "id").unlink()
        (self.bin / "id").write_text("#!/bin/sh\necho 0\n")
        (self.bin / "id").chmod(0o755)

    def calls(self, word: str = "") -> list[str]:
        path = self.stub / "calls"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [line for line in lines if word in line]

    def forget_calls(self) -> None:
        (self.stub / "calls").unlink()


@pytest.fixture
def machine() -> Iterator[Machine]:
    """A machine of an ordinary user (also where the tests run as root)."""
    with TemporaryDirectory(dir="/tmp") as folder:
        root = Path(folder)
        found = Machine(root / "공부 노트's (press)", root / "bin", root / "stub")
        fonts = found.project / "templates" / "fonts"
        for path in (found.project / "tools", fonts, found.bin, found.stub):
            path.mkdir(parents=True)
        for name in ("invoke", "tools/setup.sh", "templates/fonts/start.conf"):
            shutil.copy(PROJECT / name, found.project / name)
        for name in ("requirements.lock", "requirements-dev.lock"):
            (found.project / name).write_text(f"one of {name}\n")
        found.make_book()
        for name in TOOLS:
            (found.bin / name).symlink_to(str(shutil.which(name)))
        found.put("python3", "python3")
        found.tell("pango")
        subprocess.run(["chmod", "-R", "a+rwX", folder], check=True)
        yield found
