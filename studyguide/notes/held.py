r"""Finds what a text holds as one piece, as pandoc does: code, formulas, targets of links, marks.

pandoc tries every sign that could open something to the end of the paragraph: a thousand `[` that
nothing closes take it minutes, and so do thirty of them within each other. Such a sign is escaped,
and so is one with which pandoc would read across the mark that begins a line.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studyguide.notes.spans import BACKTICKS, is_escaped

DEEPEST = 4  # brackets within brackets that pandoc is given; each doubles the time it takes
FEW = 40  # `<` and `&` that take no time
MARK = r'\[\]\{\.at pos="(?:[^"\\]|\\.)*"[^{}]*\}'  # `[]{.at pos="1.md:3:0"}`
AT = re.compile(MARK)
LINE_BEGIN = re.compile(rf"\\?\n{MARK}")
ADDRESS = r"<(?:https?://[^<>\s]+|[^<>\s`$\[\]\\]+)>"  # `<https://a.kr>`
MAIL = re.compile(r"<[^<>\s@]+@[^<>\s]*<")  # `<b@2<b>`, which pandoc takes for an address
ENTITY = r"&(?:#\d+|#[xX][0-9A-Fa-f]+|\w+);"  # `&amp;`
PIECE = re.compile(rf"{MARK}|{ADDRESS}|{ENTITY}|\\.|`+|[$\[\]()<&]", re.DOTALL)
# the target behind `]`: `(주소)`, `(a_(b).html "제목")`, `(<가 나.md>)`
TARGET = re.compile(
    r"\([ \t]*(?:<[^<>\\]*>|(?!<)(?:\\.|[^\s()\\]++|\((?:\\.|[^()\\]|\([^()\\]*\))*\)"
    r"|(?:[ \t]+|\n)(?=[^\s\"')]))*)"
    r"(?:\s+(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'))?\s*\)",
    re.DOTALL,
)
BRACES = r"\{(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.)*\})*\}"
# up to the next `$`: what stands in `\text{…}` and what is escaped does not end a formula
TEX = re.compile(rf"(?:[^\\$]++|\\text{BRACES}|\\.)+", re.DOTALL)
OPEN_TEXT = re.compile(rf"\\text(?=\{{)(?!{BRACES})", re.DOTALL)  # `\text{` alone
# two amounts of money: `10 였다. 어제는 1`, `5, 원가는 3`; not `1, 홀수일 때`, `2, 3, 혹은 5`
AMOUNT = re.compile(
    r"\d++(?:[.,]\d++)*+(?=[^A-Za-z=\\^_{}]*$)[.,?!]?\s+[가-힣](?:.*[가-힣])?"
    r"(?<!혹은)(?<!또는)\s\d[\d.,]*$",
    re.DOTALL,
)
BLANKS = " \t\n"
DIGITS = "0123456789"
Span = tuple[int, int]


@dataclass(frozen=True)
class Sign:
    """A sign that means something to pandoc, or a whole piece."""

    start: int
    end: int
    is_held: bool


def held(text: str) -> list[Span]:
    r"""Start and end of each piece of a paragraph, however many lines it has.

    >>> held("a `b\nc` $d$ $5"), held("[글](주소\n'제목')")
    ([(2, 7), (8, 11)], [(3, 12)])
    >>> held("값은 $5, 원가는 3$이고 $x = 값$")
    [(16, 23)]
    """
    if "`" not in text and "$" not in text and "](" not in text:
        return []
    return [(sign.start, sign.end) for sign in _signs(text) if sign.is_held]


def _signs(text: str) -> Iterator[Sign]:
    """Every sign in order, and what it holds."""
    pieces = _Pieces(text)
    opened: list[int] = []  # where brackets stand open
    at, closed = 0, -1  # where the label of a link ended
    while met := PIECE.search(text, at):
        start, at = met.span()
        end = pieces.end_of(met[0], start, start == closed)
        if met[0] == "[":
            opened.append(start)
        elif met[0] == "]" and opened:
            closed = -1 if text.startswith(("^", "["), opened.pop() + 1) else at
        at = end or at
        yield Sign(start, at, end > 0)


class _Pieces:
    """Where the pieces of a text end, or 0 for what is none; no piece has a mark in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.runs: dict[int, list[int]] = {}  # of backticks: where those of a length start
        for met in BACKTICKS.finditer(text):
            self.runs.setdefault(len(met[0]), []).append(met.start())
        self.last_display = text.rfind("$$")
        self.marks = [met.start() for met in AT.finditer(text)]
        self.amount = -1  # where the dollar of a second amount of money stands

    def end_of(self, sign: str, start: int, is_behind_label: bool) -> int:
        """Where the piece ends that a sign begins."""
        end = 0
        if sign.startswith("[]"):
            return start + len(sign)
        if sign[0] == "`":
            end = self._code(start, len(sign))
        elif sign == "$":
            shown = self.text.startswith("$$", start)
            end = self._display(start) if shown else self._formula(start)
        elif sign == "(" and is_behind_label:
            met = TARGET.match(self.text, start)
            end = met.end() if met else 0
        at = bisect_left(self.marks, start)
        return end if at == len(self.marks) or self.marks[at] >= end else 0

    def _code(self, start: int, length: int) -> int:
        runs = self.runs.get(length, [])
        at = bisect_left(runs, start + length)
        return runs[at] + length if at < len(runs) else 0

    def _display(self, start: int) -> int:
        inside = start + 2
        end = self.text.find("$$", inside) if inside <= self.last_display else -1
        return end + 2 if end > inside else 0

    def _formula(self, start: int) -> int:
        """The end of `$x$`: no blank is at its edges, no digit behind it, no prose in it."""
        text = self.text
        met = TEX.match(text, start + 1)
        if not met or text[start + 1].isspace() or text.startswith("\\\n", start + 1):
            return 0
        end = met.end()
        is_blank = text[end - 1] in BLANKS and not is_escaped(text, end - 1)
        is_closed = text.startswith("$", end) and not text.startswith(tuple(DIGITS), end + 1)
        if start == self.amount or not is_closed or is_blank:
            return 0
        if AMOUNT.match(LINE_BEGIN.sub("\n", text[start + 1 : end])):
            self.amount = end
            return 0
        return end + 1


def outside(text: str, change: Callable[[str], str]) -> str:
    """Change all but the pieces of a paragraph."""
    parts = []
    end = 0
    for start, stop in held(text):
        parts += [change(text[end:start]), text[start:stop]]
        end = stop
    return "".join([*parts, change(text[end:])])


def freed(text: str) -> str:
    r"""The paragraph with every sign escaped that would open something and cannot.

    >>> print(freed("[글](주소) [ ![ a](b `c &copy; & <d"))
    [글](주소) \[ ![ a]\(b \`c &copy; & <d
    """
    added = [*((at, "\\") for at in _idle(text)), *((at, " ") for at in _endless(text))]
    parts, before = [], 0
    for at, sign in sorted(added):
        parts += [text[before:at], sign]
        before = at
    return "".join([*parts, text[before:]])


def _endless(text: str) -> Iterator[int]:
    r"""Where `\text{` of a formula goes on: its brace pandoc looks for to the end of the book."""
    for start, end in held(text) if "\\text{" in text else ():
        yield from (met.end() for met in OPEN_TEXT.finditer(text, start, end))


def _idle(text: str) -> Iterator[int]:
    """Where the signs stand that open nothing."""
    brackets: list[tuple[int, int]] = []  # where each open one stands, levels within it
    inner = (0, 0)  # where the last pair of brackets stands
    alone: list[int] = []  # `<` and `&` that begin neither address nor entity
    targets: list[tuple[int, bool]] = []  # where each open `(` stands, whether behind a `]`
    for start, sign in _free_signs(text):
        if sign[0] in "`$":
            yield from range(start, start + len(sign))
        elif MAIL.match(text, start):
            yield start
        elif sign in ("<", "&"):
            alone.append(start)
        elif sign == "[":
            brackets.append((start, 1))
            if text[start - 1 : start + 2] == "^[^" and not is_escaped(text, start - 1):
                yield start - 1  # `^[^1]` calls a note and is none
        elif sign == "]" and brackets:
            opened, levels = brackets.pop()
            if levels > DEEPEST:
                yield from (opened, start)
            elif inner == (opened + 1, start - 1) and AT.search(text, opened, start):
                yield opened  # `[[이름]]` over two lines is no link by name
            inner = (opened, start)
            if brackets:
                outer, within = brackets.pop()
                brackets.append((outer, max(within, levels + 1)))
        elif sign == "(":
            targets.append((start, text[start - 1 : start] == "]"))
        elif sign == ")" and targets:
            opened, is_target = targets.pop()
            if is_target and AT.search(text, opened, start):
                yield opened
    if len(alone) > FEW:
        yield from alone
    yield from (start for start, _ in brackets)
    yield from (start for start, is_target in targets if is_target)


def _free_signs(text: str) -> Iterator[tuple[int, str]]:
    """Each sign that is part of no piece, address or entity."""
    for found in _signs(text):
        sign = text[found.start : found.end]
        if not found.is_held and (len(sign) == 1 or sign[0] == "`"):
            yield found.start, sign
