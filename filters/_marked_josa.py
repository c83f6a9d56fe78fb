"""Settles the josa that an author left to the press, `은(는)`, behind a term or a number."""

import re
from typing import Any

import panflute as pf

from studyguide.hangul import MARKED_JOSA, settle_josa

BEHIND_NUMBER = re.compile(  # `3을/를`; the last digits tell how a number sounds
    rf"(?<![A-Za-z가-힣])\d[\d.,]{{0,40}}%?(?:{MARKED_JOSA.pattern})"
)


def settled(run: list[Any], word: str, reading: str) -> list[Any]:
    """The run with its josa; `word` is the term in front of it, if there is one."""
    found = [_behind_number(inline) if isinstance(inline, pf.Str) else inline for inline in run]
    if not word or not found or not isinstance(found[0], pf.Str):
        return found
    text = settle_josa(found[0].text, word, reading)
    return [pf.Str(text), *found[1:]] if text != found[0].text else found


def _behind_number(word: pf.Str) -> pf.Str:
    text = BEHIND_NUMBER.sub(lambda met: settle_josa(met.group()), word.text)
    return pf.Str(text) if text != word.text else word
