"""Shows the recovered outline to a person: as a tree, or as nested Markdown to keep."""

import json
from typing import Any

import pypandoc

from studyguide.diagnostics import Report

SIGNS = {"heading": "#", "item": "-", "echo": "=", "continuation": "|", "paragraph": " "}


def tree_of(report: Report) -> str:
    """The outline, a line each: place, tree, and what a guessed item's level rests on."""
    rows: Any = report.byproducts["outline"]
    lines = [_line(row) for row in rows]
    guessed = sum(row["evidence"] == "guess" for row in rows)
    items = sum(row["kind"] == "item" for row in rows)
    echoes = sum(row["kind"] == "echo" for row in rows)
    return "\n".join([*lines, f"{items} items, {echoes} echoes folded, {guessed} guessed"])


def _line(row: dict[str, Any]) -> str:
    depth = row["depth"] if row["kind"] != "heading" else 0
    why = "" if row["evidence"] == "markup" else f"  ({row['evidence']} {row['confidence']:.2f})"
    return f"{row['line']:>5} {'  ' * depth}{SIGNS[row['kind']]} {row['text']}{why}"


def notes_of(tree: str) -> str:
    """A tree after the bullets filter as nested Markdown, without the press's own ids."""
    root = json.loads(tree)
    for block in root["blocks"]:
        if block["t"] == "Header":
            block["c"][1] = ["", [], []]
    args = ["--wrap=none", "--columns=10000"]
    text = pypandoc.convert_text(json.dumps(root), "markdown", format="json", extra_args=args)
    return str(text)
