"""Writes a web book as a folder: aside first, then in the place of the last one."""

import errno
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from studyguide.files import ASIDE

MARK = "assets/book.css"  # a folder without it is none of ours


def write(files: Mapping[str, bytes], out: Path) -> None:
    """Put `files` (by address) into the folder `out`; the last whole one stays until then.

    Raises OSError, also when `out` is a folder that holds something else.
    """
    if out.exists() and not (out / MARK).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(out))
    out.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=out.parent))
    try:
        for name, content in files.items():
            path = aside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        _make_readable(aside)
        _replace(out, aside)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _make_readable(folder: Path) -> None:
    """`mkdtemp` lets only its owner in; a folder of the person's own making is open to all."""
    mask = os.umask(0)
    os.umask(mask)
    folder.chmod(0o777 & ~mask)


def _replace(out: Path, aside: Path) -> None:
    """Put the folder `aside` at `out`; what was there goes last."""
    if not out.exists():
        aside.rename(out)
        return
    old = Path(tempfile.mkdtemp(prefix=ASIDE, dir=out.parent))
    out.rename(old / out.name)
    try:
        aside.rename(out)
    except BaseException:
        (old / out.name).rename(out)
        old.rmdir()
        raise
    shutil.rmtree(old, ignore_errors=True)
