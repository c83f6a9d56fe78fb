"""Parts of a passage that can be quoted alone: the author's lines, and sentences of long ones."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from studyguide.ask_labels import ANSWER, QUESTION
from studyguide.terms import Passage

SENTENCE_GAP = re.compile(r"(?<=[가-힣)\]”’\"'][.!?])\s+")  # behind `쓴다.`; not behind `Q.`, `al.`
BACKWARD = re.compile(
    r"(?:이|그|저)(?:것|들)?(?:[은는이가도을를]|건|걸|게|런|렇게|러한|때)?\s|따라서|그래서|즉"
)
LONG = 120  # letters; a shorter line is quoted as a whole


def part(passage: Passage, start: int, end: int) -> Passage:
    """A stretch of a passage with its own place in the notes."""
    inside = [line for line in passage.lines if start < line.start < end]
    before = [line for line in passage.lines if line.start <= start]
    pos = before[-1].pos if before else passage.pos
    lines = tuple(replace(line, start=line.start - start) for line in [*before[-1:], *inside])
    return replace(passage, text=passage.text[start:end].strip(), pos=pos, lines=lines)


def quoted(passage: Passage, text: str) -> Passage:
    """The stretch of a passage that reads so, whatever blanks part its words."""
    spelled = r"\s+".join(map(re.escape, text.split()))
    met = re.search(spelled, passage.text)
    found = part(passage, *met.span()) if met else passage
    return replace(found, text=text)


def own_lines(passage: Passage) -> Iterator[Passage]:
    """The lines of a passage as its author broke them."""
    breaks = [line.start for line in passage.lines if line.is_own]
    for start, end in pairwise(dict.fromkeys([0, *breaks, len(passage.text)])):
        yield part(passage, start, end)


def around(passage: Passage, at: int) -> Passage:
    """What to quote of a passage that names a term at an offset, with the place of the term.

    That is all of it; of labelled questions and answers, or of more than can be quoted, the line;
    of a long line the sentence, after the one that it points back to.
    """
    breaks = [line.start for line in passage.lines if line.is_own]
    if len(passage.text) > LONG or any(_is_labelled(passage, start) for start in breaks):
        start = max([0, *(each for each in breaks if each <= at)])
        end = min([len(passage.text), *(each for each in breaks if each > at)])
    else:
        start, end = 0, len(passage.text)
    if end - start > LONG:
        start, end = _sentence(passage.text, start, end, at)
    here = [line.pos for line in passage.lines if line.start <= at]
    return replace(part(passage, start, end), pos=here[-1] if here else passage.pos)


def _is_labelled(passage: Passage, start: int) -> bool:
    return any(label.match(passage.text, start) for label in (QUESTION, ANSWER))


def _sentence(text: str, start: int, end: int, at: int) -> tuple[int, int]:
    edges = [start, *(met.end() for met in SENTENCE_GAP.finditer(text, start, end)), end]
    here = max(i for i, edge in enumerate(edges[:-1]) if edge <= at)
    first = here - 1 if here and BACKWARD.match(text, edges[here]) else here
    return edges[first], edges[here + 1]
