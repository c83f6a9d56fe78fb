"""Tells what a line says from what it names: sentences and questions are no terms."""

import re

from studyguide.hangul import is_syllable, tail_of
from studyguide.terms.pieces import split_at_commas

UNSURE = re.compile(r"모르겠|모름|몰라|헷갈|확실하지\s?않|아마도?\s")
QUESTION_WORD = re.compile(
    r"어떻게|어떤|왜|무엇|무슨|뭐|뭘|뭔|어디|언제|누가|누구|얼마|어느"
    r"|\b(?:how|why|what|which|when|who)\b",
    re.IGNORECASE,
)
QUESTION_END = re.compile(r"(?:까|나|나요|는가|은가|인가|인지|는지|을지|ㄹ지|하지|되지|지)\s*\?+$")
SENTENCE_END = re.compile(
    r"(?:[한된인온간본난킨힌]다|[았었였했됐갔왔]다|[있없같겠]다|[는하되이]다|니다|[어아해세네]요|죠"
    r"|[있없같겠했었았였됐]음|[가-힣]\s?함|됨|하자|[는은]듯|대로|서|는데|지만)[.!~…]*$"
)
PAST = re.compile(r"[가-힣]던\s")  # 반가웠던 것
STOP_INSIDE = re.compile(r"[가-힣][.!?]\s+\S|[가-힣]\.\.")  # two sentences, or a trailing thought
BRACKETS = re.compile(r"\([^()]*\)$")  # `EBITDA (Earnings Before Interest, …)`
WORDS_IN_TERM = 6


def is_question(line: str) -> bool:
    """A question to come back to, not a term with the author's `?` of doubt."""
    if not line.rstrip(" .!").endswith("?"):
        return False
    return bool(QUESTION_WORD.search(line) or QUESTION_END.search(line)) and " " in line


def is_sentence(line: str) -> bool:
    """Whether the line says something rather than names something."""
    words = line.split()
    if STOP_INSIDE.search(line) and len(words) > 3:
        return True
    if len(words) >= 2 and (SENTENCE_END.search(line) or PAST.search(line) or _is_verb(words[-1])):
        return True
    bare = BRACKETS.sub("", line)
    return all(len(piece.split()) > WORDS_IN_TERM for piece in split_at_commas(bare))


def _is_verb(word: str) -> bool:
    """Whether a word ends as a plain verb does, `-ㄴ다` or `-ㅆ다`: 쓴다, 버렸다."""
    stem = word.rstrip(".!~… ")[-2:]
    return (
        len(stem) == 2 and stem[1] == "다" and is_syllable(stem[0]) and tail_of(stem[0]) in "ㄴㅆ"
    )
