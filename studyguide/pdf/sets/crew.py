"""Sets the units of a book on all cores.

A unit that was laid out asks where it stands; the workers tell each other how many sheets each
unit has, through memory they share. They take the units in order, so the first one at work never
waits for another. A worker ends with the build, however that ends; the work of one that dies is
done once more by a single one, which needs the least memory.

The build itself loads no typesetter where a server does, while the notes are still being read.
"""

import errno
import io
import os
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import redirect_stdout, suppress
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from studyguide.pdf.html.units import Unit
from studyguide.pdf.joined.faces import Face, contents
from studyguide.pdf.sets import server
from studyguide.pdf.sets.laid import Laid, Order, Subsets
from studyguide.pdf.sets.sides import Extent, Stand, stands

if TYPE_CHECKING:  # they load WeasyPrint
    from studyguide.pdf.sets.setting import Setter

SIDES = ("", "left", "right")
FIELDS = 3  # numbers a unit shares: sheets, side, last page counter
UNKNOWN, FAILED = 0, -1
PAUSE = 0.004  # seconds between two looks
WORTH = 60_000  # characters of HTML for which it pays to start other processes, some 5 pages


class Abandoned(Exception):
    """Another unit failed."""


@dataclass(frozen=True)
class Task:
    """A unit to be set, its place in the book, what is guessed, its formulas by address."""

    at: int
    unit: Unit
    guessed: Mapping[str, int]
    images: Mapping[str, object]


class Board:
    """Where the workers write how much room each unit takes."""

    def __init__(self, fields: Any) -> None:
        self._fields = fields

    @property
    def size(self) -> int:
        """How many units the book has."""
        return len(self._fields) // FIELDS

    def clear(self) -> None:
        """Forget all units."""
        for at in range(self.size):
            self._fields[at * FIELDS] = UNKNOWN

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
        while (sheets := self._fields[at * FIELDS]) == UNKNOWN:
            time.sleep(PAUSE)
        if sheets == FAILED:
            raise Abandoned
        side, last = self._fields[at * FIELDS + 1 : at * FIELDS + 3]
        return Extent((last,) * sheets, SIDES[side])

    def stand(self, at: int, extent: Extent) -> Stand:
        """Tell the extent of a unit and learn where it stands."""
        self.tell(at, extent)
        return stands([*(self.extent(other) for other in range(at)), extent])[-1]


class Worker:
    """Sets many units with one set of typefaces, and makes the subsets of these."""

    def __init__(self, order: Order, board: Board) -> None:
        self._order = order
        self.board = board

    @cached_property
    def _setter(self) -> "Setter":
        """Raises OSError without Pango, of which WeasyPrint prints a page of advice before."""
        with redirect_stdout(io.StringIO()):
            from studyguide.pdf.sets.setting import Setter
        return Setter(self._order)

    def set(self, task: Task) -> Laid:
        """Set a unit, which asks where it stands once it is laid out."""
        ask = partial(self.board.stand, task.at)
        try:
            return self._setter.set(task.unit, task.guessed, task.images, ask)
        except BaseException:
            self.board.fail(task.at)
            raise

    def embedded(self, faces: Sequence[Face], brought: Mapping[str, bytes]) -> Subsets:
        """The subsets of typefaces; `brought` are files of them that are none of the order's."""
        from studyguide.pdf.joined.subsets import embedded

        return embedded(faces, contents(faces, self._order.known_fonts, brought))


_worker: Worker | None = None  # of this process


def _begin(order: Order, fields: Any) -> None:
    global _worker
    server.begin_work()
    _worker = Worker(order, Board(fields))


def _do(task: Task) -> Laid:
    assert _worker
    return _worker.set(task)


def _embed(faces: Sequence[Face], brought: Mapping[str, bytes]) -> Subsets:
    assert _worker
    return _worker.embedded(faces, brought)


class Crew:
    """The workers of one build; closed at its end, however it ends."""

    def __init__(self, order: Order, workers: int) -> None:
        self.order = order
        self._workers = workers
        self._alone = Worker(order, Board([]))
        self._pool: ProcessPoolExecutor | None = None
        self._context = server.context()
        self._fields: Any = None

    def set(
        self, tasks: Sequence[Task], known: Mapping[int, Extent], done: Callable[[Task, Laid], None]
    ) -> None:
        """Set these units; `done` takes each as it is ready. Raises what a worker raised."""
        size = max([task.at for task in tasks] + [*known]) + 1
        work = sum(len(task.unit.html) for task in tasks)
        is_small = len(tasks) < 2 or work < WORTH
        is_alone = self._is_alone(is_small) or not self._can_share(size)
        board = Board([UNKNOWN] * size * FIELDS if is_alone else self._fields)
        board.clear()
        for at, extent in known.items():
            board.tell(at, extent)
        if is_alone:
            self._alone.board = board
            for task in tasks:
                done(task, self._alone.set(_copied(task)))
        elif left := self._set_apart(tasks, done, self._workers):
            self.close()
            if self._set_apart(left, done, 1):
                raise ChildProcessError(errno.ECHILD, os.strerror(errno.ECHILD))

    def embedded(self, faces: Sequence[Face], brought: Mapping[str, bytes]) -> Subsets:
        """The subsets of typefaces, see `Worker.embedded`."""
        if not self._is_alone(is_small=True) and self._can_share(1):
            with suppress(BrokenProcessPool):
                with server.deaf():
                    made = self._opened(1).submit(_embed, faces, brought)
                return made.result()
        return self._alone.embedded(faces, brought)

    def _is_alone(self, is_small: bool) -> bool:
        """Whether this process does the work itself: to start others would take longer."""
        is_worth = server.is_started() or not is_small
        return self._pool is None and not (is_worth and self._workers > 1)

    def _can_share(self, size: int) -> bool:
        """Whether processes can tell each other of so many units; some containers let none."""
        if self._fields is None or len(self._fields) < size * FIELDS:
            self.close()  # its workers share less
            try:
                self._fields = self._context.Array("q", size * FIELDS, lock=False)
                self._context.Lock()  # the pool needs some
                server.start()
            except (OSError, ImportError):
                self._fields = None
        return self._fields is not None

    def _set_apart(
        self, tasks: Sequence[Task], done: Callable[[Task, Laid], None], workers: int
    ) -> list[Task]:
        """Set units in other processes; those that are left because a process died."""
        left: list[Task] = []
        try:
            with server.deaf():
                pool = self._opened(workers)
                given = {pool.submit(_do, task): task for task in tasks}
        except BrokenProcessPool:
            return list(tasks)
        for future in as_completed(given):
            fault = future.exception()
            if fault is None:
                done(given[future], future.result())
            elif isinstance(fault, BrokenProcessPool | Abandoned):
                left.append(given[future])
            else:
                raise fault
        return sorted(left, key=lambda task: task.at)

    def _opened(self, workers: int) -> ProcessPoolExecutor:
        """The pool, of which each process starts when it is needed."""
        self._pool = self._pool or ProcessPoolExecutor(
            workers,
            mp_context=self._context,
            initializer=_begin,
            initargs=(self.order, self._fields),
        )
        return self._pool

    def close(self) -> None:
        """End the workers now."""
        if self._pool is None:
            return
        server.end(self._pool)
        self._pool = None


def _copied(task: Task) -> Task:
    """For this process: what WeasyPrint adds to the pictures that it draws can be sent to none."""
    return replace(task, images={url: copy(picture) for url, picture in task.images.items()})
