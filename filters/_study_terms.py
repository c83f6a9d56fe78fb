"""Reads the appendix 용어집 for the study kit: entries, definitions, where they stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import panflute as pf

from filters import _appendix
from filters._ast import below, children, is_mark, plain, pos_of, to_pos
from filters._places import BOX
from filters._study_text import quoted, texts_of
from studyguide.diagnostics import Pos
from studyguide.study.defined import Term
from studyguide.study.text import Text
from studyguide.terms import Entry, GlossKind, fold, is_expansion

SILENT = frozenset({pf.Str, pf.Space, pf.SoftBreak, pf.Math})  # neither named nor full
ASIDE = frozenset({"source", "see", "occurrences", "context"})  # what is no definition


@dataclass(frozen=True)
class Spot:
    """What stands under an id of the book: its chapter, its place, whether in a keyword box."""

    chapter: str
    pos: Pos | None
    is_boxed: bool


@dataclass(frozen=True)
class Listed:
    """An entry as the appendix prints it; `anchors` are its places, true of the defining one."""

    id: str
    name: str
    kind: GlossKind
    meaning: tuple[Text, ...]
    names: tuple[str, ...]
    is_doubted: bool
    anchors: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Placed:
    """What stands in a chapter: its ids, its lines, and the entries if it is the glossary."""

    spots: dict[str, Spot]
    said: tuple[tuple[str, Pos | None], ...]
    entries: tuple[Listed, ...]
    is_glossary: bool


def placed(doc: pf.Doc) -> Placed:
    """The places of a chapter that the glossary may name."""
    is_glossary = any(
        isinstance(block, pf.Header) and block.identifier == _appendix.ID for block in doc.content
    )
    entries = tuple(map(_listed, _definition_items(doc)))
    return Placed(dict(_spots(doc)), tuple(_said(doc)), entries, is_glossary)


class Appendix:
    """The glossary at the end of the book, and the places before it that it names."""

    def __init__(self, chapters: Iterable[Placed], curated: Iterable[Entry]) -> None:
        self.spots: dict[str, Spot] = {}
        self.said: list[tuple[str, Pos | None]] = []
        self.entries: list[Listed] = []
        for each in chapters:
            self.spots |= each.spots
            self.said += each.said
            self.entries += each.entries
            if each.is_glossary:
                break
        self.curated = {fold(form): entry for entry in curated for form in entry.forms}
        self.kinds = {entry.id: entry.kind for entry in self.entries}

    def is_defined(self, entry_id: str) -> bool:
        """Whether somebody wrote what the term means, or at least what it stands for."""
        return self.kinds.get(entry_id, "none") not in ("none", "context")

    def place_of(self, said: str) -> Pos | None:
        """Where in the notes these words stand first."""
        return next((pos for text, pos in self.said if said and said in text), None)


def terms_in(appendix: Appendix) -> list[Term]:
    """Every entry of the glossary with what the study kit needs of it."""
    return [_term(entry, appendix) for entry in appendix.entries]


def _listed(item: pf.DefinitionItem) -> Listed:
    kind = _kind(item)
    spans = [i for i in item.term if isinstance(i, pf.Span)]
    others = [plain(i) for i in spans if "counterpart" in i.classes]
    others += [plain(i) for block in _blocks(item) for i in children(block)
               if isinstance(i, pf.Span) and "expansion" in i.classes]  # fmt: skip
    names = [*others, *(part.strip() for other in others for part in other.split(","))]
    return Listed(
        str(_dfn(item).identifier),
        plain(_dfn(item)),
        kind,
        _meaning(item, kind),
        tuple(names),
        any("unsure" in i.classes for i in spans),
        tuple(_anchors(item)),
    )


def _definition_items(doc: pf.Doc) -> Iterator[pf.DefinitionItem]:
    is_inside = False
    for block in doc.content:
        if isinstance(block, pf.Header) and block.level == 1:
            is_inside = block.identifier == _appendix.ID
        elif is_inside and isinstance(block, pf.DefinitionList):
            yield from block.content


def _body(doc: pf.Doc) -> Iterator[Any]:
    for block in doc.content.list:
        if isinstance(block, pf.Header) and block.identifier == _appendix.ID:
            return
        yield block


def _spots(doc: pf.Doc) -> Iterator[tuple[str, Spot]]:
    """Every id of the text, with its chapter and the last place before it."""
    chapter, pos = "", None
    todo: list[tuple[Any, bool]] = [(block, False) for block in reversed(list(_body(doc)))]
    while todo:
        element, is_boxed = todo.pop()
        if type(element) in SILENT:
            continue
        if isinstance(element, pf.Header) and element.level == 1:
            chapter = element.identifier
        if is_mark(element):
            pos = to_pos(element) or pos
        if name := getattr(element, "identifier", ""):
            yield name, Spot(chapter, _inner(element) or pos, is_boxed)
        is_boxed = is_boxed or (isinstance(element, pf.Div) and BOX in element.classes)
        todo.extend((child, is_boxed) for child in reversed(below(element)))


def _inner(element: Any) -> Pos | None:
    """The place of the text that an id stands for: a keyword's link holds the mark of its line."""
    return pos_of(element) if isinstance(element, pf.Link | pf.Span | pf.Header) else None


def _said(doc: pf.Doc) -> Iterator[tuple[str, Pos | None]]:
    """Every line of the text with its place."""
    todo: list[Any] = list(reversed(list(_body(doc))))
    while todo:
        element = todo.pop()
        if isinstance(element, pf.Para | pf.Plain):
            yield plain(element), pos_of(element)
        else:
            if isinstance(element, pf.DefinitionItem):
                texts = [
                    text for text in element.definitions[0].content if hasattr(text, "content")
                ]
                place = next((to_pos(i) for i in element.term if is_mark(i)), None)
                yield from ((plain(text), place) for text in texts)
            todo.extend(reversed([c for c in children(element) if isinstance(c, pf.Element)]))


def _dfn(item: pf.DefinitionItem) -> Any:
    return next(i for i in item.term if isinstance(i, pf.Span) and "dfn" in i.classes)


def _blocks(item: pf.DefinitionItem) -> list[Any]:
    return [block for definition in item.definitions for block in definition.content]


def _has(block: Any, name: str) -> bool:
    inner = block.content.list if isinstance(block, pf.Para | pf.Plain) else []
    return any(isinstance(i, pf.Span) and name in i.classes for i in inner)


def _kind(item: pf.DefinitionItem) -> GlossKind:
    for block in _blocks(item):
        if isinstance(block, pf.Div):
            if "quoted" in block.classes:
                return "harvested"
            if "context" in block.classes:
                return "context"
        elif _has(block, "expansion"):
            return "expansion"
        elif _has(block, "undefined"):
            return "none"
        else:
            return "explicit"
    return "none"


def _meaning(item: pf.DefinitionItem, kind: GlossKind) -> tuple[Text, ...]:
    blocks = [b for b in _blocks(item) if not (isinstance(b, pf.Div) and ASIDE & set(b.classes))]
    if kind == "harvested":
        return tuple(_quotation(block) for block in blocks[:1])
    return texts_of(blocks) if kind in ("curated", "explicit") else ()


def _quotation(block: pf.Div) -> Text:
    """“…” (4장) without its marks and its chapter."""
    inlines = [i for i in block.content[0].content if not _is_provenance(i)]
    return quoted(plain(pf.Plain(*inlines)).strip().removeprefix("“").removesuffix("”"))


def _is_provenance(inline: Any) -> bool:
    return isinstance(inline, pf.Span) and "provenance" in inline.classes


def _term(listed: Listed, appendix: Appendix) -> Term:
    kind = listed.kind
    entry = _entry(listed, appendix)
    if kind == "explicit" and entry.is_curated and entry.definition:
        kind = "curated"
    anchor = _anchor(listed, kind, appendix)
    spot = appendix.spots.get(anchor, Spot("", None, False))
    pos = entry.pos if kind == "curated" else _place(listed.meaning, appendix) or spot.pos
    return Term(listed.id, entry, kind, listed.meaning, spot.chapter, anchor, pos)


def _place(meaning: tuple[Text, ...], appendix: Appendix) -> Pos | None:
    said = "".join(piece.shown for piece in meaning[0]) if meaning else ""
    return appendix.place_of(said)


def _entry(listed: Listed, appendix: Appendix) -> Entry:
    """The entry of glossary.yaml, or one made of what the appendix prints."""
    name, names = listed.name, listed.names
    expansion = next((each for each in names if is_expansion(name, each)), "")
    known = appendix.curated.get(fold(name))
    if known:
        return replace(known, expansion=known.expansion or expansion)
    return Entry(name, expansion=expansion, aliases=names, is_doubted=listed.is_doubted)


def _anchors(item: pf.DefinitionItem) -> Iterator[tuple[str, bool]]:
    """The places that an entry names, and whether each defines it."""
    for listing in (block.content[0] for block in _blocks(item) if _is_occurrences(block)):
        for link in listing.content:
            if isinstance(link, pf.Link):
                yield link.url.removeprefix("#"), "definition" in link.classes


def _anchor(listed: Listed, kind: GlossKind, appendix: Appendix) -> str:
    """Where the term belongs: its definition, else a keyword box, else its first mention."""
    anchors = [anchor for anchor, _ in listed.anchors]
    defining = [anchor for anchor, defines in listed.anchors if defines]
    boxed = [each for each in anchors if each in appendix.spots and appendix.spots[each].is_boxed]
    ranked = [*defining, *boxed, *anchors] if kind != "curated" else [*boxed, *anchors]
    return next((each for each in ranked if each in appendix.spots), "")


def _is_occurrences(block: Any) -> bool:
    return isinstance(block, pf.Div) and "occurrences" in block.classes
