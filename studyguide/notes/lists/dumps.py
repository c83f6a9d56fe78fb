"""Tells a note that lost its nesting from one that never had any."""

from itertools import groupby

from studyguide.notes.scanner import GRID, TABS
from studyguide.notes.titles.headings import Note
from studyguide.outline.echoes import find_echoes
from studyguide.outline.flatlist import Item

LONGEST_LABEL = 12  # characters of `pseudo code`; a longer line that stands twice is an echo
MARKDOWN = frozenset({"code", "table", "quote", "fenced", "note"})


def is_dump(note: Note) -> bool:
    """Whether the note lost its nesting: no Markdown, no indented item.

    Headings alone prove nothing: where lists echo, somebody put them into a flattened text.
    """
    kinds = {row.kind for row in note.rows if row.info not in (TABS, GRID)}
    if kinds & MARKDOWN or any(row.kind == "item" and row.indent for row in note.rows):
        return False
    return "heading" not in kinds or is_echoing(note)


def is_echoing(note: Note) -> bool:
    """Two echoes, or one too long to be a label that stands twice."""
    runs = groupby(note.rows, key=lambda row: row.kind in ("item", "text", "blank"))
    lists = [[row.text for row in run if row.kind == "item"] for is_list, run in runs if is_list]
    echoed = [
        texts[of]
        for texts in lists
        for of in find_echoes([Item(text) for text in texts])
        if of is not None
    ]
    return len(echoed) > 1 or any(len(text) > LONGEST_LABEL for text in echoed)
