"""Measures what 1,000 formulas (150 distinct) cost: compiled, and as SVG inline in the HTML.

python -m tools.bench.formulas

Each way runs in a process of its own with nothing cached, one after the other; the time is that of
the processor. The last lines are what compiled formulas add to the page without any, and what
they may add.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from studyguide.formulas.drawn import Formulas
from studyguide.formulas.engine import Engine
from studyguide.formulas.svg import Drawing

PROJECT = Path(__file__).parents[2]
CORPUS = PROJECT / "tests" / "math" / "corpus.txt"
COUNT, DISTINCT = 1000, 150
MEASURE = 1e6  # em; no display is broken
MEGA = 1024 if sys.platform == "linux" else 1024 * 1024  # units of ru_maxrss in a megabyte
WAYS = {
    "none": "the page without formulas",
    "compiled": "compiled formulas, nothing cached",
    "inline": "the same SVG inline in the HTML",
}
MAY_ADD = {"seconds": 5.0, "megabytes": 150.0, "kilobytes": 1024.0}
Figures = Mapping[str, float]


def measured(way: str) -> Figures:
    """Write the page this way; seconds of the processor, peak memory in MB, the file in KB."""
    from weasyprint import HTML

    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    distinct = [line for line in lines if line and not line.startswith("#")][:DISTINCT]
    start = time.process_time()
    formulas = Formulas(Engine(), MEASURE)
    shown: Callable[[str], str] = {
        "none": lambda _: "",
        "compiled": lambda tex: str(formulas.img(tex, False)),
        "inline": lambda tex: _inline(formulas.engine, tex),
    }[way]
    body = "".join(f"<p>{at} {shown(distinct[at % DISTINCT])}" for at in range(COUNT))
    page = f'<html lang="ko"><title>t</title>{body}'
    content = HTML(string=page).write_pdf(cache=formulas.cache)
    return {
        "seconds": time.process_time() - start,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGA,
        "kilobytes": len(content) / 1024,
    }


def _inline(engine: Engine, tex: str) -> str:
    drawing = engine.svg(tex, False)
    return drawing.svg if isinstance(drawing, Drawing) else ""


def main() -> None:
    """Measure the three ways and print the table."""
    print(f"| {COUNT:,} formulas, {DISTINCT} distinct | time | memory | file |")
    print("| --- | --- | --- | --- |")
    found = {}
    for way, name in WAYS.items():
        command = [sys.executable, "-m", "tools.bench.formulas", way]
        said = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, check=True)
        found[way] = json.loads(said.stdout)
        print(f"| {name} {_cells(found[way])}")
    added = {key: found["compiled"][key] - found["none"][key] for key in MAY_ADD}
    print(f"| what compiled formulas add {_cells(added)}")
    print(f"| what they may add {_cells(MAY_ADD)}")
    if any(added[key] > most for key, most in MAY_ADD.items()):
        raise SystemExit("the compiled formulas cost more than they may")


def _cells(figures: Figures) -> str:
    seconds, memory, size = (figures[key] for key in MAY_ADD)
    return f"| {seconds:.1f} s | {memory:.0f} MB | {size:,.0f} KB |"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measured(sys.argv[1])))
    else:
        main()
