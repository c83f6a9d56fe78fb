"""Judges pandoc JSON that was kept: a forged record may hold what the press never keeps."""

import json
import re

from studyguide.chain import attributes
from studyguide.linking.addresses import is_forbidden

RAW = ('"RawBlock"', '"RawInline"')
STRING = r'[^"\\]*+(?:\\.[^"\\]*+)*+'
# `["number","3"]` of an attribute, `["https://a.kr",""]]}` of a link or a picture
PAIR = re.compile(rf'\[\s*"({STRING})"\s*,\s*"{STRING}"\s*\](\s*\]\s*\}})?')
NAME = re.compile(r"[^\s/>\"'=]+")  # of one attribute; pandoc would write `x onclick` as two
DISGUISED = re.compile(r"\\+u")  # `\u0052aw`; an odd number of backslashes


def acts(blocks: str) -> bool:
    """Whether something in the JSON of blocks runs, or reads what is none of the book's.

    >>> acts('["java\\\\tscript:go()",""]]}'), acts('["onclick","go()"]'), acts('["number","1"]')
    (True, True, False)
    """
    if any(kind in blocks for kind in RAW):
        return True
    if "\\u" in blocks and any(len(m.group()) % 2 == 0 for m in DISGUISED.finditer(blocks)):
        return True
    pairs = {(first, bool(end)) for first, end in PAIR.findall(blocks)}
    return any(_is_bad(_said(first), is_address) for first, is_address in pairs)


def _is_bad(text: str, is_address: bool) -> bool:
    if is_address:
        return is_forbidden(text)
    name = text.lower()
    return not NAME.fullmatch(name) or name.startswith("on") or name in attributes.ACTING


def _said(string: str) -> str:
    said: str = json.loads(f'"{string}"', strict=False) if "\\" in string else string
    return said
