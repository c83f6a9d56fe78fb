"""Watches the book folder and says through a pipe when something in it was saved."""

from collections.abc import Sequence
from multiprocessing import Pipe
from pathlib import Path
from threading import Event, Thread

from watchfiles import Change, DefaultFilter, watch

from studyguide.config import OUTPUTS

STEP = 15  # milliseconds without a further change that end a save
LONGEST = 240  # milliseconds after which one that goes on is told


class Notes(DefaultFilter):
    """What an author saves: no outputs, nothing hidden, no editor's copies."""

    def __init__(self, root: Path, more: Sequence[Path], outputs: Sequence[Path]) -> None:
        """`more` are files outside the book folder `root`; `outputs` are folders."""
        own = [root / name for name in OUTPUTS]
        super().__init__(ignore_paths=tuple(str(path.resolve()) for path in (*outputs, *own)))
        self._root, self._more = str(root), {str(path) for path in more}

    def __call__(self, change: Change, path: str) -> bool:
        """Whether a change of this path matters."""
        name = Path(path).name
        is_copy = name.startswith((".", "#")) or name.endswith("~")
        is_ours = path.startswith(self._root) or path in self._more
        return is_ours and not is_copy and super().__call__(change, path)


class Watch:
    """Watches from a thread of its own; `news` has something when a file was saved."""

    def __init__(self, root: Path, more: Sequence[Path], outputs: Sequence[Path]) -> None:
        self.news, self._bell = Pipe(duplex=False)
        self._over = Event()
        self._folders = sorted({root, *(path.parent for path in more if path.parent.is_dir())})
        self._filter = Notes(root, more, outputs)
        Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        changes = watch(
            *self._folders,
            watch_filter=self._filter,
            debounce=LONGEST,
            step=STEP,
            stop_event=self._over,
            raise_interrupt=False,
        )
        for change in changes:
            self._bell.send(sorted(path for _, path in change))

    def end(self) -> None:
        """Stop watching."""
        self._over.set()
