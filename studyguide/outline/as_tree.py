"""Shows the recovered outline to a person, as a coloured tree with a one-line summary."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text

from studyguide.diagnostics import Report
from studyguide.terminal import printable

Row = Mapping[str, Any]
SIGNS = {"heading": "#", "item": "-", "echo": "=", "continuation": "|", "paragraph": " "}
COLOURS = {"heading": "bold", "echo": "dim", "continuation": "dim"}
WHY = {"echo": "cyan", "join": "cyan", "hint": "green", "indent": "green", "markup": "green"}
SURE, HALF = 0.9, 0.5  # confidence from which a guess is green, yellow


def tree_of(report: Report) -> Text:
    """The outline, a line each: place, tree, and what an item's level rests on."""
    found = report.byproducts["outline"]
    rows: list[Row] = found if isinstance(found, list) else []
    return Text("\n").join([*_lines(rows), Text(summary(rows))])


def summary(rows: list[Row]) -> str:
    """How much of the nesting is proved and how much is guessed, in one line.

    >>> summary([{"kind": "item", "evidence": "guess", "confidence": 0.4}])
    '1 items, 0 echoes folded, 1 guessed (1 below 0.5)'
    """
    items = sum(row["kind"] == "item" for row in rows)
    echoes = sum(row["kind"] == "echo" for row in rows)
    guesses = [row["confidence"] for row in rows if row["evidence"] == "guess"]
    low = sum(sure < HALF for sure in guesses)
    below = f" ({low} below {HALF})" if low else ""
    return f"{items} items, {echoes} echoes folded, {len(guesses)} guessed{below}"


def _lines(rows: list[Row]) -> Iterator[Text]:
    file = ""
    for row in rows:
        if row["file"] != file:
            file = row["file"]
            yield Text(printable(file), "bold underline")
        yield _line(row)


def _line(row: Row) -> Text:
    depth = row["depth"] if row["kind"] != "heading" else 0
    said = f"{row['line']:>5} {'  ' * depth}{SIGNS[row['kind']]} {row['text']}"
    line = Text(printable(said), COLOURS.get(row["kind"], ""))
    if row["evidence"] != "markup":
        line.append(f"  ({row['evidence']} {row['confidence']:.2f})", _colour(row))
    return line


def _colour(row: Row) -> str:
    if row["evidence"] != "guess":
        return WHY[row["evidence"]]
    sure = row["confidence"]
    return "green" if sure >= SURE else "yellow" if sure >= HALF else "red"
