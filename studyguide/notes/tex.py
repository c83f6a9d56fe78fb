r"""Formulas between `\(` and `\)`, `\[` and `\]`, as the dollars that pandoc reads."""

import re

INLINE = re.compile(r"\\\((.+?)\\\)")  # `\(x_1\)`
DISPLAY = re.compile(r"\\\[(.+?)\\\]")  # `\[x = 1\]`; not `\[글\]`
ALONE = re.compile(r"\s*\\[\[\]]\s*$")  # the first or last line of a display
TEX_SIGN = re.compile(r"[\\^_={}<>]|^\s*[A-Za-z]\s*$")
# exporters escape brackets too: neither `\[^1\]` nor `\[user_id\]` is a display
DISPLAY_SIGN = re.compile(r"\\[A-Za-z]|[={}]|[^\s^]\^")


def to_dollars(text: str) -> str:
    r"""The line with its formulas between dollars; what is no TeX stays as it is.

    >>> to_dollars(r"\(x_1\)과 \[글\]")
    '$x_1$과 \\[글\\]'
    """
    if "\\(" not in text and "\\[" not in text and "\\]" not in text:
        return text
    if ALONE.match(text):
        return "$$"
    return DISPLAY.sub(_display, INLINE.sub(_inline, text))


def _inline(met: re.Match[str]) -> str:
    tex = met[1].strip()
    return f"${tex}$" if TEX_SIGN.search(tex) else met[0]


def _display(met: re.Match[str]) -> str:
    tex = met[1].strip()
    return f"$${tex}$$" if DISPLAY_SIGN.search(tex) else met[0]
