"""Definitions that somebody wrote as such: in the notes, or as Markdown in glossary.yaml."""

import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import panflute as pf

from filters import _term_tables
from filters._ast import children, is_mark, mark, plain, pos_of, to_pos
from filters._definition_lists import definitions_of, is_definition, lines_of
from filters._inlines import words
from studyguide import pandoc
from studyguide.cores import cores
from studyguide.diagnostics import Pos, Report
from studyguide.reader import defaults
from studyguide.terms import Entry, Gloss, fold

MARKUP = re.compile(r"[*_`$\[\]<>\\~^#|{}!]|\n|^\s*(?:[-+:]|\d+\.)\s")  # anything pandoc may read
# what reaches the whole text: `[x]: https://…`, `[^1]: …`, `# 머리`, to which `[머리]` leads
SHARED = re.compile(r"\]:|(?<!\S)#+\s|^\W*[=-]\s*$", re.MULTILINE)
FENCE = ":" * 12
LEAVES = (pf.Str, pf.Space, pf.SoftBreak, pf.Math, pf.Code)  # nothing stands inside these
ATTRIBUTE = "def"  # `[멱등성]{def="여러 번 해도 결과가 같은 성질"}`


def written_in(doc: pf.Doc) -> tuple[Entry, ...]:
    """The terms that the notes define: in a definition list or a table, by `: `, by attribute."""
    return tuple(_explicit(doc))


def once(entries: Iterable[Entry], report: Report) -> list[Entry]:
    """Each term with its first definition."""
    found: dict[str, Entry] = {}
    for entry in entries:
        first = found.setdefault(fold(entry.term), entry)
        if first is not entry:
            report.add("G003", entry.pos, term=entry.term, first=first.pos or "the notes")
    return list(found.values())


def _explicit(doc: pf.Doc) -> Iterator[Entry]:
    todo: list[Any] = [doc]
    place: Pos | None = None  # of the last mark: it stands before its text
    while todo:
        element = todo.pop()
        if is_mark(element):
            place = to_pos(element) or place
        elif isinstance(element, pf.DefinitionItem):
            yield from _of_list(element)
        elif isinstance(element, pf.Table):
            yield from _term_tables.entries_of(element)
        elif isinstance(element, pf.Para | pf.Plain):
            yield from _of_lines(element)
        elif isinstance(element, pf.Span) and ATTRIBUTE in element.attributes:
            text = element.attributes.pop(ATTRIBUTE)
            yield Entry(plain(element), place, definition=text)
        inside = children(element) if not isinstance(element, LEAVES) else []
        todo.extend(each for each in reversed(inside) if not isinstance(each, LEAVES))


def _of_list(item: pf.DefinitionItem) -> Iterator[Entry]:
    term = "".join(plain(inline) or " " for inline in item.term).strip()
    texts = [plain(block) for definition in item.definitions for block in definition.content]
    pos = next((pos for each in item.term if (pos := pos_of(each))), None)
    if term and any(texts):
        yield Entry(" ".join(term.split()), pos, definition=" ".join(texts))


def _of_lines(block: Any) -> Iterator[Entry]:
    """A paragraph of a term and, on the next line, `: ` and its definition."""
    if is_definition(block):
        term, *lines = lines_of(block)
        texts = [plain(pf.Plain(*line)).strip() for line in definitions_of(lines)]
        yield Entry(plain(pf.Plain(*term)), pos_of(block), definition=" ".join(texts))


def as_blocks(glosses: Mapping[str, Gloss]) -> dict[str, list[Any]]:
    """Markdown definitions by entry id as blocks that begin with the mark of their place."""
    found = _as_blocks({key: gloss.text for key, gloss in glosses.items()})
    for key, blocks in found.items():
        if place := glosses[key].pos:
            _put_mark(blocks, place)
    return found


def _put_mark(blocks: list[Any], place: Pos) -> None:
    """Set a mark before the first text, be it in a list, a table or a quotation."""
    todo = list(reversed(blocks))
    while todo:
        block = todo.pop()
        if isinstance(block, pf.Para | pf.Plain):
            block.content = [mark(place), *block.content.list]
            return
        todo.extend(reversed(children(block)))


def _as_blocks(definitions: Mapping[str, str]) -> dict[str, list[Any]]:
    """Markdown by key as blocks: what stands in one definition reaches no other."""
    found = {
        key: [pf.Para(*words(text))] for key, text in definitions.items() if not MARKUP.search(text)
    }
    rest = {key: text for key, text in definitions.items() if key not in found}
    alone = {key: text for key, text in rest.items() if SHARED.search(text)}
    found |= _together({key: text for key, text in rest.items() if key not in alone})
    return found | _each(alone)


def _together(definitions: Mapping[str, str]) -> dict[str, list[Any]]:
    """All read in one call of pandoc, unless one of them breaks its fence."""
    fenced = (f"{FENCE} {{#{key}}}\n{text}\n\n{FENCE}" for key, text in definitions.items())
    blocks = _read("\n\n".join(fenced)) if definitions else []
    divs = {each.identifier: each for each in blocks if isinstance(each, pf.Div)}
    if list(divs) == list(definitions) and len(divs) == len(blocks):
        return {key: list(div.content.list) for key, div in divs.items()}
    return _each(definitions)


def _each(definitions: Mapping[str, str]) -> dict[str, list[Any]]:
    """Each read alone."""
    with ThreadPoolExecutor(cores()) as pool:
        return dict(zip(definitions, pool.map(_read, definitions.values()), strict=True))


def _read(text: str) -> list[Any]:
    options = {"pandoc_path": pandoc.path(), "extra_args": [pandoc.ALONE]}
    return list(pf.convert_text(text, input_format=defaults()["from"], **options))
