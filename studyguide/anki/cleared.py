"""Clears what SQLite leaves between the index and the cells of a page: each version leaves other
bytes there, which nothing reads (the SQLite database file format, 1.6)."""

HEADER = 100  # bytes of the file, before the first page's own
PAGE_SIZE = slice(16, 18)  # where its size stands in the header
INNER, LEAVES = (2, 5), (10, 13)  # kinds of pages that have cells


def cleared(database: bytes) -> bytes:
    """The same database with zeros in the unallocated space of its pages."""
    found = bytearray(database)
    size = int.from_bytes(database[PAGE_SIZE])
    for page in range(0, len(found), size):
        head = page + (0 if page else HEADER)
        kind = found[head]
        if kind in INNER or kind in LEAVES:
            count, first = (int.from_bytes(found[head + at : head + at + 2]) for at in (3, 5))
            start = head + (12 if kind in INNER else 8) + 2 * count
            found[start : page + first] = bytes(max(0, page + first - start))
    return bytes(found)
