"""Reads tables that define: a column `용어` and a column `뜻`, as their heads say."""

import re
from collections.abc import Iterator
from typing import Any

import panflute as pf

from filters._ast import plain, pos_of
from studyguide.terms import Entry
from studyguide.terms.keywords import split_line
from studyguide.terms.names import is_name
from studyguide.terms.other_names import other_names
from studyguide.terms.untold import is_untold

TERM = re.compile(
    r"용어|단어|개념|키워드|약어|어휘|낱말|terms?|words?|keywords?|concepts?", re.IGNORECASE
)
MEANING = re.compile(
    r"뜻|의미|해설|(?:용어|개념)?\s?(?:정의|설명|풀이)|definitions?|meanings?|descriptions?",
    re.IGNORECASE,
)
ENGLISH = re.compile(r"영어|영문|영어\s?(?:표기|이름)|원어|english", re.IGNORECASE)
FULL = re.compile(r"원말|본말|full\s?name|expansion", re.IGNORECASE)


def entries_of(table: pf.Table) -> Iterator[Entry]:
    """An entry for every row that names a term, with what the row says of it."""
    heads = [_text(cell) for row in table.head.content for cell in row.content]
    term, meaning = _column(heads, TERM), _column(heads, MEANING)
    if term is None or meaning is None:
        return
    english, full = _column(heads, ENGLISH), _column(heads, FULL)
    for row in (row for body in table.content for row in body.content):
        cells = [_text(cell) for cell in row.content]
        found = split_line(cells[term]).headwords if len(cells) == len(heads) else ()
        if len(found) == 1 and is_name(found[0].text) and not found[0].gloss:
            yield _entry(found[0], row, cells[meaning], _at(cells, english), _at(cells, full))


def _entry(head: Any, row: Any, meaning: str, english: str, full: str) -> Entry:
    named = other_names(head.text, head.counterpart)
    is_told = not is_untold(meaning)
    return Entry(
        head.text,
        pos_of(row),
        en=named.en or english,
        ko=named.ko,
        abbr=named.abbr,
        expansion=head.expansion or full,
        aliases=named.aliases,
        definition=meaning if is_told else "",
        is_doubted=head.is_doubted or not is_told,
    )


def _column(heads: list[str], kind: re.Pattern[str]) -> int | None:
    return next((at for at, head in enumerate(heads) if kind.fullmatch(head)), None)


def _at(cells: list[str], column: int | None) -> str:
    return cells[column] if column is not None else ""


def _text(cell: Any) -> str:
    return " ".join(" ".join(map(plain, cell.content)).split())
