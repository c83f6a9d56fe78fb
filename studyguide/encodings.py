"""Bytes in any usual encoding → text, and what the author is told about it."""

import codecs
import re
import unicodedata

from studyguide.diagnostics import Pos, Report

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROL = re.compile(  # NUL, ESC, U+009B, lone surrogates, non-characters; no tab, no line end
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
BLANKS = "\t\n\r\f\v"


def decode(raw: bytes, name: str, report: Report) -> str | None:
    """UTF-8, UTF-16/32 (with a byte order mark or plainly so), or CP949, which holds EUC-KR."""
    for bom, encoding in BOMS:
        if raw.startswith(bom):
            return raw[len(bom) :].decode(encoding, errors="replace")
    for encoding in (*_unmarked(raw), "utf-8", "cp949"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "utf-8":
            report.add("N001", Pos(name), encoding=encoding.upper())
        return text
    report.add("N002", Pos(name, _first_fault(raw)))
    return None


def _first_fault(raw: bytes) -> int:
    """The line where a text stops being UTF-8, from 1."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return raw.count(b"\n", 0, error.start) + 1
    return 1


def _unmarked(raw: bytes) -> list[str]:
    """UTF-16/32 whose mark was lost: it has zero bytes, and read rightly it is text throughout."""
    if b"\0" not in raw:
        return []
    widths = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
    return [encoding for encoding in widths if _is_text(raw, encoding)]


def _is_text(raw: bytes, encoding: str) -> bool:
    """Whether every character is a written one, and some are blanks, letters or digits of ASCII."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    kinds = (unicodedata.category(char) for char in text if char not in BLANKS)
    return any(char.isascii() for char in text) and not any(kind[0] == "C" for kind in kinds)
