"""The study kit: what the notes say for certain, asked back; what their author left open."""

from dataclasses import dataclass
from typing import Literal, get_args

from studyguide.diagnostics import Pos
from studyguide.study.text import Text

Kind = Literal[
    "own", "definition", "term", "cloze", "list", "answered", "formula", "symbol", "expansion"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
DoubtKind = Literal["question", "unsure", "later", "keyword"]
NoteLines = Literal["none", "margin", "end"]


@dataclass(frozen=True)
class StudyOptions:
    """`study:` how many questions close a chapter, of which kinds, and which of all.

    `notes` says where the printed book has lines to write on, `summary` whether each chapter
    has a sheet with its outline.
    """

    off: bool = False
    count: int = 6
    kinds: tuple[str, ...] = KINDS
    seed: int = 0
    notes: NoteLines = "none"
    summary: bool = False

    @property
    def has_aids(self) -> bool:
        """Whether the text itself brings something besides questions."""
        return self.summary or self.notes == "end"


@dataclass(frozen=True)
class Item:
    """One block of a chapter as the study kit reads it; lists hold items, items hold lists' items.

    `lines` is the text of its own, line by line, `pos` the place of the first, `last` that of the
    last; `is_sure` says that its place in the list is no guess, `spot` is its number among the
    texts of the chapter. `alone` is the same text by the lines of the notes that do not go on in
    the next one; `is_struck` says that its author struck it out.
    """

    kind: Literal["heading", "paragraph", "list", "item", "table", "row", "cell", "other"]
    lines: tuple[Text, ...] = ()
    pos: Pos | None = None
    last: Pos | None = None
    spot: int = -1
    children: tuple["Item", ...] = ()
    is_sure: bool = True
    is_ordered: bool = False
    number: int = 0  # that its list prints before it
    notes: tuple["Item", ...] = ()  # the paragraphs of its footnotes
    alone: tuple[Text, ...] = ()
    is_struck: bool = False


@dataclass(frozen=True)
class Chapter:
    """A chapter: its id, number and title, and its blocks in reading order."""

    id: str
    number: str
    title: str
    blocks: tuple[Item, ...] = ()
    keyword_doubts: tuple[Item, ...] = ()  # questions and undefined doubted terms of its box

    @property
    def name(self) -> str:
        """How the book calls it: `4장`, or its title."""
        return f"{self.number}장" if self.number else self.title


@dataclass(frozen=True)
class Question:
    """One question with its answer, and the place in the notes that it rests on.

    `key` names what is asked, whatever the wording: it stays when a definition is edited.
    `pair` is the same for both directions of one fact; of a pair only one is printed.
    """

    kind: Kind
    key: str
    pair: str
    prompt: tuple[Text, ...]
    answer: tuple[Text, ...]
    chapter: str
    pos: Pos | None
    anchor: str = ""  # an id of the book at the place, if it has one
    spot: int = -1  # or the number of the text there
    is_ordered: bool = False  # whether the lines of the answer stand in an order
    card: tuple[Text, Text] | None = None  # of the author's own: both sides with their markup
    number: int = 0  # that its author gave it


@dataclass(frozen=True)
class Doubt:
    """A question that the author left open, with the line it hangs on."""

    kind: DoubtKind
    text: Text
    context: Text
    chapter: str
    pos: Pos | None
    spot: int


@dataclass(frozen=True)
class Kit:
    """All certain questions of a book, the keys of those that it prints, and its open questions."""

    questions: tuple[Question, ...] = ()
    printed: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    chapters: tuple[Chapter, ...] = ()
