"""Whatever fails while a book is made: the last good artifacts stay, the next build is right."""

import errno
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from invoke.exceptions import Exit

from filters import CHAIN
from studyguide import console, files
from studyguide.formulas.cache import Record, RecordCache
from studyguide.formulas.engine import Engine
from studyguide.pdf.sets.shelf import Shelf as UnitShelf
from tests.faults.conftest import Good, Shelf, a_line

FEWEST_WRITES = 10  # five by-products, a formula, four artifacts


class Full:
    """A disk that takes half of the file that fills it, and nothing after that."""

    def __init__(self, room: int):
        self.room = room
        self.opened = os.fdopen

    def __call__(self, handle: int, mode: str) -> Any:
        self.room -= 1
        out = self.opened(handle, mode)
        return out if self.room >= 0 else Torn(out)


class Torn:
    """A file whose disk is full in the middle of a write."""

    def __init__(self, out: Any):
        self.out = out

    def __enter__(self) -> "Torn":
        return self

    def __exit__(self, *_: object) -> None:
        self.out.close()

    def write(self, content: bytes) -> None:
        self.out.write(content[: len(content) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def writes_of(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many files one build writes."""
    disk = Full(1000)
    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fdopen", disk)
        shelf.build()
    return 1000 - disk.room


def test_the_disk_is_full_at_any_file(
    shelf: Shelf, good: Good, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spare = Shelf(shelf.book, shutil.copytree(shelf.out, tmp_path / "spare"))
    count = writes_of(spare, monkeypatch)
    assert count >= FEWEST_WRITES
    before = shelf.sums()
    faults = 0
    for room in range(count):
        again = Shelf(shelf.book, shutil.copytree(shelf.out, tmp_path / f"full-{room}"))
        with monkeypatch.context() as patch:
            patch.setattr(files.os, "fdopen", Full(room))
            is_told = is_stopped(again)
        found = again.sums()
        assert all(found[name] in (before[name], good[1][name]) for name in found)
        assert found.keys() == before.keys()
        assert again.leftovers() == []
        assert is_told or found == good[1]  # a file that only saves time may be missing
        faults += is_told
    assert faults >= FEWEST_WRITES
    again.build()
    assert again.sums() == good[1]


def is_stopped(shelf: Shelf) -> bool:
    """Whether a build on a full disk ends, with the line that says so."""
    try:
        shelf.build()
    except Exit as stopped:
        assert stopped.code == 2
        assert a_line(stopped.message).endswith(": 디스크가 가득 찼다")
        return True
    return False


IN_THE_WAY: dict[str, Callable[[Path], object]] = {
    "out is a file": lambda out: out.write_text("mine"),
    "build is a file": lambda out: (out.mkdir(), (out / "build").write_text("mine")),
    "the PDF is a folder": lambda out: (out / "book.pdf").mkdir(parents=True),
    "a by-product is a folder": lambda out: (out / "build" / "audit.json").mkdir(parents=True),
    "out is a link to nowhere": lambda out: out.symlink_to("/nowhere/at/all"),
    "out is a link to itself": lambda out: out.symlink_to(out.name),
}


@pytest.mark.parametrize("fault", IN_THE_WAY)
def test_something_is_in_the_way(shelf: Shelf, tmp_path: Path, good: Good, fault: str) -> None:
    blocked = Shelf(shelf.book, tmp_path / "blocked")
    IN_THE_WAY[fault](blocked.out)
    with pytest.raises(Exit) as stopped:
        blocked.build()
    assert stopped.value.code == 2
    assert a_line(stopped.value.message).startswith(str(blocked.out))
    if blocked.out.is_file():
        assert blocked.out.read_text() == "mine"
    for name, found in blocked.sums().items() if blocked.out.is_dir() else ():
        assert found == good[1][name]


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the results takes no new file, not even root's."""

    def refused(prefix: str, dir: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(dir / f"{prefix}a1b2"))

    monkeypatch.setattr(files.tempfile, "mkstemp", refused)


@pytest.mark.usefixtures("read_only")
def test_the_output_folder_is_read_only(shelf: Shelf) -> None:
    before = shelf.sums()
    with pytest.raises(Exit) as stopped:
        shelf.build()
    assert stopped.value.code == 2
    assert a_line(stopped.value.message) == (
        f"{shelf.out / 'build'}: 읽거나 쓸 권한이 없다. 다른 폴더에 만들려면 --out DIR"
    )
    assert shelf.sums() == before


@pytest.mark.usefixtures("read_only")
def test_a_book_is_checked_where_nothing_can_be_written(shelf: Shelf, capsys: Any) -> None:
    console.check(CHAIN, str(shelf.book), strict=False, form="text")
    assert capsys.readouterr().out.endswith("오류 0, 경고 0\n")


def test_the_book_folder_is_only_read(shelf: Shelf, good: Good) -> None:
    shelf.book.chmod(0o555)
    seen = {path: path.stat().st_mtime_ns for path in (shelf.book, *shelf.book.rglob("*"))}
    shelf.build()
    shelf.book.chmod(0o755)
    assert shelf.sums() == good[1]
    assert {path: path.stat().st_mtime_ns for path in (shelf.book, *shelf.book.rglob("*"))} == seen


def test_every_bit_of_a_cached_formula_counts(tmp_path: Path) -> None:
    record = Record("<svg>물결</svg>", "<math/>")
    RecordCache(tmp_path).put("key", record)
    path = tmp_path / "key.json"
    sound = path.read_bytes()
    for at in range(len(sound) * 8):
        damaged = bytearray(sound)
        damaged[at // 8] ^= 1 << at % 8
        path.write_bytes(damaged)
        assert RecordCache(tmp_path).get("key") is None, at
    path.write_bytes(sound)
    assert RecordCache(tmp_path).get("key") == record


def test_each_byte_of_a_kept_unit_counts(first: Shelf, tmp_path: Path) -> None:
    units = [path for path in (first.out / "build" / "units").iterdir() if not path.suffix]
    unit = min(units, key=lambda path: path.stat().st_size)
    sound, copy = unit.read_bytes(), tmp_path / unit.name
    for at in (*range(80), *range(80, len(sound), 61)):
        copy.write_bytes(sound[:at] + bytes([sound[at] ^ 1 << at % 8]) + sound[at + 1 :])
        assert UnitShelf(tmp_path).get(unit.name) is None, at
    copy.write_bytes(sound)
    assert UnitShelf(tmp_path).get(unit.name)


@pytest.mark.parametrize("room", ["units", "formulas", "parts", "read"])
def test_what_an_earlier_build_left_bears_another_name(shelf: Shelf, good: Good, room: str) -> None:
    left = sorted(path for path in (shelf.out / "build" / room).iterdir())
    contents = [path.read_bytes() for path in left]
    assert len(left) > 1
    for path, content in zip(left, contents[1:] + contents[:1], strict=True):
        path.write_bytes(content)
    shelf.build()
    assert shelf.sums() == good[1]


def test_the_page_numbers_of_an_earlier_build_are_wrong(shelf: Shelf, good: Good) -> None:
    numbers = shelf.out / "build" / "units" / "numbers.json"
    numbers.write_text(re.sub(r"\d+(?=[,}\"])", "88888", numbers.read_text("utf-8")), "utf-8")
    assert numbers.read_text("utf-8").count("88888") > 2
    shelf.build()
    assert shelf.sums() == good[1]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda content: content[: len(content) // 2],
    "empty": lambda _: b"",
    "zeros": lambda content: bytes(len(content)),
    "a bit": lambda content: content[:40] + bytes([content[40] ^ 4]) + content[41:],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_whatever_an_earlier_build_left_is_damaged(shelf: Shelf, good: Good, damage: str) -> None:
    left = [path for path in (shelf.out / "build").rglob("*") if path.is_file()]
    assert any(path.parent.name == "formulas" for path in left)
    for path in left:
        path.write_bytes(DAMAGES[damage](path.read_bytes()))
    shelf.build()
    assert shelf.sums() == good[1]


def test_a_formula_of_the_cache_is_a_folder(tmp_path: Path) -> None:
    sound = Engine().svg("x", False)
    Engine(cache_dir=tmp_path).svg("x", False)
    for path in list(tmp_path.iterdir()):
        path.unlink()
        path.mkdir()
    assert Engine(cache_dir=tmp_path).svg("x", False) == sound


def test_what_it_says_cannot_be_written(shelf: Shelf) -> None:
    with Path("/dev/full").open("w") as full:
        building = shelf.start(stdout=full, PYTHONUNBUFFERED="")
        said = building.communicate()[1]
    assert (building.returncode, a_line(said)) == (2, "디스크가 가득 찼다")


@pytest.mark.parametrize("room", [4096, 40_000])  # too little for pandoc's log, for the units
def test_the_disk_is_full_for_all_at_work(shelf: Shelf, good: Good, room: int) -> None:
    building = shelf.start(limit=room, is_apart=True)
    said = building.communicate()[1]
    assert building.returncode == 2
    a_line(said)
    assert all(found in (good[0][name], good[1][name]) for name, found in shelf.sums().items())


@pytest.mark.parametrize("lay", [Path.touch, lambda path: path.symlink_to("nowhere")])
def test_notes_are_written_to_a_name_that_is_free(
    shelf: Shelf, tmp_path: Path, lay: Callable[[Path], None]
) -> None:
    lay(tmp_path / "taken.md")
    before = (tmp_path / "taken.md").lstat()
    with pytest.raises(Exit, match=r"taken\.md: 이미 있다"):
        console.outline(CHAIN, str(shelf.book), "text", str(tmp_path / "taken.md"))
    assert (tmp_path / "taken.md").lstat() == before
