"""The parts that book.yaml names, against the chapters that the book has."""

from collections.abc import Iterator, Set

import yaml

from studyguide import yaml_file
from studyguide.config import CONFIG_NAME, Book
from studyguide.config.values import key_of
from studyguide.diagnostics import Pos, Report


def check(numbers: Set[str], book: Book, report: Report) -> None:
    """Report each part whose first chapter is none of the book's `numbers`: no page shows it."""
    if not book.parts:
        return
    lines = dict(_lines(book, report))
    for title, first in book.parts.items():
        if str(first) not in numbers:
            pos = lines.get(title, Pos(CONFIG_NAME))
            report.add("C009", pos, title=title, number=first, chapters=len(numbers))


def _lines(book: Book, report: Report) -> Iterator[tuple[str, Pos]]:
    """Where book.yaml names each part."""
    root = yaml_file.compose(book.root / CONFIG_NAME, CONFIG_NAME, "C003", report)
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key_of(key) == "parts" and isinstance(value, yaml.MappingNode):
            for title, _ in value.value:
                yield key_of(title).strip(), yaml_file.pos_of(CONFIG_NAME, title)
