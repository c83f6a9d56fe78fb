r"""Formulas as notes, exports and other programs type them, as the dollars that pandoc reads.

`\(x_1\)`, `\[x = 1\]`, GitLab's $`x_1`$, `$ x_1 $` with blanks inside.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from studyguide.formulas.source import definition_spans
from studyguide.hangul import has_hangul
from studyguide.notes.spans import code_spans

INLINE = re.compile(r"\\\((.+?)\\\)")  # `\(x_1\)`
DISPLAY = re.compile(r"\\\[(.+?)\\\]")  # `\[x = 1\]`; not `\[글\]`
ALONE = re.compile(r"\s*\\[\[\]]\s*$")  # the first or last line of a display
TEX_SIGN = re.compile(r"[\\^_={}<>]|^\s*[A-Za-z]\s*$")
# exporters escape brackets too: neither `\[^1\]` nor `\[user_id\]` is a display
DISPLAY_SIGN = re.compile(r"\\[A-Za-z]|[={}]|[^\s^]\^")
# what a formula with blanks at its edges has besides: `p(x)`, `a/b`, `|x|`, `α`
SPACED_SIGN = re.compile(r"[|Α-ω∀-⋿]|[A-Za-z]['\s]*[(+*/-]\s*[A-Za-z0-9]")
# what a formula in `\(…\)` may have besides: `n+1`, `O(n)`, `x-1`, `-1`; not `A/S`, `1/2`
PLAIN_SIGN = re.compile(
    r"[\w)'!]\s*[+*|×÷±]\s*[\w(]|(?<![A-Za-z])[A-Za-z]'*\(|[Α-ω∀-⋿]|[a-z]!|^[-+±]\s*[A-Za-z0-9]"
    r"|(?:[a-z)]|\b[A-Z])\s*[/-]\s*[a-z0-9(]|[0-9)]\s*[/-]\s*(?:[a-z(]|[A-Z]\b)"
)
PLAIN_WORD = re.compile(
    r"(?!(?:sin|cos|tan|log|exp|max|min|lim|det|gcd|mod|arg|var|cov)(?![A-Za-z]))"
    r"(?<![A-Za-z])(?:[A-Za-z]{3,}|[A-Z]{2,})"
)  # `read-only`, `TCP/IP`: words in brackets
PLAIN_NAME = re.compile(  # `w/o`, `2-A`, `v2-rc1`
    r"[wsh]/[ow]|n/a|p/u|\d+[-/][A-Za-z]|[a-z]\d+-[a-z]+\d*", re.IGNORECASE
)
DOLLAR = re.compile(r"(?<!\\)\$+")
IN_BRACES = re.compile(r"\{[^{}]*\}")
SHELL = re.compile(r"[A-Z]{2}|\{")  # `$HOME`, `${HOME}`; a formula may begin so behind a blank
# words or a box within a formula: `\text{값 $x$}`, `\colorbox{yellow}{$z$}`
BOX = re.compile(
    r"\\(?:text[a-z]{0,2}|[mhf]box|colorbox\{[^{}]*\}|fcolorbox\{[^{}]*\}\{[^{}]*\})"
    r"\s*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
)
INNER = re.compile(r"(?<!\\)\$([^$]+)(?<!\\)\$")  # the formula within; TeX reads `\(z\)` as well
# `$HOME/bin`, `$PATH를`, `${name}과`: the variable of a shell, if no formula ends behind it
VARIABLE = re.compile(r"(?:[A-Z][A-Z0-9_]+|\{[A-Za-z_]\w+\})(?=[/:]|\s*[가-힣.,)])")
NEXT_VARIABLE = re.compile(r"[A-Za-z_{]")
NEXT_WORD = re.compile(r"[A-Za-z0-9]")  # no formula ends before one: `$PATH`, `$10`


def to_dollars(text: str, below: str = "") -> str:
    r"""The line with its formulas between dollars; what is no TeX stays as it is.

    `below` are the next lines of its paragraph, where a formula that it opens may end.

    >>> to_dollars(r"\(x_1\)과 $ y_1 $와 \[글\]"), to_dollars(r"$\colorbox{red}{$z$}$")
    ('$x_1$과 $y_1$와 \\[글\\]', '$\\colorbox{red}{\\(z\\)}$')
    """
    if "\\(" in text or "\\[" in text or "\\]" in text:
        if ALONE.match(text):
            return "$$"
        text = _closed(INLINE, "\\)", _inline, text)
        text = _closed(DISPLAY, "\\]", _display, text)
    if "$" in text and ("box" in text or "\\text" in text):
        text = BOX.sub(lambda box: INNER.sub(r"\\(\1\\)", box[0]), text)
    text = _without_blanks(text) if text.count("$") > 1 else text
    return _with_variables(text, below) if "$" in text else text


def _closed(
    pattern: re.Pattern[str], end: str, write: Callable[[re.Match[str]], str], text: str
) -> str:
    """The text with each formula that ends; behind the last end none is looked for."""
    last = text.rfind(end) + len(end)
    return pattern.sub(write, text[:last]) + text[last:] if last >= len(end) else text


def with_definitions(text: str) -> str:
    r"""Definitions of macros between dollars: pandoc takes the `\{` of plain text for a brace.

    >>> with_definitions(r"\newcommand{\kb}{\{x\}}"), with_definitions(r"$\def\R{x}$")
    ('$\\newcommand{\\kb}{\\{x\\}}$', '$\\def\\R{x}$')
    """
    parts, at = [], 0
    for start, end in definition_spans(text):
        if start >= at and len(DOLLAR.findall(text, 0, start)) % 2 == 0:
            parts += [text[at:start], f"${text[start:end]}$"]
            at = end
    return "".join([*parts, text[at:]])


def _with_variables(text: str, below: str = "") -> str:
    r"""The line with the dollars of shell variables escaped; two of them are no formula.

    >>> _with_variables("$HOME/bin:$PATH 를"), _with_variables("$AB/CD$의 $x$")
    ('\\$HOME/bin:\\$PATH 를', '$AB/CD$의 $x$')
    >>> _with_variables("비율은 $TP/", "(TP+FN)$이다"), _with_variables("$HOME/bin:", "$PATH")
    ('비율은 $TP/', '\\$HOME/bin:')
    """
    parts, at = [], 0
    marks = [met.span() for met in DOLLAR.finditer(text)]
    for (start, inside), (end, behind) in pairwise([*marks, (len(text), len(text))]):
        if inside - start == 1 and VARIABLE.match(text, inside):
            is_last = end == len(text)
            is_closed = not is_last and text[end - 1].strip() and behind - end == 1
            if is_last and _is_closed_below(text[inside:], below):
                continue
            if not is_closed or NEXT_VARIABLE.match(text, behind):
                parts += [text[at:start], "\\"]
                at = start
    return "".join([*parts, text[at:]])


def _is_closed_below(tex: str, below: str) -> bool:
    """Whether a formula whose first line is `tex` ends in the lines below it."""
    met = DOLLAR.search(below)
    if not met or len(met[0]) > 1 or not below[: met.start()].strip():
        return False
    rest = below[: met.start()]
    is_end = not rest[-1].isspace() and not NEXT_WORD.match(below, met.end())
    return is_end and not has_hangul(IN_BRACES.sub("", tex + rest))


def _inline(met: re.Match[str]) -> str:
    tex = met[1].strip()
    return f"${tex}$" if TEX_SIGN.search(tex) or _is_plain(tex) else met[0]


def _is_plain(tex: str) -> bool:
    r"""Whether letters and operators without any TeX are a formula, no words in brackets.

    >>> [_is_plain(tex) for tex in ("n+1", "O(n)", "x - 1", "A/S", "read-only", "주+1", "1/2")]
    [True, True, True, False, False, False, False]
    """
    if has_hangul(tex) or PLAIN_NAME.fullmatch(tex.strip()):
        return False
    return bool(PLAIN_SIGN.search(tex)) and not PLAIN_WORD.search(tex)


def _display(met: re.Match[str]) -> str:
    tex = met[1].strip()
    return f"$${tex}$$" if DISPLAY_SIGN.search(tex) else met[0]


def without_ticks(text: str) -> str:
    """GitLab's $`x_1`$ as `$x_1$`; code between dollars and longer rows of ticks stay code.

    >>> without_ticks("$`x^2`$와 ``$`y`$``")
    '$x^2$와 ``$`y`$``'
    """
    parts, at = [], 0
    for start, end in code_spans(text):
        is_math = text[start - 1 : start] == "$" == text[end : end + 1] and text[start + 1] != "`"
        if is_math and (tex := text[start + 1 : end - 1].strip()):
            parts += [text[at:start], tex]
            at = end
    return "".join([*parts, text[at:]])


def _without_blanks(text: str) -> str:
    """`$ x_1 $` as `$x_1$`; pandoc takes no blank behind the first dollar or before the last."""
    parts, at = [], 0
    for start, end in _spaced(text):
        parts += [text[at:start], text[start:end].strip()]
        at = end
    return "".join([*parts, text[at:]])


def _spaced(text: str) -> Iterator[tuple[int, int]]:
    """Where formulas with blanks at their edges stand, between their dollars."""
    marks = [met.span() for met in DOLLAR.finditer(text)]
    at = 0
    while at + 1 < len(marks):
        (start, inside), (end, behind) = marks[at], marks[at + 1]
        tex = text[inside:end]
        if inside - start > 1:  # `$$`: a display, whose blanks do no harm
            at += 2
        elif behind - end > 1 or not _is_closing(text, tex, behind):
            at += 1
        else:
            if tex != tex.strip():
                yield inside, end
            at += 2


def _is_closing(text: str, tex: str, behind: int) -> bool:
    """Whether the second dollar ends a formula that the first one opens."""
    if not tex.strip() or NEXT_WORD.match(text, behind):
        return False
    if tex == tex.strip():
        return True
    said = IN_BRACES.sub("", IN_BRACES.sub("", tex))
    has_sign = TEX_SIGN.search(tex) or SPACED_SIGN.search(tex)
    return bool(has_sign) and not has_hangul(said) and not SHELL.match(tex)
