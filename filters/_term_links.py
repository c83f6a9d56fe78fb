"""Links the terms in running text; the particle and every character stay where they are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import panflute as pf

from filters import _marked_josa
from filters._ast import is_mark, marks, plain, taken, to_pos
from filters._inlines import CONTAINERS, between, cut, is_run, pieces_of, words
from filters._places import Place, Text, lines_of, texts
from studyguide.diagnostics import Pos, Report
from studyguide.linking.wikilinks import PLACE, SWAPPED
from studyguide.terms import Entry, Gloss, Occurrence, Passage, fold
from studyguide.terms.entries_yaml import names
from studyguide.terms.matching import Match, Matcher, build
from studyguide.terms.sentences import is_sentence
from studyguide.terms.stretches import around

OWN_TITLE = "title"  # class of the words above a box
TERM, MENTION, WIKILINK = "term", "mention", "wikilink"
TITLE_WORDS = 4  # an emphasised run of so many Latin words is the title of a paper


@dataclass
class Linker:
    """What the walk through the book knows and gathers."""

    entries: dict[str, Entry]
    report: Report
    matcher: Matcher = field(init=False)
    by_name: dict[str, str] = field(init=False)
    passages: list[Passage] = field(default_factory=list)
    blocks: list[Any] = field(default_factory=list)  # of the passages, then of keyword lines
    origins: list[tuple[int, int]] = field(default_factory=list)  # (chapter, place) of a passage
    standing: dict[str, list[int]] = field(default_factory=dict)  # passages an entry stands in
    occurrences: dict[str, list[Occurrence]] = field(default_factory=dict)
    first: dict[tuple[str, int], str] = field(default_factory=dict)  # (entry, section) → anchor
    keyword_places: dict[str, Pos | None] = field(default_factory=dict)  # by anchor
    counts: Counter[str] = field(default_factory=Counter)
    scope: str = ""  # what is walked: a chapter, or one of the boxes of keywords
    nearest: Mapping[str, str] = field(default_factory=dict)  # for `[[terms]]` that are not known

    def __post_init__(self) -> None:
        self.matcher = build(self.entries)
        ids = {id(entry): entry_id for entry_id, entry in self.entries.items()}
        found = names(self.entries.values())
        self.by_name = {name: ids[id(entry)] for name, entry in found.items()}

    def next_id(self) -> str:
        """The id of the next occurrence: one more in a chapter renames none of another."""
        self.counts[self.scope] += 1
        return "-".join(filter(None, ("t", self.scope, str(self.counts[self.scope]))))

    def in_context(self, gloss: Gloss, entry_id: str) -> Gloss:
        """The quotations of an entry cut down to the line or the sentence that names it."""
        quotes = tuple(self._around(quote, entry_id) for quote in gloss.quotes)
        return replace(gloss, quotes=quotes, pos=quotes[0].pos)

    def _around(self, passage: Passage, entry_id: str) -> Passage:
        found = (m.start for m in self.matcher.find(passage.text) if m.entry_id == entry_id)
        at = next(found, None)
        return passage if at is None else around(passage, at)

    def note(self, entry_id: str, occurrence: Occurrence) -> None:
        """Remember one occurrence."""
        self.occurrences.setdefault(entry_id, []).append(occurrence)


@dataclass
class _Text:
    """One text while its inlines are walked: `pos` moves on with each mark."""

    linker: Linker
    place: Place
    index: int
    pos: Pos | None
    is_header: bool = False
    is_note: bool = False


def link_book(doc: pf.Doc, linker: Linker) -> None:
    """Link the terms of the whole book, and gather its passages and occurrences."""
    found = list(texts(doc))
    pos: Pos | None = None  # a table cell or a caption has no mark: the last one will do
    for index, text in enumerate(found):
        pos = next((at for m in marks(text.block) if (at := to_pos(m))), pos)
        anchor = text.place.anchor
        said = plain(text.block)
        is_listed = text.place.is_boxed and not is_sentence(said)
        linker.passages.append(
            Passage(
                said,
                pos,
                text.place.chapter,
                anchor,
                text.parent,
                is_listed,
                index,
                tuple(lines_of(text.block)),
            )
        )
        linker.blocks.append(text.block)
    for index, text in enumerate(found):
        link_text(text, index, linker)


def link_text(text: Text, index: int, linker: Linker) -> None:
    """Link the terms in one block, and in the footnotes that hang on it."""
    is_header = isinstance(text.block, pf.Header)
    linker.scope = text.place.chapter
    state = _Text(linker, text.place, index, linker.passages[index].pos, is_header)
    _walk(text.block, state)


def _walk(holder: Any, state: _Text) -> None:
    """Link inside one holder of inlines; runs of plain text are looked at as one."""
    rebuilt: list[Any] = []
    run: list[Any] = []
    has_changed = False
    for inline in holder.content.list:
        if is_run(inline):
            run.append(inline)
            continue
        has_changed |= _finish(run, rebuilt, state)
        run = []
        has_changed |= _enter(inline, rebuilt, state)
    has_changed |= _finish(run, rebuilt, state)
    if has_changed:
        holder.content = rebuilt


def _enter(inline: Any, rebuilt: list[Any], state: _Text) -> bool:
    """Look into one inline that is no plain text; True when it was replaced."""
    if isinstance(inline, pf.Link) and WIKILINK in inline.classes:
        rebuilt += _resolved(inline, state)
        return True
    if isinstance(inline, pf.Link) and TERM in inline.classes and inline.identifier:
        _note_keyword(inline, state)
    elif isinstance(inline, pf.Note):
        note = replace(state, is_note=True)
        for block in inline.content.list:
            if isinstance(block, pf.Para | pf.Plain):
                _walk(block, note)
    elif isinstance(inline, CONTAINERS) and not (_is_title(inline) or _is_own(inline)):
        _walk(inline, state)
    rebuilt.append(inline)
    return False


def _note_keyword(link: Any, state: _Text) -> None:
    """Remember a link that a keyword box set already."""
    entry_id = link.url.removeprefix("#")
    linker = state.linker
    pos = linker.keyword_places.get(link.identifier, state.pos)
    row = occurrence(entry_id, plain(link), pos, link.identifier, state, True)
    linker.note(entry_id, replace(row, kind="keyword"))
    linker.first.setdefault((entry_id, state.place.scope), link.identifier)
    linker.passages[state.index] = replace(linker.passages[state.index], is_keyword=True)
    linker.standing.setdefault(entry_id, []).append(state.index)


def _is_title(inline: Any) -> bool:
    """Whether emphasised Latin words are the title of a paper, which stays as it is."""
    if not isinstance(inline, pf.Emph | pf.Quoted):
        return False
    text = plain(inline)
    return text.isascii() and len(text.split()) >= TITLE_WORDS


def _is_own(inline: Any) -> bool:
    """Whether these are the press's own words: `핵심 용어` above a box of keywords."""
    return isinstance(inline, pf.Span) and OWN_TITLE in inline.classes


def _finish(run: list[Any], rebuilt: list[Any], state: _Text) -> bool:
    """Put a run, with its terms linked, behind what is rebuilt; True when a link was set."""
    if not run:
        return False
    text, pieces = pieces_of(run)
    matches = state.linker.matcher.find(text, state.place.number)
    places = _positions(pieces, state)
    if not matches:
        rebuilt += _settled(run, rebuilt, state)
        return False
    at = 0
    for match in matches:
        rebuilt += _settled(between(pieces, at, match.start), rebuilt, state)
        rebuilt += _mention(match, text, pieces, places(match.start), state)
        at = match.end
    rebuilt += _settled(between(pieces, at, len(text)), rebuilt, state)
    return True


def _positions(pieces: Sequence[Any], state: _Text) -> Any:
    """A function from an offset to the last mark's place before it."""
    first = state.pos
    found = [(start, to_pos(each)) for start, _, each in pieces if is_mark(each)]
    if found:
        state.pos = found[-1][1] or state.pos

    def place_at(offset: int) -> Pos | None:
        return next((pos for start, pos in reversed(found) if start <= offset and pos), first)

    return place_at


def _mention(
    match: Match, text: str, pieces: Sequence[Any], pos: Pos | None, state: _Text
) -> list[Any]:
    """The inlines of one mention, as a link where the rules ask for one."""
    linker, spelled = state.linker, text[match.start : match.end]
    entry = linker.entries[match.entry_id]
    if match.is_typo:
        linker.report.add("G014", pos, typo=spelled, term=entry.term)
    inside = cut(pieces, match.start, match.end)
    linker.standing.setdefault(match.entry_id, []).append(state.index)
    section = (match.entry_id, state.place.scope)
    is_linked = not state.is_header and (
        entry.link == "all" or (entry.link != "never" and section not in linker.first)
    )
    anchor = state.place.anchor if state.is_header else linker.next_id()
    if is_linked:
        if not state.is_note:
            linker.first.setdefault(section, anchor)
        inside = [link_to(match.entry_id, inside, anchor)]
    elif not state.is_header:
        inside = [pf.Span(*inside, identifier=anchor, classes=[MENTION])]
    said = " ".join(spelled.split())
    linker.note(match.entry_id, occurrence(match.entry_id, said, pos, anchor, state, is_linked))
    return inside


def occurrence(
    entry_id: str, said: str, pos: Pos | None, anchor: str, state: _Text, is_linked: bool
) -> Occurrence:
    """One row of the list of occurrences."""
    place = state.place
    return Occurrence(
        entry_id, "mention", said, pos, place.chapter, anchor, place.section, is_linked
    )


def link_to(entry_id: str, inlines: list[Any], anchor: str = "") -> pf.Link:
    """A link to an entry of the glossary; `anchor` is its own id, to be linked back to."""
    return pf.Link(*inlines, url=f"#{entry_id}", identifier=anchor, classes=[TERM])


def _resolved(link: Any, state: _Text) -> list[Any]:
    """An explicit `[[term]]` as a link to its entry, or as its text when there is none."""
    linker = state.linker
    target = link.url.strip()
    entry_id = linker.by_name.get(fold(target), "")
    inside = list(link.content.list)
    place = link.attributes.get(PLACE, "")
    if not place and (SWAPPED in link.attributes or not entry_id):  # the target first
        other = linker.by_name.get(fold(plain(link)), "")
        if other or SWAPPED in link.attributes:
            entry_id, place = other, link.attributes.get(SWAPPED, "")
            inside = [taken(plain(link)), *words(target)]
    if not entry_id and place:
        is_own = state.is_header and place == state.place.anchor
        return inside if is_own else [pf.Link(*inside, url=f"#{place}")]
    if not entry_id:
        hint = linker.nearest.get(target, "")
        shown = plain(link)
        if target.startswith("#"):
            linker.report.add("L003", state.pos, target=target[:80])
        else:
            linker.report.add("G012", state.pos, target=target, nearest=hint)
        # as other programs read `[[노트|보일 글]]`
        return inside if shown == target else [taken(shown), *words(target)]
    anchor = state.place.anchor if state.is_header else linker.next_id()
    linker.standing.setdefault(entry_id, []).append(state.index)
    is_linked = not state.is_header
    linker.note(entry_id, occurrence(entry_id, plain(link), state.pos, anchor, state, is_linked))
    if not is_linked:
        return inside
    linker.first.setdefault((entry_id, state.place.scope), anchor)
    return [link_to(entry_id, inside, anchor)]


def _settled(run: list[Any], rebuilt: list[Any], state: _Text) -> list[Any]:
    """A run whose marked josa (`은(는)`), behind a term or a number, got the form that is read."""
    before = rebuilt[-1] if rebuilt else None
    is_term = isinstance(before, pf.Link | pf.Span) and {TERM, MENTION} & set(before.classes)
    word = plain(before) if is_term else ""
    entry = state.linker.entries.get(state.linker.by_name.get(fold(word), "")) if word else None
    is_read = entry and fold(word) in {fold(entry.term), fold(entry.abbr)}
    return _marked_josa.settled(run, word, entry.reading if entry and is_read else "")


def as_definition(found: list[Occurrence], gloss: Gloss) -> list[Occurrence]:
    """Occurrences with those in the lines that define named so."""
    places = {gloss.pos, *(line.pos for quote in gloss.quotes for line in quote.lines)}
    return [replace(each, kind="definition") if each.pos in places else each for each in found]
