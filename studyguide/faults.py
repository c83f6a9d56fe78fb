"""What goes wrong on the machine is one plain line and an exit status, never a traceback."""

import errno
import functools
import inspect
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import ParamSpec, TypeVar

from invoke.exceptions import Exit

from studyguide.book_folder import is_allowed, shown
from studyguide.diagnostics import LANGS, Lang
from studyguide.terminal import printable
from studyguide.wording import TEXTS, say

P = ParamSpec("P")
R = TypeVar("R")
STOPPED = 130  # the exit status after Ctrl-C: 128 and the signal's number
ENGLISH = re.compile(r"--lang[ =]en\b")  # of a command line
UNWRITABLE = (errno.EACCES, errno.EROFS)


@contextmanager
def quietly(words: Sequence[str] = tuple(sys.argv)) -> Iterator[None]:
    """Ctrl-C while the press loads ends it with the line that ends it later, in their language."""
    is_heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # `nohup` is deaf
    lang: Lang = "en" if ENGLISH.search(" ".join(words)) else "ko"

    def leave(*_: object) -> None:
        os.write(sys.stderr.fileno(), f"{say(lang, 'stopped')}\n".encode())
        os._exit(STOPPED)

    if is_heard:
        signal.signal(signal.SIGINT, leave)
    try:
        yield
    finally:
        if is_heard:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def plainly(command: Callable[P, R]) -> Callable[P, R]:
    """Run a command; a fault of the machine becomes `Exit(2)` in the language `lang` names."""

    has_out = "out" in inspect.signature(command).parameters

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        lang = language(str(kwargs.get("lang", "")))
        _take_all_letters()
        try:
            result = command(*args, **kwargs)
            sys.stdout.flush()
        except Exit as stop:
            raise Exit(stop.message and printable(stop.message), stop.code) from None
        except BrokenPipeError:  # `invoke outline | head`: nobody reads on
            _let_go()
            raise Exit(code=0) from None
        except OSError as error:
            _let_go()
            is_unwritten = error.errno in UNWRITABLE and not _is_unread(error)
            way_out = say(lang, "elsewhere") if has_out and is_unwritten else ""
            raise Exit(one_line(error, lang) + way_out, 2) from None
        except KeyboardInterrupt:
            raise Exit(say(lang, "stopped"), STOPPED) from None
        return result

    return run


def _is_unread(error: OSError) -> bool:
    """Whether it is a file that may not even be read, such as a note."""
    path = error.filename
    return isinstance(path, str) and os.path.isfile(path) and not is_allowed(path, os.R_OK)  # noqa: PTH113


def _take_all_letters() -> None:
    """What the terminal's encoding has no sign for is shown as its escape."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _let_go() -> None:
    """Drop what was said and cannot be written, or Python tries once more when it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def language(name: str) -> Lang:
    """The language of what is said: Korean unless another is named. Raises Exit(2)."""
    return "en" if chosen("lang", name or "ko", LANGS, "ko") == "en" else "ko"


def chosen(option: str, given: str, choices: tuple[str, ...], lang: Lang) -> str:
    """The value of an option, if it is one of `choices`. Raises Exit(2)."""
    if given not in choices:
        facts = {"option": option, "choices": ", ".join(choices), "given": given}
        raise Exit(say(lang, "choices", **facts), 2)
    return given


def one_line(error: OSError, lang: Lang) -> str:
    """What the machine could not do, as a person is told it."""
    if "cannot load library" in str(error):
        return say(lang, "pango")
    if "temporary directory" in str(error):  # tempfile found none that it can write to
        return say(lang, "no temporary folder")
    name = errno.errorcode.get(error.errno or 0, "")
    said = say(lang, name) if name in TEXTS else error.strerror or str(error)
    return f"{shown(str(_barring(error)))}: {said}" if error.filename else said


def _barring(error: OSError) -> object:
    """The file that a fault is about; of a path through a file, that file."""
    if error.errno != errno.ENOTDIR:
        return error.filename
    above = reversed((Path(error.filename), *Path(error.filename).parents))
    return next((path for path in above if path.exists() and not path.is_dir()), error.filename)
