"""Finds the choices of a question, `① 비 ② 바람`, and which of them its author calls right."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studyguide.ask_labels import ANSWER, CHOSEN
from studyguide.notes.lists.ordinals import ordinal_of
from studyguide.study.right_choice import LABEL, right
from studyguide.study.text import Text, cut, plain

ASKED = re.compile(r"[?？]")
FEWEST = 2


@dataclass(frozen=True)
class Choice:
    """A question with its choices: what is asked, the right one if it is told, all, and the end.

    `end` is the place of the first line behind all of it.
    """

    asked: Text
    answer: Text
    options: tuple[Text, ...]
    end: int


def choice_at(lines: Sequence[Text], at: int) -> Choice | None:
    """The question of line `at`, if choices stand behind it, on its line or below.

    >>> from studyguide.study.text import words
    >>> found = choice_at([words(t) for t in ("왜 짠가?", "① 비", "② 소금", "답 ②")], 0)
    >>> found and plain(found.answer), found and found.end
    ('② 소금', 4)
    """
    shown = plain(lines[at])
    marks = [met.end() for met in ASKED.finditer(shown)]
    asked = cut(lines[at], 0, marks[-1]) if marks else lines[at]
    options = _options(cut(lines[at], marks[-1]), 0) if marks else []
    end = at + 1
    while end < len(lines) and (more := _options(lines[end], len(options))):
        options += more
        end += 1
    if len(options) < FEWEST:
        return None
    told = plain(lines[end]) if end < len(lines) else ""
    if met := CHOSEN.match(told) or ANSWER.match(told):
        answer = right(cut(lines[end], met.end()), options)
        return Choice(asked, answer, tuple(options), end + 1)
    return Choice(asked, (), tuple(options), end)


def are_choices(lines: Sequence[Text]) -> bool:
    """Whether lines could be choices: each begins with a label that counts on."""
    counted = (_options(line, at) for at, line in enumerate(lines[:FEWEST]))
    return len(lines) >= FEWEST and all(counted)


def _options(line: Text, before: int) -> list[Text]:
    """The choices of a line that begins with one, if they count on from `before`."""
    shown = plain(line)
    found: list[re.Match[str]] = []
    for met in LABEL.finditer(shown):
        if ordinal_of(met["name"].lower()) == before + len(found) + 1:
            found.append(met)
    if not found or shown[: found[0].start()].strip():
        return []
    ends = [*(met.start() for met in found[1:]), len(shown)]
    return list(_cuts(line, [met.start() for met in found], ends))


def _cuts(line: Text, starts: Sequence[int], ends: Sequence[int]) -> Iterator[Text]:
    for start, end in zip(starts, ends, strict=True):
        yield cut(line, start, end)
