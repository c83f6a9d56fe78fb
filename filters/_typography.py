"""Dresses the inlines of the notes: arrows, dots, dashes, questions; never code or formulas."""

from collections.abc import Sequence
from typing import Any

import panflute as pf

from filters._ast import children, is_mark, plain
from studyguide.terms.titles import after_title, is_title
from studyguide.typography import Typography, doubt_of, dress, is_glued, is_pair_dash

BREAKS = (pf.SoftBreak, pf.LineBreak)
BLANKS = (pf.Space, *BREAKS)
LISTS = (pf.BulletList, pf.OrderedList)
CLASSES = ("question", "doubt")


def dress_all(doc: pf.Doc, options: Typography) -> None:
    """Dress every run of inlines of the book once."""
    todo: list[Any] = [doc]
    while todo:
        element = todo.pop()
        below = children(element)
        if any(isinstance(child, pf.Str) for child in below) and _has_run(element):
            element.content = _dressed(list(element.content), options)
        todo.extend(below)


def _has_run(element: Any) -> bool:
    """Text inside a link may be its address; all else is the author's."""
    is_address = isinstance(element, pf.Link) and plain(element) == element.url
    return isinstance(getattr(element, "content", None), pf.ListContainer) and not is_address


def _dressed(run: list[Any], options: Typography) -> list[Any]:
    found: list[Any] = []
    for at, inline in enumerate(run):
        if isinstance(inline, pf.Str):
            _dress_word(run, at, options)
            if options.particles and _is_particle(found, inline):
                found.pop()
                inline.text = found.pop().text + inline.text
        found.append(inline)
    return found


def _dress_word(run: Sequence[Any], at: int, options: Typography) -> None:
    word = run[at]
    is_last = at + 1 == len(run) or isinstance(run[at + 1], BREAKS)
    if word.text == "-" and is_pair_dash(_word(run, at, -1), word.text, _word(run, at, 1)):
        word.text = "–"
    word.text = dress(word.text, is_last, options)


def _word(run: Sequence[Any], at: int, step: int) -> str:
    """The word next to the blank before or behind a place; nothing where the line ends there."""
    blank, word = at + step, at + 2 * step
    if not (0 <= word < len(run)) or not isinstance(run[blank], pf.Space):
        return ""
    if isinstance(run[word], BLANKS) or is_mark(run[word]):
        return ""
    return plain(run[word]) or "?"


def _is_particle(before: Sequence[Any], word: pf.Str) -> bool:
    if len(before) < 2 or not isinstance(before[-1], pf.Space):
        return False
    return isinstance(before[-2], pf.Str) and is_glued(before[-2].text, word.text)


def mark_doubts(doc: pf.Doc) -> None:
    """Put the text of a question or a lone doubt into a span, for what comes later."""
    todo: list[Any] = [doc]
    while todo:
        element = todo.pop()
        if isinstance(element, pf.ListItem):
            if _is_keyword_label(element):
                continue  # `arn?` in a keyword list is the glossary's
            _mark_doubt(element)
        todo.extend(children(element))


def _is_keyword_label(item: pf.ListItem) -> bool:
    first = item.content[0] if item.content else None
    if not isinstance(first, pf.Plain | pf.Para):
        return False
    return is_title(plain(first)) or bool(after_title(plain(first)))


def _mark_doubt(item: pf.ListItem) -> None:
    first = item.content[0] if item.content else None
    if not isinstance(first, pf.Plain | pf.Para):
        return
    inlines = list(first.content)
    start = next((i for i, one in enumerate(inlines) if not is_mark(one)), len(inlines))
    end = next((i for i, one in enumerate(inlines) if isinstance(one, BREAKS)), len(inlines))
    line = inlines[start:end]
    if any(getattr(one, "classes", None) and set(one.classes) & {*CLASSES} for one in line):
        return
    below = [block for block in item.content[1:] if isinstance(block, LISTS)]
    kind = doubt_of("".join(map(plain, line)), below)
    if kind:
        first.content = [*inlines[:start], pf.Span(*line, classes=[kind]), *inlines[end:]]
