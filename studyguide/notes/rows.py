"""Sorts the lines of one note: what is a heading, an item, code, a table, a comment."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from studyguide.diagnostics import Pos, Report
from studyguide.notes.markers import TASK, Marker, indent_of, read_marker
from studyguide.notes.source import Source, clean

Kind = Literal[
    "blank",
    "heading",
    "item",
    "text",
    "quote",
    "code",
    "math",
    "table",
    "rule",
    "note",
    "fenced",
    "markup",
    "comment",
    "front",
    "index",
    "title",
]

ATX = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")  # `## 제목 ##`
SETEXT = re.compile(r"[ \t]{0,3}(=+|-{3,})[ \t]*$")  # the line under a title
BREAK = re.compile(r"[ \t]{0,3}([-*_])([ \t]*\1){2,}[ \t]*$")  # `---`, `* * *`
FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*([^`]*)$")
QUOTE = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*")  # `[^1]: 풀이`
# `[주소]: https://…`, `[1]: <pic.png> "제목"`; not `[참고]: 문장이다.`
LINK_TARGET = re.compile(
    r"[ ]{0,3}\[[^\]^][^\]]*\]:[ \t]*"
    r"(?:<[^<>]*>|[A-Za-z][\w+.-]*:\S+|[./#]\S*|\S+\.[A-Za-z]\w{1,4})"
    r"[ \t]*(?:[\"'(].*)?$"
)
FENCED_DIV = re.compile(r":{3,}[ \t]*(\S.*)?$")  # `::: question`
COMMENT = re.compile(r"<!--.*?-->")
CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
BR = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
IMG = re.compile(r"<img\b([^<>]*)>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"(\w+)[ ]*=[ ]*(?:\"([^\"]*)\"|'([^']*)')")
SUMMARY = re.compile(r"</?(?:details|summary)[^<>]*>", re.IGNORECASE)
ASIDE = re.compile(r"[ \t]*(</?aside>)[ \t]*", re.IGNORECASE)
TAG = re.compile(
    r"</?(?:div|span|p|table|t[rdh]|tbody|thead|font|center|iframe|script|style|object|embed"
    r"|b|i|u|em|strong|mark|kbd|sub|sup|a|h[1-6]|ul|ol|li|video|audio|svg|form|input)\b[^<>]*>",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Row:
    """One line of a note, sorted. `line` from 1, `col` of the text from 0, `indent` in columns."""

    kind: Kind
    line: int
    text: str = ""
    col: int = 0
    indent: int = 0
    marker: Marker | None = None
    level: int = 0  # of a heading
    info: str = ""  # what follows a code fence, a table's part, a footnote's label
    join: str = ""  # how an extractor glued it to the line before
    attributes: tuple[str, ...] = ()  # of a heading: id, classes
    starts: bool = False  # the first line of a fence or a table


def scan(source: Source, report: Report) -> list[Row]:
    """Sort every line of a note, in order; each line gives one row."""
    scanner = Scanner(source, report)
    return list(scanner.rows())


class Scanner:
    """Walks over the lines of one note; `at` is the line that comes next."""

    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.report = report
        self.at = 0
        self.before: Row | None = None
        self.told: set[str] = set()

    def rows(self) -> Iterator[Row]:
        """Every line as a row; each reader takes the lines it knows."""
        readers: tuple[Callable[[str], list[Row]], ...] = (
            self._front,
            self._comment,
            self._fence,
            self._table,
            self._line,
        )
        while self.at < len(self.source.lines):
            line = self.source.lines[self.at]
            found = next(rows for read in readers if (rows := read(line)))
            self.at += len(found)
            self.before = found[-1]
            yield from found

    def _pos(self, at: int) -> Pos:
        return Pos(self.source.file, at + 1)

    def _take(self, kind: Kind, count: int, info: str = "") -> list[Row]:
        lines = self.source.lines[self.at : self.at + count]
        return [Row(kind, self.at + i + 1, text, info=info) for i, text in enumerate(lines)]

    def _find(self, start: int, is_end: Callable[[str], bool]) -> int:
        """Index of the first line from `start` on that ends the block, or -1."""
        lines = self.source.lines
        return next((i for i in range(start, len(lines)) if is_end(lines[i])), -1)

    def _front(self, line: str) -> list[Row]:
        if self.at or line.strip() != "---":
            return []
        end = self._find(1, lambda text: text.strip() in ("---", "..."))
        inside = self.source.lines[1 : max(end, 1)]
        is_yaml = end > 0 and all(":" in t or t.startswith((" ", "-", "#")) for t in inside if t)
        return self._take("front", end + 1) if is_yaml else []

    def _comment(self, line: str) -> list[Row]:
        if not line.lstrip().startswith("<!--"):
            return []
        end = self._find(self.at, lambda text: "-->" in text)
        last = self.source.lines[end] if end >= 0 else ""
        if end < 0 or last.rpartition("-->")[2].strip():
            return []
        return self._take("comment", end - self.at + 1)

    def _fence(self, line: str) -> list[Row]:
        indent, start = indent_of(line)
        met = FENCE.match(line, start)
        if not met:
            return []
        fence = met.group(1)
        closes = re.compile(rf"[ \t]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$")
        end = self._find(self.at + 1, lambda text: bool(closes.match(text)))
        if end < 0:
            self.report.add("N003", self._pos(self.at), fence=fence)
            end = len(self.source.lines)
        rows = self._take("code", min(end + 1, len(self.source.lines)) - self.at, met.group(2))
        return [replace(r, indent=indent, starts=r is rows[0]) for r in rows]

    def _table(self, line: str) -> list[Row]:
        lines = self.source.lines
        if "|" not in line or self.at + 1 >= len(lines) or read_marker(line):
            return []
        rule = lines[self.at + 1]
        if "-" not in rule or "|" not in rule or not TABLE_RULE.match(rule):
            return []
        end = self._find(self.at + 2, lambda text: "|" not in text)
        count = (end if end >= 0 else len(lines)) - self.at
        indent = indent_of(line)[0]
        rows = self._take("table", count)
        return [Row("table", r.line, clean(r.text).strip(), indent=indent) for r in rows]

    def _line(self, raw: str) -> list[Row]:
        text = self._inline(clean(raw))
        if not text.strip():
            return [Row("comment" if raw.strip() else "blank", self.at + 1)]
        row = self._single(text)
        closing = self._open_math(row.text)
        return [row, *closing]

    def _single(self, text: str) -> Row:
        line = self.at + 1
        if self._is_underline(text):
            return Row("markup", line, text.strip(), level=1 if "=" in text else 2)
        if BREAK.match(text):
            return Row("rule", line)
        indent, start = indent_of(text)
        if met := ATX.match(text, start):
            return Row("heading", line, met.group(2), met.start(2), level=len(met.group(1)))
        if met := QUOTE.match(text):
            return Row("quote", line, text[met.end() :], met.end(), info=met.group())
        if met := FOOTNOTE.match(text):
            return Row("note", line, text[met.end() :], met.end(), info=met.group(1))
        if LINK_TARGET.match(text) or FENCED_DIV.match(text):
            return Row("fenced", line, text.strip())
        if met := ASIDE.match(text):
            rest = text[met.end() :].strip()
            mark = "::: {.callout}" if met.group(1).lower() == "<aside>" else ":::"
            return Row("fenced", line, mark, met.end(), info=rest)
        return self._item_or_text(text, indent, start)

    def _item_or_text(self, text: str, indent: int, start: int) -> Row:
        line = self.at + 1
        marker = read_marker(text)
        if not marker:
            return Row("text", line, text[start:].rstrip(), start, indent)
        col = marker.col
        if met := TASK.match(text, col):
            return Row(
                "item",
                line,
                text[met.end() :],
                met.end(),
                indent,
                marker,
                info=met.group(),
            )
        return Row("item", line, text[col:].rstrip(), col, indent, marker)

    def _is_underline(self, text: str) -> bool:
        above = self.before
        if not (above and above.kind == "text" and SETEXT.match(text)):
            return False
        return "=" in text or not above.text.startswith("|")

    def _open_math(self, text: str) -> list[Row]:
        """The lines up to the closing `$$`, if the text opens a display and leaves it open."""
        if text.count("$$") % 2 == 0:
            return []
        end = self._find(self.at + 1, lambda t: "$$" in t)
        inside = self.source.lines[self.at + 1 : end + 1] if end > 0 else ()
        if not inside or not all(t.strip() for t in inside):
            self.report.add("M004", self._pos(self.at), tex=text[:40])
            return []
        return [
            Row("math", self.at + 2 + i, clean(t).strip(), indent_of(t)[1])
            for i, t in enumerate(inside)
        ]

    def _inline(self, text: str) -> str:
        """Comments and the HTML that exports leave behind, as Markdown; never inside code."""
        return outside_code(text, self._tags) if "<" in text else text

    def _tags(self, text: str) -> str:
        text = COMMENT.sub("", text)
        text = IMG.sub(_to_picture, BR.sub("<br>", text))
        text = SUMMARY.sub(lambda met: "**" if "summary" in met.group().lower() else "", text)
        for tag in TAG.findall(text):
            name = tag.strip("</>").split()[0].lower()
            if name not in self.told:
                self.told.add(name)
                self.report.add("N006", self._pos(self.at), tag=tag)
        return text


def _to_picture(met: re.Match[str]) -> str:
    found = {name.lower(): first or second for name, first, second in ATTRIBUTE.findall(met[1])}
    return f"![{found.get('alt', '')}]({found.get('src', '')})" if "src" in found else met.group()


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Change all but the code spans of a line."""
    parts = []
    end = 0
    for code in CODE_SPAN.finditer(text):
        parts += [change(text[end : code.start()]), code.group()]
        end = code.end()
    return "".join([*parts, change(text[end:])])
