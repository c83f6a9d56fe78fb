"""Closes a comment of Obsidian on each of its lines: `앞 %%나만`, below it `볼 글%% 뒤`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from studyguide.notes.lists.letter_bullets import outside_blocks
from studyguide.notes.lists.markers import indent_of, read_marker
from studyguide.notes.source import Source

# cells of a notebook begin so, and are spoken of: `%%timeit`
MAGIC = (
    "timeit|time|bash|sh|writefile|file|html|HTML|javascript|js|capture|python|perl|ruby|latex|svg"
    "|SVG|markdown|sql|prun|script|cmd|debug|cython|R|run|load|spark|configure|system|sx|pypy"
)
SPOKEN = r"(?:은|는|이|가|을|를|도|로|와|과|이나|까지)\s"  # `%%는 기호다`
# `%%d` is a sign of a format; so is a percent behind a digit, `100%%`
OPENS = re.compile(
    rf"(?:^|(?<=\s))%%(?!(?:{MAGIC})(?![A-Za-z])|[A-Za-z](?![A-Za-z])|{SPOKEN})[^\s%][^%]*$"
)
CLOSES = re.compile(r"[^%]*[^\s%\d]%%(?=[\s.,]|$)[^%]*$")
BEGINS = re.compile(r"\s*(?:[>|]|#{1,6}\s|`{3}|~{3}|:::|<|\$\$)")  # no line of the same paragraph
LONGEST = 20  # lines
CODE_INDENT = 4  # columns


def closed(source: Source) -> Source:
    """The note with `%%` at both ends of each line of such a comment.

    >>> closed(Source("a.md", ("앞 %%나만", "볼 글%% 뒤"))).lines
    ('앞 %%나만%%', '%%볼 글%% 뒤')
    >>> closed(Source("a.md", ("셀 %%timeit 과", "100%% 끝"))).lines
    ('셀 %%timeit 과', '100%% 끝')
    """
    if not any("%%" in line for line in source.lines):
        return source
    lines = list(source.lines)
    free = {at for at, _ in outside_blocks(source.lines)}
    for at in sorted(free):
        met = OPENS.search(lines[at]) if "%%" in lines[at] and _is_text(lines[at]) else None
        is_free = met is not None and "`" not in lines[at][met.start() :]
        end = _end_of(lines, at, free) if met and is_free else at
        if end > at:
            lines[at] = f"{lines[at].rstrip()}%%"
            lines[at + 1 : end + 1] = _hidden(lines[at + 1 : end + 1])
    return replace(source, lines=tuple(lines))


def _is_text(line: str) -> bool:
    return indent_of(line)[0] < CODE_INDENT and not BEGINS.match(line)


def _end_of(lines: Sequence[str], at: int, free: set[int]) -> int:
    """The line of the paragraph that ends the comment; `at` itself if none does."""
    for end in range(at + 1, min(len(lines), at + LONGEST)):
        line = lines[end]
        is_over = end not in free or not line.strip() or BEGINS.match(line) or read_marker(line)
        if is_over or "`" in line.partition("%")[0]:  # code is no part of one
            return at
        if "%" in line:
            return end if CLOSES.match(line) else at
    return at


def _hidden(below: Sequence[str]) -> Iterator[str]:
    """The lines below the first, as comments: only the last one may have text behind."""
    for line in below:
        start = indent_of(line)[1]
        said = line[start:].rstrip()
        yield f"{line[:start]}%%{said}{'' if '%%' in said else '%%'}"
