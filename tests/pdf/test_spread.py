"""Work on all cores: in order, whoever does it, and done even if a process dies."""

import errno
import os
from pathlib import Path

import pytest

from studyguide import spread as spreading
from studyguide.formulas import ahead
from studyguide.formulas.engine import Engine
from studyguide.pdf.sets import server
from studyguide.spread import spread

BUILD = os.getpid()


@pytest.fixture(autouse=True)
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "cores", lambda: 2)
    monkeypatch.setattr(ahead, "cores", lambda: 2)
    server.start()
    assert server.is_ready()


def square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def deadly(build: int) -> str:
    if os.getpid() != build:
        os._exit(9)
    return "done here"


def faulty(number: int) -> None:
    raise OSError(number, os.strerror(number), "pandoc")


def test_pieces_come_back_in_order_from_other_processes() -> None:
    found = spread(square, range(7))
    assert [number for number, _ in found] == [0, 1, 4, 9, 16, 25, 36]
    assert BUILD not in {process for _, process in found}


def test_a_single_piece_is_done_here() -> None:
    assert spread(square, [3]) == [(9, BUILD)]


def test_what_a_dead_process_left_is_done_here() -> None:
    assert spread(deadly, [BUILD] * 3) == ["done here"] * 3


def test_a_fault_of_the_work_is_raised() -> None:
    with pytest.raises(OSError, match="pandoc") as told:
        spread(faulty, [errno.ENOMEM, errno.ENOSPC])
    assert told.value.errno == errno.ENOMEM


def test_where_processes_share_nothing_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/dev/shm/pym-1-a")

    monkeypatch.setattr("multiprocessing.context.BaseContext.Lock", refused)
    assert spread(square, [1, 2]) == [(1, BUILD), (4, BUILD)]


def test_formulas_set_ahead_are_those_that_one_engine_sets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "WORTH", 3)
    macros = {"half": r"\frac12"}
    formulas = [(r"\half x", True), ("a+b", False), (r"\undefinedword", False), ("a+b", False)]
    engine, other = Engine(macros, tmp_path), Engine(macros)
    ahead.set_ahead(engine, macros, formulas)
    known = [engine.knows(*each) for each in formulas]
    assert known == [True] * 4 == [engine.record(*each) == other.record(*each) for each in formulas]
    assert Engine(macros, tmp_path).svg("a+b", False) == other.svg("a+b", False)


def test_few_formulas_are_left_for_later() -> None:
    engine = Engine()
    ahead.set_ahead(engine, {}, [("a", False), ("b", False)])
    assert not engine.knows("a", False)
