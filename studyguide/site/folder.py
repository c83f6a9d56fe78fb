"""Writes a web book as a folder: aside first, then in the place of the last one."""

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from studyguide.files import ASIDE, replace_file

MARK = "assets/book.css"  # a folder without it is none of ours
ROOMS = ("assets", "assets/fonts", "files")
PICTURE = re.compile(r"files/[0-9a-f]{16}\.\w+")


def write(files: Mapping[str, bytes], out: Path) -> None:
    """Put `files` (by address) into the folder `out`; the last whole one stays until then.

    Into a folder in which a person keeps files too, such as `CNAME` or `.git`, each file goes by
    itself. Raises OSError, also when `out` is a folder that holds something else.
    """
    if out.exists() and not (out / MARK).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(out))
    if any(not _is_ours(path, out) for path in out.rglob("*")):
        _update(files, out)
        return
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


def _is_ours(path: Path, out: Path) -> bool:
    """Whether the press made it: a page that names its style sheet, or what pages load."""
    name = path.relative_to(out).as_posix()
    if path.is_symlink() or (path.is_dir() and name not in ROOMS):
        return False
    if path.parent == out and path.suffix == ".html":
        return MARK.encode() in path.read_bytes()
    return name.startswith("assets/") or name in ROOMS or bool(PICTURE.fullmatch(name))


def _update(files: Mapping[str, bytes], out: Path) -> None:
    """Replace the press's own files one by one; what it does not make any more goes last."""
    for room in ROOMS:
        if (out / room).is_symlink():
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(out / room))
    for name, content in files.items():
        replace_file(out / name, content)
    for path in list(out.rglob("*")):
        is_stale = path.is_file() and path.relative_to(out).as_posix() not in files
        if is_stale and _is_ours(path, out):
            path.unlink()


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
