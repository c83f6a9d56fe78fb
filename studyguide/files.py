"""Writes a file aside and then renames it, so that the last good one stays until then."""

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
from pathlib import Path

from studyguide.book_folder import opened

PACKED = Path(__file__).resolve().parent / "_templates"  # where the wheel puts them
IS_INSTALLED = PACKED.is_dir()  # and not run from a checkout
TEMPLATES = PACKED if IS_INSTALLED else PACKED.parents[1] / "templates"  # pages, fonts, MathJax
LOCK = (TEMPLATES / "new" / "press" if IS_INSTALLED else TEMPLATES.parent) / "requirements.lock"
ASIDE = ".press-"  # begins the name of a file that is not whole yet
ABANDONED = 3600  # seconds after which no build is still writing one


def replace_file(path: Path, content: bytes) -> None:
    """Write `content` to `path` whole or not at all. Raises OSError that names `path`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(prefix=ASIDE, dir=path.parent)
    except OSError as error:
        place = Path(error.filename2 or error.filename or path)
        raise _named(error, place.parent if place.name.startswith(ASIDE) else place) from None
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(aside).chmod(0o666 & ~_umask())
        Path(aside).replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            Path(aside).unlink()
        raise _named(error, path) if isinstance(error, OSError) else error from None


def digest_of(path: Path) -> str:
    """SHA-256 of a file's content; of one that cannot be read there is none."""
    try:
        with opened(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def _named(error: OSError, path: object) -> OSError:
    return OSError(error.errno, error.strerror, str(path))


def sweep(folder: Path) -> None:
    """Take away what builds that were killed left behind; one still at work keeps its own.

    It lies in the folder or in a folder there; whatever else a person keeps below is not searched.
    """
    for left in (*folder.glob(f"{ASIDE}*"), *folder.glob(f"*/{ASIDE}*")):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > ABANDONED:
                shutil.rmtree(left) if left.is_dir() else left.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
