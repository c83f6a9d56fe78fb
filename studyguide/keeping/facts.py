"""What is found out from nothing but what it is given, and kept for the next build."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from studyguide.diagnostics import Diagnostic, Report
from studyguide.keeping import records
from studyguide.keeping.records import Records

F = TypeVar("F")  # plain dataclasses, or what JSON has of its own


@dataclass(frozen=True)
class _Found:
    """What is kept: what was said of it, and the facts as JSON."""

    said: tuple[Diagnostic, ...]
    facts: msgspec.Raw


@dataclass(frozen=True)
class Facts:
    """Knows what was found out before; the messages of that time are filed again."""

    shelf: Records
    report: Report

    def name(self, *parts: object) -> str:
        """The name of what is made of these parts; empty when it cannot be kept."""
        if not self.shelf.keeps:
            return ""
        heard = f"{self.report.lang} {sorted(self.report.stern)}"
        try:
            spelled = (msgspec.json.encode(part, order="deterministic") for part in parts)
            return records.name("fact", heard, *spelled)
        except UnicodeEncodeError:  # half a letter, as of a file's name, which JSON has no sign for
            return ""

    def recall(self, name: str, shape: type[F]) -> F:
        """The facts of that name. Raises KeyError when they are not known."""
        seen = self.shelf.get(name, _Found) if name else None
        if seen is None:
            raise KeyError(name)
        try:
            facts = msgspec.json.decode(seen.facts, type=shape)
        except (ValueError, RecursionError):
            raise KeyError(name) from None
        self.report.add_ready(seen.said)
        return facts

    def find(self, name: str, make: Callable[[Report], F]) -> F:
        """Find the facts out and keep them."""
        report = self.silent()
        facts = make(report)
        if name:
            with suppress(UnicodeEncodeError):
                raw = msgspec.Raw(msgspec.json.encode(facts))
                self.shelf.put(name, _Found(tuple(report.diagnostics), raw))
        self.report.add_ready(report.diagnostics)
        return facts

    def made(self, name: str, shape: type[F], make: Callable[[Report], F]) -> F:
        """What `make` finds out from nothing but what the name tells."""
        try:
            return self.recall(name, shape)
        except KeyError:
            return self.find(name, make)

    def silenced(self) -> "Facts":
        """The same for what is told elsewhere."""
        return Facts(self.shelf, self.silent())

    def silent(self) -> Report:
        """A report for messages that are filed later."""
        return Report(self.report.lang, stern=self.report.stern)
