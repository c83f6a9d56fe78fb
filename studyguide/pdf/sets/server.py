"""The server that the workers of a build are forked from: it has loaded WeasyPrint and no threads.

This module itself loads nothing, so that a build can start the server before all else.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from studyguide.chain.collecting import collect_seldom
from studyguide.pdf.engine import fontconfig

LOADED = "studyguide.pdf.sets.loaded"
_started = False
_is_much = False  # to be done


def context() -> Any:
    """How workers are started; where nothing can be forked, each loads WeasyPrint itself."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload([LOADED])
    return found


def start(is_much: bool = True) -> None:
    """Let the server load WeasyPrint while the notes are still being read.

    `is_much` tells whether there is work for all cores before pages are set.
    """
    global _started, _is_much
    if sys.platform != "win32":
        context()
        with fontconfig.reads(fontconfig.START), deaf():
            _started, _is_much = True, is_much


def is_started() -> bool:
    """Whether something else than this process loads WeasyPrint."""
    return _started


def is_ready() -> bool:
    """Whether much work is to be done and there will soon be workers for it."""
    return _started and _is_much


def begin_work() -> None:
    """What each worker does first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where no server was deaf to it
    threading.Thread(target=_end_with_the_build, daemon=True).start()
    collect_seldom()


def _end_with_the_build() -> None:
    """A build that was killed ends nobody."""
    if build := multiprocessing.parent_process():
        build.join()
        os._exit(1)


def end(pool: ProcessPoolExecutor) -> None:
    """End the workers now."""
    for process in list((pool._processes or {}).values()):
        process.terminate()
    pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def deaf() -> Iterator[None]:
    """Start processes, each of them wholly, that do not hear Ctrl-C: the build does, and then ends
    them. It waits for that; a thread of some library may hear it too."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    from multiprocessing import forkserver, resource_tracker

    resource_tracker.ensure_running()  # or the server starts it, and hears again
    heard: list[int] = []
    answer = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, answer)
    if heard:
        signal.raise_signal(signal.SIGINT)
