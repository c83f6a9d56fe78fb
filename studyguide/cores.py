"""How many processes may work at once."""

import os

MOST = 8  # each takes a hundred megabytes and more, and the longest chapter decides


def cores() -> int:
    """The cores that this build may use."""
    try:
        count = len(os.sched_getaffinity(0))
    except AttributeError:  # macOS, Windows
        count = os.cpu_count() or 1
    return min(count, MOST)
