"""The numbers of a display's rows become cells of its MathML, at the right side of the page."""

from collections.abc import Iterable

from lxml import etree

from studyguide.epub.xhtml import MATHML, XHTML, Node, all_of, parent
from studyguide.row_numbers import ROW_NUMBER, ROW_NUMBERS

GLUE = "math-glue"
TABLE = f"{{{MATHML}}}semantics/{{{MATHML}}}mrow/{{{MATHML}}}mtable"


def set_beside(holder: Node, formula: Node | None) -> None:
    """Give each row of `formula` its number out of `holder`; beside TeX they stand in a line.

    Empty cells before and behind a row take what room the page has left, so that the formula
    stays in the middle and the numbers come to the right side, as TeX sets them.
    """
    table = formula.find(TABLE) if formula is not None else None
    marks = {int(mark.get("data-row") or 0): mark for mark in all_of(holder, "span", ROW_NUMBER)}
    if formula is None or table is None or len(table) <= max(marks):
        _show(marks.values())
        return
    formula.set("class", "math-numbered")
    _widen(table)
    for at, row in enumerate(table):
        row.insert(0, _cell(GLUE))
        row.extend([_cell(GLUE), number := _cell(ROW_NUMBER)])
        if at in marks:
            _move(marks[at], number)
    for emptied in all_of(holder, "span", ROW_NUMBERS):
        parent(emptied).remove(emptied)


def _cell(kind: str) -> Node:
    return etree.Element(f"{{{MATHML}}}mtd", {"class": kind})


def _widen(table: Node) -> None:
    """What the table says of its columns holds with three more."""
    columns = max(len(row) for row in table)
    aligned = (table.get("columnalign") or "center").split()
    spaced = (table.get("columnspacing") or "1em").split()
    aligned += aligned[-1:] * (columns - len(aligned))
    spaced += spaced[-1:] * (columns - 1 - len(spaced))
    table.set("columnalign", " ".join(["center", *aligned[:columns], "center", "right"]))
    table.set("columnspacing", " ".join(["0em", *spaced[: columns - 1], "0em", "0em"]))


def _move(mark: Node, cell: Node) -> None:
    """The number, with its link, as the text of a cell; readers find it by the same id."""
    words = etree.SubElement(cell, f"{{{MATHML}}}mtext")
    parent(mark).remove(mark)
    link = mark.find(f"{{{XHTML}}}a")
    if identifier := mark.get("id"):
        cell.set("id", identifier)
    if link is None:
        words.text = f"({mark.get('data-number')})"
    else:
        link.tail = None
        words.append(link)


def _show(marks: Iterable[Node]) -> None:
    """Beside a picture the numbers stand as text, at the heights they have."""
    for mark in marks:
        if mark.find(f"{{{XHTML}}}a") is None:
            mark.text = f"({mark.get('data-number')})"
