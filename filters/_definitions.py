"""Definitions that somebody wrote as such: in the notes, or as Markdown in glossary.yaml."""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import panflute as pf

from filters import _term_tables
from filters._ast import children, is_mark, mark, plain, pos_of, to_pos
from filters._definition_lists import definitions_of, is_definition, lines_of
from filters._inlines import words
from studyguide import pandoc
from studyguide.cores import cores
from studyguide.diagnostics import Pos, Report
from studyguide.images import pictures
from studyguide.images.pictures import Verdicts
from studyguide.keeping.facts import Facts
from studyguide.notes import held
from studyguide.reader import defaults
from studyguide.terms import Entry, Gloss, fold
from studyguide.terms.untold import is_untold

MARKUP = re.compile(r"[*_`$\[\]<>\\~^#|{}!]|\n|^\s*(?:[-+:]|\d+\.)\s")  # anything pandoc may read
# what reaches the whole text: `[x]: https://…`, `[^1]: …`, `# 머리`, to which `[머리]` leads
SHARED = re.compile(r"\]:|(?<!\S)#+\s|^\W*[=-]\s*$", re.MULTILINE)
GAP = re.compile(r"\n[ \t]*\n")  # between paragraphs
CODE = re.compile(r"^[ \t]*(?:`{3}|~{3})|^(?: {4}|\t)", re.MULTILINE)
FENCE = ":" * 12
LEAVES = (pf.Str, pf.Space, pf.SoftBreak, pf.Math, pf.Code)  # nothing stands inside these
IMAGE = "!["  # begins a picture in Markdown
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
        yield _entry(" ".join(term.split()), pos, " ".join(texts))


def _of_lines(block: Any) -> Iterator[Entry]:
    """A paragraph of a term and, on the next line, `: ` and its definition."""
    if is_definition(block):
        term, *lines = lines_of(block)
        texts = [plain(pf.Plain(*line)).strip() for line in definitions_of(lines)]
        yield _entry(plain(pf.Plain(*term)), pos_of(block), " ".join(texts))


def _entry(term: str, pos: Pos | None, said: str) -> Entry:
    """A term with what is said of it: no definition where that is not known."""
    if is_untold(said):
        return Entry(term, pos, is_doubted=True)
    return Entry(term, pos, definition=said)


def as_blocks(glosses: Mapping[str, Gloss]) -> dict[str, list[Any]]:
    """Markdown definitions by entry id as blocks that begin with the mark of their place."""
    found = _as_blocks(glosses)
    for key, blocks in found.items():
        if place := glosses[key].pos:
            _put_mark(blocks, place)
    return found


def pictured(glosses: Iterable[Gloss], as_blocks: Callable[[], Mapping[str, list[Any]]],
             root: Path, facts: Facts) -> Verdicts:  # fmt: skip
    """What is to be said of the pictures in definitions, which `as_blocks` gives by entry id."""
    if not any(IMAGE in gloss.text for gloss in glosses):
        return {}
    named = (each for blocks in as_blocks().values() for each in pictures.named(pf.Div(*blocks)))
    return pictures.judged(named, root, facts)


def settled(blocks: list[Any], verdicts: Verdicts, report: Report) -> list[Any]:
    """The blocks of a definition with the pictures that the book may show."""
    whole = pf.Div(*blocks)
    pictures.settle(whole, verdicts, report)
    return list(whole.content)


def _put_mark(blocks: list[Any], place: Pos) -> None:
    """Set a mark before the first text, be it in a list, a table or a quotation."""
    todo = list(reversed(blocks))
    while todo:
        block = todo.pop()
        if isinstance(block, pf.Para | pf.Plain):
            block.content = [mark(place), *block.content.list]
            return
        todo.extend(reversed(children(block)))


def _as_blocks(glosses: Mapping[str, Gloss]) -> dict[str, list[Any]]:
    """Markdown by key as blocks: what stands in one definition reaches no other."""
    definitions = {key: gloss.text for key, gloss in glosses.items()}
    found = {
        key: [pf.Para(*words(text))] for key, text in definitions.items() if not MARKUP.search(text)
    }
    rest = {key: freed(text) for key, text in definitions.items() if key not in found}
    alone = {key: text for key, text in rest.items() if SHARED.search(text)}
    together = _together({key: text for key, text in rest.items() if key not in alone})
    alone |= {key: text for key, text in rest.items() if key not in together}
    return found | together | _each(alone, glosses)


def freed(text: str) -> str:
    """The Markdown of a definition without signs that open nothing, save where it holds code."""
    if CODE.search(text):
        return text
    return "\n\n".join(map(held.freed, GAP.split(text)))


def _together(definitions: Mapping[str, str]) -> dict[str, list[Any]]:
    """All read in one call of pandoc; none when one of them breaks its fence or takes too long."""
    fenced = (f"{FENCE} {{#{key}}}\n{text}\n\n{FENCE}" for key, text in definitions.items())
    try:
        blocks = _read("\n\n".join(fenced)) if definitions else []
    except pandoc.TooMuch:
        return {}
    divs = {each.identifier: each for each in blocks if isinstance(each, pf.Div)}
    is_whole = list(divs) == list(definitions) and len(divs) == len(blocks)
    return {key: list(div.content.list) for key, div in divs.items()} if is_whole else {}


def _each(definitions: Mapping[str, str], glosses: Mapping[str, Gloss]) -> dict[str, list[Any]]:
    """Each read alone. Raises OSError, which names the one that takes too long."""

    def read(key: str) -> list[Any]:
        try:
            return _read(definitions[key])
        except pandoc.TooMuch as stopped:
            place = str(glosses[key].pos or stopped.filename)
            raise pandoc.TooMuch(stopped.errno, stopped.strerror, place) from None

    with ThreadPoolExecutor(cores()) as pool:
        return dict(zip(definitions, pool.map(read, definitions), strict=True))


def _read(text: str) -> list[Any]:
    return list(pf.load(io.StringIO(pandoc.convert(text, defaults()["from"], "json"))).content)
