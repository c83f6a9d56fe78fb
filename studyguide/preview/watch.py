"""Watches the book folder and says through a pipe when something in it was saved."""

from collections.abc import Sequence
from multiprocessing import Pipe
from pathlib import Path
from threading import Event, Thread

from watchfiles import Change, DefaultFilter, watch

QUIET = 60  # milliseconds without a further change that end a save
STEP = 15


class Notes(DefaultFilter):
    """What an author saves: no outputs, nothing hidden, no editor's copies."""

    def __init__(self, outputs: Sequence[Path]) -> None:
        super().__init__(ignore_paths=tuple(str(path.resolve()) for path in outputs))

    def __call__(self, change: Change, path: str) -> bool:
        """Whether a change of this path matters."""
        name = Path(path).name
        is_copy = (
            name.startswith(".")
            or name.endswith("~")
            or (name.startswith("#") and name.endswith("#"))
        )
        return not is_copy and super().__call__(change, path)


class Watch:
    """Watches folders from a thread of its own; `news` has something when they changed."""

    def __init__(self, folders: Sequence[Path], outputs: Sequence[Path]) -> None:
        self.news, self._bell = Pipe(duplex=False)
        self._over = Event()
        self._folders, self._filter = folders, Notes(outputs)
        Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        changes = watch(
            *self._folders,
            watch_filter=self._filter,
            debounce=QUIET * 4,
            step=STEP,
            stop_event=self._over,
            raise_interrupt=False,
        )
        for change in changes:
            self._bell.send(sorted(path for _, path in change))

    def end(self) -> None:
        """Stop watching."""
        self._over.set()
