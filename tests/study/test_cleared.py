"""A collection of cards is the same whichever SQLite wrote it, and still whole."""

import sqlite3

from studyguide.anki.cleared import cleared

ROWS = [(at, f"물음 {at * 7919 % 1000}") for at in range(1000)]


def database() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("create table notes (id integer primary key, said text)")
    connection.execute("create index by_said on notes (said)")
    connection.executemany("insert into notes values (?, ?)", ROWS)
    connection.commit()
    written = connection.serialize()
    connection.close()
    return written


def test_rests_go_and_rows_stay() -> None:
    written = database()
    found = cleared(written)
    assert len(found) == len(written)
    connection = sqlite3.connect(":memory:")
    connection.deserialize(found)
    assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert connection.execute("select * from notes order by id").fetchall() == ROWS
    assert connection.execute("select count(*) from notes indexed by by_said").fetchone() == (1000,)
    connection.close()


def test_what_lies_between_index_and_cells_does_not_count() -> None:
    """The last page of rows is not full: between its 8 bytes and 2 a cell, and the first cell."""
    written = bytearray(database())
    leaf = max(at for at in range(0, len(written), 4096) if written[at] == 13)
    count, first = (int.from_bytes(written[leaf + at : leaf + at + 2]) for at in (3, 5))
    start = leaf + 8 + 2 * count
    assert start < leaf + first
    other = bytes(written[:start]) + b"\x01" * (leaf + first - start) + written[leaf + first :]
    assert other != written
    assert cleared(other) == cleared(bytes(written))
