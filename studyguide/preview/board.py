"""What the preview shows at this moment, and a bell for those who wait for something new."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from threading import Condition
from typing import Any

from studyguide.diagnostics import Diagnostic


@dataclass(frozen=True)
class Shown:
    """One state of the preview; `turn` grows with every change of it, `version` with its files."""

    turn: int = 0
    version: int = 0
    files: Mapping[str, bytes] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)  # the version that each came with
    messages: tuple[Diagnostic, ...] = ()
    is_faulty: bool = False  # the notes have an error: the files are those of before

    def state(self, folder: str) -> dict[str, Any]:
        """What the page in the browser is told; `folder` is put before the files' names."""
        return {
            "version": self.version,
            "pages": {name: at for name, at in self.changed.items() if name.endswith(".html")},
            "style": self.changed.get("assets/book.css", 0),
            "definitions": self.changed.get("assets/definitions.js", 0),
            "text": self.changed.get("assets/text.js", 0),
            "messages": [_row(each, folder) for each in self.messages],
            "isFaulty": self.is_faulty,
        }


def _row(said: Diagnostic, folder: str) -> dict[str, str]:
    place = f"{folder.rstrip('/')}/{said.pos}" if said.pos else ""
    return {
        "place": place,
        "severity": said.severity,
        "code": said.code,
        "fact": said.fact,
        "hint": said.hint,
    }


class Board:
    """The state, shared by the builder and the threads of the server."""

    def __init__(self, files: Mapping[str, bytes], lobby: bytes) -> None:
        """`files` are always there; `lobby` stands for every page until there is a book."""
        self.shared, self.lobby = files, lobby
        self._shown = Shown(files=files)
        self._bell = Condition()

    @property
    def shown(self) -> Shown:
        """The state of this moment."""
        return self._shown

    def show(self, files: Mapping[str, bytes], messages: Iterable[Diagnostic]) -> tuple[str, ...]:
        """Show a book; returns the names of the pages that are not as they were."""
        before, files = self._shown, {**self.shared, **files}
        fresh = [name for name, content in files.items() if before.files.get(name) != content]
        is_new = bool(fresh) or len(files) < len(before.files)
        version = before.version + is_new
        changed = {name: before.changed.get(name, version) for name in files}
        changed.update(dict.fromkeys(fresh, version))
        self._set(
            replace(
                before,
                version=version,
                files=files,
                changed=changed,
                messages=tuple(messages),
                is_faulty=False,
            )
        )
        return tuple(name for name in fresh if name.endswith(".html"))

    def tell(self, messages: Iterable[Diagnostic]) -> None:
        """Show what is wrong with the notes; the last good book stays."""
        self._set(replace(self._shown, messages=tuple(messages), is_faulty=True))

    def wait(self, turn: int, seconds: float) -> Shown:
        """The state as soon as it is not that of `turn`, or after so many seconds as it is."""
        with self._bell:
            self._bell.wait_for(lambda: self._shown.turn != turn, seconds)
            return self._shown

    def _set(self, shown: Shown) -> None:
        with self._bell:
            self._shown = replace(shown, turn=self._shown.turn + 1)
            self._bell.notify_all()
