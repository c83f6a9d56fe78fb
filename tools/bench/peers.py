"""Sets the same notes with other typesetters, as they come, to know what their time is."""

import shutil
import subprocess
import time
from pathlib import Path

from studyguide import pandoc

PEERS = ("chromium", "typst", "xelatex")
HEAD = '<!DOCTYPE html><html lang="ko"><meta charset="utf-8"><title>bench</title><body>'
PREAMBLE = "\\usepackage{kotex}"


def seconds(peer: str, folder: Path, aside: Path) -> float | None:
    """Wall time from notes to PDF, or None when it is not installed or fails."""
    program = shutil.which(peer)
    if program is None:
        return None
    notes = "\n\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.md")))
    start = time.perf_counter()
    out = aside / f"{peer}.pdf"
    for command in {"chromium": _chromium, "typst": _typst, "xelatex": _xelatex}[peer](
        program, notes, aside, out
    ):
        done = subprocess.run(command, cwd=aside, capture_output=True, check=False)
        if done.returncode:
            return None
    return time.perf_counter() - start if out.is_file() else None


def _chromium(program: str, notes: str, aside: Path, out: Path) -> list[list[str]]:
    page = aside / "chromium.html"
    page.write_text(HEAD + pandoc.convert(notes, "markdown", "html5", ["--mathml"]), "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    return [[program, *options, f"--print-to-pdf={out}", page.as_uri()]]


def _typst(program: str, notes: str, aside: Path, out: Path) -> list[list[str]]:
    page = aside / "typst.typ"
    page.write_text(pandoc.convert(notes, "markdown", "typst", ["--standalone"]), "utf-8")
    return [[program, "compile", str(page), str(out)]]


def _xelatex(program: str, notes: str, aside: Path, _out: Path) -> list[list[str]]:
    args = ["--standalone", "--toc", f"--variable=header-includes:{PREAMBLE}"]
    page = aside / "xelatex.tex"
    page.write_text(pandoc.convert(notes, "markdown", "latex", args), "utf-8")
    return [[program, "-interaction=batchmode", str(page)]] * 2  # twice, for the contents
