"""Finds the items that a label such as `기타 키워드들` announces: they lie right below it."""

from collections.abc import Sequence

from studyguide.outline.flatlist import Item
from studyguide.terms.keywords import split_line
from studyguide.terms.titles import is_title

LONGEST_TITLE = 24  # characters of a label such as `그 외 핵심 용어 정리:`


def find_owners(items: Sequence[Item]) -> list[int | None]:
    """For each item the keyword label that owns it, else None; indices count the items given.

    A label's list ends before a sentence that names no term, before another label, at a blank
    line, and where anything but plain one-line items stands.
    """
    owners: list[int | None] = [None] * len(items)
    owner: int | None = None
    for k, item in enumerate(items):
        if is_label(item):
            owner = k
            continue
        if owner is not None and not _goes_on(item):
            owner = None
        owners[k] = owner
        if item.rest:
            owner = None
    return owners


def is_label(item: Item) -> bool:
    """Whether the item only announces keywords."""
    return len(item.text) <= LONGEST_TITLE and not item.rest and is_title(item.text)


def _goes_on(item: Item) -> bool:
    if item.gap or item.join or item.nested:
        return False
    line = split_line(item.text)
    return line.kind != "sentence" or bool(line.headwords)
