"""Tells the signs of bold text and code that open something and that nothing closes."""

import re
from collections.abc import Iterator

from studyguide.diagnostics import Pos, Report
from studyguide.notes.held import held
from studyguide.notes.rows import Row
from studyguide.notes.titles.headings import Note

BOLD = re.compile(r"(?<![*\\])\*\*(?!\*)")
# `**굵게`; not `2**3`, `**kwargs`, `**/*.js`
OPENS_BOLD = re.compile(r"(?<![*\\\w])\*\*(?=[가-힣“‘\"'(\[])")
# `` `코드 ``; not the one of `don`t`, `` `22년 ``, nor of ``TeX's'' quotes
OPENS_CODE = re.compile(r"(?<![\w`\\'´‘])`(?=[A-Za-z가-힣_./$-])[^`'’´]*$")
SHOWN = 20  # letters behind the sign
BLANK = "\ufffc"  # stands for what a piece holds


def tell(note: Note, report: Report) -> None:
    """Tell each such sign with the line where it stands; it is printed as it was typed."""
    for rows in _paragraphs(note):
        text = "\n".join(row.text for row in rows)
        bare = _without_pieces(text) if "**" in text or "`" in text else ""
        for sign, start in _open_signs(bare):
            row = rows[text.count("\n", 0, start)]
            said = text[start + len(sign) :].split("\n")[0][:SHOWN]
            report.add("N027", Pos(note.file, row.line), sign=sign, text=said.strip())


def _paragraphs(note: Note) -> Iterator[list[Row]]:
    """The lines that Markdown reads as one text; those of a quotation without its `>`."""
    found: list[Row] = []
    for outer in note.rows:
        row = outer.inner if outer.kind == "quote" and outer.inner else outer
        if row.kind not in ("text", "math") or row.starts:
            if found:
                yield found
            found = []
        if row.kind in ("item", "text", "math"):
            found.append(row)
    if found:
        yield found


def _without_pieces(text: str) -> str:
    """The text with nothing to read in its code, formulas and targets of links."""
    parts, at = [], 0
    for start, end in held(text):
        parts += [text[at:start], BLANK * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _open_signs(text: str) -> Iterator[tuple[str, int]]:
    """The last sign of each kind, if it opens something."""
    marks = list(BOLD.finditer(text)) if "**" in text else []
    if len(marks) % 2 and OPENS_BOLD.match(text, marks[-1].start()):
        yield "**", marks[-1].start()
    if "`" in text and (met := OPENS_CODE.search(text)):
        yield "`", met.start()
