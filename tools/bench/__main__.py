"""The command: `python -m tools.bench 10,100,500 --against chromium`."""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tools.bench import memory, peers, sample
from tools.bench.stages import NAMES

SIZES = "10,100,500"
PROJECT = Path(__file__).parents[2]
Row = Mapping[str, Any]


def main() -> None:
    """Measure each size and print the table."""
    options = argparse.ArgumentParser(prog="bench")
    options.add_argument("sizes", nargs="?", default=SIZES)
    options.add_argument("--against", default="", help="chromium,typst,xelatex")
    given = options.parse_args()
    wanted = [name for name in given.against.split(",") if name]
    if unknown := sorted(set(wanted) - set(peers.PEERS)):
        options.error(f"--against knows {', '.join(peers.PEERS)}, not {', '.join(unknown)}")
    rows = [measured(int(size), wanted) for size in given.sizes.split(",")]
    print("\n".join(table(rows, wanted)))


def measured(pages: int, wanted: Sequence[str]) -> Row:
    """One row: a book of about `pages` pages, here and elsewhere."""
    with TemporaryDirectory() as aside:
        folder = Path(aside) / "book"
        sample.write(folder, pages)
        cold = _built(folder, f"{aside}/out", "pdf,epub")
        sample.edit(folder)
        edited = _built(folder, f"{aside}/out", "pdf")
        found = {name: peers.seconds(name, folder, Path(aside)) for name in wanted}
        return {**cold, "edit": edited["total"], "reset": edited["layout"], **found}


def _built(folder: Path, out: str, kinds: str) -> Row:
    """What one build in a process of its own says, and how much memory it took at most."""
    command = [sys.executable, "-m", "tools.bench.stages", str(folder), out, kinds]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as build:
        with memory.watched(build.pid) as taken:
            said, _ = build.communicate()
        if build.returncode:
            raise subprocess.CalledProcessError(build.returncode, command)
    return {**json.loads(said), "megabytes": taken.megabytes, "cpu": taken.seconds}


def table(rows: Sequence[Row], wanted: Sequence[str]) -> Iterator[str]:
    """Lines of a Markdown table; the last column is how time grows when pages do (1 is linear)."""
    heads = ("pages", *NAMES, "total", "cpu", "edit", "reset", "MB", "s/page", *wanted, "growth")
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---:' for _ in heads)} |"
    for before, row in zip([None, *rows], rows, strict=False):
        cells = [str(row["pages"]), *(f"{row[name]:.2f}" for name in (*NAMES, "total"))]
        cells += [f"{row[name]:.2f}" for name in ("cpu", "edit", "reset")]
        cells.append(f"{row['megabytes']:.0f}")
        cells.append(f"{_a_page(row):.3f}")
        cells += [against(row, name) for name in wanted]
        growth = f"{_a_page(row) / _a_page(before):.2f}" if before else ""
        yield f"| {' | '.join([*cells, growth])} |"


def against(row: Row, peer: str) -> str:
    """Seconds of another typesetter and how many times as long the press's PDF takes.

    >>> against({"total": 9.0, "epub": 1.0, "chromium": 4.0}, "chromium")
    '4.00 (2.0×)'
    >>> against({"total": 9.0, "epub": 1.0, "typst": None}, "typst")
    'none'
    """
    seconds = row[peer]
    return f"{seconds:.2f} ({(row['total'] - row['epub']) / seconds:.1f}×)" if seconds else "none"


def _a_page(row: Row) -> float:
    return float(row["total"] / row["pages"])


if __name__ == "__main__":
    main()
