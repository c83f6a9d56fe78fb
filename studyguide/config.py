"""Reads `book.yaml` into one frozen `Book`, and says where it is wrong."""

import difflib
import re
import unicodedata
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

import yaml
from natsort import natsorted

from studyguide.diagnostics import Pos, Report
from studyguide.hangul import Order
from studyguide.typography import Typography

CONFIG_NAME = "book.yaml"
GLOSSARY_SUFFIXES = (".yaml", ".yml")
NOTE_SUFFIXES = (".md", ".markdown", ".txt")
OUTPUTS = frozenset({"build", "dist", "node_modules"})  # folders that hold no notes
NOT_SLUG = re.compile(r"[^0-9a-z가-힣]+")  # the dots and blanks of “GDG DevFest 2022”
ORDERS: tuple[Order, ...] = get_args(Order)
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")  # 2022, 2022-12, 2022-12-04
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
    rights: str = ""
    identifier: str = ""
    notes: tuple[Path, ...] = ()
    cover: Path | None = None
    cover_alt: str = ""
    glossary: tuple[Path, ...] = ()
    glossary_order: Order = "hangul-first"
    index: bool = False
    toc_depth: int = 2
    embed_fonts: bool = False
    formula_sheet: bool = False
    macros: Mapping[str, str] = field(default_factory=dict)
    outline: OutlineOptions = field(default_factory=OutlineOptions)
    typography: Typography = field(default_factory=Typography)

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
    def local_css(self) -> Path | None:
        """The author's own style sheet, last in the cascade."""
        path = self.root / "local.css"
        return path if path.is_file() else None

    def name_of(self, path: Path) -> str:
        """The path as messages show it: relative to the book folder, with `/`."""
        return path.relative_to(self.root).as_posix()


class Problem(Exception):
    """A value that does not fit its key; carries the code and its facts."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


Reader = Callable[[Path, str, Any], object]


def load(root: Path, report: Report) -> Book:
    """Read the book folder `root`; every mistake goes to `report` with its line.

    Without `book.yaml` all `.md` and `.txt` files are taken in natural order.
    """
    root = root.resolve()
    if not root.is_dir():
        report.add("C008", None, path=root.name)
        return Book(root=root)
    path = root / CONFIG_NAME
    values = _read_mapping(path, report) if path.is_file() else {}
    book = Book(root=root, **values)
    if not book.notes and "notes" not in values:
        book = replace(book, notes=_find_notes(root))
    if not book.notes and not report.has_errors():
        report.add("C006", None, path=root.name)
    if not book.glossary and "glossary" not in values and (root / "glossary.yaml").is_file():
        book = replace(book, glossary=(root / "glossary.yaml",))
    return book


def _find_notes(root: Path) -> tuple[Path, ...]:
    found = [p for p in root.rglob("*") if p.suffix.lower() in NOTE_SUFFIXES and p.is_file()]
    inside = [p for p in found if _is_note(p, root)]
    return tuple(natsorted(inside, key=lambda p: p.relative_to(root).as_posix()))


def _is_note(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    hidden = any(part.startswith((".", "_")) or part in OUTPUTS for part in parts)
    readme = path.stem.lower() == "readme"
    return not hidden and not readme and path.resolve().is_relative_to(root)


def _read_mapping(path: Path, report: Report) -> dict[str, Any]:
    name = path.name
    try:
        node = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or error
        report.add("C003", Pos(name, mark.line + 1 if mark else 1), reason=reason)
        return {}
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
    pos = Pos(name, node.start_mark.line + 1, node.start_mark.column)
    if not isinstance(node, yaml.MappingNode):
        expected = "keys and values (`key: value`)"
        report.add("C002", pos, key=prefix or name, expected=expected, found=_kind(node))
        return {}
    values: dict[str, Any] = {}
    seen: set[str] = set()
    for key_node, value_node in node.value:
        pos = Pos(name, key_node.start_mark.line + 1, key_node.start_mark.column)
        key = str(key_node.value)
        is_again = key in seen
        seen.add(key)
        if is_again:
            report.add("C007", pos, key=prefix + key)
        elif key not in keys:
            report.add("C001", pos, key=prefix + key, nearest=_nearest(key, keys))
        elif key == "outline":
            inner = _read_node(root, name, value_node, OUTLINE_KEYS, "outline.", report)
            values[key] = OutlineOptions(**inner)
        elif key == "typography":
            inner = _read_node(root, name, value_node, TYPOGRAPHY_KEYS, "typography.", report)
            values[key] = Typography(**inner)
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
        values[key] = reader(root, prefix + key, _plain(node))
    except Problem as problem:
        report.add(problem.code, pos, **{"key": prefix + key, **problem.facts})


def _plain(node: yaml.Node) -> Any:
    """The node as text, list of texts, or None: no tag of the file is ever obeyed."""
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(k.value): _plain(v) for k, v in node.value}
    return None if node.tag.endswith(":null") else str(node.value)


def _kind(node: yaml.Node) -> str:
    return "a list" if isinstance(node, yaml.SequenceNode) else "a text"


def _nearest(key: str, keys: dict[str, Reader]) -> str:
    close = difflib.get_close_matches(key.lower(), keys, n=1, cutoff=0.5)
    return f"did you mean “{close[0]}”?" if close else "known keys: " + ", ".join(keys)


def _text(_root: Path, _key: str, value: Any) -> str:
    if isinstance(value, list | dict):
        raise Problem("C002", expected="a text", found="a list or keys")
    return unicodedata.normalize("NFC", value or "").strip()


def _texts(root: Path, key: str, value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value] if value else []
    return tuple(text for v in values if (text := _text(root, key, v)))


def _date(root: Path, key: str, value: Any) -> str:
    text = _text(root, key, value)
    if text and not DATE.fullmatch(text):
        raise Problem("C002", expected="a date like 2022-12-04", found=f"“{text}”")
    return text


def _flag(root: Path, key: str, value: Any) -> bool:
    words = {
        "true": True,
        "yes": True,
        "on": True,
        "false": False,
        "no": False,
        "off": False,
    }
    text = _text(root, key, value).lower()
    if text not in words:
        raise Problem("C002", expected="true or false", found=f"“{text}”")
    return words[text]


def _macros(root: Path, key: str, value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise Problem("C002", expected="macros (`name: TeX`)", found="a text or a list")
    return {name.lstrip("\\"): _text(root, key, tex) for name, tex in value.items()}


def _number(low: float, high: float, kind: type[int] | type[float]) -> Reader:
    def read(root: Path, key: str, value: Any) -> object:
        text = _text(root, key, value)
        try:
            number = kind(text)
        except ValueError:
            number = kind(high + 1)
        if not low <= number <= high:
            expected = f"a number from {low} to {high}"
            raise Problem("C002", expected=expected, found=f"“{text}”")
        return number

    return read


def _file(root: Path, key: str, value: Any) -> Path | None:
    text = _text(root, key, value)
    if text in ("", "auto"):
        return None
    path = root / text
    if not path.resolve().is_relative_to(root):
        raise Problem("C005", path=text)
    if not path.is_file():
        raise Problem("C004", path=text)
    return path


def _files(root: Path, key: str, value: Any) -> tuple[Path, ...]:
    paths = (_file(root, key, text) for text in _texts(root, key, value))
    return tuple(path for path in paths if path)


def _glossaries(root: Path, key: str, value: Any) -> tuple[Path, ...]:
    """Files of terms; these alone may lie outside the book folder, shared with other books."""
    texts = [text for text in _texts(root, key, value) if text != "auto"]
    for text in texts:
        path = (root / text).resolve()
        if not path.is_relative_to(root) and path.suffix not in GLOSSARY_SUFFIXES:
            raise Problem("C005", path=text)
        if not path.is_file():
            raise Problem("C004", path=text)
    return tuple(root / text for text in texts)


def _order(root: Path, key: str, value: Any) -> Order:
    text = _text(root, key, value)
    found = next((order for order in ORDERS if order == text), None)
    if not found:
        raise Problem("C002", expected=" or ".join(ORDERS), found=f"“{text}”")
    return found


BOOK_KEYS: dict[str, Reader] = {
    "title": _text,
    "subtitle": _text,
    "author": _texts,
    "edition": _text,
    "date": _date,
    "lang": _text,
    "publisher": _text,
    "description": _text,
    "rights": _text,
    "identifier": _text,
    "notes": _files,
    "cover": _file,
    "cover_alt": _text,
    "glossary": _glossaries,
    "glossary_order": _order,
    "index": _flag,
    "toc_depth": _number(1, 3, int),
    "embed_fonts": _flag,
    "formula_sheet": _flag,
    "macros": _macros,
    "outline": lambda _root, _key, value: value,
    "typography": lambda _root, _key, value: value,
}
OUTLINE_KEYS: dict[str, Reader] = {"min_confidence": _number(0, 1, float)}
TYPOGRAPHY_KEYS: dict[str, Reader] = dict.fromkeys(
    ("double_arrows", "two_dots", "bangs", "particles", "drawls"), _flag
)
