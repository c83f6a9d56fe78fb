"""Footnotes and link targets belong to their note: in the text of the book they get its number."""

import re

from studyguide.notes.rows import outside_code

FOOTNOTE_USE = re.compile(r"\[\^([^\]\s]+)\]")  # `[^1]`
TARGET = re.compile(r"[ ]{0,3}\[([^\]^][^\]]*)\]:")  # `[1]: https://…`
FULL_USE = re.compile(r"(\[[^\[\]]+\])\[([^\[\]]*)\]")  # `[글][1]`, `[글][]`
SHORT_USE = re.compile(r"(?<![\]\\!])\[([^\[\]^]+)\](?![\[(:{\]])")  # `[글]` alone


def own_labels(text: str, prefix: str, targets: frozenset[str]) -> str:
    """`text` with the labels of its note: `prefix` stands before each.

    >>> own_labels("[글][1] `[1]` 각주[^1] [x]", "2-", frozenset({"1"}))
    '[글][2-1] `[1]` 각주[^2-1] [x]'
    """
    if not prefix or "[" not in text:
        return text
    return outside_code(text, lambda part: _owned(part, prefix, targets))


def _owned(text: str, prefix: str, targets: frozenset[str]) -> str:
    text = FOOTNOTE_USE.sub(rf"[^{prefix}\1]", text)
    if not targets:
        return text

    def full(met: re.Match[str]) -> str:
        label = met[2] or met[1][1:-1]
        return f"{met[1]}[{prefix}{label}]" if label.casefold() in targets else met[0]

    def short(met: re.Match[str]) -> str:
        return f"{met[0]}[{prefix}{met[1]}]" if met[1].casefold() in targets else met[0]

    return FULL_USE.sub(full, SHORT_USE.sub(short, text))
