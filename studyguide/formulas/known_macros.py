r"""Macros that a formula may use without defining them, as other programs know them."""

import re
from collections.abc import Mapping
from typing import NamedTuple

ARGUMENT = re.compile(r"#(\d)")  # `#1` in the body of a macro


class Macro(NamedTuple):
    """What a macro stands for; `default` is its first argument where none is written."""

    body: str
    default: str | None = None


def count_arguments(body: str) -> int:
    """The highest `#n` in a macro's body."""
    return max((int(n) for n in ARGUMENT.findall(body)), default=0)


# What Korean notes on machine learning write without defining it. An author's macro of the same
# name wins. None of these names means anything in plain LaTeX with amsmath.
DEFAULT_MACROS: Mapping[str, str | Macro] = {
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
    "lcm": r"\operatorname{lcm}",
    "Res": r"\operatorname{Res}",
    "nicefrac": r"{}^{#1}\!/_{#2}",
    "sfrac": r"{}^{#1}\!/_{#2}",
    "operatornamewithlimits": r"\operatorname*{#1}",
    "emph": r"\textit{#1}",
    "textmd": r"\text{#1}",
    "relax": "",
    "slash": "/",
    "qed": r"\square",
    "underbar": r"\underline{#1}",
    "utilde": r"\underset{\sim}{#1}",
    "sout": r"\enclose{horizontalstrike}{#1}",
    "phase": r"\angle #1",
    "pounds": r"\text{£}",
    "euro": r"\text{€}",
    "nsubset": r"\not\subset",
    "mathellipsis": r"\dots",
    # the physics package, as far as it takes nothing away from amsmath
    "dv": Macro(r"\frac{\mathrm{d}^{#1} #2}{\mathrm{d} #3^{#1}}", ""),
    "pdv": Macro(r"\frac{\partial^{#1} #2}{\partial #3^{#1}}", ""),
    "vu": r"\hat{\mathbf{#1}}",
    "va": r"\vec{#1}",
    "curl": r"\nabla\times",
    "divergence": r"\nabla\cdot",
    "laplacian": r"\nabla^2",
    "ev": r"\left\langle #1 \right\rangle",
    "expval": r"\left\langle #1 \right\rangle",
    "ip": r"\left\langle #1 \middle| #2 \right\rangle",
    "op": r"\left| #1 \right\rangle\!\left\langle #2 \right|",
    "mel": r"\left\langle #1 \middle| #2 \middle| #3 \right\rangle",
    "comm": r"\left[ #1, #2 \right]",
    "order": r"\mathcal{O}\left( #1 \right)",
    # what KaTeX knows besides: signs by their names in HTML
    **{
        name: rf"\mathbb{{{letter}}}"
        for name, letter in [
            ("reals", "R"),
            ("Reals", "R"),
            ("natnums", "N"),
            ("cnums", "C"),
            ("Complex", "C"),
        ]
    },
    **{
        name: rf"\{sign}"
        for name, sign in [
            ("infin", "infty"),
            ("empty", "emptyset"),
            ("exist", "exists"),
            ("isin", "in"),
            ("alef", "aleph"),
            ("alefsym", "aleph"),
            ("sdot", "cdot"),
            ("bull", "bullet"),
            ("thetasym", "vartheta"),
            ("weierp", "wp"),
            ("plusmn", "pm"),
            ("lang", "langle"),
            ("rang", "rangle"),
            ("real", "Re"),
            ("image", "Im"),
            ("ang", "angle"),
            ("and", "land"),
            ("or", "lor"),
            ("sub", "subset"),
            ("sube", "subseteq"),
            ("supe", "supseteq"),
            ("larr", "leftarrow"),
            ("rarr", "rightarrow"),
            ("harr", "leftrightarrow"),
            ("lrarr", "leftrightarrow"),
            ("Larr", "Leftarrow"),
            ("lArr", "Leftarrow"),
            ("Rarr", "Rightarrow"),
            ("rArr", "Rightarrow"),
            ("Harr", "Leftrightarrow"),
            ("hArr", "Leftrightarrow"),
            ("uarr", "uparrow"),
            ("darr", "downarrow"),
            ("Uarr", "Uparrow"),
            ("bold", "mathbf"),
        ]
    },
    **{
        name: rf"\mathrm{{{letter}}}"
        for name, letter in [
            ("Alpha", "A"),
            ("Beta", "B"),
            ("Epsilon", "E"),
            ("Zeta", "Z"),
            ("Eta", "H"),
            ("Iota", "I"),
            ("Kappa", "K"),
            ("Mu", "M"),
            ("Nu", "N"),
            ("Omicron", "O"),
            ("Rho", "P"),
            ("Tau", "T"),
            ("Chi", "X"),
        ]
    },
    **{
        name: rf"\operatorname{{{name}}}"
        for name in (
            "tg",
            "ctg",
            "cotg",
            "arctg",
            "arcctg",
            "sh",
            "ch",
            "th",
            "cth",
            "cosec",
        )
    },
}
