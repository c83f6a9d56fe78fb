"""A machine without typefaces and without fontconfig's settings: the book brings all it needs."""

import os
import subprocess
import sys
from pathlib import Path

from tests.libraries import LIBRARIES

PROJECT = Path(__file__).parents[2]


def test_nothing_is_missed_and_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text("# 장\n\n글.\n", "utf-8")
    strict = [sys.executable, "-P", "-W", "error::UserWarning", "-m", "invoke"]
    ran = subprocess.run(
        [*strict, "--search-root", PROJECT, "pdf", "--book", tmp_path, "--out", tmp_path / "dist"],
        env={"PATH": os.defpath, "HOME": str(tmp_path), "FONTCONFIG_FILE": "/nowhere", **LIBRARIES},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
