r"""One spelling for formulas that differ only in how they are typed: `x_{t}`, `x_t`, `x _t`."""

import re
from collections.abc import Collection, Iterator, Sequence

from studyguide.formulas.known_macros import DEFAULT_MACROS
from studyguide.formulas.spelling import tidy
from studyguide.formulas.tokens import tokens

# fmt: off
SILENT = frozenset([  # blanks, sizes and styles
    r"\,", r"\;", r"\:", r"\!", r"\ ", "~", r"\quad", r"\qquad", r"\space", r"\displaystyle",
    r"\textstyle", r"\scriptstyle", r"\limits", r"\nolimits", r"\left", r"\right", r"\middle",
    r"\big", r"\Big", r"\bigg", r"\Bigg", r"\bigl", r"\bigr", r"\Bigl", r"\Bigr", r"\biggl",
    r"\biggr", r"\Biggl", r"\Biggr", r"\nonumber", r"\notag",
])
SAME = {
    r"\leq": r"\le", r"\geq": r"\ge", r"\neq": r"\ne", r"\rightarrow": r"\to", "→": r"\to",
    r"\leftarrow": r"\gets", "←": r"\gets", r"\mid": "|", r"\vert": "|", r"\lvert": "|",
    r"\rvert": "|", r"\given": "|", r"\|": r"\Vert", r"\lVert": r"\Vert", r"\rVert": r"\Vert",
    "‖": r"\Vert", r"\lbrace": r"\{", r"\rbrace": r"\}", r"\bm": r"\boldsymbol", "−": "-",
    r"\dfrac": r"\frac", r"\tfrac": r"\frac", "≤": r"\le", "≥": r"\ge", "≠": r"\ne",
    "≈": r"\approx", "∼": r"\sim", "∝": r"\propto", "∈": r"\in", "×": r"\times", "·": r"\cdot",
    "⋅": r"\cdot", "∑": r"\sum", "∏": r"\prod", "∫": r"\int", "∞": r"\infty", "∂": r"\partial",
    "∇": r"\nabla", "±": r"\pm", "÷": r"\div", "∪": r"\cup", "∩": r"\cap", "⇒": r"\Rightarrow",
    r"\implies": r"\Rightarrow", r"\ldots": r"\dots", r"\cdots": r"\dots", "…": r"\dots",
    r"\mathbbm": r"\mathbb", r"\mathds": r"\mathbb", r"\lt": "<", r"\gt": ">",
}
GREEK = "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ"
GREEK_NAMES = (
    r"\alpha", r"\beta", r"\gamma", r"\delta", r"\epsilon", r"\zeta", r"\eta", r"\theta",
    r"\iota", r"\kappa", r"\lambda", r"\mu", r"\nu", r"\xi", r"\pi", r"\rho", r"\sigma",
    r"\tau", r"\upsilon", r"\phi", r"\chi", r"\psi", r"\omega", r"\Gamma", r"\Delta",
    r"\Theta", r"\Lambda", r"\Xi", r"\Pi", r"\Sigma", r"\Phi", r"\Psi", r"\Omega",
)
SAME |= dict(zip(GREEK, GREEK_NAMES, strict=True))
FONTS = frozenset([  # and accents: `\mathbf x` is another symbol than `x`
    r"\mathbf", r"\mathcal", r"\mathbb", r"\mathrm", r"\mathfrak", r"\mathsf", r"\boldsymbol",
    r"\vec", r"\hat", r"\bar", r"\tilde", r"\dot", r"\widehat", r"\widetilde", r"\overline",
])
UPRIGHT = frozenset([r"\mathrm", r"\operatorname", r"\operatorname*", r"\mathsf", r"\mathtt"])
# fmt: on
BARE_WORD = re.compile(r"[A-Z]{2,}|[A-Z][a-z]{2,}|[a-z]{4,}")  # `GDP`, `Var`, `loss`


def normal(tex: str) -> str:
    r"""The formula in one spelling, to compare; not TeX to be set.

    >>> normal(r"p\left(\mathbf x_{t} \mid y\right).") == normal(r"p(\mathbf{x}_t|y)")
    True
    """
    return " ".join(normal_tokens(tex)).rstrip(" .,;")


def normal_tokens(tex: str) -> list[str]:
    """The tokens of the one spelling."""
    row = [SAME.get(token, token) for token in _spelled_out(tokens(tidy(tex)))]
    row = _without_lone_braces([token for token in row if token not in SILENT])
    return _indices_first(row)


def _spelled_out(row: Sequence[str]) -> Iterator[str]:
    """Macros that every book knows (`\\R`, `\\argmin`) as what they stand for."""
    for token in row:
        body = DEFAULT_MACROS.get(token[1:], "#") if token.startswith("\\") else "#"
        if not isinstance(body, str) or "#" in body:
            yield token
        else:
            yield from tokens(body)


def _without_lone_braces(row: list[str]) -> list[str]:
    """`{x}` is `x`, also in `\\mathbf{x}`; done until nothing changes."""
    found: list[str] = []
    for token in row:
        found.append(token)
        while found[-1] == "}" and len(found) > 2 and found[-3] == "{":
            found[-3:] = [found[-2]]
    return found


def _indices_first(row: list[str]) -> list[str]:
    """`x^2_t` is `x_t^2`."""
    at = 0
    while at < len(row):
        if row[at] == "^":
            power = _argument(row, at + 1)
            if power < len(row) and row[power] == "_":
                index = _argument(row, power + 1)
                row[at:index] = [*row[power:index], *row[at:power]]
                at = index
        at += 1
    return row


def _argument(row: Sequence[str], at: int) -> int:
    """The place behind the argument that begins at `at`."""
    while at < len(row) and row[at] in FONTS:
        at += 1
    if at >= len(row) or row[at] != "{":
        return min(at + 1, len(row))
    depth = 0
    for end in range(at, len(row)):
        depth += (row[end] == "{") - (row[end] == "}")
        if depth == 0:
            return end + 1
    return len(row)


def occurs_in(
    symbol: Sequence[str], formula: Sequence[str], explained: Collection[str] = ()
) -> bool:
    r"""Whether a symbol (as tokens of the one spelling) stands in a formula by itself.

    `x` does not stand in `x_t` or `\mathbf x`, which are other symbols; in `x^2` it does. No
    letter of a word (`\mathrm{exp}`, `L_{total}`, `GDP`) is a symbol, nor is the `d` of `dx`.
    Letters side by side are a product where each of them is among `explained`, the symbols of
    which the notes speak.

    >>> [occurs_in(normal_tokens("x"), normal_tokens(tex)) for tex in ("x^2", "x_t", r"\hat{x}")]
    [True, False, False]
    >>> [occurs_in(normal_tokens("n"), normal_tokens(tex)) for tex in (r"\argmin_n", "Q_{enc}")]
    [True, False]
    >>> [occurs_in(["P"], list(tex), ("P", "V")) for tex in ("GDP", "PV")]
    [False, True]
    """
    size = len(symbol)
    words = _in_words(formula)
    runs = list(_bare_words(formula, explained))
    return any(
        list(formula[at : at + size]) == list(symbol)
        and at not in words
        and not any(at in run and run != range(at, at + size) for run in runs)
        and formula[at + size : at + size + 1] != ["_"]
        and not (at and formula[at - 1] in FONTS)
        and not _is_constant(symbol, formula, at)
        for at in range(len(formula) - size + 1)
    )


def _bare_words(row: Sequence[str], explained: Collection[str]) -> Iterator[range]:
    """Where letters without a font around them make a word."""
    letters = "".join(token if len(token) == 1 and token.isascii() else " " for token in row)
    for met in BARE_WORD.finditer(letters):
        is_product = met.group() not in explained and all(map(explained.__contains__, met.group()))
        if not is_product:
            yield range(*met.span())


def _in_words(row: Sequence[str]) -> set[int]:
    """Where letters stand that make a word together."""
    found: set[int] = set()
    for at, token in enumerate(row):
        shortest = 2 if token in UPRIGHT else 3 if token in ("_", "^") else 0
        end = _argument(row, at + 1)
        inside = range(at + 2, end - 1)
        if shortest and len(inside) >= shortest and all(row[i].isalpha() for i in inside):
            found.update(inside)
    return found


def _is_constant(symbol: Sequence[str], row: Sequence[str], at: int) -> bool:
    r"""Whether this is the `d` of `\int f dx` or `\frac{dy}{dx}`, the `e` of `e^x`, a transpose."""
    if list(symbol) == ["T"]:
        return at > 0 and row[at - 1] == "^"
    behind = row[at + 1 : at + 2]
    if list(symbol) == ["e"]:
        return behind == ["^"]
    is_differential = bool({r"\int", r"\iint", r"\oint", r"\frac"}.intersection(row))
    return list(symbol) == ["d"] and is_differential and behind != [] and behind[0][-1].isalpha()
