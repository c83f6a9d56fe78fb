"""What the author wrote into the glossary files: entries and symbols, read once for all builds."""

import os
from dataclasses import dataclass
from functools import partial

from studyguide.config import Book
from studyguide.diagnostics import Report
from studyguide.facts import Facts
from studyguide.files import digest_of
from studyguide.symbols import Symbol
from studyguide.terms import Entry, entries_yaml, symbols_yaml


@dataclass(frozen=True)
class Curated:
    """The entries and the symbols of all files, in order."""

    entries: tuple[Entry, ...]
    symbols: tuple[Symbol, ...]


def load(book: Book, facts: Facts) -> Curated:
    """Read the files, unless they are as they were; what is wrong in them is told again."""
    files = [(os.path.relpath(path, book.root), digest_of(path)) for path in book.glossary]
    is_read = all(digest for _, digest in files)
    name = facts.name("curated", files) if is_read else ""
    return facts.made(name, Curated, partial(_read, book))


def _read(book: Book, report: Report) -> Curated:
    entries = entries_yaml.load(book.glossary, book.root, report)
    return Curated(entries, tuple(symbols_yaml.load(book.glossary, book.root, report)))
