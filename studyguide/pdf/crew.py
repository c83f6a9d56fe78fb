"""Sets the units of a book on all cores.

A unit that was laid out asks where it stands; the workers tell each other how many sheets each
unit has, through memory they share. They take the units in order, so the first one at work never
waits for another.
"""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from studyguide.pdf.setting import Laid, Order, Setter
from studyguide.pdf.sides import Extent, Stand, stands
from studyguide.pdf.units import Unit

SIDES = ("", "left", "right")
FIELDS = 3  # numbers a unit shares: sheets, side, last page counter
UNKNOWN, FAILED = 0, -1
PAUSE = 0.004  # seconds between two looks
WORTH = 200_000  # characters of HTML for which it pays to start other processes, some 15 pages


class Abandoned(Exception):
    """Another unit failed, or the build was stopped."""


@dataclass(frozen=True)
class Task:
    """A unit to be set, its place in the book, what is guessed."""

    at: int
    unit: Unit
    guessed: Mapping[str, int]
    is_right: bool


class Board:
    """Where the workers write how much room each unit takes."""

    def __init__(self, fields: Any) -> None:
        self._fields = fields

    @property
    def size(self) -> int:
        """How many units the book has."""
        return len(self._fields) // FIELDS

    def tell(self, at: int, extent: Extent) -> None:
        """Write down the room that a unit takes."""
        first = at * FIELDS
        self._fields[first + 1] = SIDES.index(extent.side)
        self._fields[first + 2] = extent.counters[-1]
        self._fields[first] = len(extent.counters)

    def fail(self, at: int) -> None:
        """Let nobody wait for this unit."""
        self._fields[at * FIELDS] = FAILED

    def extent(self, at: int) -> Extent:
        """The room a unit takes, as soon as that is known."""
        parent = os.getppid()
        while (sheets := self._fields[at * FIELDS]) == UNKNOWN:
            time.sleep(PAUSE)
            if os.getppid() != parent:
                raise Abandoned
        if sheets == FAILED:
            raise Abandoned
        side, last = self._fields[at * FIELDS + 1 : at * FIELDS + 3]
        return Extent((last,) * sheets, SIDES[side])

    def stand(self, at: int, extent: Extent) -> Stand:
        """Tell the extent of a unit and learn where it stands."""
        self.tell(at, extent)
        return stands([*(self.extent(other) for other in range(at)), extent])[-1]


def stand_of(board: Board, at: int) -> Callable[[Extent], Stand]:
    """What a unit asks once it is laid out."""
    return partial(board.stand, at)


_setter: Setter | None = None
_board: Board | None = None


def _begin(order: Order, fields: Any) -> None:
    global _setter, _board  # one worker sets many units with one set of typefaces
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build itself ends its workers
    _setter, _board = Setter(order), Board(fields)


def _do(task: Task) -> Laid:
    assert _setter and _board
    return _one(_setter, _board, task)


def _one(setter: Setter, board: Board, task: Task) -> Laid:
    try:
        return setter.set(task.unit, task.guessed, task.is_right, stand_of(board, task.at))
    except BaseException:
        board.fail(task.at)
        raise


class Crew:
    """The workers of one build; closed at its end, however it ends."""

    def __init__(self, order: Order, workers: int) -> None:
        self.order = order
        self._workers = workers
        self._setter: Setter | None = None
        self._pool: ProcessPoolExecutor | None = None
        # a server that has loaded WeasyPrint once and has no threads is forked for each worker
        self._context: Any = multiprocessing.get_context(
            "spawn" if sys.platform == "win32" else "forkserver"
        )
        if sys.platform != "win32":
            self._context.set_forkserver_preload([__name__])
        self._fields: Any = None

    def set(
        self, tasks: Sequence[Task], known: Mapping[int, Extent], done: Callable[[Task, Laid], None]
    ) -> None:
        """Set these units; `done` takes each as it is ready. Raises what a worker raised."""
        size = max([task.at for task in tasks] + [*known]) + 1
        if self._fields is None or len(self._fields) < size * FIELDS:
            self.close()  # its workers share less
            self._fields = self._context.Array("q", size * FIELDS, lock=False)
        board = Board(self._fields)
        for at in range(board.size):
            self._fields[at * FIELDS] = UNKNOWN
        for at, extent in known.items():
            board.tell(at, extent)
        work = sum(len(task.unit.html) for task in tasks)
        if self._pool is None and (min(self._workers, len(tasks)) < 2 or work < WORTH):
            self._setter = self._setter or Setter(self.order)
            for task in tasks:
                done(task, _one(self._setter, board, task))
            return
        self._set_apart(tasks, done)

    def _set_apart(self, tasks: Sequence[Task], done: Callable[[Task, Laid], None]) -> None:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                min(self._workers, len(tasks)),
                mp_context=self._context,
                initializer=_begin,
                initargs=(self.order, self._fields),
            )
        waiting: dict[Future[Laid], Task] = {self._pool.submit(_do, task): task for task in tasks}
        faults: list[BaseException] = []
        while waiting:
            ready, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in ready:
                task = waiting.pop(future)
                fault = future.exception()
                if fault is None:
                    done(task, future.result())
                else:
                    faults.append(fault)
        if faults:
            raise next((f for f in faults if not isinstance(f, Abandoned)), faults[0])

    def close(self) -> None:
        """End the workers now."""
        if self._pool is None:
            return
        for process in list((self._pool._processes or {}).values()):
            process.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None


@contextmanager
def crew(order: Order, workers: int) -> Iterator[Crew]:
    """The workers of one book."""
    found = Crew(order, workers)
    try:
        yield found
    finally:
        found.close()
