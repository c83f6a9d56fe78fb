"""What stands in the TeX of a formula besides the formula: labels, tags and macro definitions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# `\label{eq:loss}` but not the line end before a word, `\\label`
LABEL = re.compile(r"(?<!\\)((?:\\\\)*)\\label\s*\{([^{}]*)\}[ \t]*")
# `\tag{6.2}`, `\tag*{손실}`; one level of braces inside
TAG = re.compile(r"(?<!\\)((?:\\\\)*)\\tag\*?\s*\{((?:[^{}]|\{[^{}]*\})*)\}[ \t]*")
# `\newcommand{\R}`, `\renewcommand*\R`, `\def\R`, with `[2]` for the number of arguments
DEFINITION = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|def|gdef)\*?\s*"
    r"(?:\{\s*\\([A-Za-z]+)\s*\}|\\([A-Za-z]+))\s*(?:\[\d\]|(?:#\d)+)?\s*(?=\{)"
)
# `\DeclareMathOperator*{\argmin}`
OPERATOR = re.compile(r"\\DeclareMathOperator(\*?)\s*\{\s*\\([A-Za-z]+)\s*\}\s*(?=\{)")
ARGUMENT = re.compile(r"#(\d)")  # `#1` in the body of a macro

# What Korean notes on machine learning write without defining it. An author's macro of the same
# name wins. None of these names means anything in plain LaTeX with amsmath.
DEFAULT_MACROS: Mapping[str, str] = {
    "R": r"\mathbb{R}",
    "N": r"\mathbb{N}",
    "Z": r"\mathbb{Z}",
    "Q": r"\mathbb{Q}",
    "C": r"\mathbb{C}",
    "E": r"\mathbb{E}",
    "bm": r"\boldsymbol{#1}",
    "mathbbm": r"\mathbb{#1}",
    "mathds": r"\mathbb{#1}",
    "argmin": r"\operatorname*{arg\,min}",
    "argmax": r"\operatorname*{arg\,max}",
    "softmax": r"\operatorname{softmax}",
    "sigmoid": r"\operatorname{sigmoid}",
    "ReLU": r"\operatorname{ReLU}",
    "KL": r"\operatorname{KL}",
    "Var": r"\operatorname{Var}",
    "Cov": r"\operatorname{Cov}",
    "diag": r"\operatorname{diag}",
    "rank": r"\operatorname{rank}",
    "tr": r"\operatorname{tr}",
    "sgn": r"\operatorname{sgn}",
    "sign": r"\operatorname{sign}",
    "abs": r"\left\lvert #1 \right\rvert",
    "norm": r"\left\lVert #1 \right\rVert",
    "given": r"\mid",
    "indep": r"\mathrel{\perp\!\!\!\perp}",
    "dd": r"\mathrm{d}",
    "dv": r"\frac{\mathrm{d} #1}{\mathrm{d} #2}",
    "pdv": r"\frac{\partial #1}{\partial #2}",
    "Tr": r"\operatorname{Tr}",
    "supp": r"\operatorname{supp}",
    "logit": r"\operatorname{logit}",
    "prox": r"\operatorname{prox}",
    "erf": r"\operatorname{erf}",
    "MSE": r"\operatorname{MSE}",
    "plim": r"\operatorname*{plim}",
    "grad": r"\nabla",
    "vb": r"\mathbf{#1}",
    "num": r"#1",
    "si": r"\mathrm{#1}",
    "SI": r"#1\,\mathrm{#2}",
    "hdots": r"\dots",
    "llbracket": "\u27e6",
    "rrbracket": "\u27e7",
    "vcentcolon": r"\mathrel{:}",
    "overarc": r"\overparen{#1}",
    "wideparen": r"\overparen{#1}",
}


@dataclass(frozen=True)
class Source:
    """The formula alone, and what was written into it for others to use."""

    tex: str
    labels: tuple[str, ...] = ()
    tag: str | None = None
    macros: Mapping[str, str] = field(default_factory=dict)


def strip_label(tex: str) -> Source:
    r"""Take every `\label` and `\tag` out of a formula; of the tags the first counts.

    >>> strip_label(r"x = 1 \label{eq:x} \tag{A}")
    Source(tex='x = 1', labels=('eq:x',), tag='A', macros={})
    """
    labels = tuple(label[2].strip() for label in LABEL.finditer(tex))
    tag = TAG.search(tex)
    bare = TAG.sub(r"\1", LABEL.sub(r"\1", tex)).strip()
    return Source(bare, labels, tag.group(2).strip() if tag else None)


def strip_definitions(tex: str) -> Source:
    r"""Take macro definitions out of a formula; a formula that only defines becomes empty.

    A definition with a default argument stays where it is and works in that formula only.

    >>> strip_definitions(r"\newcommand{\loss}[1]{\mathcal{L}_{#1}} \loss{x}")
    Source(tex='\\loss{x}', labels=(), tag=None, macros={'loss': '\\mathcal{L}_{#1}'})
    """
    macros: dict[str, str] = {}
    for pattern in (DEFINITION, OPERATOR):
        tex = _harvest(tex, pattern, macros)
    return Source(tex.strip(), macros=macros)


def definition_spans(tex: str) -> list[tuple[int, int]]:
    r"""Where the macro definitions of a text stand, from left to right.

    >>> definition_spans(r"앞 \def\R{x} 뒤")
    [(2, 11)]
    """
    found = []
    for pattern in (DEFINITION, OPERATOR):
        for met in pattern.finditer(tex):
            end = closing_brace(tex, met.end())
            if end is not None:
                found.append((met.start(), end + 1))
    return sorted(found)


def _harvest(tex: str, pattern: re.Pattern[str], macros: dict[str, str]) -> str:
    at = 0
    while found := pattern.search(tex, at):
        end = closing_brace(tex, found.end())
        if end is None:
            return tex
        body = tex[found.end() + 1 : end]
        macros.update([_macro(pattern, found, body)])
        tex, at = tex[: found.start()] + tex[end + 1 :], found.start()
    return tex


def _macro(pattern: re.Pattern[str], found: re.Match[str], body: str) -> tuple[str, str]:
    if pattern is OPERATOR:
        return found.group(2), rf"\operatorname{found.group(1)}{{{body}}}"
    return found.group(1) or found.group(2), body


def closing_brace(tex: str, at: int) -> int | None:
    r"""The place of the brace that closes the one at `at`; None if there is none.

    >>> closing_brace(r"{a{b}\}}", 0)
    7
    """
    depth = 0
    for i in range(at, len(tex)):
        if tex[i] in "{}" and not is_escaped(tex, i):
            depth += 1 if tex[i] == "{" else -1
            if depth == 0:
                return i
    return None


def is_escaped(tex: str, at: int) -> bool:
    r"""Whether an odd number of backslashes stands before this place (`\}`, not `\\}`)."""
    start = at
    while start and tex[start - 1] == "\\":
        start -= 1
    return (at - start) % 2 == 1


def macro_table(macros: Mapping[str, str]) -> dict[str, list[object]]:
    """Macros as MathJax wants them: name → [body, number of arguments].

    >>> macro_table({r"\\v": r"\\vec{#1}"})["v"]
    ['\\\\vec{#1}', 1]
    """
    both = {**DEFAULT_MACROS, **{name.lstrip("\\"): body for name, body in macros.items()}}
    return {name: [body, count_arguments(body)] for name, body in sorted(both.items())}


def count_arguments(body: str) -> int:
    """The highest `#n` in a macro's body."""
    return max((int(n) for n in ARGUMENT.findall(body)), default=0)
