"""Reads the value of each key of `book.yaml`: what fits it, and what is said when it does not."""

import datetime
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import yaml

from studyguide.book_folder import is_closed, is_file, is_outside
from studyguide.hangul import Order
from studyguide.outputs.formats import FORMATS
from studyguide.outputs.layers import FACES, THEMES
from studyguide.study import KINDS, NoteLines

GLOSSARY_SUFFIXES = (".yaml", ".yml")
ORDERS: tuple[Order, ...] = get_args(Order)
NOTE_LINES: tuple[NoteLines, ...] = get_args(NoteLines)
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")  # 2022, 2022-12, 2022-12-04
MACRO = re.compile(r"\\?[A-Za-z]+")  # `vx`, `\vx`
LONGEST = 5_000  # characters of a value; a page has 1,000
SHORT = "at most 5,000 characters"
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")  # ko, ko-KR, zh-Hant (RFC 5646)

Reader = Callable[[Path, str, Any], object]


class Problem(Exception):
    """A value that does not fit its key; carries the code and its facts."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def plain(node: yaml.Node) -> Any:
    """The node as text, list of texts, or None: no tag of the file is ever obeyed."""
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {key_of(key): plain(value) for key, value in node.value}
    return None if node.tag.endswith(":null") else str(node.value)


def key_of(node: yaml.Node) -> str:
    """The key as text; a list or a mapping in its place is shown as `?`."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else "?"


def kind_of(node: yaml.Node) -> str:
    """What stands there, as a message names it."""
    return "a list" if isinstance(node, yaml.SequenceNode) else "a text"


def _text(_root: Path, _key: str, value: Any) -> str:
    if isinstance(value, list | dict):
        raise Problem("C002", expected="a text", found="a list or keys")
    text = unicodedata.normalize("NFC", value or "").strip()
    if len(text) > LONGEST:
        raise Problem("C002", expected=SHORT, found="a longer text")
    return text


def _texts(root: Path, key: str, value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value] if value else []
    texts = tuple(text for v in values if (text := _text(root, key, v)))
    if key not in ("notes", "glossary") and sum(map(len, texts)) > LONGEST:
        raise Problem("C002", expected=SHORT, found="a longer list")
    return texts


def _date(root: Path, key: str, value: Any) -> str:
    text = _text(root, key, value)
    if text and not _is_date(text):
        raise Problem("C002", expected="a date like 2022-12-04", found=f"“{text}”")
    return text


def _is_date(text: str) -> bool:
    """Whether the day is in the calendar; a month or a day left out counts as the first."""
    found = DATE.fullmatch(text)
    try:
        return bool(found and datetime.date(*(int(part or 1) for part in found.groups())))
    except ValueError:
        return False


def _lang(root: Path, key: str, value: Any) -> str:
    text = _text(root, key, value)
    if text and not LANGUAGE.fullmatch(text):
        raise Problem("C002", expected="a language tag like ko or en-GB", found=f"“{text}”")
    return text or "ko"


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
    wrong = [name for name in value if not MACRO.fullmatch(name)]
    if wrong:
        raise Problem("C002", expected="macros named by Latin letters", found=f"“{wrong[0]}”")
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
    if is_outside(path, root):
        raise Problem("C005", path=text)
    return _open(path, text)


def _open(path: Path, text: str) -> Path:
    """The file that `text` names, if it is there and may be read."""
    if is_closed(path):
        raise Problem("C014", path=text)
    if not is_file(path):
        raise Problem("C004", path=text)
    return path


def _files(root: Path, key: str, value: Any) -> tuple[Path, ...]:
    paths = (_file(root, key, text) for text in _texts(root, key, value))
    return tuple(path for path in paths if path)


def is_shared_glossary(path: Path) -> bool:
    """Whether a file outside the book folder may be read: a YAML file, and nothing else."""
    return path.resolve().suffix in GLOSSARY_SUFFIXES


def _glossaries(root: Path, key: str, value: Any) -> tuple[Path, ...]:
    """Files of terms; these alone may lie outside the book folder, shared with other books."""
    texts = [text for text in _texts(root, key, value) if text != "auto"]
    for text in texts:
        path = root / text
        if is_outside(path, root) and not is_shared_glossary(path):
            raise Problem("C005", path=text)
        _open(path, text)
    return tuple(root / text for text in texts)


def _order(root: Path, key: str, value: Any) -> Order:
    text = _text(root, key, value)
    found = next((order for order in ORDERS if order == text), None)
    if not found:
        raise Problem("C002", expected=" or ".join(ORDERS), found=f"“{text}”")
    return found


def _kinds(root: Path, key: str, value: Any) -> tuple[str, ...]:
    kinds = _texts(root, key, value)
    for kind in kinds:
        if kind not in KINDS:
            raise Problem("C002", expected="kinds out of " + ", ".join(KINDS), found=f"“{kind}”")
    return kinds


def _choice(*names: str) -> Reader:
    def read(root: Path, key: str, value: Any) -> str:
        text = _text(root, key, value)
        found = next((name for name in names if name.lower() == text.lower()), None)
        if found is None:
            raise Problem("C002", expected="one of " + ", ".join(names), found=f"“{text}”")
        return found

    return read


def _parts(root: Path, key: str, value: Any) -> dict[str, int]:
    """Title of each part with the number of its first chapter."""
    if not isinstance(value, dict):
        expected = "titles and the first chapter of each (`title: 3`)"
        raise Problem("C002", expected=expected, found="a text or a list")
    number = _number(1, 999, int)
    return {_text(root, key, title): int(str(number(root, key, n))) for title, n in value.items()}


def _fonts(root: Path, key: str, value: Any) -> dict[str, Path]:
    """TrueType or OpenType files by the face that they stand for."""
    if not isinstance(value, dict) or not set(value) <= FACES.keys():
        expected = "files for " + ", ".join(FACES)
        raise Problem("C002", expected=expected, found="something else")
    files = {face: _file(root, key, text) for face, text in value.items()}
    for path in files.values():
        if path and path.suffix.lower() not in (".ttf", ".otf"):
            raise Problem("C002", expected="a .ttf or .otf file", found=f"“{path.name}”")
    return {face: path for face, path in files.items() if path}


BOOK_KEYS: dict[str, Reader] = {
    "title": _text,
    "subtitle": _text,
    "author": _texts,
    "edition": _text,
    "date": _date,
    "lang": _lang,
    "publisher": _text,
    "description": _text,
    "keywords": _texts,
    "rights": _text,
    "identifier": _text,
    "notes": _files,
    "cover": _file,
    "cover_alt": _text,
    "certified_by": _text,
    "glossary": _glossaries,
    "glossary_order": _order,
    "index": _flag,
    "toc_depth": _number(1, 3, int),
    "theme": _choice(*THEMES),
    "format": _choice(*FORMATS),
    "half_title": _flag,
    "recto": _flag,
    "link_notes": _flag,
    "parts": _parts,
    "fonts": _fonts,
    "embed_fonts": _flag,
    "formula_sheet": _flag,
    "macros": _macros,
    "outline": lambda _root, _key, value: value,
    "typography": lambda _root, _key, value: value,
    "study": lambda _root, _key, value: value,
}
OUTLINE_KEYS: dict[str, Reader] = {"min_confidence": _number(0, 1, float)}
TYPOGRAPHY_KEYS: dict[str, Reader] = dict.fromkeys(
    ("double_arrows", "two_dots", "bangs", "particles", "drawls"), _flag
)
STUDY_KEYS: dict[str, Reader] = {
    "off": _flag,
    "count": _number(0, 50, int),
    "kinds": _kinds,
    "seed": _number(0, 1_000_000, int),
    "notes": _choice(*NOTE_LINES),
    "summary": _flag,
}
