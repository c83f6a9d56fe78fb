"""Reads the author's local.css: what would fetch, or what a reader would trip over, is left out."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import tinycss2
from tinycss2.ast import Node, StringToken, URLToken

from studyguide.book_folder import (
    LARGEST_PICTURE,
    LARGEST_TEXT,
    OUTSIDE,
    content_of,
    is_file,
    is_larger,
    is_outside,
)
from studyguide.config import Book
from studyguide.diagnostics import Pos, Report
from studyguide.images.picture_files import fault_of

Kinds = frozenset[str]  # suffixes
Keep = Callable[[str, Kinds], str]  # an address as the output spells it; raises Refused

FONTS = frozenset({".ttf", ".otf", ".woff", ".woff2"})
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"})
NAMING = frozenset({"url", "src", "image", "image-set", "-webkit-image-set"})  # call by a string
FETCHING = frozenset({"import", "namespace"})
OF_RULES = frozenset({"media", "supports", "layer", "container"})  # at-rules that hold rules
OF_FRAMES = frozenset({"keyframes", "-webkit-keyframes"})
NO_SELECTOR = frozenset({"number", "dimension", "percentage", "string", "url"})
LOOKS_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\#]")  # `https:`, `//host`, `#id`


class Refused(ValueError):
    """An address that the styles may not name; the text says why."""


def inside(book: Book, url: str, kinds: Kinds) -> Path:
    """The file of these kinds in the book folder that `url` names. Raises Refused."""
    if not url or LOOKS_OUTSIDE.match(url):
        raise Refused("it is not a file of the book folder")
    path = book.root / unquote(url)
    if is_outside(path, book.root.resolve()):
        raise Refused(OUTSIDE)
    if not is_file(path):
        raise Refused("there is no such file")
    if is_larger(path, LARGEST_PICTURE):
        raise Refused(f"it is larger than {LARGEST_PICTURE} MB")
    if path.suffix.lower() not in kinds:
        raise Refused("it is no font" if kinds == FONTS else "it is no picture")
    if kinds == PICTURES and (reason := fault_of(path)):
        raise Refused(reason)
    return path


def for_print(book: Book, report: Report) -> str:
    """The author's styles for the typesetter, every rule on its own line as he wrote it."""

    def keep(url: str, kinds: Kinds) -> str:
        inside(book, url, kinds)
        return url

    return cleaned(book, report, keep)


def cleaned(book: Book, report: Report, keep: Keep, forbidden: Iterable[str] = ()) -> str:
    """The author's styles with the addresses that `keep` gives; `forbidden` declarations go.

    A declaration is forbidden by its name (`direction`) or with its value (`position: fixed`); a
    forbidden at-rule (`@page`) goes without a word, as it means nothing to the output.
    """
    if not book.local_css:
        return ""
    if is_larger(book.local_css, LARGEST_TEXT):
        facts = {"what": book.local_css.name, "reason": f"it is larger than {LARGEST_TEXT} MB"}
        report.add("L007", Pos(book.local_css.name), **facts)
        return ""
    css = content_of(book.local_css).decode("utf-8-sig", errors="replace")
    try:
        return _Cleaner(book.local_css.name, report, keep, frozenset(forbidden)).sheet(css)
    except RecursionError:
        facts = {"what": book.local_css.name, "reason": "it is nested too deeply"}
        report.add("L007", Pos(book.local_css.name), **facts)
        return ""


@dataclass
class _Cleaner:
    """One pass over a style sheet; `line` is the line that the next rule would be written on."""

    file: str
    report: Report
    keep: Keep
    forbidden: frozenset[str]
    line: int = 1

    def sheet(self, css: str) -> str:
        found = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
        return "".join(self._rules(found)) + "\n"

    def _rules(self, nodes: Iterable[Node]) -> Iterator[str]:
        for node in nodes:
            if node.type == "error":
                self._drop(node, _said(node), "it is no CSS")
            elif node.type == "at-rule":
                yield from self._at_rule(node)
            elif node.type == "qualified-rule":
                yield from self._rule(node, _text(node.prelude))

    def _at_rule(self, rule: Any) -> Iterator[str]:
        name, prelude = rule.lower_at_keyword, _text(rule.prelude)
        if name in FETCHING:
            self._drop(rule, f"@{name} {prelude}", "the styles fetch nothing")
        elif f"@{name}" in self.forbidden:
            return
        elif rule.content is None:
            if name != "charset":
                yield f"{self._down(rule)}@{name} {prelude};"
        elif name in OF_RULES:
            yield f"{self._down(rule)}@{name} {prelude} {{"
            yield from self._rules(_parsed(rule))
            yield "}"
        elif name in OF_FRAMES:
            yield f"{self._down(rule)}@{name} {prelude} {{"
            for frame in _parsed(rule):
                if frame.type == "qualified-rule":
                    yield from self._block(frame, _text(frame.prelude))
            yield "}"
        else:
            kinds = FONTS if name == "font-face" else PICTURES
            block = "".join(self._block(rule, f"@{name} {prelude}".strip(), kinds))
            is_empty = name == "font-face" and "src:" not in block
            yield "\n" * block.count("\n") if is_empty else block

    def _rule(self, rule: Any, selector: str) -> Iterator[str]:
        wrong = any(token.type in NO_SELECTOR for token in rule.prelude)
        if not selector or wrong or _is_broken(rule.prelude):
            self._drop(rule, selector or "{", "it is no selector")
        else:
            yield from self._block(rule, selector)

    def _block(self, rule: Any, before: str, kinds: Kinds = PICTURES) -> Iterator[str]:
        """A rule; those nested in it follow it, since many readers know no nesting."""
        nested: list[Any] = []
        yield f"{self._down(rule)}{before} {{"
        for node in tinycss2.parse_blocks_contents(
            rule.content, skip_comments=True, skip_whitespace=True
        ):
            if node.type == "declaration":
                yield from self._declaration(node, kinds)
            elif node.type == "at-rule" and rule.type == "at-rule":
                yield from self._block(node, f"@{node.lower_at_keyword}")  # of `@page`
            elif node.type == "qualified-rule" and rule.type == "qualified-rule":
                nested.append(node)
            else:
                self._drop(node, _said(node), "it is no CSS")
        yield " }"
        for node in nested:
            yield from self._rule(node, _within(before, _text(node.prelude)))

    def _declaration(self, node: Any, kinds: Kinds) -> Iterator[str]:
        value = _text(node.value)
        if node.lower_name in self.forbidden or f"{node.lower_name}: {value}" in self.forbidden:
            self._drop(node, f"{node.name}: {value}", "the EPUB standard forbids it")
        elif _is_broken(node.value):
            self._drop(node, f"{node.name}: {value}", "it is no CSS")
        elif refused := self._refusal(node.value, kinds):
            self._drop(node, f"{node.name}: {value}", refused)
        else:
            mark = " !important" if node.important else ""
            yield f"{self._down(node)} {node.name}: {_text(node.value)}{mark};"

    def _refusal(self, tokens: Iterable[Any], kinds: Kinds, is_named: bool = False) -> str:
        """Rewrite the addresses among these tokens; why one of them is refused, or nothing."""
        for token in tokens:
            try:
                if isinstance(token, URLToken):
                    token.representation = f'url("{self.keep(token.value, kinds)}")'
                elif is_named and isinstance(token, StringToken):
                    token.representation = f'"{self.keep(token.value, kinds)}"'
            except Refused as refused:
                return str(refused)
            named = token.type == "function" and token.lower_name in NAMING
            if reason := self._refusal(_inside(token), kinds, named):
                return reason
        return ""

    def _drop(self, node: Any, what: str, reason: str) -> None:
        pos = Pos(self.file, node.source_line, node.source_column - 1)
        self.report.add("L007", pos, what=what[:80], reason=reason)

    def _down(self, node: Any) -> str:
        """Line ends up to the node's own line, so that the typesetter's messages name it."""
        gap = max(0, int(node.source_line) - self.line)
        self.line += gap
        return "\n" * gap


def _parsed(rule: Any) -> list[Any]:
    return list(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


def _is_broken(tokens: Iterable[Any]) -> bool:
    """Whether a token among these, however deep, is none; a block has no place there either."""
    return any(
        token.type in ("error", "{} block") or _is_broken(_inside(token)) for token in tokens
    )


def _inside(token: Any) -> list[Any]:
    return list(getattr(token, "arguments", getattr(token, "content", None)) or ())


def _said(node: Any) -> str:
    """What to call a piece that is left out."""
    return str(node.message) if node.type == "error" else _text([node])


def _text(tokens: Iterable[Any]) -> str:
    try:
        return str(tinycss2.serialize(tokens)).strip()
    except TypeError:  # a broken token, which has no spelling
        return "…"


def _within(outer: str, inner: str) -> str:
    """The selector of a nested rule, written out.

    >>> _within("ul, ol", "& > li")
    ':is(ul, ol) > li'
    """
    around = f":is({outer})"
    return inner.replace("&", around) if "&" in inner else f"{around} {inner}"
