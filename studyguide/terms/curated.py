"""What the author wrote into the glossary files: entries and symbols, read once for all builds."""

import os

from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.files import digest_of
from studyguide.keeping.facts import Facts
from studyguide.symbols import Symbol
from studyguide.terms import Entry, entries_yaml, symbols_yaml

Entries = tuple[Entry, ...]
Symbols = tuple[Symbol, ...]


def entries(book: Book, facts: Facts) -> Entries:
    """The entries of all files in order; what is wrong in them is told."""

    def read(report: Report) -> Entries:
        return entries_yaml.load(book.glossary, book.root, report)

    return facts.made(_name("entries", book, facts), Entries, read)


def symbols(book: Book, facts: Facts) -> Symbols:
    """The symbols of all files in order; what is wrong in them is told."""

    def read(report: Report) -> Symbols:
        return tuple(symbols_yaml.load(book.glossary, book.root, report))

    return facts.made(_name("symbols", book, facts), Symbols, read)


def _name(what: str, book: Book, facts: Facts) -> str:
    """The name of what the files say; a file that cannot be read is looked at each time."""
    files = [(os.path.relpath(path, book.root), digest_of(path)) for path in book.glossary]
    return facts.name(what, files) if all(digest for _, digest in files) else ""
