"""Runs pandoc: the one installed with the press, with no settings of the person's own."""

import errno
import os
from collections.abc import Sequence
from pathlib import Path

import pypandoc

BUNDLED = Path(pypandoc.__file__).with_name("files") / "pandoc"
ALONE = f"--data-dir={os.devnull}"  # no templates or abbreviations of ~/.local/share/pandoc
FULL = ("No space left", "resource exhausted", "File too large")  # a disk that takes no more


def path() -> str:
    """Where pandoc is. Another one on PATH could write another book."""
    if BUNDLED.exists():
        os.environ["PYPANDOC_PANDOC"] = str(BUNDLED)  # or pypandoc takes the newest it finds
    return str(pypandoc.get_pandoc_path())


def convert(
    text: str, read: str, write: str, args: Sequence[str] = (), out: Path | None = None
) -> str:
    """The text in another format, or nothing when it goes to `out`. Raises OSError."""
    path()
    try:
        return str(
            pypandoc.convert_text(
                text,
                write,
                format=read,
                extra_args=[ALONE, *args],
                outputfile=out and str(out),
                verify_format=False,
            )
        )
    except RuntimeError as failure:
        raise _fault(str(failure)) from None


def _fault(said: str) -> OSError:
    if any(sign in said for sign in FULL):
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "pandoc")
    return OSError(f"pandoc: {' '.join(said.split())}")


def version() -> str:
    """The version of the pandoc in use."""
    path()
    return str(pypandoc.get_pandoc_version())
