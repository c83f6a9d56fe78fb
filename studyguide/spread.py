"""Does work whose pieces have nothing to do with each other, on all cores.

Only where the processes that set pages are ready (`server.is_ready`), as in a first build:
starting them for less would take longer than the work.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from studyguide.cores import cores
from studyguide.pdf.sets import server

Given = TypeVar("Given")
Found = TypeVar("Found")


def spread(work: Callable[[Given], Found], pieces: Sequence[Given]) -> list[Found]:
    """What `work` makes of each piece, in their order; it raises what `work` raises.

    A piece whose process dies (too little memory) is done here.
    """
    workers = min(cores(), len(pieces))
    if workers < 2:
        return [work(piece) for piece in pieces]
    try:
        pool = ProcessPoolExecutor(workers, server.context(), server.begin_work)
    except (OSError, ImportError):  # some containers let processes share nothing
        return [work(piece) for piece in pieces]
    try:
        return _done(pool, work, pieces)
    finally:
        server.end(pool)


def _done(
    pool: ProcessPoolExecutor, work: Callable[[Given], Found], pieces: Sequence[Given]
) -> list[Found]:
    try:
        with server.deaf():
            futures = [pool.submit(work, piece) for piece in pieces]
    except BrokenProcessPool:
        return [work(piece) for piece in pieces]
    found: list[Found] = []
    for future, piece in zip(futures, pieces, strict=True):
        is_lost = isinstance(future.exception(), BrokenProcessPool)
        found.append(work(piece) if is_lost else future.result())
    return found
