"""Links the terms inside definitions and quotations; these are no occurrences."""

from typing import Any

import panflute as pf

from filters._inlines import between, cut, pieces_of, runs
from filters._term_links import WIKILINK, Linker, link_to
from studyguide.terms import fold


def link_within(block: Any, linker: Linker, but: str) -> None:
    """Link the first mention of each other term in a definition."""
    seen = {but}
    todo: list[Any] = [block]
    while todo:
        holder = todo.pop(0)
        if isinstance(holder, pf.Para | pf.Plain):
            _link_holder(holder, linker, seen)
        elif isinstance(holder, pf.Div | pf.BlockQuote | pf.BulletList | pf.ListItem):
            todo = [*holder.content.list, *todo]


def _link_holder(holder: Any, linker: Linker, seen: set[str]) -> None:
    rebuilt: list[Any] = []
    for is_text, run in runs(holder.content.list):
        if not is_text:
            rebuilt += [_resolved(inline, linker) for inline in run]
            continue
        text, pieces = pieces_of(run)
        at = 0
        for match in linker.matcher.find(text):
            if match.entry_id not in seen and linker.entries[match.entry_id].link != "never":
                seen.add(match.entry_id)
                rebuilt += between(pieces, at, match.start)
                rebuilt.append(link_to(match.entry_id, cut(pieces, match.start, match.end)))
                at = match.end
        rebuilt += between(pieces, at, len(text))
    holder.content = rebuilt


def _resolved(inline: Any, linker: Linker) -> Any:
    """An explicit `[[term]]` as a link to its entry; of an unknown one the text stays."""
    if not (isinstance(inline, pf.Link) and WIKILINK in inline.classes):
        return inline
    entry_id = linker.by_name.get(fold(inline.url.strip()), "")
    inside = inline.content.list
    return link_to(entry_id, inside) if entry_id else pf.Span(*inside)
