"""Runs pandoc: the one installed with the press, with no settings of the person's own."""

import errno
import importlib.util
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

FOUND = importlib.util.find_spec("pypandoc")  # it brings pandoc; loading it takes its time
BUNDLED = Path((FOUND and FOUND.origin) or "pypandoc").with_name("files") / "pandoc"
ALONE = f"--data-dir={os.devnull}"  # no templates or abbreviations of ~/.local/share/pandoc
FULL = ("No space left", "resource exhausted", "File too large")  # a disk that takes no more
MEMORY = "3g"  # of its heap; 1.5 MB of notes take 0.13 GB to read and 0.24 to write
SECONDS = 120  # for the smallest book on the busiest machine
BYTES_A_SECOND = 30_000  # that it reads at least; 160,000 on a busy machine
OUT_OF_HEAP = 251  # exit status of GHC's run time


class TooMuch(OSError):
    """It needed more time or memory than it may have."""


def path() -> str:
    """Where pandoc is. Another one on PATH could write another book."""
    if BUNDLED.exists():
        return str(BUNDLED)
    import pypandoc

    return str(pypandoc.get_pandoc_path())


def convert(
    text: str, read: str, write: str, args: Sequence[str] = (), out: Path | None = None
) -> str:
    """The text in another format, or nothing when it goes to `out`.

    Raises OSError, which is TooMuch when pandoc needs more time or memory than it may have, and
    KeyboardInterrupt when Ctrl-C stopped it.
    """
    given = text.encode()
    command = [*tether(), path(), f"--from={read}", f"--to={write}", ALONE, *args]
    command += [f"--output={out}"] if out else []
    try:
        done = subprocess.run(
            [*command, "+RTS", f"-M{MEMORY}", "-RTS"],
            input=given,
            capture_output=True,
            timeout=SECONDS + len(given) / BYTES_A_SECOND,
            env={key: value for key, value in os.environ.items() if key != "GHCRTS"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_much(errno.ETIMEDOUT) from None
    if done.returncode == -signal.SIGINT:  # Ctrl-C reaches all of a job; a thread hears of it here
        raise KeyboardInterrupt
    if done.returncode:
        raise _fault(done.returncode, done.stderr.decode(errors="replace"))
    return done.stdout.decode()


@cache
def tether() -> Sequence[str]:
    """What starts a program that ends with this one, even if this one is killed.

    Linux's util-linux has it; elsewhere the program goes on until it is done.
    """
    command = [shutil.which("setpriv") or "", "--pdeathsig", "KILL", "--"]
    try:
        done = subprocess.run([*command, "true"], capture_output=True, check=False)
    except OSError:
        return ()
    return () if done.returncode else command


def _fault(status: int, said: str) -> OSError:
    if status == OUT_OF_HEAP:
        return _too_much(errno.ENOMEM)
    if any(sign in said for sign in FULL):
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "pandoc")
    return OSError(f"pandoc: {' '.join(said.split()) or status}")


def _too_much(number: int) -> TooMuch:
    return TooMuch(number, os.strerror(number), "pandoc")


def version() -> str:
    """The version of the pandoc in use."""
    import pypandoc

    os.environ["PYPANDOC_PANDOC"] = path()  # or it takes the newest that it finds
    return str(pypandoc.get_pandoc_version())
