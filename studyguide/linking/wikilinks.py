"""Links by name, `[[노트]]` and `[[노트#절|글]]`: where those that are no terms lead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import panflute as pf

from studyguide.chain.tree import placed, plain, taken
from studyguide.diagnostics import Pos, Report
from studyguide.linking.first_words import Words, beginning, inlines
from studyguide.linking.links import WIKILINK, Spot, Targets, is_note, spot_of
from studyguide.meanings import Piece

FORMULA = "수식"  # what a link without words shows of one too wide for a line of text
PATH = " › "  # `노트 › 절`
PLACE, SWAPPED = "place", "swapped-place"  # attributes: where the target, and the text, leads
BARE = "bare"  # attribute of a link that says its target alone, and now what a reader understands


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
    said: Words = ()  # what to show of a place that has no other name than its id


def found(tree: Any) -> tuple[Wikilink, ...]:
    """The links by name of a chapter."""
    return tuple(Wikilink(link.url, plain(link), pos) for link, pos in _links(tree))


def _links(tree: Any) -> Iterator[tuple[Any, Pos | None]]:
    return (
        (each, pos)
        for each, pos in placed(tree)
        if isinstance(each, pf.Link) and WIKILINK in each.classes
    )


def resolved(
    link: Wikilink, targets: Targets, blocks: Mapping[str, Words], report: Report
) -> Places:
    """Where a link leads, by each of its two sides; a note's name is worth more than a title.

    `blocks` are the texts of those that have a name, by id.
    """
    file = link.pos.file if link.pos else ""
    if link.text == link.target:
        spot = _told(link, spot_of(link.target, file, targets), report)
        words = blocks.get(spot.ident, ()) if "#^" in link.target else ()
        return Places(spot.ident, said=_shown(words, link.target))
    is_swapped = is_note(link.text, file, targets) and not is_note(link.target, file, targets)
    target = Spot() if is_swapped else spot_of(link.target, file, targets)
    text = spot_of(link.text, file, targets)
    _told(link, target if target.ident else text, report)
    return Places(target.ident, text.ident)


def _told(link: Wikilink, spot: Spot, report: Report) -> Spot:
    """Tell that a note has not the section that a link names."""
    if spot.missing:
        note = link.target if link.target.endswith(f"#{spot.missing}") else link.text
        report.add("L005", link.pos, target=spot.missing, note=note.partition("#")[0])
    return spot


def _shown(words: Words, target: str) -> Words:
    """The first words of a block, which stand for its name; of a wide formula, its note's."""
    if not words:
        return ()
    note = target.partition("#")[0]
    return beginning(words) or (Piece(PATH.join(filter(None, (note, FORMULA)))),)


def redirect(tree: Any, places: Sequence[Places]) -> None:
    """Tell the glossary where the links of a chapter lead, if they name no terms."""
    for (link, _), place in zip(list(_links(tree)), places, strict=True):
        told = {PLACE: place.of_target, SWAPPED: place.of_text}
        link.attributes |= {name: ident for name, ident in told.items() if ident}
        if place.said:
            shown = pf.Span(*inlines(place.said), classes=["generated"])
            link.content = [taken(plain(link)), shown]
            link.attributes[BARE] = "1"
        elif place.of_target and plain(link) == link.url:
            link.content = [pf.Str(PATH.join(filter(None, link.url.split("#"))))]
            link.attributes[BARE] = "1"
