"""Builds one book in a process of its own and says how long each stage took, in seconds.

python -m tools.bench.stages FOLDER OUT pdf,epub
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import wraps
from pathlib import Path
from typing import Any
from unittest import mock

import pypdfium2

from filters import CHAIN
from studyguide import epub, notes, pdf, reader
from studyguide.build import Folders, Press
from studyguide.pdf.html import body

NAMES = ("read", "filters", "body", "layout", "write", "epub", "rest")


class Clock:
    """Seconds by stage; a stage within a stage counts as its own only."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._inner = [0.0]

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time counted under `name`."""

        @wraps(function)
        def run(*args: Any, **kwargs: Any) -> Any:
            start = time.perf_counter()
            self._inner.append(0.0)
            try:
                return function(*args, **kwargs)
            finally:
                spent = time.perf_counter() - start
                self.seconds[name] += spent - self._inner.pop()
                self._inner[-1] += spent

        return run


def measure(folder: Path, out: Path, kinds: Sequence[str]) -> dict[str, Any]:
    """Build the book; seconds by stage, and its pages."""
    clock = Clock()
    places = [
        ("read", notes, "read"),
        ("read", reader, "read"),
        ("body", body, "dressed_parts"),
        ("body", Press, "_check_formulas"),
        ("layout", pdf, "settled"),
        ("write", pdf, "write"),
        ("epub", epub, "write"),
    ]
    with ExitStack() as stack:
        for name, owner, function in places:
            timed = clock.timed(name, getattr(owner, function))
            stack.enter_context(mock.patch.object(owner, function, timed))
        chain = [clock.timed("filters", each) for each in CHAIN]
        start = time.perf_counter()
        press = Press(folder, chain, lambda _: Folders(out, out / "build"), lambda *_: None)
        press.make(kinds)
        total = time.perf_counter() - start
    clock.seconds["rest"] = total - sum(clock.seconds.values())
    return {
        **{name: clock.seconds[name] for name in NAMES},
        "total": total,
        "pages": len(pypdfium2.PdfDocument(next(out.glob("*.pdf")))),
    }


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3].split(","))))
