"""Reads `symbols:` of the glossary files: what a symbol means in the whole book."""

import os
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from studyguide import yaml_file
from studyguide.diagnostics import Report
from studyguide.symbols import Symbol

KEY = "symbols"


def load(paths: Iterable[Path], root: Path, report: Report) -> list[Symbol]:
    r"""The symbols of all files in order, `\theta: 모형의 매개변수`.

    A file that cannot be read is told by the reader of its entries.
    """
    found: list[Symbol] = []
    for path in paths:
        name = os.path.relpath(path, root)
        node = yaml_file.compose(path, name, "G001", Report())
        for table in tables(node):
            found += _read(table, name, report)
    return found


def tables(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """Each value of `symbols:`, at the top of the file or as an item of its list."""
    holders = node.value if isinstance(node, yaml.SequenceNode) else [node]
    for holder in holders:
        if isinstance(holder, yaml.MappingNode):
            yield from (value for key, value in holder.value if key.value == KEY)


def is_table(node: yaml.Node) -> bool:
    """Whether an item of the list holds symbols instead of an entry."""
    return isinstance(node, yaml.MappingNode) and [k.value for k, _ in node.value] == [KEY]


def _read(node: yaml.Node, name: str, report: Report) -> Iterator[Symbol]:
    if not isinstance(node, yaml.MappingNode):
        _tell(node, "a table of symbols (`symbol: meaning`)", name, report)
        return
    for key, value in node.value:
        if not isinstance(value, yaml.ScalarNode):
            _tell(value, "a text", name, report)
            continue
        tex = str(key.value).strip().removeprefix("$").removesuffix("$")
        meaning = unicodedata.normalize("NFC", str(value.value)).strip()
        yield Symbol(tex, meaning, "", yaml_file.pos_of(name, key))


def _tell(node: yaml.Node, expected: str, name: str, report: Report) -> None:
    found = "a list" if isinstance(node, yaml.SequenceNode) else "something else"
    report.add(
        "G004", yaml_file.pos_of(name, node), key=KEY, term=KEY, expected=expected, found=found
    )
