"""A table with many columns gives those that hold texts room for some words."""

import pytest
from lxml import etree

from studyguide.epub.columns import MANY, widen
from studyguide.epub.xhtml import XHTML

TEXT, NUMBER, NAME = "재시도 뒤 정상으로", "1,204", "notification-service"


def widened(*cells: str) -> list[bool]:
    """Which columns of a table are to be wider; its head says nothing."""
    head = "".join("<th>값</th>" for _ in cells)
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    table = etree.fromstring(f'<table xmlns="{XHTML}"><tr>{head}</tr><tr>{row}</tr></table>')
    widen(table)
    return [cell.get("class") == "words" for cell in table[0]]


def test_columns_of_texts_are_widened() -> None:
    assert widened(TEXT, NUMBER, NAME, NUMBER, "정상 값") == [True, *[False] * 4]


def test_a_few_columns_share_out_the_page() -> None:
    assert not any(widened(*[TEXT] * (MANY - 1)))


@pytest.mark.parametrize("rows", ["", "<tr></tr>", "<tr><td>값</td></tr>"])
def test_a_table_may_be_empty(rows: str) -> None:
    table = etree.fromstring(f'<table xmlns="{XHTML}">{rows}</table>')
    before = etree.tostring(table)
    widen(table)
    assert etree.tostring(table) == before
