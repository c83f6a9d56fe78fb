"""Runs what an author's file asks for within bounds of time and memory, which it may not know."""

import errno
import os
import pickle
import resource
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

SECONDS = 10  # of the processor; a whole page takes a tenth of one
BYTES = 4 << 30  # of memory, with what the press holds already
AGAIN = 1.0  # seconds until it is stopped once more, should it have gone on


class TooMuch(RuntimeError):
    """It needed more time or memory than it may have."""


def bounded(work: Callable[[], T]) -> T:
    """What `work` gives, which pickle can carry; `work` raises nothing. Raises TooMuch.

    It runs in a process of its own.
    """
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
            _lower(bound, most)
        with os.fdopen(inlet, "wb") as out:
            out.write(pickle.dumps(work()))
        status = 0
    finally:
        os._exit(status)


@contextmanager
def within(seconds: float, path: str) -> Iterator[None]:
    """Let this process work so long and with `BYTES` on what the file `path` asks for.

    Raises OSError that names the file, and RuntimeError where it could not be stopped.
    """
    must_be_stoppable()

    def stop(*_: object) -> None:
        raise OSError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT), path)

    answer = signal.signal(signal.SIGPROF, stop)
    before = _lower(resource.RLIMIT_AS, BYTES)
    outer = signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    except MemoryError:
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM), path) from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, *outer)
        resource.setrlimit(resource.RLIMIT_AS, before)
        signal.signal(signal.SIGPROF, answer)


def must_be_stoppable() -> None:
    """Only a main thread hears a signal. Raises RuntimeError in any other: it has no bounds."""
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("only the main thread of a process can be kept within bounds")


def _lower(bound: int, most: int) -> tuple[int, int]:
    """Lower a bound of this process; the one of before."""
    soft, hard = resource.getrlimit(bound)
    bounds = [each for each in (soft, hard, most) if each != resource.RLIM_INFINITY]
    resource.setrlimit(bound, (min(bounds), hard))
    return soft, hard
