"""Makes definition lists of terms with `: 뜻` below them: Markdown's own way to define."""

from itertools import groupby
from typing import Any

import panflute as pf

from filters._ast import is_mark, plain
from studyguide.notes.lines.widths import SENTENCE_END

LONGEST_TERM = 60  # characters; a longer line is a sentence that a colon follows
HOLDERS = (pf.Doc, pf.Div, pf.BlockQuote, pf.ListItem)
TEXTS = (pf.Para, pf.Plain)
BREAKS = (pf.SoftBreak, pf.LineBreak)
Line = list[Any]


def gather(element: Any, doc: pf.Doc) -> None:  # noqa: ARG001
    """Put a definition that a blank line parts from its term into the term's paragraph."""
    if not isinstance(element, HOLDERS):
        return
    found: list[Any] = []
    for block in element.content:
        is_loose = isinstance(block, TEXTS) and defines(lines_of(block)[0]) and bool(found)
        if is_loose and isinstance(found[-1], TEXTS) and is_term(lines_of(found[-1])[0]):
            found[-1].content.extend([pf.SoftBreak(), *block.content])
        else:
            found.append(block)
    if len(found) < len(element.content):
        element.content = found


def make_lists(element: Any, doc: pf.Doc) -> None:  # noqa: ARG001
    """Make lists of the paragraphs that define; neighbours go into one list."""
    if not isinstance(element, HOLDERS) or not any(map(is_definition, element.content)):
        return
    found: list[Any] = []
    for defining, group in groupby(element.content, key=is_definition):
        blocks = list(group)
        found += [pf.DefinitionList(*map(_item, blocks))] if defining else blocks
    element.content = found


def is_definition(block: Any) -> bool:
    """Whether a paragraph is a term and, on the next line, `: ` and what it means."""
    lines = lines_of(block) if isinstance(block, TEXTS) else []
    return len(lines) > 1 and is_term(lines[0]) and defines(lines[1])


def lines_of(block: Any) -> list[Line]:
    """The inlines of each line of a paragraph."""
    lines: list[Line] = [[]]
    for inline in block.content:
        if isinstance(inline, BREAKS):
            lines.append([])
        else:
            lines[-1].append(inline)
    return lines


def is_term(line: Line) -> bool:
    """Whether a line may be a headword: short, and no sentence."""
    text = plain(pf.Plain(*line)).strip()
    return 0 < len(text) <= LONGEST_TERM and not SENTENCE_END.search(text) and not defines(line)


def defines(line: Line) -> bool:
    """Whether a line begins with a colon and a blank."""
    shown = [inline for inline in line if not is_mark(inline)]
    return len(shown) > 2 and isinstance(shown[0], pf.Str) and shown[0].text == ":"


def definitions_of(lines: list[Line]) -> list[Line]:
    """The definitions without their colons; a line that has none goes on with the one above."""
    found: list[Line] = []
    for line in lines:
        if defines(line):
            at = next(i for i, inline in enumerate(line) if not is_mark(inline))
            found.append(line[:at] + line[at + 2 :])
        else:
            found[-1] += [pf.SoftBreak(), *line]
    return found


def _item(block: Any) -> pf.DefinitionItem:
    term, *lines = lines_of(block)
    return pf.DefinitionItem(
        term, [pf.Definition(pf.Plain(*line)) for line in definitions_of(lines)]
    )
