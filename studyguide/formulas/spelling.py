r"""TeX as people type it → TeX as MathJax reads it: `99.9%`, `x²`, `ａ＝１`."""

import re

from studyguide.formulas.source import is_escaped, strip_label
from studyguide.formulas.tokens import levels, tokens

FULL_WIDTH = {chr(0xFF01 + at): chr(0x21 + at) for at in range(94)}  # ！ to ～
FULL_WIDTH |= {
    "＃": r"\#",
    "％": r"\%",
    "＆": r"\&",
    "＄": r"\$",
    "＼": r"\backslash ",
    "\u3000": " ",
}
FULL_WIDTH |= {"｛": r"\{", "｝": r"\}", "～": r"\sim "}
# what says nothing of the formula itself: `\notag`, `\require{cancel}`
ASIDE = re.compile(r"\\(?:nonumber|notag)\b\s*|\\require\s*\{\w+\}\s*")
MULTLINE = re.compile(r"\\(begin|end)\s*\{multline\*?\}")  # as wide as a page; multlined is not
# `\\frac` in a formula out of code; a new line is followed by no command's name
COMMAND_OUT_OF_CODE = re.compile(
    r"\\\\(?:[dt]?frac|sqrt|sum|prod|int|text\w*|math\w+|begin|alpha|beta|gamma|delta|epsilon|theta"
    r"|lambda|mu|sigma|pi|phi|omega|left|hat|bar|vec|log|cdot|times|leq?|geq?|partial|nabla|infty)"
    r"(?![A-Za-z])"
)
BACKSLASHES = re.compile(r"\\+")
# signs that stand with limits or over what follows only as commands
BIG = {"∑": r"\sum ", "∏": r"\prod ", "∐": r"\coprod ", "⋃": r"\bigcup ", "⋂": r"\bigcap "}
ROOT = re.compile(
    r"√\s*(\d+(?:\.\d+)?|\([^()]*\)|[A-Za-zα-ω]|\\[A-Za-z]+|(?=\{))"
)  # `√2`, `√(x + 1)`
# fmt: off
RAISED = dict(zip(
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀᵃᵇᶜᵈᵉᵏᵐᵖᵗˣʸ", "0123456789+-=()niTabcdekmptxy", strict=True
))
LOWERED = dict(zip(
    "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789+-=()aehijklmnoprstuvx", strict=True
))
# fmt: on
RAISED_RUN = re.compile(f"[{''.join(RAISED)}]+")  # `⁻¹` in `A⁻¹`
LOWERED_RUN = re.compile(f"[{''.join(LOWERED)}]+")  # `₁₂` in `a₁₂`
COMBINING = re.compile("([A-Za-zα-ω])([\u0302\u0303\u0304\u0305\u0307\u0308\u20d7])")  # `p̂`
ACCENTS = dict(zip("\u0302\u0303\u0304\u0305\u0307\u0308\u20d7",
                   ("hat", "tilde", "bar", "bar", "dot", "ddot", "vec"), strict=True))  # fmt: skip
TEXT = re.compile(r"\\(?:text\w*|mbox|hbox|tag\*?)\s*\{[^{}]*\}")  # words, left as they are
# Hangul outside \text: `기울기 \times x`
WORDS = re.compile(r"[가-힣ㄱ-ㅣ]+(?: +[가-힣ㄱ-ㅣ]+)*")


def bare(tex: str) -> str:
    """The formula alone as MathJax reads it: no labels and tags, no careless spellings."""
    return tidy(strip_label(tex).tex)


def tidy(tex: str) -> str:
    r"""Signs of the keyboard and of Unicode as TeX; nothing that is written gets lost.

    >>> tidy("x² ＝ 99.9%"), tidy(r"\text{１％}"), tidy("√(a + b)")
    ('x^{2} = 99.9\\%', '\\text{１\\%}', '\\sqrt{a + b}')
    """
    tex = in_rows(unescaped(ASIDE.sub("", tex)))
    tex = MULTLINE.sub(r"\\\1{multlined}", print_percents(tex.replace("％", "%")))
    if tex.isascii():
        return tex
    return "".join(part if TEXT.fullmatch(part) else _as_tex(part) for part in _parts(tex))


def unescaped(tex: str) -> str:
    r"""A formula out of JSON or a string of code, in which every backslash stands twice.

    >>> unescaped(r"\\frac{1}{2} \\\\ x"), unescaped(r"\alpha \\beta")
    ('\\frac{1}{2} \\\\ x', '\\alpha \\\\beta')
    """
    if not COMMAND_OUT_OF_CODE.search(tex):
        return tex
    is_doubled = all(len(met.group()) % 2 == 0 for met in BACKSLASHES.finditer(tex))
    return tex.replace("\\\\", "\\") if is_doubled else tex


def in_rows(tex: str) -> str:
    r"""Lines and `&` without an environment around them get the one that was meant.

    >>> in_rows(r"a &= b"), in_rows(r"a \\ b")
    ('\\begin{aligned}a &= b\\end{aligned}', '\\begin{gathered}a \\\\ b\\end{gathered}')
    """
    if "\\\\" not in tex and "&" not in tex:
        return tex
    at_top = [token for _, token, depth in levels(tokens(tex)) if depth == 0]
    kind = "aligned" if "&" in at_top else "gathered" if "\\\\" in at_top[:-1] else ""
    return rf"\begin{{{kind}}}{tex}\end{{{kind}}}" if kind else tex


def _parts(tex: str) -> list[str]:
    """The formula cut around its texts."""
    parts, at = [], 0
    for met in TEXT.finditer(tex):
        parts += [tex[at : met.start()], met.group()]
        at = met.end()
    return [*parts, tex[at:]]


def _as_tex(tex: str) -> str:
    tex = "".join(FULL_WIDTH.get(char, BIG.get(char, char)) for char in tex)
    tex = ROOT.sub(lambda met: rf"\sqrt{{{_inside(met[1])}}}" if met[1] else r"\sqrt ", tex)
    tex = RAISED_RUN.sub(lambda run: _script("^", RAISED, run.group()), tex)
    tex = LOWERED_RUN.sub(lambda run: _script("_", LOWERED, run.group()), tex)
    tex = COMBINING.sub(lambda met: rf"\{ACCENTS[met[2]]}{{{met[1]}}}", tex)
    return WORDS.sub(lambda words: rf"{{\text{{{words.group()}}}}}", tex)


def _inside(text: str) -> str:
    """`x + 1` of `(x + 1)`: the bar of a root says what a bracket says."""
    return text[1:-1] if text.startswith("(") else text


def _script(sign: str, letters: dict[str, str], run: str) -> str:
    return f"{sign}{{{''.join(letters[char] for char in run)}}}"


def print_percents(tex: str) -> str:
    r"""Print each `%`, which in TeX hides the rest of its line.

    Comments are gone by now: see `comment_at`.

    >>> print_percents(r"99.9% + 1\%")
    '99.9\\% + 1\\%'
    """
    return "".join(
        rf"\{char}" if char == "%" and not is_escaped(tex, at) else char
        for at, char in enumerate(tex)
    )


def comment_at(line: str) -> int:
    r"""Where the TeX comment of a line begins, after which its formula goes on; else its length.

    A `%` right behind a digit or inside braces is a sign, and so is one behind a digit that ends
    its line.

    >>> comment_at("a + b % 첫째"), comment_at(r"99.9% + \text{오차(%)}"), comment_at("x = 50 %")
    (6, 20, 8)
    """
    depth = 0
    for at, char in enumerate(line):
        if char in "{}%" and not is_escaped(line, at):
            depth += (char == "{") - (char == "}")
            if char == "%" and depth <= 0 and not _is_sign(line[:at], line[at + 1 :]):
                return at
    return len(line)


def _is_sign(before: str, after: str) -> bool:
    return before[-1:].isdigit() or (before.rstrip()[-1:].isdigit() and not after.strip())
