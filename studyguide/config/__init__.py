"""Reads `book.yaml` into one frozen `Book`, and says where it is wrong."""

import os
import re
import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from natsort import natsorted

from studyguide import yaml_file
from studyguide.book_folder import (
    CLOSED,
    MOST_FILES,
    OUTSIDE,
    hindrance,
    is_allowed,
    is_file,
    shown,
    walked,
)
from studyguide.config.unread import tell_documents, tell_named_otherwise
from studyguide.config.values import (
    BOOK_KEYS,
    OUTLINE_KEYS,
    STUDY_KEYS,
    TYPOGRAPHY_KEYS,
    Problem,
    Reader,
    is_shared_glossary,
    key_of,
    kind_of,
    plain,
)
from studyguide.diagnostics import Pos, Report
from studyguide.hangul import Order
from studyguide.outputs.formats import FORMATS, Format
from studyguide.outputs.layers import PLAIN
from studyguide.study import StudyOptions
from studyguide.typography import Typography

CONFIG_NAME = "book.yaml"
GLOSSARY_NAME = "glossary.yaml"
STYLES_NAME = "local.css"
NOTE_SUFFIXES = (".md", ".markdown", ".txt")
HIDDEN = (".", "_", "~$")  # `~$노트.txt`: what an editor keeps beside an open file
OUTPUTS = frozenset({"build", "dist", "node_modules"})  # folders that hold no notes
NOT_SLUG = re.compile(r"[^0-9a-z가-힣]+")  # the dots and blanks of “GDG DevFest 2022”
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:studyguide-press")


@dataclass(frozen=True)
class OutlineOptions:
    """`outline:` how far a guess about nesting is trusted (0 to 1)."""

    min_confidence: float = 0.5


@dataclass(frozen=True)
class Book:
    """One book: what `book.yaml` says, with defaults for all that it leaves out."""

    root: Path
    title: str = ""
    subtitle: str = ""
    author: tuple[str, ...] = ()
    edition: str = ""
    date: str = ""
    lang: str = "ko"
    publisher: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    rights: str = ""
    identifier: str = ""
    notes: tuple[Path, ...] = ()
    cover: Path | None = None
    cover_alt: str = ""
    certified_by: str = ""
    glossary: tuple[Path, ...] = ()
    glossary_order: Order = "hangul-first"
    index: bool = False
    toc_depth: int = 2
    theme: str = PLAIN
    format: str = ""
    half_title: bool = False
    recto: bool = False
    link_notes: bool = False
    parts: Mapping[str, int] = field(default_factory=dict)
    fonts: Mapping[str, Path] = field(default_factory=dict)
    embed_fonts: bool = False
    formula_sheet: bool = False
    macros: Mapping[str, str] = field(default_factory=dict)
    outline: OutlineOptions = field(default_factory=OutlineOptions)
    typography: Typography = field(default_factory=Typography)
    study: StudyOptions = field(default_factory=StudyOptions)

    @property
    def slug(self) -> str:
        """Name of the artifacts: the folder's name in small letters, or `book`."""
        name = unicodedata.normalize("NFC", self.root.name.lower())
        return NOT_SLUG.sub("-", name).strip("-") or "book"

    @property
    def uuid(self) -> str:
        """Stable identifier (RFC 9562 version 5) made of what names the book."""
        named = self.identifier or "\n".join((self.title, *self.author, self.edition))
        return str(uuid.uuid5(NAMESPACE, unicodedata.normalize("NFC", named)))

    @property
    def page_format(self) -> Format:
        """The format of the printed page; a theme for office printers brings its own."""
        format = FORMATS[self.format or ("A4" if self.theme == "print-a4" else "신국판")]
        return format.with_notes if self.study.notes == "margin" else format

    @property
    def local_css(self) -> Path | None:
        """The author's own style sheet, last in the cascade."""
        path = self.root / STYLES_NAME
        return path if is_file(path) and not hindrance(path, self.root) else None

    def name_of(self, path: Path) -> str:
        """The path relative to the book folder, with `/`."""
        return path.relative_to(self.root).as_posix()

    def note_name(self, path: Path) -> str:
        """A note's name in messages and by-products."""
        return shown(self.name_of(path))


def load(root: Path, report: Report) -> Book:
    """Read the book folder `root`; every mistake goes to `report` with its line.

    Without `book.yaml` all `.md` and `.txt` files are taken in natural order.
    """
    named, root = root, root.resolve()
    if not root.is_dir():
        code, facts = ("C012", {"folder": named.parent}) if root.is_file() else ("C008", {})
        report.add(code, None, path=named.as_posix(), **facts)
        return Book(root=root)
    if not is_allowed(root, os.R_OK | os.X_OK):
        report.add("C014", None, path=named.as_posix())
        return Book(root=root)
    values = _read_mapping(path, report) if (path := _found(root, CONFIG_NAME, report)) else {}
    book = Book(root=root, **values)
    if not book.notes:  # left out, or left empty
        paths = _files_of(root, report)
        book = replace(book, notes=_find_notes(root, paths, report))
        tell_documents(root, paths, report)
    if not book.notes and not report.has_errors():
        report.add("C006", None, path=root.name)
    if "glossary" not in values and (path := _found(root, GLOSSARY_NAME, report)):
        book = replace(book, glossary=(path,))
    _found(root, STYLES_NAME, report)
    tell_named_otherwise(root, (CONFIG_NAME, GLOSSARY_NAME, STYLES_NAME), report)
    return book


def _found(root: Path, name: str, report: Report) -> Path | None:
    """The file of this name, if there is one to be read; what bars it is told."""
    path = root / name
    reason = hindrance(path, root)
    if reason == CLOSED:
        report.add("C014", Pos(shown(name)), path=shown(name))
    elif reason == OUTSIDE and name == GLOSSARY_NAME and is_shared_glossary(path):
        reason = ""
    elif reason:
        report.add("C010", Pos(shown(name)), path=shown(name), reason=reason)
    return path if is_file(path) and not reason else None


def _files_of(root: Path, report: Report) -> list[Path]:
    """What may be a note by its place; folders that bar the way are told."""

    barred: dict[Path, str] = {}
    found = list(islice(walked(root, _is_hidden, barred), MOST_FILES + 1))
    if len(found) > MOST_FILES:
        report.add("C015", None, path=root.as_posix(), count=f"{MOST_FILES:,}")
        return []
    for path, reason in barred.items():
        name = shown(path.relative_to(root).as_posix())
        report.add("C010", Pos(name), path=name, reason=reason)
    return found


def _find_notes(root: Path, paths: Sequence[Path], report: Report) -> tuple[Path, ...]:
    names = [path.relative_to(root).as_posix() for path in paths if _is_note(path)]
    found = [_found(root, name, report) for name in natsorted(names)]
    return tuple(path for path in found if path)


def _is_note(path: Path) -> bool:
    return path.suffix.lower() in NOTE_SUFFIXES and path.stem.lower() != "readme"


def _is_hidden(name: str) -> bool:
    return name.startswith(HIDDEN) or name in OUTPUTS


def _read_mapping(path: Path, report: Report) -> dict[str, Any]:
    name = path.name
    node = yaml_file.compose(path, name, "C003", report)
    if node is None:
        return {}
    return _read_node(path.parent, name, node, BOOK_KEYS, "", report)


def _read_node(
    root: Path,
    name: str,
    node: yaml.Node,
    keys: dict[str, Reader],
    prefix: str,
    report: Report,
) -> dict[str, Any]:
    """Read one mapping of known keys; `prefix` names the mapping it stands in."""
    pos = yaml_file.pos_of(name, node)
    if not isinstance(node, yaml.MappingNode):
        expected = "keys and values (`key: value`)"
        report.add(
            "C002", pos, key=prefix.rstrip(".") or name, expected=expected, found=kind_of(node)
        )
        return {}
    values: dict[str, Any] = {}
    seen: set[str] = set()
    for key_node, value_node in node.value:
        pos = yaml_file.pos_of(name, key_node)
        key = key_of(key_node)
        is_again = key in seen
        seen.add(key)
        if is_again:
            report.add("C007", pos, key=prefix + key)
        elif key not in keys:
            report.add("C001", pos, key=prefix + key, nearest=yaml_file.nearest_key(key, keys))
        elif key == "outline":
            inner = _read_node(root, name, value_node, OUTLINE_KEYS, "outline.", report)
            values[key] = OutlineOptions(**inner)
        elif key == "typography":
            inner = _read_node(root, name, value_node, TYPOGRAPHY_KEYS, "typography.", report)
            values[key] = Typography(**inner)
        elif key == "study":
            inner = _read_node(root, name, value_node, STUDY_KEYS, "study.", report)
            values[key] = StudyOptions(**inner)
        else:
            _read_value(root, key, prefix, value_node, keys[key], values, pos, report)
    return values


def _read_value(
    root: Path,
    key: str,
    prefix: str,
    node: yaml.Node,
    reader: Reader,
    values: dict[str, Any],
    pos: Pos,
    report: Report,
) -> None:
    try:
        values[key] = reader(root, prefix + key, plain(node))
    except Problem as problem:
        pos = _pos_of_fault(node, pos, str(problem.facts.get("path", "")))
        report.add(problem.code, pos, **{"key": prefix + key, **problem.facts})


def _pos_of_fault(node: yaml.Node, pos: Pos, name: str) -> Pos:
    """The line of a list in which the file stands that is not right, or that of the key."""
    items = node.value if isinstance(node, yaml.SequenceNode) else ()
    lines = (yaml_file.pos_of(pos.file, item) for item in items if item.value == name)
    return next(lines, pos)
