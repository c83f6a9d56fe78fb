"""Writes a file aside and then renames it, so that the last good one stays until then."""

import contextlib
import os
import tempfile
from pathlib import Path

PACKED = Path(__file__).resolve().parent / "_templates"  # where the wheel puts them
IS_INSTALLED = PACKED.is_dir()  # and not run from a checkout
TEMPLATES = PACKED if IS_INSTALLED else PACKED.parents[1] / "templates"  # pages, fonts, MathJax


def replace_file(path: Path, content: bytes) -> None:
    """Write `content` to `path` whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(aside).chmod(0o666 & ~_umask())
        Path(aside).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(aside).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
