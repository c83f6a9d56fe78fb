"""Tells a formula that is typed as text on a line of its own: `(fg)' = f'g + fg'`."""

import re

from studyguide.hangul import has_hangul

RELATION = re.compile(r"\S\s*(?:[=≈≠≡≤≥≃∝⇔]|<?-+>|[→⇌↔])\s*\S")
REMARK = re.compile(r"\s+(?:<-|←|//|#)\s.*|\s{2,}\(.*\)$")  # `x = 1   <- 증명은 다음에`
WORD = re.compile(r"[A-Za-z]{3,}")
NAME = re.compile(r"(?:lim|sin|cos|tan|cot|sec|csc|log|exp|max|min|det|arg|mod|gcd|var|cov)$", re.I)
PROSE = re.compile(
    r"\b(?:and|or|if|is|are|was|the|of|to|where|then|with|for|that|this)\b", re.IGNORECASE
)
MOST = 3  # words; `Accuracy = Correct / Total`


def is_formula(line: str) -> bool:
    """Whether a line is a formula alone.

    >>> [is_formula(line) for line in ("d/dx ln|x| = 1/x", "값은 x = 1", "where x = 3 and y")]
    [True, False, False]
    """
    said = REMARK.sub("", line)
    if not RELATION.search(said) or has_hangul(said) or PROSE.search(said):
        return False
    return sum(not NAME.match(word) for word in WORD.findall(said)) <= MOST
