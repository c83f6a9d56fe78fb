"""Why a formula cannot be set, and what its author can do about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from studyguide.formulas.source import is_escaped

CONTROL_WORD = re.compile(r"\\([A-Za-z]+)")  # `\alpah` in `Undefined control sequence \alpah`
ENVIRONMENT = re.compile(r"'([A-Za-z*]+)'")  # `'alinged'` in `Unknown environment 'alinged'`
BRACES = frozenset(
    ["MissingCloseBrace", "ExtraCloseMissingOpen", "ExtraOpenMissingClose", "MissingArgFor"]
)
# fmt: off
ENVIRONMENTS = (
    "align", "align*", "aligned", "alignedat", "array", "bmatrix", "Bmatrix", "cases", "dcases",
    "equation", "equation*", "gather", "gather*", "gathered", "matrix", "multline", "pmatrix",
    "rcases", "smallmatrix", "split", "subarray", "vmatrix", "Vmatrix",
)
# fmt: on
HINTS = {
    "MissingLeftExtraRight": r"every \right needs a \left before it; `\left.` draws nothing",
    "ExtraLeftMissingRight": r"every \left needs a \right after it; `\right.` draws nothing",
    "ExtraLeft": r"every \left needs a \right after it; `\right.` draws nothing",
    "MissingOrUnrecognizedDelim": r"write a bracket after it, such as ( or \{",
    "DoubleExponent": "put braces around the first power: {x^a}^b",
    "DoubleSubscripts": "put braces around the first index: {x_a}_b",
    "Misplaced": r"& belongs inside an environment such as aligned; a plain & is \&",
    "CantUseHash1": r"a plain # is \#",
    "MathNotTerminatedInText": "close the $ inside the text",
    "ErroneousNestingEq": r"an environment such as align cannot stand in another; use aligned",
    "MaxMacroSub1": "a macro calls itself; look at its definition",
    "MaxMacroSub2": "an environment calls itself; look at its definition",
    "Engine": "the formula is too deep or too long; write it in parts",
    "MaxBufferSize": "the formula grows without end; look at the macros it uses",
}
ALIKE = 0.72  # of two names that may be one misspelt: `alpah`, `epislon`, `lamda`
EMPTY_HINT = "write what is to be seen, or take the formula out"


@dataclass(frozen=True)
class Fault:
    """A formula that cannot be set: the fact in MathJax's words, and the way out."""

    message: str
    hint: str = ""


def explain(kind: str, message: str, tex: str, words: Sequence[str]) -> Fault:
    """Make a fault of MathJax's error `kind` and `message`; `words` are the known macros."""
    if kind in BRACES and (hint := brace_hint(tex)):
        return Fault(message, hint)
    if kind == "UndefinedControlSequence":
        return Fault(message, _nearest(CONTROL_WORD, message, words, "\\"))
    if kind == "UnknownEnv":
        return Fault(message, _nearest(ENVIRONMENT, message, ENVIRONMENTS, ""))
    return Fault(message, HINTS.get(kind, ""))


def brace_hint(tex: str) -> str:
    r"""Say which brace is too many; empty when they balance.

    >>> brace_hint(r"\frac{1}{2")
    '1 more { than }: close the brace opened before “2”'
    """
    opened: list[int] = []
    for i, char in enumerate(tex):
        if char not in "{}" or is_escaped(tex, i):
            continue
        if char == "{":
            opened.append(i)
        elif not opened:
            return f"a }} too many after “{_around(tex[:i], -12)}”"
        else:
            opened.pop()
    if not opened:
        return ""
    after = _around(tex[opened[-1] + 1 :], 12)
    return f"{len(opened)} more {{ than }}: close the brace opened before “{after}”"


def _around(text: str, length: int) -> str:
    return text[:length].strip() if length > 0 else text[length:].strip()


def _nearest(pattern: re.Pattern[str], message: str, known: Sequence[str], mark: str) -> str:
    found = pattern.search(message)
    if not found:
        return ""
    near = get_close_matches(found.group(1), known, n=1, cutoff=ALIKE)
    if near:
        return f"did you mean {mark}{near[0]}?"
    return f"define {mark}{found.group(1)} under `macros:` in book.yaml" if mark else ""
