"""Reads the line that opens a box: `::: note`, `::: warning 제목`, `::: tip 한 줄에 쓴 글 :::`."""

import re
from dataclasses import dataclass

from studyguide.notes.boxes.alerts import LOOKS

KOREAN = {"물음": "question", "질문": "question", "답": "answer", "정답": "answer"}
OTHERS = {
    "details": "callout",
    "callout": "callout",
    "quote": "",
}  # besides what a `[!NOTE]` can be
ASKED = ("question", "answer")  # boxes whose words go to the pages of questions
FENCE = re.compile(r":{3,}[ \t]*")
BRACED = re.compile(r"\{[^{}]+\}")  # `{.warning #w}`
NAME = re.compile(r"[\w-]+(?![^\s:\[])")  # `note`, and of `note[제목]`; not of `note{…}`
ASKED_CLASS = re.compile(r"\.(?:question|answer)(?![\w-])")
FEWEST = 3  # colons of a fence


@dataclass(frozen=True)
class Sign:
    """An opening as pandoc reads it, and what the author wrote behind it, at `col`."""

    opening: str  # `::: note`, `::: {.warning #w}`
    said: str = ""
    col: int = 0
    is_whole: bool = False  # closed on the same line

    @property
    def is_asked(self) -> bool:
        """Whether it is a question or an answer of the author."""
        name = self.opening.lstrip(": \t")
        return name in ASKED or (name[:1] == "{" and bool(ASKED_CLASS.search(name)))


def read_sign(text: str) -> Sign | None:
    """The box that a line opens; none for a name that is no kind of box.

    >>> read_sign("::: tip 글 :::")
    Sign(opening='::: tip', said='글', col=8, is_whole=True)
    >>> read_sign("::: 물음 왜?")
    Sign(opening='::: question', said='왜?', col=7, is_whole=False)
    >>> read_sign("::: 오늘 할 일 :::")
    """
    fence = FENCE.match(text)
    met = fence and (BRACED.match(text, fence.end()) or NAME.match(text, fence.end()))
    if not met or not (name := _name(met[0])):
        return None
    rest = text[met.end() :].rstrip()
    bare = rest.rstrip(":")
    is_whole = len(rest) - len(bare) >= FEWEST
    said = (bare if is_whole else rest).strip()
    col = met.end() + len(rest) - len(rest.lstrip())
    if rest[:1] == "[" and said[-1:] == "]":  # `::: note[제목]`
        said, col = said[1:-1].strip(), col + 1
    if said[:1] == ":":
        return None
    return Sign(f"::: {name}", said, col, is_whole and bool(said))


def is_several_words(text: str) -> bool:
    """Whether pandoc takes a line of `:::` for text, since more than a name stands behind it."""
    return not text.rstrip(": \t").endswith("}") and len(text.strip(": \t").split()) > 1


def _name(said: str) -> str:
    if said[0] == "{":
        return said
    word = said.lower()
    if word in KOREAN or word in ASKED:
        return KOREAN.get(word, word)
    return OTHERS.get(word, LOOKS.get(word, ""))  # `::: danger` looks as `::: caution`
