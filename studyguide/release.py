"""Gives out a release: the artifacts, the list of components, the wheel, and their sums."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from studyguide import components
from studyguide.files import TEMPLATES, replace_file

KINDS = ("pdf", "epub", "epub-store", "anki")
SUMS = "SHA256SUMS"  # as sha256sum writes and reads it
COMPONENTS = "components.cdx.json"


def add_components(folder: Path) -> None:
    """Write the list of components beside the artifacts."""
    replace_file(folder / COMPONENTS, components.document())


def add_wheel(folder: Path) -> None:
    """Build the press's wheel beside the artifacts. Raises OSError when that fails."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(
        command, cwd=TEMPLATES.parent, capture_output=True, text=True, check=False
    )
    if built.returncode:
        raise OSError(f"hatchling: {(built.stderr.strip().splitlines() or [''])[-1]}")


def give_out(folder: Path, out: Path) -> Iterator[Path]:
    """Copy everything in `folder` to `out`; a folder without its sums is not whole."""
    (out / SUMS).unlink(missing_ok=True)
    lines = []
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        replace_file(out / path.name, content)
        lines.append(f"{hashlib.sha256(content).hexdigest()}  {path.name}\n")
        yield out / path.name
    replace_file(out / SUMS, "".join(lines).encode())
    yield out / SUMS
