"""What every filter shares: reading the tree, and running on its own as `pandoc --filter`."""

import sys
from collections.abc import Callable
from pathlib import Path

import panflute as pf

from studyguide import config
from studyguide.chain.tree import (
    LEAVES,
    below,
    branches,
    children,
    every,
    is_mark,
    is_taken,
    mark,
    marks,
    plain,
    pos_of,
    raw_plain,
    taken,
    to_pos,
    unmark,
)
from studyguide.config import Book
from studyguide.diagnostics import Report, as_text

__all__ = [
    "LEAVES",
    "below",
    "branches",
    "children",
    "every",
    "is_mark",
    "is_taken",
    "main",
    "mark",
    "marks",
    "plain",
    "pos_of",
    "raw_plain",
    "taken",
    "to_pos",
    "unmark",
]

BOOK_KEY = "press-book"  # metadata: the book folder, for a filter that runs on its own
LANG_KEY = "press-lang"  # metadata: `en` for messages in English

Filter = Callable[[pf.Doc, Book, Report], pf.Doc]


def main(apply: Filter) -> None:
    """Run one filter as `pandoc --filter`: JSON in, JSON out, messages to stderr."""
    doc = pf.load(sys.stdin)
    report = Report("en" if doc.get_metadata(LANG_KEY, "ko") == "en" else "ko")
    folder = doc.get_metadata(BOOK_KEY, "")
    # mistakes in book.yaml are the business of the build, told once there
    book = config.load(Path(folder), Report()) if folder else Book(root=Path.cwd())
    is_marked = next(marks(doc), None) is not None
    doc = apply(doc, book, report)
    if not is_marked:  # by hand, on any Markdown: no later stage asks for places
        unmark(doc)
    if report.diagnostics:
        print(as_text(report.in_order(), folder), file=sys.stderr)
    pf.dump(doc, sys.stdout)
