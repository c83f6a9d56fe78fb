"""The cues by which a reader guesses how Korean notes were nested: one name for each.

A cue speaks about one possible move of a row: below the row before (`down.`), beside the row
before (`stay.`), back up beside an ancestor (`up.`), or about the likeness of the row and the
sibling that it would follow (`like.`). `weights.tsv` holds what each cue is worth.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from studyguide.hangul import has_hangul
from studyguide.outline.flatlist import Item
from studyguide.outline.nesting import Node

SENTENCE = re.compile(r"(?:다|요|죠|까|자)[.!~]*$")  # `썼다.`, `좋아요`
NOMINAL = re.compile(r"[가-힣](?:음|함|됨|임|짐|김|힘|옴|봄|것|듯)[.]*$")  # `느려짐`, `쓸 수 있음`
CLAUSE = re.compile(r"(?:고|며|서|면|데|만|나|니|만,|,|…|\.\.)$")  # `쓰는데`, `하지만,`
DEFINITION = re.compile(r" - |: |=")  # `IAM - 신원 관리`, `장점: 빠름`
NUMBER = re.compile(r"^\(?(\d{1,3}|[①-⑳])[.)]?(?:\s|$|[^\d.,%])")  # `1) 준비`, `2. 실행`, `①`
NUMBER_STARTS = frozenset("(0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳cCsS경단방예")  # of NUMBER, STEP_WORD
STEP_WORD = re.compile(r"^(?:case|step|경우|단계|방법|예제)\s*\d", re.IGNORECASE)  # `경우 2`
# how a line begins that goes on from the one before: `즉, 빠르다`, `-> 도입`, `ex) 서버`
FOLLOW_UPS = (
    *("->", "=>", "→", "⇒", "즉", "따라서", "그래서", "그러나", "하지만", "그런데", "근데", "다만"),
    *("단,", "예:", "예)", "예를", "ex", "e.g", "왜냐", "이때", "이는", "이를", "이것", "이렇게"),
    *("그러면", "그럼", "또한", "또는", "그리고", "그 ", "이 ", "해당", "여기서", "여기에", "위 "),
)
CODE = re.compile(r"[;{}]|[a-zA-Z]\(|::|</|^[\w./$-]+$")  # `foo.bar()`, `npm run build;`
WORD = re.compile(r"[a-z][a-z0-9+#.]*|[가-힣]{2,}|\d+")
JOSA = re.compile(
    r"(?<=[가-힣])(?:에서는|으로는|에서|으로|까지|부터|보다|처럼|에게|이란|이라는|라는|"
    r"하는|하기|되는|은|는|이|가|을|를|의|에|로|와|과|도|만|란)$"
)  # `서버에서는`, `캐시란`

JOSA_ENDS = frozenset("는로서지터다럼게란하기은이가을를의에와과도만")  # last syllables of JOSA

SHORT, LONG = 14, 38  # characters of a label and of a sentence
TAIL = 6  # characters in which an ending shows
ENDINGS = ("colon", "question", "sentence", "nominal", "clause", "phrase")


class Look(NamedTuple):
    """What can be seen in one row's own text."""

    ending: str  # one of ENDINGS
    length: int  # characters
    words: frozenset[str]  # lower case, without josa
    first: str
    last: str
    number: int | None  # `2` of `2) 실행`
    defines: bool
    follows_up: bool
    code: bool
    hangul: bool
    rest: bool


class Context(NamedTuple):
    """One row with its neighbours and what is known about the list."""

    row: Look
    last: Look | None  # the row before
    next: Look | None
    traced: bool  # the list holds echoes or joins: its author nested deeply
    cut: bool
    fresh: bool  # the first row after a paragraph or the start
    looks: Sequence[Look]  # of all items, by their index


def look_at(item: Item) -> Look:
    """Read the cues of one row's own text."""
    text = item.text
    lower = text.lower()
    words = [_stem(word) for word in WORD.findall(lower)]
    return Look(
        ending=_ending(text),
        length=len(text),
        words=frozenset(word for word in words if len(word) > 1),
        first=words[0] if words else "",
        last=words[-1] if words else "",
        number=_number(text),
        defines=DEFINITION.search(text) is not None,
        follows_up=lower.startswith(FOLLOW_UPS),
        code=CODE.search(text) is not None,
        hangul=has_hangul(text),
        rest=bool(item.rest),
    )


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """Cut a josa off: no word of two syllables is cut to one."""
    return JOSA.sub("", word) if len(word) > 2 and word[-1] in JOSA_ENDS else word


def _ending(text: str) -> str:
    tail = text[-TAIL:]
    if tail.endswith((":", "：")):
        return "colon"
    if tail.endswith(("?", "까", "까요", "?)")):
        return "question"
    if SENTENCE.search(tail):
        return "sentence"
    if NOMINAL.search(tail):
        return "nominal"
    return "clause" if CLAUSE.search(tail) else "phrase"


def _number(text: str) -> int | None:
    if text[:1] not in NUMBER_STARTS:
        return None
    found = NUMBER.match(text) or STEP_WORD.match(text)
    digits = re.search(r"\d+", found.group()) if found else None
    if found and digits is None:
        return ord(found.group(1)) - 0x245F  # ① is U+2460
    return int(digits.group()) if digits else None


def cues(move: Node, tip: Node, context: Context) -> list[str]:
    """Name every cue that speaks for or against one move."""
    return [cue for part in parts(move, tip) for cue in cues_of(part, context)]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A group of cues, and all that it depends on besides the row: many moves share one.

    There is one object for each (below), so that scores are looked up by identity. Likeness
    depends on the sibling that a row would follow, and is told by that item's index alone.
    """

    group: Literal["down", "from", "up", "back", "stay"]
    level: int = 0  # depth of the row before (from), levels up to 2 (back)
    top: bool = False  # the move ends at the top (back)
    first: bool = False  # the row before is the first of its list


DOWN, UP = Part("down"), Part("up")
# depth and first; levels and top and first
FROM = tuple(Part("from", depth, False, first) for depth in range(3) for first in (False, True))
BACK = tuple(
    Part("back", levels, top, first)
    for levels in (1, 2)
    for top in (False, True)
    for first in (False, True)
)
STAY = (Part("stay"), Part("stay", first=True))
STATES = (*FROM, *BACK, *STAY)  # they depend on no text


def parts(move: Node, tip: Node) -> tuple[Part | int, ...]:
    """The groups of cues that speak about one move; an int is the sibling to be likened to."""
    first = tip.before is None
    if move.above is tip:
        return DOWN, FROM[min(tip.depth, 2) * 2 + first]
    before = tip.item if move.before is None else move.before
    levels = tip.depth - move.depth
    if levels:
        return UP, BACK[(levels > 1) * 4 + (move.depth == 0) * 2 + first], before
    return (STAY[first], before) if tip.depth else (before,)


def cues_of(part: Part | int, context: Context) -> Iterator[str]:
    """Name the cues of one group."""
    if isinstance(part, int):
        return _like(context.row, context.looks[part])
    if part is DOWN:
        return _down(context)
    return _up(context) if part is UP else state_cues(part, context.cut)


def state_cues(part: Part, cut: bool) -> Iterator[str]:
    """Where the row before stands, whatever the texts say."""
    if part.group == "from":
        yield f"down.depth{part.level}"
        if part.first:
            yield "down.under-first"
    elif part.group == "back":
        yield "up" if part.level == 1 else "up.far"
        if part.top:
            yield "up.to-top"
        if cut:
            yield "up.cut" if part.top else "up.cut-inside"
        if part.first:
            yield "up.single-child"
    else:
        yield "stay.second" if part.first else "stay.inside"


def _down(context: Context) -> Iterator[str]:
    row, last = context.row, context.last or context.row
    yield "down"
    yield f"down.under-{last.ending}"
    yield f"down.{row.ending}"
    if context.traced:
        yield "down.traced"
    if context.fresh:
        yield "down.after-opening"
    yield from _down_by_form(row, last)
    if context.next is not None:
        if context.next.ending == row.ending:
            yield "down.next-alike"
        elif context.next.ending == last.ending:
            yield "down.next-like-last"


def _down_by_form(row: Look, last: Look) -> Iterator[str]:
    yield from _length("down.under-", last)
    yield from _length("down.", row)
    if last.defines:
        yield "down.under-definition"
    if row.length > 2 * last.length:
        yield "down.much-longer"
    if row.follows_up:
        yield "down.follow-up"
    if row.words & last.words:
        yield "down.shares-word"
    if last.number is not None:
        yield "down.under-number"
    if row.number is not None:
        yield "down.number-one" if row.number == 1 else "down.number"
    if last.code and not row.code:
        yield "down.under-code"
    if row.ending == last.ending:
        yield "down.same-ending"
    if row.ending == "colon" or (row.ending == "question" and row.length < LONG):
        yield "down.opens-list"


def _length(prefix: str, look: Look) -> Iterator[str]:
    if look.length <= SHORT:
        yield f"{prefix}short"
    elif look.length >= LONG:
        yield f"{prefix}long"


def _up(context: Context) -> Iterator[str]:
    row = context.row
    yield f"up.{row.ending}"
    yield from _length("up.", row)
    if row.follows_up:
        yield "up.follow-up"
    if context.next is not None and context.next.length > 2 * row.length:
        yield "up.next-longer"


def _like(row: Look, before: Look) -> Iterator[str]:
    if row.ending == before.ending:
        yield f"like.{row.ending}"
    if row.first and row.first == before.first:
        yield "like.first-word"
    if row.last and row.last == before.last:
        yield "like.last-word"
    if row.number is not None and before.number is not None:
        yield "like.next-number" if row.number == before.number + 1 else "like.number"
    elif (row.number is None) != (before.number is None):
        yield "like.not-number"
    if row.defines == before.defines:
        yield "like.definition" if row.defines else "like.no-definition"
    if row.hangul != before.hangul:
        yield "like.other-script"
    if row.code and before.code:
        yield "like.code"
    if (row.length <= SHORT) == (before.length <= SHORT):
        yield "like.length"
    if row.words & before.words:
        yield "like.shares-word"
