"""What the notes' author is told: a place, a code, a fact and the way out."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from studyguide import codes
from studyguide.book_folder import shown
from studyguide.codes import epub as epub_codes
from studyguide.codes import glossary as glossary_codes
from studyguide.codes import links as link_codes
from studyguide.codes import math as math_codes
from studyguide.codes import study as study_codes
from studyguide.codes.korean import KOREAN
from studyguide.codes.phrases import in_korean
from studyguide.hangul import josa

CODES: dict[str, codes.Code] = {
    **codes.CONFIG,
    **codes.NOTES,
    **codes.BULLETS,
    **glossary_codes.CODES,
    **math_codes.CODES,
    **codes.PRINT,
    **epub_codes.CODES,
    **link_codes.CODES,
    **study_codes.CODES,
}
Lang = Literal["ko", "en"]
LANGS: tuple[Lang, ...] = ("ko", "en")
# `“{key}”은(는)`: a word of the message whose particle depends on its sound
WITH_JOSA = re.compile(
    r"\{(\w+)\}([”$]?)(은\(는\)|이\(가\)|을\(를\)|과\(와\)|\(으\)로|\(이\)라|\(이\)다)"
)


@dataclass(frozen=True, order=True)
class Pos:
    """A place in the author's own file: `line` counts from 1, `col` from 0."""

    file: str
    line: int = 1
    col: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Diagnostic:
    """One message, complete: it needs nothing else to be printed."""

    code: str
    severity: codes.Severity
    pos: Pos | None
    fact: str
    hint: str

    def text(self, folder: str = "") -> str:
        """The message as a person reads it; `folder` is put before the file's name."""
        place = f"{_join(shown(folder), self.pos.file)}:{self.pos.line}: " if self.pos else ""
        line = f"{place}{self.severity} {self.code}: {self.fact}"
        return f"{line}\n    hint: {self.hint}" if self.hint else line

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """File, line, column, code, fact: the order in which messages are shown."""
        pos = self.pos or Pos("", 0)
        return (pos.file, pos.line, pos.col, self.code, self.fact)


def filled(code: str, facts: Mapping[str, str], lang: Lang) -> tuple[str, str]:
    """The fact and the hint of a code in one language, `facts` in their places.

    >>> filled("C007", {"key": "notes"}, "ko")[0]
    '키 “notes”가 두 번 나온다'
    """
    if lang == "en" or code not in KOREAN:
        row = CODES[code]
        return row.fact.format(**facts), row.hint.format(**facts)
    said = in_korean(facts)
    fact, hint = (_with_josa(text, said).format(**said) for text in KOREAN[code])
    return fact, hint


def _with_josa(template: str, facts: Mapping[str, str]) -> str:
    def chosen(mark: re.Match[str]) -> str:
        name, closing, particle = mark.groups()
        return f"{{{name}}}{closing}" + josa(facts[name].rstrip("”’'\")"), particle)

    return WITH_JOSA.sub(chosen, template)


@dataclass
class Report:
    """Collects messages and by-products while the book passes through the rooms."""

    lang: Lang = "en"
    byproducts: dict[str, object] = field(default_factory=dict)
    stern: frozenset[str] = frozenset()  # codes that are errors in this run
    _found: dict[Diagnostic, None] = field(default_factory=dict)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """All messages in the order in which they were found."""
        return list(self._found)

    def add(self, code: str, pos: Pos | None = None, **facts: object) -> None:
        """File one message of the table `CODES`; the same message twice counts once."""
        flat = {name: shown(" ".join(str(value).split())) for name, value in facts.items()}
        severity = "error" if code in self.stern else CODES[code].severity
        self._found[Diagnostic(code, severity, pos, *filled(code, flat, self.lang))] = None

    def add_ready(self, found: Iterable[Diagnostic]) -> None:
        """File messages that an earlier build has already worded."""
        self._found.update(dict.fromkeys(found))

    def in_order(self) -> list[Diagnostic]:
        """All messages by file and line."""
        return sorted(self._found, key=Diagnostic.sort_key)

    def count(self, severity: codes.Severity) -> int:
        """How many messages have this severity."""
        return Counter(d.severity for d in self._found)[severity]

    def has_errors(self, strict: bool = False) -> bool:
        """Whether the build must stop; `strict` counts warnings too."""
        return bool(self.count("error") or (strict and self.count("warning")))


def as_text(found: Iterable[Diagnostic], folder: str = "") -> str:
    """One line a message, plus its hint.

    >>> print(as_text([Diagnostic("N007", "warning", Pos("a.md"), "the file has no text", "")]))
    a.md:1: warning N007: the file has no text
    """
    return "\n".join(d.text(folder) for d in found)


def as_github(found: Iterable[Diagnostic], folder: str = "") -> str:
    """Workflow commands, so that the messages show beside the lines of a pull request."""
    return "\n".join(_github(d, folder) for d in found)


def _github(d: Diagnostic, folder: str) -> str:
    level = {"info": "notice"}.get(d.severity, d.severity)
    message = _escape(f"{d.fact} ({d.hint})" if d.hint else d.fact)
    file = _escape_property(_join(folder, d.pos.file)) if d.pos else ""
    at = f"file={file},line={d.pos.line}," if d.pos else ""
    return f"::{level} {at}title={d.code}::{message}"


def _join(folder: str, file: str) -> str:
    return f"{folder.rstrip('/')}/{file}" if folder else file


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def as_json(found: Iterable[Diagnostic], folder: str = "") -> str:
    """A JSON list of {file, line, col, severity, code, fact, hint}; `file` as in `as_text`."""
    rows = [
        {
            "file": _join(folder, d.pos.file) if d.pos else None,
            "line": d.pos.line if d.pos else None,
            "col": d.pos.col if d.pos else None,
            "severity": d.severity,
            "code": d.code,
            "fact": d.fact,
            "hint": d.hint,
        }
        for d in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
