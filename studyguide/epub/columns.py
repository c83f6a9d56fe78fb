"""Gives the columns of a wide table that hold texts room for some words, not for a single one.

A browser makes the columns of a table that must scroll as narrow as their longest word: a sentence
becomes a tower.
"""

from itertools import zip_longest

from studyguide.epub.xhtml import Node, all_of, classes, text_of

MANY = 5  # columns; fewer share out the width of a phone by themselves
SENTENCE = 9  # letters of a text of several words that wants more than the width of one
WORDS = "words"  # class of the first cell of such a column: styles/epub/wide.css


def widen(table: Node) -> None:
    """Mark the first cell of each column that holds a text, if the table has many."""
    rows = [[*row.iterchildren()] for row in all_of(table, "tr")]
    columns = list(zip_longest(*rows)) if rows else []
    if len(columns) < MANY:
        return
    for column in columns:
        cells = [cell for cell in column if cell is not None]
        if any(_is_sentence(text_of(cell)) for cell in cells):
            cells[0].set("class", " ".join([*classes(cells[0]), WORDS]))


def _is_sentence(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and len(" ".join(words)) >= SENTENCE
