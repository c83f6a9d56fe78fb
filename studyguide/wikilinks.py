"""Links by name, `[[노트]]` and `[[노트#절|글]]`: where those that are no terms lead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import panflute as pf

from studyguide.diagnostics import Pos
from studyguide.links import WIKILINK, Targets, is_note, place_of
from studyguide.tree import placed, plain

PLACE, SWAPPED = "place", "swapped-place"  # attributes: where the target, and the text, leads


@dataclass(frozen=True)
class Wikilink:
    """Such a link: pandoc's target, and the text before it, which Obsidian takes for the target."""

    target: str
    text: str
    pos: Pos | None


@dataclass(frozen=True)
class Places:
    """The ids that the target and the text of a link lead to; empty where they name no place."""

    of_target: str = ""
    of_text: str = ""


def found(tree: Any) -> tuple[Wikilink, ...]:
    """The links by name of a chapter."""
    return tuple(Wikilink(link.url, plain(link), pos) for link, pos in _links(tree))


def _links(tree: Any) -> Iterator[tuple[Any, Pos | None]]:
    return (
        (each, pos)
        for each, pos in placed(tree)
        if isinstance(each, pf.Link) and WIKILINK in each.classes
    )


def resolved(link: Wikilink, targets: Targets) -> Places:
    """Where a link leads, by each of its two sides; a note's name is worth more than a title."""
    file = link.pos.file if link.pos else ""
    if link.text == link.target:
        return Places(place_of(link.target, file, targets))
    is_swapped = is_note(link.text, file, targets) and not is_note(link.target, file, targets)
    target = "" if is_swapped else place_of(link.target, file, targets)
    return Places(target, place_of(link.text, file, targets))


def redirect(tree: Any, places: Sequence[Places]) -> None:
    """Tell the glossary where the links of a chapter lead, if they name no terms."""
    for (link, _), place in zip(list(_links(tree)), places, strict=True):
        told = {PLACE: place.of_target, SWAPPED: place.of_text}
        link.attributes |= {name: ident for name, ident in told.items() if ident}
