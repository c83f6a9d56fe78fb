"""One line of a note, sorted: what is a heading, an item, code, a table, a comment."""

import re
from dataclasses import dataclass
from typing import Literal

from studyguide.notes.lists.markers import TASK, Marker, indent_of, read_marker

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

ATX = re.compile(r"(#{1,6})(?:[ \t]+|$)")  # `## 제목 ##`
NAMELESS = re.compile(r"\{[#.][^{}]*\}$|$")  # `# {#이름}`, `#`
HEADING_INSIDE = re.compile(r"#{2,6}[ \t]+(?=\S)")  # `    ## 절`
SETEXT = re.compile(r"[ \t]{0,3}(=+|-{3,})[ \t]*$")  # the line under a title
BREAK = re.compile(r"[ \t]{0,3}([-*_])([ \t]*\1){2,}[ \t]*$")  # `---`, `* * *`
PAGE_NUMBER = re.compile(r"[ \t]*[-–—][ \t]*\d{1,4}[ \t]*[-–—][ \t]*$")  # `- 27 -` of a PDF
LINE = re.compile(r"[ \t]{0,3}[─━═]{3,}[ \t]*$")  # `━━━━━━`, as chats and mails part things
NOTE_CALL = re.compile(r"\[\^[^\]\s]+\]")  # `글[^1]`
FOOTNOTE = re.compile(r"\[\^([^\]\[\s]+)\]:[ \t]*")  # `[^1]: 풀이`
# `[주소]: https://…`, `[1]: <pic.png> "제목"`; not `[참고]: 문장이다.`
LINK_TARGET = re.compile(
    r"[ ]{0,3}\[[^\]\[^][^\]\[]*\]:[ \t]*"
    r"(?:<[^<>]*>|[A-Za-z][\w+.-]*:\S+|[./#]\S*|\S+\.[A-Za-z]\w{1,4})"
    r"[ \t]*(?:[\"'(].*)?$"
)
FENCED_DIV = re.compile(r":{3,}[ \t]*(\S.*)?$")  # `::: question`
ASIDE = re.compile(r"(?<![ \t])[ \t]*(</?aside>)[ \t]*", re.IGNORECASE)
PROPERTY = re.compile(r"[^\s:：|][^:：|]{0,15}[ ]?[:：][ ]+\S")  # `날짜: 2022-11-19` of an export
BOXES = {"☐": "[ ] ", "☑": "[x] ", "☒": "[x] "}  # as pandoc reads them
HARD_BREAK = re.compile(r"\S {2,}$")  # two blanks at the end of a line: the line ends here


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
    typed: int = 0  # the level that its author typed
    info: str = ""  # what follows a code fence, a footnote's label, a task's box
    join: str = ""  # how an extractor glued it to the line before
    attributes: tuple[str, ...] = ()  # of a heading: id, classes
    starts: bool = False  # the first line of a fence or a table; a text that follows nothing
    breaks: bool = False  # the author ends the line here
    is_cut: bool = False  # a TeX comment stood at its end
    inner: "Row | None" = None  # of a quotation: what its line is without `>`


def quotations(row: Row) -> list[Row]:
    """What a line is inside of each of its quotations."""
    found: list[Row] = []
    while row.inner:
        row = row.inner
        found.append(row)
    return found


def box_step(row: Row) -> int:
    """1 where a box opens, -1 where it ends, else 0."""
    if row.kind != "fenced" or not row.text.startswith(":::"):
        return 0
    return 1 if row.text.strip(": ") else -1


def read_line(text: str, line: int, raw: str) -> Row:
    """Sort a line that is no part of a block of several lines."""
    if BREAK.match(text) or LINE.match(text) or PAGE_NUMBER.match(text):
        return Row("rule", line)
    indent, start = indent_of(text)
    if met := ATX.match(text, start) if indent < 4 else None:
        return _to_heading(text, met, line)
    if met := FOOTNOTE.match(text):
        return Row("note", line, text[met.end() :], met.end(), info=met.group(1))
    if LINK_TARGET.match(text) or FENCED_DIV.match(text):
        return Row("fenced", line, text.strip())
    if met := ASIDE.match(text):
        rest = text[met.end() :].strip()
        mark = "::: {.callout}" if met.group(1).lower() == "<aside>" else ":::"
        return Row("fenced", line, mark, met.end(), info=rest)
    return _item_or_text(text, line, indent, start, bool(HARD_BREAK.search(raw)))


def is_underline(text: str, above: Row | None) -> bool:
    """Whether a line is the rule under a title, as Markdown has it."""
    if not above or above.kind != "text" or not SETEXT.match(text):
        return False
    return "=" in text or not above.text.startswith("|")


def _to_heading(text: str, met: re.Match[str], line: int) -> Row:
    said = text[met.end() :].rstrip()
    bare = said.rstrip("#")
    said = bare.rstrip() if bare != said and bare[-1:] in ("", " ", "\t") else said
    if NAMELESS.match(said):
        return Row("rule", line)
    return Row("heading", line, said, met.end(), level=len(met.group(1)))


def _item_or_text(text: str, line: int, indent: int, start: int, breaks: bool) -> Row:
    marker = read_marker(text)
    if not marker:
        return Row("text", line, text[start:].rstrip(), start, indent, breaks=breaks)
    col, info = marker.col, ""
    if met := TASK.match(text, col):
        col, info = met.end(), BOXES.get(met.group()[0], met.group())
    return Row("item", line, text[col:].rstrip(), col, indent, marker, info=info, breaks=breaks)


def inside_item(row: Row, text: str, start: int, indent: int) -> Row:
    """The row of a line inside an item, where no section opens: `## 절` is printed bold.

    `# 주석` is a remark in a shell's or a Python's words, and stays as it is.
    """
    if met := HEADING_INSIDE.match(text, start):
        said = text[met.end() :].rstrip()
        bold = said if "*" in said else f"**{said}**"
        return Row("text", row.line, bold, met.end(), indent, starts=True)
    if row.kind == "heading" or ATX.match(text, start):
        return Row("text", row.line, text[start:].rstrip(), start, indent)
    return row
