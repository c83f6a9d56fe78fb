"""Gives out a release: the artifacts, the list of components, the wheel, and their sums."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from studyguide import components
from studyguide.files import TEMPLATES, digest_of, replace_file

KINDS = ("pdf", "epub", "epub-store", "html", "anki")
SUMS = "SHA256SUMS"  # as sha256sum writes and reads it
SUM = re.compile(r"([0-9a-f]{64})  ([^/]+)")  # a line of it
FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the same bytes on every day
DATE = "SOURCE_DATE_EPOCH"  # hatchling would take it for the date of the wheel's files
UNIX = 3  # the system whose file rights an archive holds
COMPONENTS = "components.cdx.json"


def add_components(folder: Path) -> None:
    """Write the list of components beside the artifacts."""
    replace_file(folder / COMPONENTS, components.document())


def add_wheel(folder: Path) -> None:
    """Build the press's wheel beside the artifacts. Raises OSError when that fails."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    settings = {name: value for name, value in os.environ.items() if name != DATE}
    built = subprocess.run(
        command, cwd=TEMPLATES.parent, env=settings, capture_output=True, text=True, check=False
    )
    if built.returncode:
        raise OSError(f"hatchling: {(built.stderr.strip().splitlines() or [''])[-1]}")


def pack_web_books(folder: Path) -> None:
    """Put each folder of web pages into a zip archive beside the artifacts, to be unpacked."""
    for pages in [path for path in folder.iterdir() if path.is_dir()]:
        packed = BytesIO()
        with ZipFile(packed, "w") as archive:
            for path in sorted(path for path in pages.rglob("*") if path.is_file()):
                entry = ZipInfo(path.relative_to(folder).as_posix(), FIRST_ZIP_DATE)
                entry.compress_type = ZIP_DEFLATED
                entry.create_system = UNIX
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes(), compresslevel=9)
        replace_file(folder / f"{pages.name}.zip", packed.getvalue())
        shutil.rmtree(pages)


def give_out(folder: Path, out: Path) -> Iterator[Path]:
    """Copy everything in `folder` to `out`; a folder without its sums is not whole.

    What another release put there keeps its sums.
    """
    sums = _sums_of_others(folder, out)
    (out / SUMS).unlink(missing_ok=True)
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        replace_file(out / path.name, content)
        sums[path.name] = hashlib.sha256(content).hexdigest()
        yield out / path.name
    lines = (f"{found}  {name}\n" for name, found in sorted(sums.items()))
    replace_file(out / SUMS, "".join(lines).encode())
    yield out / SUMS


def _sums_of_others(folder: Path, out: Path) -> dict[str, str]:
    """The sums of files that are in `out` as they say, and do not come from `folder`."""
    try:
        said = (out / SUMS).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    lines = filter(None, map(SUM.fullmatch, said.splitlines()))
    return {
        met[2]: met[1]
        for met in lines
        if not (folder / met[2]).exists() and digest_of(out / met[2]) == met[1]
    }
