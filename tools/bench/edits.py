"""Measures how soon the preview shows a saved change: python -m tools.bench.edits 10,100

A quick look at the changed chapter is what the author waits for; the whole book follows it.
"""

import gc
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from filters import CHAIN
from studyguide.chain.collecting import collect_seldom
from studyguide.preview.quick import Quick
from studyguide.preview.whole import Order, make
from tools.bench import sample

EDITS = 3


def measured(pages: int) -> tuple[float, float]:
    """Seconds of the whole book with its formulas drawn, and of the quickest look of some."""
    with TemporaryDirectory() as aside:
        folder = (Path(aside) / "book").resolve()
        sample.write(folder, pages)
        order = Order(folder, CHAIN, f"{aside}/build", "ko")
        make(order)  # draws the formulas
        start = time.perf_counter()
        whole = make(order)
        seconds = time.perf_counter() - start
        assert whole.site, whole.messages
        gc.freeze()  # as the preview does
        collect_seldom()
        quick, site, looks = Quick(order), whole.site, []
        note = sorted(folder.glob("*.md"))[-1]
        for number in range(EDITS):
            note.write_text(note.read_text("utf-8") + f"\n{number}째로 고친 글.\n", "utf-8")
            start = time.perf_counter()
            looked = quick.look(whole, site)
            looks.append(time.perf_counter() - start)
            assert looked and looked.files != site.files
            site = looked
        return seconds, min(looks)


def table(sizes: list[int]) -> Iterator[str]:
    """Lines of a Markdown table."""
    yield "| pages | whole | edit → page | ratio |"
    yield "| ---: | ---: | ---: | ---: |"
    for size in sizes:
        whole, look = measured(size)
        yield f"| {size} | {whole:.2f} | {look:.2f} | {look / whole:.2f} |"


if __name__ == "__main__":
    print("\n".join(table([int(size) for size in (sys.argv[1:] or ["100"])[0].split(",")])))
