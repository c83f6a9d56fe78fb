"""Every bullet and number a Korean writer puts before an item, and the levels they show."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Shown = Literal["markup", "indent", ""]

DEEPEST = 24  # levels; what lies deeper is printed at this one
TAB = 4  # columns of a tab
WIDE = "\u3000"  # the full-width space of Korean typing counts as two columns
BLANKS = f" \t{WIDE}"
HYPHEN = re.compile(r"[-*+](?=[ \t\u3000])[ \t\u3000]+|-(?=[가-힣])")  # `- a`, `* a`, `-가`
EMPTY = re.compile(r"[-*+•◦▪▫■□○●◆◇‣⁃∙][ \t]*$")  # a bullet that nothing follows
GLYPH = re.compile(r"[•◦▪▫■□○●◆◇▶▷►‣⁃∙·ㆍ・–—✓✔][ \t\u3000]*(?=\S)")  # `• a`, also `•$x$`
JAMO = re.compile(r"[ㅁㅇㅡ][ \t\u3000]+(?=\S)")  # 공문서 bullets typed as letters; not `ㅇㅇ`
NOTE = re.compile(r"※[ \t\u3000]*(?=\S)")
CIRCLED = re.compile(r"[\u2460-\u2473\u3260-\u327b][ \t\u3000]*(?=\S)")  # ① … ⑳, ㉠ ㉮ …
DECIMAL = re.compile(r"(\d{1,3})\.[ \t\u3000]+(?=\S)(?!\d+\.)")  # `1. a`; not `2022. 11. 19.`
PAREN = re.compile(r"(\d{1,2})\)[ \t\u3000]+(?=\S)")  # `1) a`
PARENS = re.compile(r"\((\d{1,2})\)[ \t\u3000]+(?=\S)")  # `(1) a`
HANGUL = re.compile(r"([가나다라마바사아자차카타파하])([.)])[ \t\u3000]+(?=\S)")  # `가. a`, `가) a`
HANGUL_PARENS = re.compile(
    r"(?:\([가나다라마바사아자차카타파하]\)|[\u320e-\u321b])[ \t\u3000]+(?=\S)"
)  # `(가) a`, ㈎
ROMAN = re.compile(r"(?:i{1,3}|iv|vi{0,3}|ix|x)[.)][ \t\u3000]+(?=\S)")  # `ii) a`
LATIN = re.compile(r"[a-h][.)][ \t\u3000]+(?=\S)")  # `a. a`, `b) a`
# a label behind a bullet: `- ① a`, `- 1) a`, `- 가. a`, and `- 1\. a`, which is no list of its own
LABEL = re.compile(
    r"[\u2460-\u2473\u3260-\u327b\u320e-\u321b※]"
    r"|(?:\\?\(?\d{1,2}\\?\)|\d{1,3}\\?\.(?![ \t]+\d+\.)|[가나다라마바사아자차카타파하][.)]"
    r"|\\?\([가나다라마바사아자차카타파하]\\?\)|(?:i{1,3}|iv|vi{0,3}|ix|x|[a-h])\\?[.)])(?=[ \t])"
)
PLAIN = frozenset("-*+")  # Markdown's own bullets: none of them says a level
LEAVES = PLAIN | frozenset("•·ㆍ・‣⁃∙✓✔※")  # nobody's heads: what follows a gap is not theirs
ORDERED = frozenset(("1.", "1)", "(1)", "①", "가.", "가)", "(가)", "i)", "a)"))
TASK = re.compile(r"\[[ xX]\][ \t]+(?=\S)")  # `- [ ] a`


@dataclass(frozen=True)
class Marker:
    """What stands before an item: its class, where the text begins, and what must be kept.

    `indent` is in columns; `col` counts characters from 0; `number` is set for `1.` alone;
    `label` is a mark that carries meaning and stays in the text (①, 가., 1), ※).
    """

    kind: str
    indent: int
    col: int
    number: int | None = None
    label: str = ""


def indent_of(line: str) -> tuple[int, int]:
    """Width of the leading blanks in columns, and how many characters they are.

    >>> indent_of("\\t- a")
    (4, 1)
    """
    blanks = line[: len(line) - len(line.lstrip(BLANKS))]
    if blanks.strip(" ") == "":
        return len(blanks), len(blanks)
    width = 0
    for char in blanks:
        width += TAB - width % TAB if char == "\t" else 2 if char == WIDE else 1
    return width, len(blanks)


def read_marker(line: str) -> Marker | None:
    """The bullet or number that begins the line, if one does.

    >>> read_marker("  ① 첫째")
    Marker(kind='①', indent=2, col=2, number=None, label='①')
    """
    indent, start = indent_of(line)
    for kind, pattern in PATTERNS:
        met = pattern.match(line, start)
        if met:
            return _to_marker(kind, met, indent)
    return None


PATTERNS = (
    ("", HYPHEN),
    ("", EMPTY),
    ("", GLYPH),
    ("", JAMO),
    ("※", NOTE),
    ("①", CIRCLED),
    ("1.", DECIMAL),
    ("1)", PAREN),
    ("(1)", PARENS),
    ("가", HANGUL),
    ("(가)", HANGUL_PARENS),
    ("i)", ROMAN),
    ("a)", LATIN),
)


def _to_marker(kind: str, met: re.Match[str], indent: int) -> Marker:
    glyph = met.group().strip(" \t\u3000")
    if kind == "1.":
        return Marker(kind, indent, met.end(), number=int(met.group(1)))
    if kind:
        kind = kind + met.group(2) if kind == "가" else kind
        return Marker(kind, indent, met.start(), label=glyph)
    label = LABEL.match(met.string, met.end())
    return Marker(glyph, indent, met.end(), label=label.group().replace("\\", "") if label else "")


@dataclass(frozen=True)
class Level:
    """Where an item stands: its depth from 0, and what shows it."""

    depth: int
    shown_by: Shown


def levels(markers: Sequence[Marker], gaps: Sequence[bool]) -> list[Level]:
    """Depth of each item of one run, by a stack of indents and of marker classes.

    A deeper indent is a child. At the same indent a class not yet open is a child too, a known
    one goes back to its level (`1.` over `-`, ㅁ over ㅇ over `-`). `gaps` says before which items
    a line is blank: behind one, `*` after `-` stands beside it, as in Markdown, and so does `•`.
    `*` does where indents show the levels, too.

    >>> runs = [read_marker(line) for line in ("ㅁ 가", "ㅇ 나", "- 다", "ㅁ 라", "- 마", "* 바")]
    >>> [level.depth for level in levels(runs, [False] * 5 + [True])]
    [0, 1, 2, 0, 1, 1]
    """
    stack: list[Marker] = []
    found = []
    seen: set[str] = set()
    is_indented = bool(markers) and any(m.indent > markers[0].indent for m in markers)
    for at, (marker, has_gap) in enumerate(zip(markers, gaps, strict=True)):
        while stack and (stack[-1].indent > marker.indent or _is_remark(stack[-1], marker)):
            stack.pop()
        beside = (has_gap or is_indented) and is_beside(stack, marker)
        if has_gap and not beside and marker.kind not in seen and is_apart(stack, marker):
            later = zip(markers[at + 1 :], gaps[at + 1 :], strict=True)
            beside = not is_inside([*stack, marker], later)
        seen.add(marker.kind)
        shown = _shown(stack[:-1] if beside else stack, marker)
        _close(stack, stack[-1] if beside else marker)
        stack.append(marker)
        found.append(Level(min(len(stack), DEEPEST) - 1, shown))
    return found


def is_beside(above: Sequence[Marker], marker: Marker) -> bool:
    """Whether an item that may begin another list beside the last one of `above` does.

    It does with another of Markdown's bullets, or a number, that no item as far in has: `* a`
    and `1. a` after `- b`.
    """
    is_plain = marker.kind in PLAIN or marker.number is not None
    return is_plain and bool(above) and above[-1].kind in PLAIN and _is_new(above, marker)


def is_apart(above: Sequence[Marker], marker: Marker) -> bool:
    """Whether an item behind a blank line differs from the last of `above`, which heads nothing.

    `▶ 토글` and `※ 덧붙임` after `- a`; not `- a` after `□ 나`.
    """
    return bool(above) and above[-1].kind in LEAVES and _is_new(above, marker)


def _is_new(above: Sequence[Marker], marker: Marker) -> bool:
    """Whether no item as far in as this one, the last of them, has its class."""
    if above[-1].indent != marker.indent:
        return False
    return all(m.kind != marker.kind for m in above if m.indent == marker.indent)


def is_inside(
    markers: Sequence[Marker], later: Iterable[tuple[Marker, bool]], is_run: bool = False
) -> bool:
    """Whether the last item is of the one before it, for the list of that goes on below.

    `later` has each later item's marker and whether a line is blank before it. A class further
    out comes back in any case; else the two take turns, behind blank lines, if the first is no
    tight run.
    """
    *above, new = markers
    last = above[-1]
    outer = {m.kind for m in above if m.indent == last.indent} - {last.kind}
    goes_on = False if is_run else None
    for marker, has_gap in later:
        if goes_on is False and not outer:
            break
        if marker.indent != last.indent:
            continue
        if marker.kind in outer or (goes_on and marker.kind == new.kind):
            return True
        if goes_on is None and marker.kind == last.kind:
            goes_on = has_gap
    return False


def _close(stack: list[Marker], marker: Marker) -> None:
    """Leave the level of `marker` and those below it, if it is open."""
    for at in range(len(stack) - 1, -1, -1):
        if stack[at].indent != marker.indent:
            return
        if stack[at].kind == marker.kind:
            del stack[at:]
            return


def _is_remark(open_: Marker, marker: Marker) -> bool:
    """`※ 덧붙임` has nothing below it, unless that stands further in."""
    return open_.kind == "※" and open_.indent >= marker.indent


def _shown(stack: list[Marker], marker: Marker) -> Shown:
    if marker.indent > 0:
        return "indent"
    return "markup" if any(m.kind != marker.kind for m in stack) or marker.number else ""


def keeps_numbers(numbers: list[int | None]) -> bool:
    """Whether a list that counts up by one from its first number says the same.

    >>> keeps_numbers([3, 4, 5]), keeps_numbers([1, 1, 2])
    (True, False)
    """
    if not numbers or numbers[0] is None:
        return False
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def siblings(depths: list[int]) -> Iterator[list[int]]:
    """Indexes of the items of each list in a run of depths, list by list."""
    open_: dict[int, list[int]] = {}
    for at, depth in enumerate(depths):
        for deeper in [d for d in open_ if d > depth]:
            yield open_.pop(deeper)
        open_.setdefault(depth, []).append(at)
    yield from open_.values()
