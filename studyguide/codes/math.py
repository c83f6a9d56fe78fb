"""The codes of formulas, their labels and their symbols."""

from studyguide.codes import Code

CODES = {
    "M001": Code(
        "warning",
        "the formula ${tex}$ cannot be read: {message}",
        "{hint}",
    ),
    "M002": Code(
        "error",
        "the label “{label}” stands twice, first in {first}",
        "give one of the two another label",
    ),
    "M004": Code(
        "warning",
        "a formula begins here and never ends: {tex}",
        "close it with the same sign ($ or $$), or write \\$ for a dollar",
    ),
    "M003": Code(
        "warning",
        "nothing has the label of the reference “{label}”",
        "{nearest}",
    ),
    "M005": Code(
        "warning",
        "the symbol ${tex}$ means “{meaning}” here, but “{earlier}” in {first}",
        "write one of them with another letter or index, or use the same words for both",
    ),
    "M006": Code(
        "warning",
        "the formula ${tex}$ is too large: printed at {percent} % of its size",
        "break it with \\\\ inside aligned, or move it out of the nested list",
    ),
    "M007": Code(
        "warning",
        "the number ({number}) of this \\tag has another formula, in {first}",
        "take the \\tag out: formulas are numbered by themselves; or give it a name, as \\tag{{*}}",
    ),
}
