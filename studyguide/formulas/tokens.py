r"""Reads TeX as a row of tokens with their depth in brackets: what stands at the top, what inside.

Enough of TeX to compare formulas, to find their relations and to see what they hold.
"""

import re
from collections.abc import Iterator, Sequence

# `\text{맞은 수}` and `\begin{aligned}` are one token each; `\alpha`, `\,`, `x`, `{`
TOKEN = re.compile(
    r"\\(?:text|textrm|textbf|textit|textsf|texttt|mbox|hbox)\s*\{[^{}]*\}"
    r"|\\(?:begin|end)\s*\{[A-Za-z]+\*?\}"
    r"|\\operatorname\*?|\\[A-Za-z]+|\\.|[^\\\s]",
    re.DOTALL,
)
OPENING = frozenset(["{", "(", "[", r"\{", r"\lbrace", r"\langle", r"\lfloor", r"\lceil"])
CLOSING = frozenset(["}", ")", "]", r"\}", r"\rbrace", r"\rangle", r"\rfloor", r"\rceil"])
# fmt: off
RELATIONS = frozenset([
    "=", "<", ">", "≤", "≥", "≠", "≈", "∼", "∝", "→", "←", "∈", "⇒", "⇔", "≡", ":=",
    r"\le", r"\leq", r"\ge", r"\geq", r"\ne", r"\neq", r"\lt", r"\gt", r"\ll", r"\gg",
    r"\leqslant", r"\geqslant", r"\lesssim", r"\gtrsim", r"\approx", r"\sim", r"\simeq",
    r"\cong", r"\equiv", r"\propto", r"\triangleq", r"\coloneqq", r"\doteq", r"\asymp",
    r"\to", r"\gets", r"\rightarrow", r"\leftarrow", r"\longrightarrow", r"\leftrightarrow",
    r"\Rightarrow", r"\Leftarrow", r"\Leftrightarrow", r"\Longrightarrow", r"\implies",
    r"\impliedby", r"\iff", r"\mapsto", r"\longmapsto", r"\xrightarrow", r"\xleftarrow",
    r"\hookrightarrow", r"\rightleftharpoons", r"\in", r"\notin", r"\ni", r"\subset",
    r"\subseteq", r"\supset", r"\supseteq", r"\prec", r"\succ", r"\preceq", r"\succeq",
    r"\perp", r"\indep", r"\models", r"\vdash", r"\overset", r"\stackrel",
])
OPERATORS = frozenset([
    "+", "-", "−", "±", "×", "÷", "⋅", r"\pm", r"\mp", r"\times", r"\div", r"\cdot", r"\oplus",
    r"\otimes", r"\odot", r"\cup", r"\cap", r"\setminus", r"\land", r"\lor", r"\wedge", r"\vee",
])
BARS = frozenset(["|", r"\vert", r"\mid", r"\given", r"\middle"])
BUILT = frozenset([  # commands that build something of parts
    r"\frac", r"\dfrac", r"\tfrac", r"\cfrac", r"\sum", r"\prod", r"\int", r"\iint", r"\oint",
    r"\lim", r"\binom", r"\sqrt", r"\bigcup", r"\bigcap", r"\underbrace", r"\overbrace",
    r"\ce", "∑", "∏", "∫",
])
# fmt: on
SHORT = 5  # tokens of a sum that may stay in its line: `n + 1`
SMALL = 8  # tokens of a fraction that may: `\frac{1}{2}`


def tokens(tex: str) -> list[str]:
    r"""The tokens of a formula, blanks left out.

    >>> tokens(r"\text{맞은 수} = x_{t}")
    ['\\text{맞은 수}', '=', 'x', '_', '{', 't', '}']
    """
    return TOKEN.findall(tex)


def levels(row: Sequence[str]) -> Iterator[tuple[int, str, int]]:
    r"""Place, token and depth of each token; a bracket has the depth around it."""
    depth, skipped = 0, False
    for at, token in enumerate(row):
        if skipped:  # the bracket of a \left or \right
            skipped = False
            yield at, token, depth
            continue
        closes = token in CLOSING or token == r"\right" or token.startswith(r"\end")
        depth = max(depth - closes, 0)
        yield at, token, depth
        depth += token in OPENING or token == r"\left" or token.startswith(r"\begin")
        skipped = token in (r"\left", r"\right")


def is_statement(tex: str) -> bool:
    r"""Whether a formula says something: a relation, a condition, a sum, parts built together.

    A symbol, a number, a value of a function, a short sum do not; they stay in their line.

    >>> [is_statement(tex) for tex in ("z", "5", "O(n + m)", "y = 1", r"p(x \vert z)")]
    [False, False, False, True, True]
    """
    row = tokens(tex)
    for at, token, depth in levels(row):
        if depth == 0 and token in RELATIONS:
            return True
        if depth > 0 and token in BARS and row[at - 1] not in (r"\left", r"\right"):
            return True
        if token.startswith(r"\begin") or (token in BUILT and len(row) > SMALL):
            return True
        if depth == 0 and at and token in OPERATORS and len(row) > SHORT:
            return True
    return False
