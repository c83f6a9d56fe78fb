"""Runs what an author's file asks for in a process of its own, within bounds of time and memory."""

import os
import pickle
import resource
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

SECONDS = 10  # of the processor; a whole page takes a tenth of one
BYTES = 4 << 30  # of memory, with what the press holds already


class TooMuch(RuntimeError):
    """It needed more time or memory than it may have."""


def bounded(work: Callable[[], T]) -> T:
    """What `work` gives, which pickle can carry; `work` raises nothing. Raises TooMuch."""
    outlet, inlet = os.pipe()
    child = os.fork()
    if not child:
        _work(work, inlet)
    os.close(inlet)
    with os.fdopen(outlet, "rb") as out:
        content = out.read()
    if os.waitpid(child, 0)[1]:
        raise TooMuch
    found: T = pickle.loads(content)
    return found


def _work(work: Callable[[], object], inlet: int) -> None:
    """Answer and end, whatever comes: nothing of the press may run on in here."""
    status = 1
    try:
        for bound, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, BYTES)):
            hard = resource.getrlimit(bound)[1]
            unbounded = hard == resource.RLIM_INFINITY
            resource.setrlimit(bound, (most if unbounded else min(most, hard), hard))
        with os.fdopen(inlet, "wb") as out:
            out.write(pickle.dumps(work()))
        status = 0
    finally:
        os._exit(status)
