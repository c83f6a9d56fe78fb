"""Fetches what a package-lock.json names, once: programs of Node that only developers need."""

import shutil
import subprocess
from pathlib import Path

COMMAND = (
    "npm", "ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund",
)  # fmt: skip


class Missing(Exception):
    """What is not there, and how to get it."""


def modules(folder: Path) -> Path:
    """The `node_modules` beside the lock file of `folder`; raises Missing."""
    found, lock = folder / "node_modules", folder / "package-lock.json"
    done = found / ".package-lock.json"
    if done.exists() and done.stat().st_mtime >= lock.stat().st_mtime:
        return found
    if shutil.which("npm") is None:
        raise Missing("no npm is installed (Debian: apt-get install npm)")
    ran = subprocess.run(COMMAND, cwd=folder, capture_output=True, text=True, check=False)
    if ran.returncode:
        last = (ran.stderr.strip() or "it failed").splitlines()[-1]
        raise Missing(f"npm could not fetch {lock.parent.name}: {last}")
    done.touch()
    return found


def chromium() -> str:
    """The path of an installed Chromium; raises Missing."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise Missing("no Chromium is installed (Debian: apt-get install chromium)")
    return found
