"""Watches what a process and its children take together, where Linux tells."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PROC = Path("/proc")
PAUSE = 0.2  # seconds between two looks
KILO = 1024
TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100  # of a second of computing


@dataclass
class Taken:
    """The peak in megabytes, shared pages counted once, and the seconds of computing."""

    megabytes: float = 0.0
    by_process: dict[int, float] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """Computing of all processes; less noisy than time where other work runs too."""
        return sum(self.by_process.values())


@contextmanager
def watched(pid: int) -> Iterator[Taken]:
    """What the process takes from now on."""
    taken = Taken()
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.is_set():
            _look(pid, taken)
            time.sleep(PAUSE)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield taken
    finally:
        is_over.set()
        watcher.join()


def _look(pid: int, taken: Taken) -> None:
    there = _processes()
    family = {pid}
    while more := {one for one, (above, _) in there.items() if above in family} - family:
        family |= more
    taken.megabytes = max(taken.megabytes, sum(map(_kilobytes, family)) / KILO)
    taken.by_process.update({one: there[one][1] for one in family if one in there})


def _processes() -> dict[int, tuple[int, float]]:
    """Parent and seconds of computing of each process."""
    found = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            said = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        found[int(folder.name)] = (int(said[1]), (int(said[11]) + int(said[12])) / TICK)
    return found


def _kilobytes(pid: int) -> int:
    """What a process holds, its share of pages that others hold too."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
