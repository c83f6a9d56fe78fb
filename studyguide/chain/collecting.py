"""Has Python look for unreachable objects seldom: trees of a book are many and live long.

Looking as often as usual takes a seventh of the time of a build.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

THRESHOLDS = (200_000, 50, 100)  # new objects before the youngest, younger and all are looked at


def collect_seldom() -> None:
    """From now on, in this process."""
    gc.set_threshold(*THRESHOLDS)


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """While something is made."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
