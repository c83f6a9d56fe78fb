"""The typography of notes: what is dressed without asking, and what only if book.yaml asks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

ARROWS = {"->": "→", "-->": "→", "--->": "→", "<-": "←", "<->": "↔"}  # between blanks
DOUBLE_ARROWS = {"=>": "⇒", "==>": "⇒"}  # `=>`; often code, so only if asked for
DOTS = re.compile(r"\.{3,}")  # `...`, `....`; never `..`, which is the author's own sigh
TWO_DOTS = re.compile(r"(?<![./])\.\.(?![./])")  # `글쎄..`, not `../book`
BANGS = re.compile(r"!{2,}")  # `좋다!!`
DRAWL = re.compile(r"(?<=[가-힣])-+$")  # `더 슬프다-`
LATIN_END = re.compile(r"[A-Za-z]$")  # `IAM` before ` 이`
JOSA = re.compile(  # a particle standing alone, perhaps before a mark: `이`, `에서는,`
    r"(?:은|는|이|가|을|를|의|에|에서|에게|에는|에서는|으로|로|와|과|도|만|까지|부터|보다|처럼|이란|란"
    r"|이라는|라는|이라고|라고|이나|나)[.,!?…)]*$"
)
QUESTION = re.compile(r"[?？][)\]”’\"'.!…~]*$")  # `왜 느린가?`, `(맞나?)`
ADDRESS = re.compile(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|www\.|[./~]*/)")  # `https://…`, `./a..b`
NUMBER = re.compile(r"\d")

Doubt = Literal["question", "doubt", ""]


@dataclass(frozen=True)
class Typography:
    """`typography:` what book.yaml asks for beyond what is safe; spelling is never touched."""

    double_arrows: bool = False  # `=>` becomes ⇒
    two_dots: bool = False  # `..` becomes …
    bangs: bool = False  # `!!` becomes `!`
    particles: bool = False  # `IAM 이` becomes `IAM이`
    drawls: bool = False  # `슬프다-` becomes `슬프다~`


def dress(word: str, is_last: bool, options: Typography) -> str:
    """One word as the book prints it; `is_last` at the end of a line.

    >>> dress("->", False, Typography()), dress("글쎄...", True, Typography())
    ('→', '글쎄…')
    >>> dress("슬프다-", True, Typography()), dress("슬프다-", True, Typography(drawls=True))
    ('슬프다-', '슬프다~')
    """
    if ADDRESS.match(word):
        return word
    word = DOTS.sub("…", ARROWS.get(word, word))
    if options.double_arrows:
        word = DOUBLE_ARROWS.get(word, word)
    if options.two_dots:
        word = TWO_DOTS.sub("…", word)
    if options.bangs:
        word = BANGS.sub("!", word)
    return DRAWL.sub("~", word) if options.drawls and is_last else word


def is_pair_dash(before: str, dash: str, after: str) -> bool:
    """Whether a hyphen between two words with blanks around it is a dash: `TERM - 풀이`.

    >>> is_pair_dash("IAM", "-", "신원"), is_pair_dash("3", "-", "4"), is_pair_dash("", "-", "가")
    (True, False, False)
    """
    if dash != "-" or not before or not after:
        return False
    return not (NUMBER.search(before[-1]) and NUMBER.match(after))


def is_glued(before: str, after: str) -> bool:
    """Whether a particle was typed apart from the Latin word that it belongs to: `IAM 이`."""
    return bool(LATIN_END.search(before)) and bool(JOSA.match(after))


def doubt_of(line: str, children: Sequence[object]) -> Doubt:
    """A question that has answers below it, or a doubt that stands alone.

    >>> doubt_of("왜 느린가?", ["디스크"]), doubt_of("noise?", []), doubt_of("끝", [])
    ('question', 'doubt', '')
    """
    if not QUESTION.search(line.strip()):
        return ""
    return "question" if children else "doubt"
